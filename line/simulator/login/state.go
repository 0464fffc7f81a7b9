package login

// What the provider remembers, as plain data.

import (
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// A State is everything that a Provider must remember over a restart.
type State struct {
	Key          jose.JSONWebKey // signs ES256; private
	RedirectURIs *[]string       // in place of the configured ones; nil: those
	IDToken      string          // in place of the configured algorithm; empty: that
	Apps         []App           // with the configured ones
	Sessions     []Session
	Consents     []Consent
	Codes        []Code
	Grants       []Grant
}

// A Session is a browser in which someone logged in.
type Session struct {
	ID     string
	UserID string
	At     time.Time
}

// A Consent is what someone has allowed the channel.
type Consent struct {
	UserID string
	Scopes []string
}

// A Code is an authorization code that was not used.
type Code struct {
	Code        string
	UserID      string
	RedirectURI string
	Scopes      []string
	Nonce       string
	Challenge   string // PKCE's, S256
	AMR         []string
	AuthTime    *int64 // UNIX time; nil when max_age was not given
	LiffID      string // of the app for which liff.login() was called
	Expires     time.Time
}

// A Grant is an access token with its refresh token.
type Grant struct {
	Access         string
	Refresh        string // empty for LIFF
	UserID         string
	Scopes         []string
	AccessExpires  time.Time
	RefreshExpires time.Time
	Revoked        bool
	LiffID         string
	Chat           string // name of the chat from which the LIFF app was opened; empty: none
}

// maxKept is how many codes, sessions or grants are kept; the oldest go first.
const maxKept = 20_000

// State is a copy of what must be remembered.
func (p *Provider) State() State {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state.copied()
}

// Restore takes up a state that State returned. Configured LIFF apps that it does
// not know stay.
func (p *Provider) Restore(s State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	configured := p.state.Apps
	p.state = s.copied()
	for _, app := range configured {
		if !slices.ContainsFunc(p.state.Apps, func(known App) bool { return known.LiffID == app.LiffID }) {
			p.state.Apps = append(p.state.Apps, app)
		}
	}
}

func (s State) copied() State {
	return State{
		s.Key, s.RedirectURIs, s.IDToken, slices.Clone(s.Apps),
		slices.Clone(s.Sessions), slices.Clone(s.Consents), slices.Clone(s.Codes), slices.Clone(s.Grants),
	}
}

// kept is a list with one more at its end.
func kept[T any](list []T, fresh T) []T {
	if len(list) >= maxKept {
		list = slices.Clone(list[maxKept/2:])
	}
	return append(list, fresh)
}

// allowed is what someone has allowed the channel so far.
func (p *Provider) allowed(userID string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.state.Consents {
		if c.UserID == userID {
			return slices.Clone(c.Scopes)
		}
	}
	return nil
}

func (p *Provider) allow(userID string, scopes []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.state.Consents {
		if c := &p.state.Consents[i]; c.UserID == userID {
			c.Scopes = union(c.Scopes, scopes)
			return
		}
	}
	p.state.Consents = append(p.state.Consents, Consent{userID, union(nil, scopes)})
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// spoken is how scopes are told: sorted, and email never (RL#issue-access-token).
func spoken(scopes []string) string {
	return strings.Join(slices.DeleteFunc(union(nil, scopes), func(s string) bool { return s == "email" }), " ")
}

// take removes a code and returns it, expired or not.
func (p *Provider) take(code string) (Code, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, c := range p.state.Codes {
		if c.Code == code && code != "" {
			p.state.Codes = slices.Delete(p.state.Codes, i, i+1)
			return c, true
		}
	}
	return Code{}, false
}

// peek returns a code that stays.
func (p *Provider) peek(code string) Code {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.state.Codes {
		if c.Code == code {
			return c
		}
	}
	return Code{}
}

// grant finds what was granted by its access token.
func (p *Provider) grant(access string) (Grant, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, g := range p.state.Grants {
		if g.Access == access && access != "" {
			return g, true
		}
	}
	return Grant{}, false
}

// revoke ends all grants that fit.
func (p *Provider) revoke(fits func(Grant) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.state.Grants {
		if fits(p.state.Grants[i]) {
			p.state.Grants[i].Revoked = true
		}
	}
}

func (p *Provider) session(id string) (Session, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.state.Sessions {
		if s.ID == id && id != "" {
			return s, true
		}
	}
	return Session{}, false
}
