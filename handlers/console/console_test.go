package console_test

// The console over a real database and a real browser's cookies, without a browser.

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/handlers/console"
	"tambon/jobs"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/models"
	"tambon/services/audit"
	"tambon/services/booking"
	"tambon/services/chat"
	"tambon/services/machine"
	"tambon/services/push"
	"tambon/services/resident"
	"tambon/services/schedule"
	"tambon/services/setting"
	"tambon/services/staff"
	"tambon/store"

	"github.com/labstack/echo/v4"
)

// An office is a console of a town with two centres, north and south.
type office struct {
	*console.Console
	t     *testing.T
	store *store.Store
	url   string
	tls   *http.Client
	log   *apptest.Journal
}

// patient lets everybody try as often as they like.
type patient struct{}

func (patient) Allow(context.Context, string, store.Rate) (bool, time.Duration) { return true, 0 }
func (patient) Forget(context.Context, string)                                  {}

type clock struct{}

func (clock) Now() time.Time { return apptest.Morning }

// nobody reminds, and nobody is told: the queue never starts here.
type nobody struct{ jobs.Defaults[booking.Remind] }

func (nobody) Work(context.Context, *jobs.Job[booking.Remind]) error { return nil }

type silent struct{ jobs.Defaults[booking.Tell] }

func (silent) Work(context.Context, *jobs.Job[booking.Tell]) error { return nil }

type quiet[T jobs.Args] struct{ jobs.Defaults[T] }

func (quiet[T]) Work(context.Context, *jobs.Job[T]) error { return nil }

// therapy has sessions of an hour from 8 to 17 o'clock on every day.
func therapy(code, prefix, centre string) config.HealthService {
	return config.HealthService{
		Code: code, Prefix: prefix, Centre: centre, Name: config.Words{TH: map[string]string{"hydro": "วารีบำบัด", "physio": "กายภาพบำบัด", "thai": "แพทย์แผนไทย"}[code], EN: code},
		Minutes: 60, Capacity: 60, Rules: []config.Rule{{Days: []config.Weekday{0, 1, 2, 3, 4, 5, 6}, From: 8 * 60, To: 17 * 60, Step: 60}},
		BookAheadMin: 120, BookAheadMaxDays: 14, CancelCutoff: 120, MaxOpen: 2,
	}
}

func start(t *testing.T, s *store.Store) *office {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, store: s, log: &apptest.Journal{}}
	site := config.Site{Name: config.Words{TH: "เทศบาลเมืองปากพูน", EN: "Pak Phun"}, Phone: "075774130", Centres: []config.Centre{
		{Code: "north", Name: config.Words{TH: "รพ.สต.เหนือ"}}, {Code: "south", Name: config.Words{TH: "รพ.สต.ใต้"}},
	}, Services: []config.HealthService{therapy("hydro", "HY", "north"), therapy("physio", "PT", "north"), therapy("thai", "TM", "south")}, Chat: config.Chat{
		Hours: []config.OpenHours{{Days: []config.Weekday{1, 2, 3, 4, 5}, From: 8*60 + 30, To: 16*60 + 30}}, AnswerWithin: 30, ReturnAfter: 24, KeepDays: 365, Centre: "north",
	}}
	queue := jobs.New(s, nil, slog.New(slog.DiscardHandler))
	jobs.Register(queue, nobody{})
	jobs.Register(queue, silent{})
	jobs.Register(queue, quiet[chat.Send]{})
	jobs.Register(queue, quiet[chat.Fetch]{})
	jobs.Register(queue, quiet[chat.Meet]{})
	days := schedule.New(s, clock{}.Now, zone)
	if err := days.Sync(t.Context(), site); err != nil {
		t.Fatal(err)
	}
	if _, err := days.OpenSlots(t.Context()); err != nil {
		t.Fatal(err)
	}
	bookings := booking.New(s, queue, clock{}.Now, zone)
	days = days.WithBookings(bookings)
	o.Console = &console.Console{
		Settings: setting.New(setting.Options{Store: s, Now: clock{}.Now, Log: slog.New(slog.DiscardHandler), File: site, Centres: days}), Zone: zone, Now: clock{}.Now, Log: slog.New(slog.NewTextHandler(o.log, nil)), Dist: fstest.MapFS{},
		Staff: staff.New(s, patient{}, clock{}.Now, site.Name.TH), Bookings: bookings,
		Residents: resident.New(s, clock{}.Now, bookings, bookings, push.New(s, clock{}.Now)), Schedule: days, Store: s, Chats: chat.New(s, queue, clock{}.Now, zone, site),
		Audit: audit.New(s, clock{}.Now, slog.New(slog.DiscardHandler)),
		LINE:  line.NewLogin(line.LoginChannel{ID: "1650000002", Secret: "0123456789abcdef0123456789abcdef", Issuer: "https://access.line.me", API: "https://api.line.me"}, clock{}.Now),
		Away:  func(ctx context.Context) bool { return s.Ping(ctx) != nil },
	}
	o.Machine = o.machine(queue)
	e := echo.New()
	e.IPExtractor = echo.ExtractIPDirect()
	server := httptest.NewUnstartedServer(e)
	server.StartTLS()
	t.Cleanup(server.Close)
	o.url, o.tls = server.URL, server.Client()
	o.PublicURL = server.URL
	o.Mount(e)
	return o
}

