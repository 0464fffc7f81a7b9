// Package app puts the rooms together, in order, and stops them in reverse. An
// App is a value: two can live in one process. The commands of the program are
// here, a file each.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"tambon/bot"
	"tambon/config"
	"tambon/handlers"
	"tambon/handlers/console"
	"tambon/handlers/public"
	"tambon/jobs"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/services"
	"tambon/services/audit"
	"tambon/services/booking"
	"tambon/services/chat"
	"tambon/services/push"
	"tambon/services/resident"
	"tambon/services/schedule"
	"tambon/services/setting"
	"tambon/services/staff"
	"tambon/store"
	"tambon/web"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Version is set when the program is linked.
var Version = "development"

// Options are what an App is made from.
type Options struct {
	Config config.Config
	Site   config.Site
	Log    *slog.Logger
	Clock  jobs.Clock     // nil: the real time
	Demo   *handlers.Demo // nil outside the demo
}

// An App is the whole program, wired and not yet running.
type App struct {
	Store     *store.Store
	Shared    *store.Shared
	Bookings  *booking.Service
	Residents *resident.Service
	Schedule  *schedule.Service
	Staff     *staff.Service
	Chats     *chat.Service
	Audit     *audit.Service
	Settings  *setting.Service
	Inbox     *inbox.Inbox
	Handler   http.Handler

	opts   Options
	queue  *jobs.Queue
	line   *line.Client
	bot    *bot.Bot
	pushes *push.Service
	forget *inboxEraser
	eyes   []console.Eye // the demo's
	// stopping is closed when no new requests are taken: what never ends by itself ends.
	stopping chan struct{}
	now      func() time.Time
}

const (
	// sealEvery is how long an act may stand in the log unsealed.
	sealEvery = 30 * time.Second
	// keepSlotsOpen is how often the coming days' slots are made.
	keepSlotsOpen = time.Hour
	// indexEvery is how often those are indexed whom another version has kept.
	indexEvery = time.Hour
	// forgetDoors is how often sessions and questions that are over are deleted.
	forgetDoors = time.Hour
	// tidyChats is how often chats are looked for in which nobody writes any more.
	tidyChats = 10 * time.Minute
	// forgetEvery is how often what was kept long enough is forgotten.
	forgetEvery = 24 * time.Hour
)

