package login

// ID tokens: their claims, how they are signed, and POST /oauth2/v2.1/verify
// (LOGIN/verify-id-token, RL#verify-id-token).

import (
	"crypto/ecdsa"
	"net/url"
	"slices"
	"time"

	"tambon/line/simulator/oauth"
)

// Claims are an id token's payload.
type Claims struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience string   `json:"aud"`
	Expires  int64    `json:"exp"`
	Issued   int64    `json:"iat"`
	AuthTime *int64   `json:"auth_time,omitempty"`
	Nonce    string   `json:"nonce,omitempty"`
	AMR      []string `json:"amr,omitempty"`
	Name     string   `json:"name,omitempty"`
	Picture  string   `json:"picture,omitempty"`
	Email    string   `json:"email,omitempty"`
}

func (p *Provider) claims(address string, who Person, code Code) Claims {
	now := p.world.Now()
	c := Claims{
		Issuer: p.issuer(address), Subject: who.UserID, Audience: p.cfg.ChannelID,
		Expires: now.Add(idTokenLife).Unix(), Issued: now.Unix(),
		AuthTime: code.AuthTime, Nonce: code.Nonce, AMR: code.AMR,
	}
	if slices.Contains(code.Scopes, "profile") {
		c.Name, c.Picture = who.DisplayName, who.PictureURL
	}
	if slices.Contains(code.Scopes, "email") {
		c.Email = who.Email
	}
	return c
}

// idToken signs HS256 with the channel secret for web login, and ES256 for LIFF,
// native apps and who asks for it.
func (p *Provider) idToken(c Claims, elliptic bool) (string, error) {
	p.mu.Lock()
	key, es256 := p.state.Key, p.algorithm() == "ES256"
	p.mu.Unlock()
	if elliptic || es256 {
		return oauth.SignES256(key, c)
	}
	return oauth.SignHS256([]byte(p.cfg.Secret), c)
}

// response is an authorization response as a JSON Web Token (JARM).
func (p *Provider) response(address string, params url.Values) (string, error) {
	claims := map[string]any{"iss": p.issuer(address), "aud": p.cfg.ChannelID, "exp": p.world.Now().Add(codeLife).Unix()}
	for name := range params {
		claims[name] = params.Get(name)
	}
	return oauth.SignHS256([]byte(p.cfg.Secret), claims)
}

// VerifyIDToken answers POST /oauth2/v2.1/verify.
func (p *Provider) VerifyIDToken(form url.Values) oauth.Answer {
	c, ok := p.verified(form.Get("id_token"))
	wrong := ""
	switch {
	case !ok:
		wrong = "Invalid IdToken."
	case !p.issued(c.Issuer):
		wrong = "Invalid IdToken Issuer."
	case !time.Unix(c.Expires, 0).After(p.world.Now()):
		wrong = "IdToken expired."
	case c.Audience != form.Get("client_id"):
		wrong = "Invalid IdToken Audience."
	case form.Has("nonce") && c.Nonce != form.Get("nonce"):
		wrong = "Invalid IdToken Nonce."
	case form.Has("user_id") && c.Subject != form.Get("user_id"):
		wrong = "Invalid IdToken Subject Identifier."
	}
	if wrong != "" {
		return oauth.Bad("invalid_request", wrong)
	}
	return oauth.OK(c)
}

// verified reads a token by the algorithm of its header, with that algorithm's key
// alone: the public key is never taken for a secret.
func (p *Provider) verified(idToken string) (Claims, bool) {
	var c Claims
	header, err := oauth.HeaderOf(idToken)
	if err != nil {
		return c, false
	}
	p.mu.Lock()
	key := p.state.Key
	p.mu.Unlock()
	switch header.Algorithm {
	case "HS256":
		return c, header.KeyID == "" && oauth.ReadHS256(idToken, []byte(p.cfg.Secret), &c) == nil
	case "ES256":
		private, isEC := key.Key.(*ecdsa.PrivateKey)
		return c, isEC && header.KeyID == key.KeyID && oauth.ReadES256(idToken, &private.PublicKey, &c) == nil
	}
	return c, false
}

// issued reports whether an issuer is this provider: the one that is set, or, when
// none is, any address of the simulator.
func (p *Provider) issued(issuer string) bool {
	if p.cfg.Issuer != "" {
		return issuer == p.cfg.Issuer
	}
	u, err := url.Parse(issuer)
	return err == nil && u.Path == "" && p.world.Ours(u.Host)
}
