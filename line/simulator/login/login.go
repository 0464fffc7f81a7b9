// Package login is LINE Login v2.1 as an OpenID provider, and LIFF: the authorize
// page with "log in as …", tokens, profile, friendship, the apps of a channel and
// what the browser SDK calls. It knows people only through World.
package login

// What a Provider is made of.

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// World is what the provider must know of the simulator around it. None of it
// is called while the provider is locked.
type World interface {
	Now() time.Time
	Random(bytes int) []byte
	// Account is the display name of the LINE Official Account that is linked to the channel.
	Account() string
	People() []Person
	// Person finds someone by name or user id.
	Person(name string) (Person, bool)
	// Befriend lets someone add the account as a friend, or unblock it.
	Befriend(userID string)
	// Chats are those that someone can share a message into.
	Chats(userID string) []Chat
	// Say sends messages of someone into a chat; nil when LINE takes them.
	Say(userID, chat string, messages json.RawMessage) *Refusal
	// Ours reports whether a host is a name of the simulator itself.
	Ours(host string) bool
}

// A Person is someone with a LINE account.
type Person struct {
	Name, UserID, DisplayName                  string
	PictureURL, StatusMessage, Email, Language string
	Friend                                     bool // has added the account and not blocked it
	Blocked                                    bool
}

// A Chat is a person's chat with the account, or a group's.
type Chat struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Group bool   `json:"group"`
	Room  bool   `json:"-"` // a group that is a multi-person chat
}

// A Refusal is what LINE says to messages that it does not take.
type Refusal struct {
	Status int
	Body   any
}

// Config is the LINE Login channel, as it is set up in LINE's console.
type Config struct {
	ChannelID    string
	Secret       string // at least 32 characters; signs the id tokens of web login
	Name         string // shown to people; the account's name when empty
	RedirectURIs []string
	Email        bool // the permission to ask for e-mail addresses was granted
	// ES256 signs the id tokens of web login as those of native apps and LIFF are,
	// so that plain OpenID clients can verify them. LINE signs them HS256 unless the
	// token call says id_token_key_type=JWK.
	ES256 bool
	// Issuer is the id tokens' iss. LINE's is https://access.line.me; empty: the
	// address under which the simulator was called, so that OpenID clients that ask
	// for the configuration there accept it.
	Issuer string
	Apps   []App // LIFF apps from the start; LiffID may be empty
	// PlainEndpoints allows LIFF endpoint URLs of the form http://localhost:3000,
	// which LINE refuses.
	PlainEndpoints bool
}

// LINE's figures (RL, LOGIN/integrate-line-login, LIFF/developing-liff-apps).
const (
	codeLife    = 10 * time.Minute
	accessLife  = 30 * 24 * time.Hour
	refreshLife = 90 * 24 * time.Hour
	liffLife    = 12 * time.Hour
	idTokenLife = time.Hour // not documented; what LINE's tokens have
	maxRedirect = 400       // callback URLs of a channel
	maxApps     = 30        // LIFF apps of a channel
)

// A Provider is LINE Login with one channel. It is safe for concurrent use.
type Provider struct {
	cfg   Config
	world World

	mu    sync.Mutex // guards state; nothing is called while it is held
	state State
}

// New makes a provider with a signing key of its own.
func New(cfg Config, world World) *Provider {
	p := &Provider{cfg: cfg, world: world}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic("login: a key on P-256 can always be made: " + err.Error())
	}
	p.state.Key = jose.JSONWebKey{Key: private, KeyID: token(world, 16), Algorithm: "ES256", Use: "sig"}
	p.Reset()
	return p
}

