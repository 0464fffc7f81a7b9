package channel

// Verifying, revoking and listing tokens.

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"time"

	"tambon/line/simulator/oauth"
)

type verified struct {
	Channel string `json:"client_id"`
	Expires int64  `json:"expires_in"` // seconds
	Scope   string `json:"scope"`
}

// Verify answers POST /v2/oauth/verify, for short-lived and long-lived tokens.
func (t *Tokens) Verify(form url.Values) oauth.Answer {
	token := form.Get("access_token")
	found, ok := t.find(token)
	left := found.Expires.Sub(t.now())
	switch {
	case !ok && !plain(token):
		return oauth.Bad("invalid_request", "access_token in invalid format")
	case !ok || left <= 0 || found.Kind != ShortLived && found.Kind != LongLived:
		return oauth.Bad("invalid_request", "access_token invalid")
	}
	return oauth.OK(verified{found.Channel, int64(left / time.Second), "P CM"})
}

// Revoke answers POST /v2/oauth/revoke, for short-lived and long-lived tokens. A
// token that is not known is no error.
func (t *Tokens) Revoke(form url.Values) oauth.Answer {
	token := form.Get("access_token")
	found, ok := t.find(token)
	if !ok && !plain(token) {
		return oauth.Bad("invalid_request", "")
	}
	if found.Kind == ShortLived || found.Kind == LongLived {
		t.forget(found)
	}
	return oauth.OK(nil)
}

// VerifyChosenExpiry answers GET /oauth2/v2.1/verify for a channel access token.
func (t *Tokens) VerifyChosenExpiry(token string) oauth.Answer {
	if strings.Count(token, ".") != 2 {
		return oauth.Bad("invalid_request", "The access token not JWS")
	}
	if !t.ours(token) {
		return oauth.Bad("invalid_request", "The access token malformed")
	}
	found, ok := t.find(token)
	left := found.Expires.Sub(t.now())
	switch {
	case !ok || found.Kind != ChosenExpiry:
		return oauth.Bad("invalid_request", "The access token revoked")
	case left <= 0:
		return oauth.Bad("invalid_request", "The access token expired")
	}
	return oauth.OK(verified{found.Channel, int64(left / time.Second), "profile chat_message.write"})
}

// RevokeChosenExpiry answers POST /oauth2/v2.1/revoke for a channel access token
// of v2.1. A token that is not known is no error.
func (t *Tokens) RevokeChosenExpiry(form url.Values) oauth.Answer {
	if refusal, ok := t.Authenticate(form.Get("client_id"), form.Get("client_secret")); !ok {
		return refusal
	}
	token := form.Get("access_token")
	if strings.Count(token, ".") != 2 {
		return oauth.Bad("invalid_request", "The access token not JWS")
	}
	if !t.ours(token) {
		return oauth.Bad("invalid_request", "The access token malformed")
	}
	if found, ok := t.find(token); ok && found.Kind == ChosenExpiry && found.Channel == form.Get("client_id") {
		t.forget(found)
	}
	return oauth.OK(nil)
}

// KeyIDs answers GET /oauth2/v2.1/tokens/kid with the key ids of living tokens.
func (t *Tokens) KeyIDs(query url.Values) oauth.Answer {
	who, refusal, ok := t.asserted(query)
	if !ok {
		return refusal
	}
	kids := []string{}
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, i := range t.state.Issued {
		if i.Kind == ChosenExpiry && i.Channel == who.Issuer && i.Expires.After(now) {
			kids = append(kids, i.KeyID)
		}
	}
	return oauth.OK(map[string][]string{"kids": kids})
}

func (t *Tokens) forget(i Issued) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i.Kind == LongLived {
		if !slices.Contains(t.state.Withdrawn, i.Token) {
			t.state.Withdrawn = append(t.state.Withdrawn, i.Token)
		}
		return
	}
	t.state.Issued = slices.DeleteFunc(t.state.Issued, func(other Issued) bool { return other.Token == i.Token })
}

// ours reports whether a token was signed here, whatever became of it.
func (t *Tokens) ours(token string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return oauth.ReadHS256(token, t.state.Sign) == nil
}

// plain reports whether a token has the form of a short-lived one.
func plain(token string) bool {
	_, err := base64.StdEncoding.DecodeString(token)
	return token != "" && err == nil
}
