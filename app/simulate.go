package app

// tambon simulator: LINE in a box alone, for a bot in any language.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"tambon/config"
	"tambon/line/simulator"
	"tambon/web"
)

// boxFlags are what the command line says of LINE in a box.
type boxFlags struct {
	addr, webhook, publicURL, secret, token string
	state, world, plan, start               string
	hosts, switches                         list
	seed                                    uint64
	frozen, fetch                           bool
}

// list is a flag that may stand several times.
type list []string

func (l *list) String() string     { return strings.Join(*l, ", ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func (b *boxFlags) define(f *flag.FlagSet) {
	f.StringVar(&b.addr, "addr", "127.0.0.1:8090", "`host:port` to listen on; only this machine unless another is named")
	f.Var(&b.hosts, "host", "another host `name` under which the page may be opened; may be repeated")
	f.StringVar(&b.webhook, "webhook", "", "`address` of the bot to which events go, such as http://127.0.0.1:8080/webhook")
	f.StringVar(&b.publicURL, "public-url", "", "`address` under which the bot names its pictures; they are fetched from where its webhook is")
	f.StringVar(&b.secret, "secret", "", "channel secret, or @file; else SIMULATOR_SECRET; else one is made and printed")
	f.StringVar(&b.token, "token", "", "channel access token, or @file; else SIMULATOR_TOKEN; else one is made and printed")
	f.StringVar(&b.state, "state", "", "`folder` that keeps the world; without it, everything ends with the program")
	f.StringVar(&b.world, "world", "", "`file` with the people and groups to begin with, like "+worldExample)
	f.StringVar(&b.plan, "plan", "", "free, basic, pro, none, or the `messages` a month")
	f.StringVar(&b.start, "start", "", "`time` of the clock at the start, such as 2026-11-25T08:30:00+07:00")
	f.BoolVar(&b.frozen, "frozen", false, "the clock stands until it is moved")
	f.Uint64Var(&b.seed, "seed", 0, "ids repeat from one `number`; 0: random")
	f.Var(&b.switches, "switch", "`name` or name=value of what LINE leaves open; may be repeated; see docs/simulator.md")
	f.BoolVar(&b.fetch, "fetch", false, "fetch pictures that messages name from public addresses too")
}

func simulate(ctx context.Context, c *call) error {
	var b boxFlags
	if err := c.flags("simulator", b.define); err != nil {
		return err
	}
	cfg, err := b.config(c)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", b.addr)
	if err != nil {
		return fmt.Errorf("--addr: %w; --addr 127.0.0.1:0 takes any free port", err)
	}
	platform, err := openBox(b.state, cfg)
	if err != nil {
		_ = listener.Close()
		return err
	}
	defer platform.Close()
	b.greet(c, cfg, platform, listener.Addr().(*net.TCPAddr).Port)
	return serveBox(ctx, platform, listener)
}

// openBox opens the world in its folder, or one in memory.
func openBox(state string, cfg simulator.Config) (*simulator.Platform, error) {
	if state == "" {
		return simulator.New(cfg), nil
	}
	return simulator.Open(state, cfg)
}

// config puts flags, environment, world file and state folder together. What is
// wrong is told all at once.
func (b *boxFlags) config(c *call) (simulator.Config, error) {
	zone := time.FixedZone("UTC+7", 7*60*60)
	cfg := simulator.Config{Zone: zone}
	var wrong []error
	note := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	if b.world != "" {
		var err error
		cfg, err = readWorld(b.world, zone)
		note(err)
	} else {
		cfg.Residents = []simulator.Resident{
			{Name: "somsri", DisplayName: "สมศรี ใจดี"},
			{Name: "boonmee", DisplayName: "บุญมี สุขใจ"},
		}
	}
	note(b.override(&cfg))
	note(b.listens())
	note(b.channel(c.environ, &cfg))
	cfg.Host, cfg.Assets = b.answersTo, web.Dist()
	cfg.Warn = func(sentence string) { fmt.Fprintln(c.errors, sentence) }
	if len(wrong) == 0 {
		note(cfg.Check())
	}
	return cfg, errors.Join(wrong...)
}

// override lets flags go before the world file.
func (b *boxFlags) override(cfg *simulator.Config) error {
	var wrong config.Mistakes
	cfg.WebhookURL, cfg.BotURL = or(b.webhook, cfg.WebhookURL), or(b.publicURL, cfg.BotURL)
	cfg.Frozen = cfg.Frozen || b.frozen
	cfg.FetchPublic = b.fetch
	if b.seed != 0 {
		cfg.Seed = b.seed
	}
	if b.webhook != "" {
		if err := simulator.CheckWebhook(b.webhook); err != nil {
			wrong = append(wrong, "--webhook: "+err.Error())
		}
	}
	if b.plan != "" {
		n, err := simulator.Plan(b.plan)
		if cfg.Quota = n; err != nil {
			wrong = append(wrong, "--plan: "+err.Error())
		}
	}
	if b.start != "" {
		at, err := time.Parse(time.RFC3339, b.start)
		if cfg.Start = at; err != nil {
			wrong = append(wrong, fmt.Sprintf("--start: %q is no time; write it like 2026-11-25T08:30:00+07:00", b.start))
		}
	}
	for _, s := range b.switches {
		name, value, given := strings.Cut(s, "=")
		if !given {
			value = "true"
		}
		if what := setSwitch(&cfg.Switches, name, value); what != "" {
			wrong = append(wrong, "--switch: "+what)
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// listens refuses an address without a host: every network card is meant only
// where somebody writes so.
func (b *boxFlags) listens() error {
	host, port, err := net.SplitHostPort(b.addr)
	switch {
	case err != nil:
		return fmt.Errorf("--addr: %q is no address; write 127.0.0.1:8090", b.addr)
	case host == "":
		return fmt.Errorf("--addr: %q names no host; write 127.0.0.1:%s for this machine only, or 0.0.0.0:%s for every network card", b.addr, port, port)
	}
	return nil
}

// local reports whether only this machine is listened to.
func (b *boxFlags) local() bool {
	host, _, _ := net.SplitHostPort(b.addr)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// answersTo takes loopback names, those that --host names, and, where other
// machines may come, plain IP addresses: none of these can be pointed here by
// somebody else's name server.
func (b *boxFlags) answersTo(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	ip := net.ParseIP(name)
	return name == "localhost" || slices.Contains(b.hosts, name) || ip != nil && (ip.IsLoopback() || !b.local())
}

func (b *boxFlags) greet(c *call, cfg simulator.Config, p *simulator.Platform, port int) {
	if !web.Built() {
		fmt.Fprintln(c.errors, "The front end was not built into this program, so the phone's page is missing: run make build. LINE's API works without it.")
	}
	host, _, _ := net.SplitHostPort(b.addr)
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		host = "localhost"
	}
	if !b.local() {
		fmt.Fprintf(c.errors, "Careful: %s is open to other machines, and whoever reaches it can act as any resident and read every chat.\n", b.addr)
	}
	origin := "http://" + net.JoinHostPort(host, fmt.Sprint(port))
	fmt.Fprintf(c.out, "LINE in a box is ready.\n\n  The phone  %s/\n\nYour bot needs:\n\n", origin)
	for _, line := range []string{
		"LINE_API_URL=" + origin, "LINE_DATA_URL=" + origin,
		"LINE_CHANNEL_SECRET=" + cfg.Secret, "LINE_CHANNEL_TOKEN=" + cfg.Token,
	} {
		fmt.Fprintln(c.out, "  "+line)
	}
	if webhook := p.State().Webhook; webhook != "" {
		fmt.Fprintf(c.out, "\nEvents go to %s.", webhook)
	} else {
		fmt.Fprint(c.out, "\nEvents go nowhere yet: --webhook names the bot's address.")
	}
	if b.state == "" {
		fmt.Fprint(c.out, " Nothing is kept: --state names a folder.")
	}
	fmt.Fprint(c.out, "\nCtrl-C stops it.\n")
}

// serveBox answers until ctx ends, then lets the requests at work finish.
func serveBox(ctx context.Context, p *simulator.Platform, listener net.Listener) error {
	server := &http.Server{Handler: p.Handler(), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case <-ctx.Done():
	case err := <-served:
		return err
	}
	drain, done := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer done()
	p.Drain()
	return server.Shutdown(drain)
}

func or(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}