// Reset forgets who is logged in, what was allowed, and the changes to LIFF apps
// and callback URLs. The signing key stays: clients keep the public one.
func (p *Provider) Reset() {
	apps := make([]App, len(p.cfg.Apps))
	for i, app := range p.cfg.Apps {
		if app.LiffID == "" { // the same after every start, so that it can be written down
			sum := sha256.Sum256([]byte(app.View.URL + " " + app.Name))
			app.LiffID = p.liffID(sum[:8])
		}
		apps[i] = app.withDefaults()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = State{Key: p.state.Key, Apps: apps}
}

// Check reports what is wrong with the configuration, all of it at once.
func (c Config) Check() error {
	var all []error
	if c.Secret != "" && len(c.Secret) < 32 {
		all = append(all, errors.New("login: Secret is too short to sign with; LINE's have 32 characters"))
	}
	if len(c.RedirectURIs) > maxRedirect {
		all = append(all, fmt.Errorf("login: a channel has %d callback URLs at most", maxRedirect))
	}
	for _, uri := range c.RedirectURIs {
		all = append(all, checkRedirect(uri))
	}
	for _, app := range c.Apps {
		all = append(all, app.check(c.PlainEndpoints))
	}
	return errors.Join(all...)
}

// ErrRedirect is returned for a callback URL that LINE's console would not take.
var ErrRedirect = errors.New("login: the callback URL cannot be registered")

// checkRedirect wants https, or http on this machine.
func checkRedirect(uri string) error {
	u, err := url.Parse(uri)
	switch {
	case err != nil || u.Host == "" || u.Fragment != "":
		return fmt.Errorf("%w: %q; http://localhost:3000/callback would be one", ErrRedirect, uri)
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	}
	return fmt.Errorf("%w: %q is neither https nor on localhost", ErrRedirect, uri)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// A Setting is what can be changed of the channel while it runs; nil leaves it.
type Setting struct {
	RedirectURIs *[]string `json:"redirectUris"`
	IDToken      *string   `json:"idToken"` // HS256 or ES256, for web login
}

// A Setup is the channel as its developer must know it.
type Setup struct {
	ChannelID     string   `json:"channelId"`
	ChannelSecret string   `json:"channelSecret"`
	Issuer        string   `json:"issuer"`
	RedirectURIs  []string `json:"redirectUris"`
	IDToken       string   `json:"idToken"`
	Apps          []App    `json:"apps"`
}

// Set changes the channel as in LINE's console.
func (p *Provider) Set(s Setting) error {
	if s.RedirectURIs != nil {
		if err := (Config{RedirectURIs: *s.RedirectURIs}).Check(); err != nil {
			return err
		}
	}
	if s.IDToken != nil && *s.IDToken != "HS256" && *s.IDToken != "ES256" {
		return fmt.Errorf("login: idToken is %q, HS256 or ES256 was wanted", *s.IDToken)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.RedirectURIs != nil {
		uris := slices.Clone(*s.RedirectURIs)
		p.state.RedirectURIs = &uris
	}
	if s.IDToken != nil {
		p.state.IDToken = *s.IDToken
	}
	return nil
}

// redirectURIs are the callback URLs. The caller holds mu.
func (p *Provider) redirectURIs() []string {
	if p.state.RedirectURIs != nil {
		return *p.state.RedirectURIs
	}
	return p.cfg.RedirectURIs
}

// algorithm is that of web login's id tokens. The caller holds mu.
func (p *Provider) algorithm() string {
	switch {
	case p.state.IDToken != "":
		return p.state.IDToken
	case p.cfg.ES256:
		return "ES256"
	}
	return "HS256"
}

// Setup tells the channel as it is set up now, to a caller of one of the simulator's addresses.
func (p *Provider) Setup(r *http.Request) Setup {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Setup{
		ChannelID: p.cfg.ChannelID, ChannelSecret: p.cfg.Secret, Issuer: p.issuer(address(r)),
		RedirectURIs: append([]string{}, p.redirectURIs()...), IDToken: p.algorithm(), Apps: append([]App{}, p.state.Apps...),
	}
}

// address is the simulator's own, as the caller knows it.
func address(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// issuer is the iss of what is issued to a caller of one of the simulator's addresses.
func (p *Provider) issuer(address string) string {
	if p.cfg.Issuer != "" {
		return p.cfg.Issuer
	}
	return address
}

// token is an opaque string of random bytes.
func token(w World, bytes int) string { return base64.RawURLEncoding.EncodeToString(w.Random(bytes)) }
