package login

// What an access token opens: profile, user information, friendship; and its own
// verifying and revoking (RL#profile, RL#userinfo, RL#friendship-status).

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"tambon/line/simulator/oauth"
)

// bearer finds the person of an access token that has a scope.
func (p *Provider) bearer(token, scope string) (Person, Grant, *oauth.Answer) {
	g, ok := p.grant(token)
	refused := func(status int, message string) (Person, Grant, *oauth.Answer) {
		a := oauth.Message(status, message)
		return Person{}, g, &a
	}
	switch {
	case !ok:
		return refused(http.StatusUnauthorized, "invalid token")
	case g.Revoked:
		return refused(http.StatusUnauthorized, "The access token revoked")
	case !g.AccessExpires.After(p.world.Now()):
		return refused(http.StatusUnauthorized, "The access token expired")
	case scope != "" && !slices.Contains(g.Scopes, scope):
		return refused(http.StatusForbidden, "user doesn't grant required permissions yet")
	}
	who, ok := p.world.Person(g.UserID)
	if !ok {
		return refused(http.StatusUnauthorized, "invalid token")
	}
	return who, g, nil
}

// Profile answers GET /v2/profile.
func (p *Provider) Profile(token string) oauth.Answer {
	who, _, refusal := p.bearer(token, "profile")
	if refusal != nil {
		return *refusal
	}
	return oauth.OK(struct {
		UserID  string `json:"userId"`
		Name    string `json:"displayName"`
		Picture string `json:"pictureUrl,omitempty"`
		Status  string `json:"statusMessage,omitempty"`
	}{who.UserID, who.DisplayName, who.PictureURL, who.StatusMessage})
}

// UserInfo answers GET and POST /oauth2/v2.1/userinfo.
func (p *Provider) UserInfo(token string) oauth.Answer {
	who, g, refusal := p.bearer(token, "openid")
	if refusal != nil {
		return *refusal
	}
	out := struct {
		Subject string `json:"sub"`
		Name    string `json:"name,omitempty"`
		Picture string `json:"picture,omitempty"`
	}{Subject: who.UserID}
	if slices.Contains(g.Scopes, "profile") {
		out.Name, out.Picture = who.DisplayName, who.PictureURL
	}
	return oauth.OK(out)
}

// Friendship answers GET /friendship/v1/status.
func (p *Provider) Friendship(token string) oauth.Answer {
	who, _, refusal := p.bearer(token, "profile")
	if refusal != nil {
		return *refusal
	}
	return oauth.OK(map[string]bool{"friendFlag": who.Friend})
}

// Knows reports whether an access token was granted here, dead or alive.
func (p *Provider) Knows(token string) bool {
	_, ok := p.grant(token)
	return ok
}

// Verify answers GET /oauth2/v2.1/verify for a person's access token.
func (p *Provider) Verify(token string) oauth.Answer {
	g, ok := p.grant(token)
	left := g.AccessExpires.Sub(p.world.Now())
	switch {
	case !ok || g.Revoked:
		return oauth.Bad("invalid_request", "The access token revoked")
	case left <= 0:
		return oauth.Bad("invalid_request", "access token expired")
	}
	return oauth.OK(struct {
		Scope   string `json:"scope"`
		Client  string `json:"client_id"`
		Expires int64  `json:"expires_in"` // seconds
	}{spoken(g.Scopes), p.cfg.ChannelID, int64(left / time.Second)})
}

// Revoke answers POST /oauth2/v2.1/revoke for a person's access token.
func (p *Provider) Revoke(form url.Values) oauth.Answer {
	g, _ := p.grant(form.Get("access_token"))
	if refusal, ok := p.client(form, g.LiffID == ""); !ok {
		return refusal
	}
	p.revoke(func(other Grant) bool { return other.Access == g.Access })
	return oauth.OK(nil)
}

// Deauthorize answers POST /user/v1/deauthorize: everything that the person
// allowed the channel is taken back.
func (p *Provider) Deauthorize(userAccessToken string) oauth.Answer {
	who, _, refusal := p.bearer(userAccessToken, "")
	if refusal != nil {
		return oauth.Message(http.StatusBadRequest, "invalid token")
	}
	p.revoke(func(g Grant) bool { return g.UserID == who.UserID })
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.Consents = slices.DeleteFunc(p.state.Consents, func(c Consent) bool { return c.UserID == who.UserID })
	p.state.Codes = slices.DeleteFunc(p.state.Codes, func(c Code) bool { return c.UserID == who.UserID })
	return oauth.Answer{Status: http.StatusNoContent}
}
