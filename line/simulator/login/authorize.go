package login

// GET and POST /oauth2/v2.1/authorize: who logs in, what they allow, and the way
// back. Each step is a form that carries the request's own query, which is judged
// again, so nothing is kept between the steps.

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

const cookie = "line_login"

// Authorize answers the authorization endpoint.
func (p *Provider) Authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	words := tongue(query.Get("ui_locales"), r.Header.Get("Accept-Language"))
	a, wrong, toPerson := p.read(query)
	if toPerson != "" {
		p.problem(w, words, toPerson)
		return
	}
	if wrong != nil {
		p.back(w, r, a, failed(wrong, a.state))
		return
	}
	p.step(w, r, a, words)
}

// step shows the next page of a login, or ends it.
func (p *Provider) step(w http.ResponseWriter, r *http.Request, a asked, words wording) {
	session, known := p.sessionOf(r, a.maxAge)
	if r.Method == http.MethodGet && a.prompt == "none" {
		p.silently(w, r, a, session, known)
		return
	}
	form, ok := formOf(w, r)
	if !ok {
		p.problem(w, words, "The form cannot be read.")
		return
	}
	if form.Has("cancel") {
		p.back(w, r, a, failed(&fault{"ACCESS_DENIED", "The resource owner denied the request."}, a.state))
		return
	}
	who, chosen := p.world.Person(form.Get("person"))
	if !chosen || form.Get("person") == "" {
		p.choose(w, words, p.channelName(), known, session.UserID)
		return
	}
	c := consenting{
		who: who, scopes: a.scopes, botPrompt: a.botPrompt, form: form,
		needed: a.prompt == "consent" || !within(a.scopes, p.allowed(who.UserID)),
	}
	if p.ask(w, words, c) {
		return
	}
	change := p.settle(&c)
	at := p.world.Now()
	amr := "pwd"
	if known && session.UserID == who.UserID && a.prompt != "login" {
		amr, at = "linesso", session.At
	} else {
		p.begin(w, who.UserID, at)
	}
	p.back(w, r, a, p.finish(a, c, amr, at, change))
}

// silently ends a login of prompt=none, in which nothing may be asked.
func (p *Provider) silently(w http.ResponseWriter, r *http.Request, a asked, session Session, known bool) {
	who, there := p.world.Person(session.UserID)
	switch {
	case !known || !there:
		p.back(w, r, a, failed(&fault{"LOGIN_REQUIRED", "the user is not logged in"}, a.state))
	case !within(a.scopes, p.allowed(session.UserID)):
		p.back(w, r, a, failed(&fault{"INTERACTION_REQUIRED", "the user has not consented"}, a.state))
	default:
		p.back(w, r, a, p.finish(a, consenting{who: who, scopes: a.scopes}, "linesso", session.At, nil))
	}
}

// finish makes the code and says what goes back with it.
func (p *Provider) finish(a asked, c consenting, amr string, at time.Time, change *bool) url.Values {
	code := Code{
		Code: token(p.world, 16), UserID: c.who.UserID, RedirectURI: a.redirect, Scopes: c.scopes, Nonce: a.nonce,
		Challenge: a.challenge, AMR: []string{amr}, LiffID: a.liffID, Expires: p.world.Now().Add(codeLife),
	}
	if a.maxAge != nil {
		unix := at.Unix()
		code.AuthTime = &unix
	}
	p.mu.Lock()
	p.state.Codes = kept(p.state.Codes, code)
	p.mu.Unlock()
	out := url.Values{"code": {code.Code}, "state": {a.state}}
	if change != nil {
		out.Set("friendship_status_changed", yesNo(*change))
	}
	if a.liffID != "" {
		out.Set("liffClientId", p.cfg.ChannelID)
		out.Set("liffRedirectUri", a.redirect)
	}
	return out
}

func yesNo(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func failed(f *fault, state string) url.Values {
	out := url.Values{"error": {f.code}, "error_description": {f.description}}
	if state != "" {
		out.Set("state", state)
	}
	return out
}

// back leads to the client in the way that response_mode names.
func (p *Provider) back(w http.ResponseWriter, r *http.Request, a asked, params url.Values) {
	to, params, err := p.way(address(r), a, params)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if a.posts() {
		p.post(w, tongue(r.URL.Query().Get("ui_locales"), r.Header.Get("Accept-Language")), a.redirect, params)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// posts reports whether the browser is to post the answer.
func (a asked) posts() bool { return strings.HasPrefix(a.mode, "form_post") }

// way is the address to which a browser is led, and what goes with it.
func (p *Provider) way(address string, a asked, params url.Values) (string, url.Values, error) {
	if strings.HasSuffix(a.mode, "jwt") {
		signed, err := p.response(address, params)
		if err != nil {
			return "", nil, err
		}
		params = url.Values{"response": {signed}}
	}
	to, err := url.Parse(a.redirect)
	if err != nil {
		return "", nil, err
	}
	if to.RawQuery != "" {
		to.RawQuery += "&"
	}
	to.RawQuery += params.Encode()
	return to.String(), params, nil
}

// sessionOf is who logged in with this browser, as long as max_age allows.
func (p *Provider) sessionOf(r *http.Request, maxAge *time.Duration) (Session, bool) {
	c, err := r.Cookie(cookie)
	if err != nil {
		return Session{}, false
	}
	s, ok := p.session(c.Value)
	if ok && maxAge != nil && p.world.Now().Sub(s.At) > *maxAge {
		return Session{}, false
	}
	return s, ok
}

// begin remembers in the browser who logged in.
func (p *Provider) begin(w http.ResponseWriter, userID string, at time.Time) {
	s := Session{token(p.world, 24), userID, at}
	p.mu.Lock()
	p.state.Sessions = kept(p.state.Sessions, s)
	p.mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: s.ID, Path: "/oauth2/v2.1/authorize", HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// channelName is what the person reads as the name of who asks.
func (p *Provider) channelName() string {
	if p.cfg.Name != "" {
		return p.cfg.Name
	}
	return p.world.Account()
}

const maxForm = 64 << 10

func formOf(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	if r.Method != http.MethodPost {
		return url.Values{}, true
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return nil, false
	}
	return r.PostForm, true
}
