// Package channel issues, verifies and revokes the access tokens of channels as
// LINE does: long-lived, short-lived, with a chosen expiry (v2.1) and stateless.
package channel

// Channels, and which of their tokens are alive (D/../basics/channel-access-token).

import (
	"crypto/subtle"
	"slices"
	"sync"
	"time"

	"tambon/line/simulator/oauth"
)

// A Channel is one that asks for tokens.
type Channel struct {
	ID     string
	Secret string
	Token  string // the long-lived one from LINE's console; empty: none, as for a LINE Login channel
}

// A Kind is one of the four kinds of channel access tokens.
type Kind string

// The kinds. Each is counted by itself.
const (
	LongLived    Kind = "long-lived"
	ShortLived   Kind = "short-lived"
	ChosenExpiry Kind = "v2.1"
	Stateless    Kind = "stateless"
)

// LINE's figures (R#channel-access-token).
const (
	longest       = 30 * 24 * time.Hour
	statelessLife = 15 * time.Minute
	assertionLife = 30 * time.Minute
	atOnce        = 30 // tokens of a kind and channel
	endless       = 100 * 365 * 24 * time.Hour
)

// An Issued is a token that is kept until it expires.
type Issued struct {
	Token   string
	Kind    Kind
	Channel string
	KeyID   string // of v2.1
	Expires time.Time
}

// A State is everything that Tokens must remember over a restart.
type State struct {
	Sign      []byte // signs the tokens that are JSON Web Tokens
	Keys      []Key
	Issued    []Issued // oldest first
	Withdrawn []string // long-lived tokens that were revoked
}

// Tokens knows the tokens of its channels. It is safe for concurrent use.
type Tokens struct {
	now      func() time.Time
	random   func(bytes int) []byte
	channels []Channel

	mu    sync.Mutex // guards state; nothing is called while it is held
	state State
}

// New makes Tokens without any but the long-lived ones. random is never called
// while Tokens is locked.
func New(now func() time.Time, random func(bytes int) []byte, channels ...Channel) *Tokens {
	t := &Tokens{now: now, random: random, channels: channels}
	t.state.Sign = random(32)
	return t
}

// State is a copy of what must be remembered.
func (t *Tokens) State() State {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.state.copied()
}

// Restore takes up a state that State returned. Keys that were registered since
// New stay.
func (t *Tokens) Restore(s State) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fresh := t.state.Keys
	t.state = s.copied()
	for _, key := range fresh {
		if !slices.ContainsFunc(t.state.Keys, func(k Key) bool { return k.Public.KeyID == key.Public.KeyID }) {
			t.state.Keys = append(t.state.Keys, key)
		}
	}
}

// Reset forgets every issued and revoked token. The keys stay, as in LINE's console.
func (t *Tokens) Reset() {
	sign := t.random(32)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.state = State{Sign: sign, Keys: t.state.Keys}
}

func (s State) copied() State {
	return State{slices.Clone(s.Sign), slices.Clone(s.Keys), slices.Clone(s.Issued), slices.Clone(s.Withdrawn)}
}

// Alive returns the channel and the kind of a token that can be used now.
func (t *Tokens) Alive(token string) (channelID string, kind Kind, ok bool) {
	found, ok := t.find(token)
	return found.Channel, found.Kind, ok && found.Expires.After(t.now())
}

// find returns a token, expired or not, that was not revoked.
func (t *Tokens) find(token string) (Issued, bool) {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.channels {
		if c.Token != "" && same(c.Token, token) {
			return Issued{c.Token, LongLived, c.ID, "", now.Add(endless)}, !slices.Contains(t.state.Withdrawn, token)
		}
	}
	for _, i := range t.state.Issued {
		if same(i.Token, token) {
			return i, true
		}
	}
	var claims statelessClaims
	if oauth.ReadHS256(token, t.state.Sign, &claims) != nil || claims.Kind != Stateless {
		return Issued{}, false
	}
	return Issued{token, Stateless, claims.Channel, "", time.Unix(claims.Expires, 0)}, true
}

// statelessClaims are all that is known of a stateless token: it is kept nowhere.
type statelessClaims struct {
	Kind    Kind   `json:"kind"`
	Channel string `json:"channel"`
	Expires int64  `json:"exp"`
	ID      string `json:"jti"`
}

func (t *Tokens) channel(id string) (Channel, bool) {
	for _, c := range t.channels {
		if c.ID == id && id != "" {
			return c, true
		}
	}
	return Channel{}, false
}

// Authenticate checks a channel's id and secret; ok is false with the answer that refuses them.
func (t *Tokens) Authenticate(id, secret string) (refusal oauth.Answer, ok bool) {
	c, known := t.channel(id)
	switch {
	case !known:
		return oauth.Bad("invalid_client", "invalid client_id"), false
	case c.Secret == "" || !same(c.Secret, secret):
		return oauth.Bad("invalid_client", "invalid client_secret"), false
	}
	return oauth.Answer{}, true
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
