// Package simulator is LINE in a box: it serves LINE's Messaging API to a bot,
// refuses what LINE refuses with LINE's statuses and words, sends webhooks as
// LINE does, and lets residents act, from a page with phones, from tests and
// over HTTP. It never talks to LINE. State is in memory and capped, and in a
// folder when the platform was opened with one.
package simulator

// What a Platform is made of, and its beginning and end.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tambon/line/simulator/channel"
	"tambon/line/simulator/login"
)

// Config says which world to simulate. The zero value is usable: random-looking
// secrets are not made up, so Secret and Token should be set.
type Config struct {
	ChannelID  string         // of the Messaging API channel; made from the account's name when empty
	Secret     string         // channel secret, signs webhooks
	Token      string         // channel access token that the bot must present
	WebhookURL string         // where events go; may be set later with Point
	BotURL     string         // the bot's PUBLIC_URL; only pictures below it are shown, fetched from the webhook's origin
	Assets     fs.FS          // the built front end, with dist/ as web.FS has it or without; nil: no page
	Start      time.Time      // the clock's time at New; zero: real time
	Frozen     bool           // the clock moves only when told
	Zone       *time.Location // of the clock's "to 18:00" and the quota's month; nil: UTC+7
	Bot        BotInfo
	Residents  []Resident
	Groups     []Group
	Script     []Cue                  // what happens by itself, in any order of time
	Quota      int                    // messages a month that may be pushed; 0: no limit
	Deadline   time.Duration          // how long a webhook may take; zero: LINE's 2 s
	Backoff    []time.Duration        // after which a failed webhook is sent again, by the platform's clock; nil: 1 s, 5 s, 30 s, 2 min. LINE's are not documented
	Unlimited  bool                   // no rate limits, for benchmarks
	Switches   Switches               // what LINE leaves open
	Mischief   Mischief               // how deliveries go wrong from the start
	Verified   bool                   // a verified or premium account: it may ask for the ids of friends and members (R#get-follower-ids)
	NoGroups   bool                   // "Allow account to join groups" is off (D/group-chats)
	SlowBody   time.Duration          // how long the body takes of an answer that dribbles; zero: 10 s
	Seed       uint64                 // ids repeat from one seed; zero: a random one
	Host       func(host string) bool // which Host headers the page and the control API take; nil: loopback names only
	// FetchPublic lets pictures that messages name be fetched from public addresses too.
	FetchPublic bool
	Links       []Link                // shown in the page's top bar
	Warn        func(sentence string) // is told what is wrong with a state folder or a script; nil: nobody
	// Login is the LINE Login channel of the same provider; its ChannelID and Secret
	// are made when empty.
	Login login.Config
	// AssertionKeys are public keys, each a JSON Web Key, that are registered from
	// the start for JWT assertions of the Messaging API channel.
	AssertionKeys []string
	// Before and After are called around each LINE API call: before anything is
	// judged, and after it was accepted but before the answer is written.
	Before, After func(*http.Request)

	Memberships []Membership // plans that the account offers
}

// BotInfo is the Official Account, as GET /v2/bot/info tells it.
type BotInfo struct {
	UserID         string `json:"userId"` // made from the name when empty
	BasicID        string `json:"basicId"`
	DisplayName    string `json:"displayName"`
	PictureURL     string `json:"pictureUrl,omitempty"`
	ChatMode       string `json:"chatMode"`
	MarkAsReadMode string `json:"markAsReadMode"`
}

// A Resident is a person with LINE on a phone.
type Resident struct {
	Name          string // the key in the control API: lower-case Latin letters, digits and -
	DisplayName   string
	UserID        string // made from the name when empty
	Friend        bool   // is a friend of the account from the start
	Blocked       bool   // has blocked the account from the start
	PictureURL    string
	StatusMessage string
	Language      string // th when empty
	Email         string // as LINE Login tells it; empty: none is registered with LINE
	// What LINE believes to know of the person, for narrowcasts and insight; empty: nothing.
	Gender  string // male or female
	Age     int    // in years
	Area    string // th_01 to th_08, jp_…, tw_… (R#narrowcast-demographic-filter)
	App     string // ios or android
	Desktop bool   // uses LINE on a computer only: group events do not name them (R#source-group)
}