// New opens and migrates the database, opens Redis, and wires every room.
func New(ctx context.Context, o Options) (*App, error) {
	a, err := openRules(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := a.converse(ctx); err != nil {
		_ = a.Close()
		return nil, err
	}
	return a, nil
}

// openRules opens the database, Redis and the services on it, without LINE: what
// operators' commands need.
func openRules(ctx context.Context, o Options) (*App, error) {
	a := &App{opts: o, now: time.Now, forget: &inboxEraser{}, stopping: make(chan struct{})}
	if o.Clock != nil {
		a.now = o.Clock.Now
	}
	s, err := openStore(ctx, o.Config)
	if err != nil {
		return nil, err
	}
	a.Store = s
	a.Shared, err = store.OpenShared(store.SharedOptions{Address: o.Config.RedisURL.Reveal(), Keys: s.Keys, Now: a.now, Log: o.Log})
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	a.queue = jobs.New(s, o.Clock, o.Log)
	a.Bookings = booking.New(s, a.queue, a.now, o.Config.Zone).WithNudger(a.Shared)
	a.Schedule = schedule.New(s, a.now, o.Config.Zone).WithBookings(a.Bookings)
	a.Settings = setting.New(setting.Options{Store: s, Now: a.now, Log: o.Log, File: o.Site, Wire: a.Shared, Centres: a.Schedule, Fits: bot.Fits})
	if err := a.Settings.Load(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	a.pushes = push.New(s, a.now)
	a.Audit = audit.New(s, a.now, o.Log)
	a.Staff = staff.New(s, a.Shared, a.now, banal(o.Site)...)
	a.Chats = chat.New(s, a.queue, a.now, o.Config.Zone, o.Site).WithNudger(a.Shared)
	a.Residents = resident.New(s, a.now, a.Bookings, a.Bookings, a.pushes, a.Chats, a.forget)
	return a, nil
}

// openStore opens the database that a Config names, migrated, with its keys.
func openStore(ctx context.Context, c config.Config) (*store.Store, error) {
	keys, err := openKeys(c)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, c.Database().Reveal(), keys)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx, jobs.Migrate); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

func openKeys(c config.Config) (*store.Keys, error) {
	master := c.MasterKey.Reveal()
	if master == "" {
		var err error
		if master, err = store.LoadOrMakeMasterKey(c.DataDir); err != nil {
			return nil, fmt.Errorf("MASTER_KEY: %w", err)
		}
	}
	return store.NewKeys(master)
}

// converse joins LINE, the bot, the inbox, the jobs and the HTTP edge to the rules.
func (a *App) converse(ctx context.Context) error {
	o, zone := a.opts, a.opts.Config.Zone
	client, err := line.NewClient(o.Config.LineAPIURL, o.Config.LineDataURL, o.Config.LineChannelToken.Reveal())
	if err != nil {
		return err
	}
	b := bot.New(bot.Bot{
		Town: a.Settings.Town, PublicURL: o.Config.PublicURL, Zone: zone, Now: a.now, Log: o.Log,
		Bookings: a.Bookings, Residents: a.Residents, Pushes: a.pushes, Chats: a.Chats, Line: client,
	})
	handle := func(ctx context.Context, e line.Event, state []byte) (inbox.Outcome, error) {
		answer, err := b.Handle(ctx, e, state)
		return inbox.Outcome(answer), err
	}
	a.line, a.bot = client, b
	a.Inbox = inbox.New(a.Store, client, handle, b.Sorry, a.now, o.Log)
	a.forget.inbox = a.Inbox

	jobs.Register(a.queue, bot.Reminder{Bot: b, Store: a.Store})
	jobs.Register(a.queue, bot.Teller{Bot: b, Store: a.Store})
	jobs.Register(a.queue, bot.ChatSender{Bot: b, Store: a.Store})
	jobs.Register(a.queue, bot.ChatFetcher{Bot: b})
	jobs.Register(a.queue, bot.ChatMeeter{Bot: b})
	jobs.Register(a.queue, chat.Tidier{Service: a.Chats})
	jobs.Register(a.queue, schedule.Worker{Service: a.Schedule})
	jobs.Register(a.queue, resident.Retainer{Service: a.Residents, Bookings: a.Bookings})
	jobs.Register(a.queue, staff.Forgetter{Service: a.Staff})
	jobs.Register(a.queue, resident.Indexer{Service: a.Residents})
	jobs.Register(a.queue, audit.Sealer{Service: a.Audit})
	jobs.Every(a.queue, sealEvery, audit.Seal{})
	jobs.Every(a.queue, indexEvery, resident.Index{})
	jobs.Every(a.queue, forgetDoors, staff.Forget{})
	jobs.Every(a.queue, keepSlotsOpen, schedule.Open{})
	jobs.Every(a.queue, tidyChats, chat.Tidy{})
	jobs.Every(a.queue, forgetEvery, resident.Retain{})
	if err := a.queue.Open(); err != nil {
		return err
	}
	return a.edge(ctx)
}

func (a *App) edge(ctx context.Context) error {
	o := a.opts
	if o.Demo != nil && !o.Demo.Public {
		var err error
		if a.eyes, err = a.seedStaff(ctx); err != nil {
			return err
		}
	}
	pictures, err := public.NewPictures(web.Dist(), o.Site)
	if err != nil {
		return err
	}
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	metrics.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "tambon_redis_present", Help: "1 while Redis answers, 0 while this replica does without it.",
		}, func() float64 {
			if a.Shared.Present() {
				return 1
			}
			return 0
		}),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "tambon_redis_fallbacks_total", Help: "Limits, nudges and cached values that this replica settled without Redis.",
		}, func() float64 { return float64(a.Shared.Fallbacks()) }),
	)
	secrets := make([]string, len(o.Config.LineChannelSecrets))
	for i, s := range o.Config.LineChannelSecrets {
		secrets[i] = s.Reveal()
	}
	server := &handlers.Server{
		Secrets: secrets, Settings: a.Settings, Zone: o.Config.Zone, Now: a.now, Log: o.Log, Store: a.Store,
		Inbox: a.Inbox, Pictures: pictures, Console: a.console(), Chats: a.Chats, Metrics: metrics, Demo: o.Demo,
		HTTPS: strings.HasPrefix(o.Config.PublicURL, "https://"),
	}
	a.Handler = server.Handler()
	return nil
}

// Run works events and jobs until ctx ends, then finishes those that have begun.
func (a *App) Run(ctx context.Context) error {
	if err := a.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	var working sync.WaitGroup
	working.Go(func() { a.Inbox.Run(ctx) })
	working.Go(func() { a.Settings.Run(ctx) })
	<-ctx.Done()
	working.Wait()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return a.queue.Stop(stop)
}

// ClockMoved opens the days and does what else the time of Options.Clock asks for.
// Who moves that clock calls it.
func (a *App) ClockMoved() { a.queue.ClockMoved(context.Background()) }

// Close closes Redis and the database, after Run has returned.
func (a *App) Close() error { return errors.Join(a.Shared.Close(), a.Store.Close()) }

// inboxEraser forgets an erased resident's stored events. The inbox is made
// after the residents, whose answers it carries.
type inboxEraser struct{ inbox *inbox.Inbox }

// EraseOf implements resident.Eraser.
func (e *inboxEraser) EraseOf(ctx context.Context, _ services.Actor, residentID string) error {
	return e.inbox.Forget(ctx, residentID)
}