// machine is the machine room of a town whose LINE does not answer.
func (o *office) machine(queue *jobs.Queue) console.Machine {
	o.t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	if err := queue.Open(); err != nil {
		o.t.Fatal(err)
	}
	client, err := line.NewClient("http://127.0.0.1:1", "http://127.0.0.1:1", "token")
	if err != nil {
		o.t.Fatal(err)
	}
	shared, err := store.OpenShared(store.SharedOptions{Keys: o.store.Keys, Now: clock{}.Now, Log: quiet})
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { _ = shared.Close() })
	in := inbox.New(o.store, client, nil, nil, clock{}.Now, quiet)
	return console.Machine{
		Version: "test", Store: o.store, Shared: shared, Inbox: in, Queue: queue, Line: client,
		Again: machine.New(o.store, clock{}.Now, in, queue, func(err error) bool { return errors.Is(err, inbox.ErrNotAside) || errors.Is(err, jobs.ErrNoJob) }),
	}
}

// A browser keeps cookies and follows nothing by itself.
type browser struct {
	*office
	client *http.Client
}

func (o *office) browser() *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{o, &http.Client{Transport: o.tls.Transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is a browser in which somebody with these roles is in, a moment ago.
func (o *office) as(grants ...staff.Grant) *browser {
	o.t.Helper()
	id, err := o.Staff.Seed(o.t.Context(), "s"+models.NewID(apptest.Morning)[12:], "สุดารัตน์ ชูแก้ว", grants...)
	if err != nil {
		o.t.Fatal(err)
	}
	b := o.browser()
	b.enter(id, models.StepOpen)
	return b
}

// enter puts a session of the given step into the browser.
func (b *browser) enter(staffID string, step models.SessionStep) {
	b.t.Helper()
	now := apptest.Morning.UTC()
	token := "t" + models.NewID(now)
	sum := sha256.Sum256([]byte(token))
	err := b.store.Tx(b.t.Context(), func(ctx context.Context) error {
		return b.store.DB(ctx).Create(&models.StaffSession{
			ID: models.NewID(now), TokenHash: hex.EncodeToString(sum[:]), StaffID: staffID, Step: step,
			CreatedAt: now, SeenAt: now, ProvedAt: now, ExpiresAt: now.Add(time.Hour),
		}).Error
	})
	if err != nil {
		b.t.Fatal(err)
	}
	at, _ := url.Parse(b.url)
	b.client.Jar.SetCookies(at, []*http.Cookie{{Name: console.SessionCookie, Value: token, Path: "/", Secure: true}})
}

// An answer is what came back: status, where it leads, and the page.
type answer struct {
	status int
	to     string
	page   string
	header http.Header
}

func (b *browser) get(path string) answer { return b.send(http.MethodGet, path, nil, nil) }

// post sends a form: "name", "value", …
func (b *browser) post(path string, fields ...string) answer {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.send(http.MethodPost, path, form, nil)
}

func (b *browser) send(method, path string, form url.Values, header http.Header) answer {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+console.Root+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range header {
		r.Header[k] = v
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.Header.Get("Content-Type") == "text/event-stream" { // it does not end
		return answer{status: res.StatusCode, header: res.Header}
	}
	page, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, strings.TrimPrefix(res.Header.Get("Location"), console.Root), string(page), res.Header}
}