// A Group is a group chat of residents, or a multi-person chat, into which the
// account can be invited.
type Group struct {
	Name        string
	DisplayName string
	GroupID     string // or roomId; made from the name when empty
	Room        bool   // a multi-person chat: its id begins with R and the bot sees no name
	Taken       bool   // another Official Account is in it, and LINE allows one (D/group-chats)
	PictureURL  string
	Members     []string // names of residents
	Joined      bool     // the account is in it from the start
}

// LINE's figures for webhooks and reply tokens (R#webhooks, R#send-reply-message).
const (
	webhookDeadline = 2 * time.Second
	replyLife       = time.Minute
	redeliveryLife  = 20 * time.Minute
	retryKeyLife    = 24 * time.Hour
	strangerLife    = 7 * 24 * time.Hour
)

// A Platform is one LINE with one channel. It is safe for concurrent use.
type Platform struct {
	cfg    Config
	start  time.Time // of the clock, for Reset
	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup
	client *http.Client // for webhooks and the bot's own pictures
	public *http.Client // for other pictures
	clock  *clock
	script script
	keep   *keeper // nil: the world is in memory alone

	channels *channel.Tokens
	login    *login.Provider

	mu      sync.Mutex
	closed  bool
	ids     ids
	secrets ids // of tokens and codes, which so do not change the world's ids
	world   world
	send    sender
	agenda  agenda
	faults  []Fault
	before  func(*http.Request)
	after   func(*http.Request)
	calls   ring[Call]
	rates   map[*endpoint]*bucket
	hearers map[chan news]bool
	moved   []func() // called after each move of the clock
}

