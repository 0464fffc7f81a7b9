package apptest

// A whole town for one test: Tambon and LINE in a box, joined by HTTP.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"tambon/app"
	"tambon/config"
	"tambon/line/simulator"
)

// Morning is when a test's world begins: Wednesday 25 November 2026, 10:00 in Bangkok.
var Morning = time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)

// patience bounds a wait; no test measures it.
const patience = 3 * time.Minute // five tries of five seconds and their pauses fit in, on a machine that others use

// A World is a running Tambon and the LINE that it talks to. The clock of both
// stands still until Advance.
type World struct {
	*app.App
	LINE *simulator.Platform
	DB   Database
	URL  string // of Tambon
	Site config.Site

	t testing.TB
}

// Secret and Token are the channel's in every world.
const (
	Secret = "test-channel-secret"
	Token  = "test-channel-token"
)

// Start opens a world on a database. change, if not nil, may alter the options.
func Start(t testing.TB, db Database, change func(*app.Options)) *World {
	t.Helper()
	site, err := config.LoadSite("")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	w := &World{DB: db, Site: site, t: t}
	w.LINE = simulator.New(simulator.Config{
		Secret: Secret, Token: Token, BotURL: "https://tambon.test", Start: Morning, Frozen: true, Zone: zone, Unlimited: true, Deadline: patience,
		Backoff: make([]time.Duration, 20), // at once: the clock stands
		Bot:     simulator.BotInfo{DisplayName: site.Name.TH},
	})
	box := httptest.NewServer(w.LINE.Handler())
	cfg, err := config.Load([]string{
		"DATABASE_URL=" + db.Address, "MASTER_KEY=" + db.Master, "DATA_DIR=" + t.TempDir(), "PUBLIC_URL=https://tambon.test",
		"LINE_CHANNEL_SECRET=" + Secret, "LINE_CHANNEL_TOKEN=" + Token, "LINE_API_URL=" + box.URL, "LINE_DATA_URL=" + box.URL,
	}, config.LINE)
	if err != nil {
		t.Fatal(err)
	}
	o := app.Options{Config: cfg, Site: site, Log: slog.New(testLog{t}), Clock: boxClock{w.LINE}}
	if change != nil {
		change(&o)
	}
	w.Site = o.Site
	if w.App, err = app.New(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	w.LINE.OnMove(w.ClockMoved)
	if err := w.Prepare(context.Background()); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(w.Handler)
	w.URL = server.URL
	if err := w.LINE.Point(server.URL + "/webhook"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- w.Run(ctx) }()
	t.Cleanup(func() {
		w.LINE.Close()
		server.Close()
		stop()
		if err := <-ran; err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("stopping: %v", err)
		}
		box.Close()
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// Settled waits until every event is delivered, worked and answered.
func (w *World) Settled() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := w.LINE.Settle(ctx); err != nil {
		w.t.Fatalf("LINE did not finish delivering: %v", err)
	}
	w.until(ctx, "SELECT count(*) FROM inbox_events WHERE status = 'received' OR reply_state IN ('ready', 'push')", "events that are not worked or not answered")
}

// Advance moves the clock, works every job that has become due, and waits.
func (w *World) Advance(d time.Duration) {
	w.t.Helper()
	w.LINE.Advance(d)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	w.until(ctx, "SELECT count(*) FROM river_job WHERE state IN ('available', 'running')", "jobs that are not worked")
	w.Settled()
}

// AdvanceTo moves the clock forward to the next time the town's clocks show hh:mm.
func (w *World) AdvanceTo(hour, minute int) {
	w.t.Helper()
	now := w.LINE.Now().In(time.FixedZone("+07", 7*3600))
	at := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, now.Location())
	if !at.After(now) {
		at = at.AddDate(0, 0, 1)
	}
	w.Advance(at.Sub(now))
}

// Count returns what a counting query counts.
func (w *World) Count(query string, args ...any) int {
	w.t.Helper()
	var n int
	if err := w.Store.DB(context.Background()).Raw(query, args...).Scan(&n).Error; err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// Exec changes the database behind the program's back, to set a scene.
func (w *World) Exec(query string, args ...any) {
	w.t.Helper()
	if err := w.Store.Tx(context.Background(), func(ctx context.Context) error { return w.Store.DB(ctx).Exec(query, args...).Error }); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

// CloseDay closes a service's untaken slots of a day for good: without the
// closure the job that keeps the coming days open would open them again.
func (w *World) CloseDay(service, day string) {
	w.t.Helper()
	w.Exec(`INSERT INTO closures (id, centre_id, service_id, day, reason_th, reason_en)
		SELECT ?, centre_id, id, ?, '', '' FROM health_services WHERE id = ?`, service+day, day, service)
	w.Exec("UPDATE slots SET closed = TRUE WHERE service_id = ? AND day = ? AND taken = 0", service, day)
}

// Broken lists the promises that the database breaks; a test wants none.
func (w *World) Broken() []string { return Broken(w.t, w.Store, w.LINE.Now()) }

func (w *World) until(ctx context.Context, query, left string) {
	w.t.Helper()
	for {
		n := w.Count(query)
		if n == 0 {
			return
		}
		select {
		case <-ctx.Done():
			w.t.Fatalf("after %s there are still %d %s", patience, n, left)
		case <-time.After(3 * time.Millisecond):
		}
	}
}

type boxClock struct{ p *simulator.Platform }

func (c boxClock) Now() time.Time { return c.p.Now() }

// testLog shows warnings and errors of a failing test.
type testLog struct{ t testing.TB }

func (l testLog) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
func (l testLog) WithAttrs([]slog.Attr) slog.Handler               { return l }
func (l testLog) WithGroup(string) slog.Handler                    { return l }

func (l testLog) Handle(_ context.Context, r slog.Record) error {
	line := r.Level.String() + " " + r.Message
	r.Attrs(func(a slog.Attr) bool { line += fmt.Sprintf(" %s=%v", a.Key, a.Value); return true })
	defer func() { _ = recover() }() // a log after the test's end
	l.t.Log(line)
	return nil
}
