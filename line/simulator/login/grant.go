package login

// POST /oauth2/v2.1/token: a code or a refresh token becomes an access token
// (RL#issue-access-token, RL#refresh-access-token).

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"

	"tambon/line/simulator/oauth"
)

type granted struct {
	Access  string `json:"access_token"`
	Expires int64  `json:"expires_in"` // seconds
	IDToken string `json:"id_token,omitempty"`
	Refresh string `json:"refresh_token,omitempty"`
	Scope   string `json:"scope"`
	Type    string `json:"token_type"`
}

// Token answers the token endpoint for a person's grants.
func (p *Provider) Token(r *http.Request, form url.Values) oauth.Answer {
	switch form.Get("grant_type") {
	case "authorization_code":
		return p.exchange(r, form)
	case "refresh_token":
		return p.refresh(form)
	}
	return oauth.Bad("unsupported_grant_type", "unsupported grant_type")
}

// client checks who calls. The secret of a web app's channel must be right; LIFF's
// SDK has none.
func (p *Provider) client(form url.Values, needsSecret bool) (refusal oauth.Answer, ok bool) {
	switch {
	case form.Get("client_id") != p.cfg.ChannelID || p.cfg.ChannelID == "":
		return oauth.Bad("invalid_client", "invalid client_id"), false
	case needsSecret && (p.cfg.Secret == "" || !same(form.Get("client_secret"), p.cfg.Secret)):
		return oauth.Bad("invalid_client", "invalid client_secret"), false
	}
	return oauth.Answer{}, true
}

func (p *Provider) exchange(r *http.Request, form url.Values) oauth.Answer {
	if refusal, ok := p.client(form, p.peek(form.Get("code")).LiffID == ""); !ok {
		return refusal
	}
	// Whoever is the channel uses the code up, whether the rest is right or not.
	code, ok := p.take(form.Get("code"))
	now := p.world.Now()
	switch {
	case !ok || !code.Expires.After(now):
		return oauth.Bad("invalid_grant", "invalid authorization code")
	case form.Get("redirect_uri") != code.RedirectURI:
		return oauth.Bad("invalid_grant", "redirect_uri does not match")
	case !code.proved(form.Get("code_verifier")):
		return oauth.Bad("invalid_grant", "invalid code_verifier")
	}
	who, ok := p.world.Person(code.UserID)
	if !ok {
		return oauth.Bad("invalid_grant", "invalid authorization code")
	}
	g := Grant{
		Access: p.accessToken(), Refresh: token(p.world, 15), UserID: code.UserID, Scopes: code.Scopes, LiffID: code.LiffID,
		AccessExpires: now.Add(accessLife), RefreshExpires: now.Add(refreshLife),
	}
	if code.LiffID != "" {
		g.Refresh, g.AccessExpires = "", now.Add(liffLife)
	}
	out := g.told(now)
	if slices.Contains(code.Scopes, "openid") {
		elliptic := code.LiffID != "" || form.Get("id_token_key_type") == "JWK"
		idToken, err := p.idToken(p.claims(address(r), who, code), elliptic)
		if err != nil {
			return oauth.Answer{Status: http.StatusInternalServerError, Body: oauth.Error{Code: "server_error", Description: err.Error()}}
		}
		out.IDToken = idToken
	}
	p.keep(g)
	return oauth.OK(out)
}

func (p *Provider) keep(g Grant) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state.Grants = kept(p.state.Grants, g)
}

var verifierForm = regexp.MustCompile(`^[A-Za-z0-9._~-]{43,128}$`)

// proved checks PKCE: without a challenge no verifier is wanted, and one that
// comes all the same is not looked at (LOGIN/integrate-pkce).
func (c Code) proved(verifier string) bool {
	if c.Challenge == "" {
		return true
	}
	sum := sha256.Sum256([]byte(verifier))
	return verifierForm.MatchString(verifier) && same(base64.RawURLEncoding.EncodeToString(sum[:]), c.Challenge)
}

// refresh gives a new access token. The refresh token stays as it is and lives no
// longer by it; whether the old access token lives on is not documented, and here
// it does not.
func (p *Provider) refresh(form url.Values) oauth.Answer {
	if refusal, ok := p.client(form, true); !ok {
		return refusal
	}
	now, fresh := p.world.Now(), p.accessToken()
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.state.Grants {
		g := &p.state.Grants[i]
		if g.Refresh == "" || !same(g.Refresh, form.Get("refresh_token")) || g.Revoked || !g.RefreshExpires.After(now) {
			continue
		}
		next := *g
		next.Access, next.AccessExpires = fresh, now.Add(accessLife)
		g.Revoked, g.Refresh = true, ""
		p.state.Grants = kept(p.state.Grants, next)
		return oauth.OK(next.told(now))
	}
	return oauth.Bad("invalid_grant", "invalid refresh token")
}

func (g Grant) told(now time.Time) granted {
	return granted{
		Access: g.Access, Expires: int64(g.AccessExpires.Sub(now) / time.Second), Refresh: g.Refresh,
		Scope: spoken(g.Scopes), Type: "Bearer",
	}
}

// accessToken is opaque; it has the look of a JSON Web Token, as LINE's has.
func (p *Provider) accessToken() string {
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256"}`))
	return header + "." + token(p.world, 96) + "." + token(p.world, 32)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
