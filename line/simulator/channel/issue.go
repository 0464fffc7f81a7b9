package channel

// Issuing tokens (R#issue-shortlived-channel-access-token and its neighbours).

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"time"

	"tambon/line/simulator/oauth"
)

type bearer struct {
	Type    string `json:"token_type"`
	Token   string `json:"access_token"`
	Expires int64  `json:"expires_in"` // seconds
	KeyID   string `json:"key_id,omitempty"`
}

// IssueShortLived answers POST /v2/oauth/accessToken. The oldest token beyond 30
// is revoked.
func (t *Tokens) IssueShortLived(form url.Values) oauth.Answer {
	if form.Get("grant_type") != "client_credentials" {
		return oauth.Bad("invalid_request", "some parameters missed or invalid")
	}
	if refusal, ok := t.Authenticate(form.Get("client_id"), form.Get("client_secret")); !ok {
		return refusal
	}
	i := Issued{
		Token: base64.StdEncoding.EncodeToString(t.random(126)), Kind: ShortLived,
		Channel: form.Get("client_id"), Expires: t.now().Add(longest),
	}
	t.keep(i, true)
	return oauth.OK(bearer{Type: "Bearer", Token: i.Token, Expires: int64(longest / time.Second)})
}

// IssueChosenExpiry answers POST /oauth2/v2.1/token with a JWT assertion. Beyond 30
// living tokens no other is issued.
func (t *Tokens) IssueChosenExpiry(form url.Values) oauth.Answer {
	if form.Get("grant_type") != "client_credentials" {
		return oauth.Bad("invalid_request", "Invalid grant_type")
	}
	who, refusal, ok := t.asserted(form)
	if !ok {
		return refusal
	}
	if who.Life == nil || *who.Life < 1 || *who.Life > seconds(longest/time.Second) {
		return oauth.Bad("invalid_client", "Invalid token_exp")
	}
	life := time.Duration(*who.Life) * time.Second
	keyID := base64.RawURLEncoding.EncodeToString(t.random(16))
	token, err := t.signed(map[string]any{"jti": base64.RawURLEncoding.EncodeToString(t.random(32))})
	if err != nil {
		return oauth.Answer{Status: http.StatusInternalServerError, Body: oauth.Error{Code: "server_error", Description: err.Error()}}
	}
	if !t.keep(Issued{token, ChosenExpiry, who.Issuer, keyID, t.now().Add(life)}, false) {
		return oauth.Message(http.StatusBadRequest, "The maximum number of access tokens has already been issued")
	}
	return oauth.OK(bearer{"Bearer", token, int64(*who.Life), keyID})
}

// IssueStateless answers POST /oauth2/v3/token, for a channel id and secret or for
// a JWT assertion.
func (t *Tokens) IssueStateless(form url.Values) oauth.Answer {
	if form.Get("grant_type") != "client_credentials" {
		return oauth.Bad("invalid_request", "Invalid grant_type")
	}
	id := form.Get("client_id")
	if form.Has("client_assertion") || form.Has("client_assertion_type") {
		who, refusal, ok := t.asserted(form)
		if !ok {
			return refusal
		}
		id = who.Issuer
	} else if _, ok := t.Authenticate(id, form.Get("client_secret")); !ok {
		return oauth.Bad("invalid_request", "Invalid 'client_credentials'.")
	}
	token, err := t.signed(statelessClaims{
		Stateless, id, t.now().Add(statelessLife).Unix(), base64.RawURLEncoding.EncodeToString(t.random(16)),
	})
	if err != nil {
		return oauth.Answer{Status: http.StatusInternalServerError, Body: oauth.Error{Code: "server_error", Description: err.Error()}}
	}
	return oauth.OK(bearer{Type: "Bearer", Token: token, Expires: int64(statelessLife / time.Second)})
}

func (t *Tokens) signed(claims any) (string, error) {
	t.mu.Lock()
	secret := t.state.Sign
	t.mu.Unlock()
	return oauth.SignHS256(secret, claims)
}

// keep remembers a token and forgets expired ones. When the channel has 30 living
// tokens of the kind already, the oldest makes room, or false is returned.
func (t *Tokens) keep(fresh Issued, room bool) bool {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.state.Issued = slices.DeleteFunc(t.state.Issued, func(i Issued) bool { return now.Sub(i.Expires) > longest })
	living, oldest := 0, -1
	for at, i := range t.state.Issued {
		if i.Kind == fresh.Kind && i.Channel == fresh.Channel && i.Expires.After(now) {
			if living++; oldest < 0 {
				oldest = at
			}
		}
	}
	if living >= atOnce {
		if !room {
			return false
		}
		t.state.Issued = slices.Delete(t.state.Issued, oldest, oldest+1)
	}
	t.state.Issued = append(t.state.Issued, fresh)
	return true
}