// New starts a platform. A webhook address that Check refuses is not used: each
// delivery is then recorded as failed with that reason.
func New(cfg Config) *Platform {
	cfg = cfg.withDefaults()
	ctx, cancel := context.WithCancel(context.Background())
	p := &Platform{
		cfg: cfg, ctx: ctx, cancel: cancel,
		client: &http.Client{
			Transport: &http.Transport{
				DialContext:         (&net.Dialer{Timeout: webhookDeadline}).DialContext,
				MaxIdleConnsPerHost: 64,
				IdleConnTimeout:     30 * time.Second,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		public:  internet().client(),
		clock:   newClock(cfg),
		before:  cfg.Before,
		after:   cfg.After,
		hearers: map[chan news]bool{},
		rates:   map[*endpoint]*bucket{},
	}
	p.start = p.clock.now()
	p.begin()
	p.beginLogin()
	p.wind()
	return p
}

// begin makes the world as Config describes it. The caller holds mu or is alone.
func (p *Platform) begin() {
	p.ids = newIDs(p.cfg.Seed)
	p.world = newWorld(p.cfg)
	p.send.begin(p.cfg.WebhookURL)
	p.send.mischief = p.cfg.Mischief
	p.agenda.clear()
	p.faults = nil
	p.calls = ring[Call]{}
}

// Reset makes the world as it was at New: people, chats, clock, faults, quota.
// The webhook's address stays; what waits to be delivered is dropped.
func (p *Platform) Reset() {
	p.mu.Lock()
	p.cfg.WebhookURL = p.send.webhook
	p.begin()
	p.keep.forget()
	p.turn(p.start, p.cfg.Frozen)
	p.tell("world", struct{}{})
	p.mu.Unlock()
	p.channels.Reset()
	p.login.Reset()
	p.tellMoved()
}

// Drain ends deliveries, long polls and streams; LINE's API goes on answering. A
// server that is to stop calls it first, or it would wait for the streams.
func (p *Platform) Drain() { p.cancel() }

// Close stops deliveries and long polls, waits for them to end, and writes the
// world to its folder. What is called afterwards is not kept.
func (p *Platform) Close() {
	p.mu.Lock()
	p.closed = true
	p.wind()
	p.agenda.clear()
	p.mu.Unlock()
	p.cancel()
	p.work.Wait()
	p.end()
	p.client.CloseIdleConnections()
	p.public.CloseIdleConnections()
}

// Point sets where webhooks go. It refuses LINE's own hosts and what is no http address.
func (p *Platform) Point(webhookURL string) error {
	if err := CheckWebhook(webhookURL); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.webhook = webhookURL
	return nil
}

// Watch sets the functions called before and after each LINE API call in place
// of Config.Before and Config.After; nil for none.
func (p *Platform) Watch(before, after func(*http.Request)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.before, p.after = before, after
}

// Check reports what is wrong with the configuration, all of it at once.
func (c Config) Check() error {
	var all []error
	if c.Secret == "" {
		all = append(all, errors.New("simulator: Secret is empty; it signs the webhooks"))
	}
	if c.Token == "" {
		all = append(all, errors.New("simulator: Token is empty; the bot must present it"))
	}
	if c.WebhookURL != "" {
		all = append(all, CheckWebhook(c.WebhookURL))
	}
	all = append(all, c.Login.Check())
	for _, key := range c.AssertionKeys {
		_, err := channel.ReadKey([]byte(key))
		all = append(all, err)
	}
	return errors.Join(all...)
}

// ErrRealLINE is returned for a webhook address that belongs to LINE: events of
// invented people are no business of theirs.
var ErrRealLINE = errors.New("simulator: the webhook address belongs to the real LINE")

// CheckWebhook says why events cannot go to an address: LINE's own hosts, and
// what is no http address.
func CheckWebhook(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return fmt.Errorf("simulator: %q is no webhook address; http://127.0.0.1:8080/webhook would be", address)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, theirs := range []string{"line.me", "line-apps.com", "line.biz", "line-scdn.net", "line.naver.jp"} {
		if host == theirs || strings.HasSuffix(host, "."+theirs) {
			return fmt.Errorf("%w: %s", ErrRealLINE, host)
		}
	}
	return nil
}

func (c Config) withDefaults() Config {
	if c.Zone == nil {
		c.Zone = time.FixedZone("UTC+7", 7*60*60)
	}
	if c.Deadline == 0 {
		c.Deadline = webhookDeadline
	}
	if c.Backoff == nil {
		c.Backoff = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute}
	}
	if c.Warn == nil {
		c.Warn = func(string) {}
	}
	c.SlowBody = cmp.Or(c.SlowBody, 10*time.Second)
	if c.Host == nil {
		c.Host = loopback
	}
	if c.Bot.DisplayName == "" {
		c.Bot.DisplayName = "LINE Official Account"
	}
	if c.Bot.UserID == "" {
		c.Bot.UserID = lineID("U", "bot "+c.Bot.DisplayName)
	}
	if c.Bot.BasicID == "" {
		c.Bot.BasicID = "@" + c.Bot.UserID[1:9]
	}
	c.ChannelID = or(c.ChannelID, channelID("messaging "+c.Bot.DisplayName))
	c.Login.ChannelID = or(c.Login.ChannelID, channelID("login "+c.Bot.DisplayName))
	c.Login.Secret = or(c.Login.Secret, lineID("", "login "+c.Secret))
	if c.Bot.ChatMode == "" {
		c.Bot.ChatMode = "bot"
	}
	if c.Bot.MarkAsReadMode == "" {
		c.Bot.MarkAsReadMode = "auto"
		if c.Bot.ChatMode == "chat" { // D/mark-as-read
			c.Bot.MarkAsReadMode = "manual"
		}
	}
	return c
}

func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	return name == "localhost" || name == "127.0.0.1" || name == "::1"
}
