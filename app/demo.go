package app

// The demo: the same program against LINE in a box, on this machine only.

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tambon/config"
	"tambon/handlers"
	"tambon/handlers/console"
	"tambon/line/simulator"
	"tambon/line/simulator/login"
	"tambon/web"
)

const (
	demoAddr   = "127.0.0.1:8080"
	demoSecret = "demo-channel-secret"
	demoToken  = "demo-channel-token"

	demoLoginID     = "1650000002"
	demoLoginSecret = "0123456789abcdef0123456789abcdef"
)

func demo(ctx context.Context, c *call) error {
	var public, small bool
	if err := c.flags("demo", func(f *flag.FlagSet) {
		f.BoolVar(&small, "small", false, "a town with a few bookings only, as tests want it")
		f.BoolVar(&public, "public", false, "listen for other machines too; the console is then closed")
	}); err != nil {
		return err
	}
	cfg, site, err := demoConfig(c, public)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return fmt.Errorf("ADDR: %w; ADDR=127.0.0.1:8081 make demo uses another port", err)
	}
	a, platform, err := newDemo(ctx, c, cfg, site, listener.Addr().(*net.TCPAddr).Port, public)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if !web.Built() {
		fmt.Fprintln(c.errors, "The front end was not built into this program, so the phone's page is missing: run make demo.")
	}
	fmt.Fprintf(c.out, "Tambon's demo is ready.\n\n  The phone    http://localhost:%[1]d/\n  The console  http://localhost:%[1]d/console/\n\nCtrl-C stops it.\n",
		listener.Addr().(*net.TCPAddr).Port)
	defer platform.Close()
	if public {
		if err := a.inviteFounder(ctx, c.out, listener.Addr()); err != nil {
			return err
		}
	}
	if !small {
		var living sync.WaitGroup
		defer living.Wait()
		living.Go(func() {
			err := a.chatter(ctx, platform)
			if err == nil {
				err = a.live(ctx)
			}
			if err != nil && ctx.Err() == nil {
				a.opts.Log.ErrorContext(ctx, "the demo's life stopped", "err", err)
			}
		})
	}
	return a.serveOn(ctx, listener, platform.Drain)
}

// demoConfig takes only what is safe from the environment: where to listen on
// this machine, where to keep data, and the town.
func demoConfig(c *call, public bool) (config.Config, config.Site, error) {
	kept := []string{"ADDR=" + demoAddr}
	for _, line := range c.environ {
		name, value, _ := strings.Cut(line, "=")
		if slices.Contains([]string{"ADDR", "DATA_DIR", "SITE_FILE", "TZ"}, name) && value != "" {
			kept = append(kept, line)
		}
	}
	c.environ = kept
	cfg, site, err := c.load()
	if err != nil {
		return cfg, site, err
	}
	host, port, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		return cfg, site, fmt.Errorf("ADDR: %w", err)
	}
	if ip := net.ParseIP(host); !public && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return cfg, site, fmt.Errorf("ADDR: the demo listens on this machine only, and %q does not; write 127.0.0.1:%s, or add --public, which closes the console", cfg.Addr, port)
	}
	cfg.DataDir = filepath.Join(cfg.DataDir, "demo")
	return cfg, site, nil
}

// newDemo wires LINE in a box and Tambon to each other on one port. The box's
// clock is the town's.
func newDemo(ctx context.Context, c *call, cfg config.Config, site config.Site, port int, public bool) (*App, *simulator.Platform, error) {
	origin := fmt.Sprintf("http://127.0.0.1:%d", port)
	cfg.LineAPIURL, cfg.LineDataURL = origin, origin
	cfg.PublicURL = fmt.Sprintf("https://localhost:%d", port) // LINE takes pictures by https only; the box fetches them through the webhook's origin
	browsers := fmt.Sprintf("http://localhost:%d", port)
	cfg.LineLoginID, cfg.LineLoginSecret, cfg.LineLoginURL = demoLoginID, demoLoginSecret, browsers
	cfg.LineChannelSecrets, cfg.LineChannelToken = []config.Secret{demoSecret}, demoToken
	platform, err := simulator.Open(filepath.Join(cfg.DataDir, "line"), simulator.Config{
		Secret: demoSecret, Token: demoToken, WebhookURL: origin + "/webhook", BotURL: cfg.PublicURL, Assets: web.Dist(), Zone: cfg.Zone,
		Login: login.Config{
			ChannelID: demoLoginID, Secret: demoLoginSecret, Issuer: browsers,
			RedirectURIs: []string{browsers + console.Root + "/line/back", origin + console.Root + "/line/back"},
		},
		Bot: simulator.BotInfo{DisplayName: site.Name.In("th"), BasicID: "@" + site.Slug, ChatMode: "bot", MarkAsReadMode: "auto"},
		Residents: []simulator.Resident{
			{Name: "somsri", DisplayName: "สมศรี ใจดี"},
			{Name: "boonmee", DisplayName: "บุญมี สุขใจ"},
		},
		Groups: []simulator.Group{{Name: "duty", DisplayName: "กลุ่มเวร ปภ.", Members: []string{"somsri", "boonmee"}}},
		Host:   hostCheck(public),
		Links:  demoLinks(public),
		Warn:   func(sentence string) { fmt.Fprintln(c.errors, sentence) },
		// On a machine that is busy a webhook may take longer than LINE waits.
		Switches: simulator.Switches{RedeliveryInOrder: true},
	})
	if err != nil {
		return nil, nil, err
	}
	platform.Redelivery(true)
	a, err := New(ctx, Options{
		Config: cfg, Site: site, Clock: demoClock{platform},
		Log:  slog.New(slog.NewTextHandler(c.errors, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Demo: &handlers.Demo{Simulator: platform.Handler(), Public: public},
	})
	if err != nil {
		platform.Close()
		return nil, nil, err
	}
	platform.OnMove(a.ClockMoved)
	err = a.Prepare(ctx)
	if err == nil {
		err = a.seedBookings(ctx)
	}
	if err != nil {
		platform.Close()
		_ = a.Close()
		return nil, nil, err
	}
	return a, platform, nil
}

type demoClock struct{ platform *simulator.Platform }

// Now is the time in the box.
func (c demoClock) Now() time.Time { return c.platform.Now() }

func demoLinks(public bool) []simulator.Link {
	if public {
		return nil
	}
	return []simulator.Link{{Label: "Console", Href: "/console/"}}
}

func hostCheck(public bool) func(string) bool {
	if !public {
		return nil
	}
	return func(string) bool { return true }
}
