package login

// Reading an authorization request (LOGIN/integrate-line-login#making-an-authorization-request).

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// asked is an authorization request that was found right.
type asked struct {
	redirect  string
	state     string
	scopes    []string
	nonce     string
	prompt    string
	botPrompt string
	challenge string
	mode      string         // response_mode
	maxAge    *time.Duration // nil: not given
	liffID    string
}

// A fault goes back to the client's callback URL.
type fault struct{ code, description string }

// These are shown to the person: there is nowhere to go back to.
const (
	wrongClient   = "Invalid client_id value."
	wrongRedirect = "Invalid redirect_uri value. Check if it is registered in a LINE developers site."
)

var challengeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// read judges a request. What is wrong is either for the person to read or, as a
// fault, for the client.
func (p *Provider) read(query url.Values) (a asked, wrong *fault, toPerson string) {
	a = asked{
		redirect: query.Get("redirect_uri"), state: query.Get("state"), scopes: strings.Fields(query.Get("scope")),
		nonce: query.Get("nonce"), prompt: query.Get("prompt"), botPrompt: query.Get("bot_prompt"),
		challenge: query.Get("code_challenge"), mode: query.Get("response_mode"), liffID: query.Get("app_id"),
	}
	if query.Get("client_id") != p.cfg.ChannelID || p.cfg.ChannelID == "" {
		return a, nil, wrongClient
	}
	if a.liffID != "" {
		app, ok := p.app(a.liffID)
		if !ok || !below(a.redirect, app.View.URL) {
			return a, nil, wrongRedirect
		}
	} else if !p.registered(a.redirect) {
		return a, nil, wrongRedirect
	}
	if !slices.Contains([]string{"", "query", "form_post", "jwt", "query.jwt", "form_post.jwt"}, a.mode) {
		a.mode = ""
		return a, &fault{"INVALID_REQUEST", "response_mode is not supported"}, ""
	}
	return a, a.wrong(query, p.cfg.Email), ""
}

// wrong says what the client is told of a request that cannot be worked. The
// codes are LINE's; the descriptions are not documented.
func (a *asked) wrong(query url.Values, email bool) *fault {
	invalid := func(description string) *fault { return &fault{"INVALID_REQUEST", description} }
	method := query.Get("code_challenge_method")
	switch {
	case query.Get("response_type") != "code":
		return &fault{"UNSUPPORTED_RESPONSE_TYPE", "response_type must be code"}
	case a.state == "":
		return invalid("state is required")
	case !slices.Contains(a.scopes, "openid") && !slices.Contains(a.scopes, "profile"):
		return &fault{"INVALID_SCOPE", "profile or openid is required"}
	case slices.Contains(a.scopes, "email") && !slices.Contains(a.scopes, "openid"):
		return &fault{"INVALID_SCOPE", "email needs openid"}
	case slices.Contains(a.scopes, "email") && !email:
		return &fault{"INVALID_SCOPE", "the channel has no permission to get e-mail addresses"}
	case !within(a.scopes, a.known()):
		return &fault{"INVALID_SCOPE", "a scope is not known"}
	case !slices.Contains([]string{"", "consent", "none", "login"}, a.prompt):
		return invalid("prompt must be consent, none or login")
	case !slices.Contains([]string{"", "normal", "aggressive"}, a.botPrompt):
		return invalid("bot_prompt must be normal or aggressive")
	case a.challenge == "" && method != "":
		return invalid("code_challenge is required")
	case a.challenge != "" && method != "S256":
		return invalid("code_challenge_method must be S256")
	case a.challenge != "" && !challengeForm.MatchString(a.challenge):
		return invalid("code_challenge is no hash in Base64URL")
	case a.liffID != "" && a.challenge == "":
		return invalid("code_challenge is required")
	}
	if s := query.Get("max_age"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > 1<<31 {
			return invalid("max_age is no number of seconds")
		}
		age := time.Duration(n) * time.Second
		a.maxAge = &age
	}
	return nil
}

// known are the scopes that can be asked for; LIFF has one more.
func (a *asked) known() []string {
	if a.liffID != "" {
		return []string{"openid", "profile", "email", "chat_message.write"}
	}
	return []string{"openid", "profile", "email"}
}

// registered reports whether a callback URL is one of the channel's. Everything
// must be equal, but query parameters may be added.
func (p *Provider) registered(uri string) bool {
	u, err := url.Parse(uri)
	if err != nil || strings.ContainsAny(uri, `#\`) {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.redirectURIs(), func(known string) bool {
		k, err := url.Parse(known)
		return err == nil && k.Scheme == u.Scheme && k.Host == u.Host && u.User == nil && k.EscapedPath() == u.EscapedPath() && has(u.Query(), k.Query())
	})
}

func has(all, some url.Values) bool {
	for name, values := range some {
		if !slices.Equal(all[name], values) {
			return false
		}
	}
	return true
}

// below reports whether a page is a LIFF app's endpoint URL or lies below it;
// queries and fragments do not count (RLIFF#login).
func below(page, endpoint string) bool {
	u, err := url.Parse(page)
	e, bad := url.Parse(endpoint)
	if err != nil || bad != nil || u.Scheme != e.Scheme || u.Host != e.Host || u.User != nil || strings.Contains(u.Path, "/.") || strings.Contains(page, `\`) {
		return false
	}
	root := strings.TrimSuffix(e.EscapedPath(), "/")
	return strings.TrimSuffix(u.EscapedPath(), "/") == root || strings.HasPrefix(u.EscapedPath(), root+"/")
}
