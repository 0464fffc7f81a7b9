package bench

// Every page of the console in a big town, over HTTP as a browser asks for it.

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tambon/handlers/console"
	"tambon/models"
	"tambon/store"

	"github.com/labstack/echo/v4"
)

const (
	pageMS    = 100.0 // p95 of every page
	pageKB    = 100.0 // as it comes over the line, before pictures
	seenMS    = 1000.0
	pageAsks  = 20               // of each page in a round
	pageLasts = time.Second      // and no longer than this
	lineLasts = 10 * time.Second // until a nudge is given up
	seenAsks  = 10
)

func BenchmarkConsole(b *testing.B) {
	for _, engine := range []store.Engine{store.Postgres, store.SQLite} {
		b.Run(string(engine), func(b *testing.B) {
			t := fill(b, engine)
			at := t.serve(b)
			t.everyPage(b, at)
			t.seen(b, at)
		})
	}
}

// A visitor asks the console with the session of somebody who may do everything.
type visitor struct {
	client  *http.Client
	url     string
	session string
}

// serve answers HTTP on a port of this machine.
func (t *bigTown) serve(b *testing.B) visitor {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: t.Handler, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	b.Cleanup(func() { _ = server.Close() })
	now, token := t.clock.Now().UTC(), "benchmark"
	sum := sha256.Sum256([]byte(token))
	t.create(b, func(ctx context.Context) error {
		return t.Store.DB(ctx).Create(&models.StaffSession{
			ID: models.NewID(now), TokenHash: hex.EncodeToString(sum[:]), StaffID: t.staffID, Step: models.StepOpen,
			CreatedAt: now, SeenAt: now, ProvedAt: now.Add(time.Hour), ExpiresAt: now.Add(10 * time.Hour),
		}).Error
	})
	transport := &http.Transport{DisableCompression: true} // bytes are counted as they come
	b.Cleanup(transport.CloseIdleConnections)
	return visitor{&http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, "http://" + listener.Addr().String(), token}
}

// ask sends a request and returns the status, the bytes and how long it took. To be
// led to the door fails: nothing would be measured.
func (v visitor) ask(b *testing.B, method, path string, form url.Values) (status, size int, took time.Duration) {
	b.Helper()
	began := time.Now()
	res := v.open(b, method, path, form)
	n, err := io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	if to := res.Header.Get("Location"); err != nil || strings.Contains(to, "/sign-in") || strings.Contains(to, "/prove") {
		b.Fatalf("%s leads to %q, %v", path, to, err)
	}
	return res.StatusCode, int(n), time.Since(began)
}

func (v visitor) open(b *testing.B, method, path string, form url.Values) *http.Response {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, v.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Cookie", "__Host-tambon="+v.session)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := v.client.Do(r)
	if err != nil {
		b.Fatalf("%s: %v", path, err)
	}
	return res
}

// A page is one address and what was measured of it, a figure each round.
type page struct {
	route, path string
	p50, p95    []float64 // ms
	kB          float64
	whole       bool // no page: a file of many rows, a count of all of them, a picture
}

// pages are the addresses of every GET route that stands in the console's table,
// and of searches. A route whose address cannot be filled in fails.
func (t *bigTown) pages(b *testing.B) (list []page) {
	b.Helper()
	mux, ok := t.Handler.(*echo.Echo)
	if !ok {
		b.Fatalf("the handler is a %T; want the router, whose routes are asked", t.Handler)
	}
	for _, r := range mux.Routes() {
		route, inside := strings.CutPrefix(r.Path, console.Root+"/")
		if !inside || r.Method != http.MethodGet || strings.HasSuffix(route, "/stream") { // a line has no end
			continue
		}
		path := t.filled("/" + route)
		if strings.Contains(path, "/:") {
			b.Fatalf("no row is known for %s; give it one in filled", r.Path)
		}
		list = append(list, page{route: "/" + route, path: console.Root + path, whole: route == "audit/export" || route == "machine/check/:n" || strings.Contains(route, "/pictures/")})
	}
	slices.SortFunc(list, func(a, b page) int { return strings.Compare(a.route, b.route) })
	first := t.settings.Centres[0].Code
	for _, path := range []string{
		"/desk?centre=" + first + "&show=all&rows=600", "/find?centre=" + first + "&q=" + url.QueryEscape("สมชาย"), "/find?centre=" + first + "&q=5678",
		"/desk/book?centre=" + first + "&q=" + url.QueryEscape("สมชาย"), "/audit?what=booking", "/audit?who=system", "/audit?from=2026-01-01&to=2026-01-02",
		"/residents?centre=" + first + "&after=" + t.people[people/2].id,
	} {
		said, _ := url.QueryUnescape(path)
		list = append(list, page{route: said, path: console.Root + path})
	}
	return list
}

// filled is an address of a route.
func (t *bigTown) filled(route string) string {
	centre := "centre=" + t.settings.Centres[0].Code
	under := func(beginning string) bool { return strings.HasPrefix(route, beginning) }
	id := ""
	switch {
	case under("/schedule/services"):
		id = t.settings.Services[0].Code
	case under("/schedule/changes"):
		id = t.changed
	case under("/bookings"):
		id = t.today[len(t.today)-1].ID
	case under("/residents"):
		id = t.people[t.regular].id
	case under("/people"):
		id = t.staffID
	case under("/me/passkeys"):
		id = "nothing"
	case under("/chats/canned"):
		id = t.canned
	case under("/chats"):
		id = t.chatID
	}
	key := "phone"
	if under("/settings/texts") {
		key = "card.greeting"
	}
	path := route
	if id != "" {
		path = strings.ReplaceAll(path, ":id", id)
	}
	path = strings.NewReplacer(":message", t.message, ":centre", t.settings.Centres[0].Code, ":key", key, ":n", "0", ":token", "nothing", ":task", "book").Replace(path)
	if !strings.Contains(route, ":") {
		path += "?" + centre
	}
	if under("/schedule/closures/open") || under("/schedule/closures/file") {
		path += "&was=" + string(models.DateOf(t.clock.Now(), t.zone).Add(12))
	}
	return path
}

func (t *bigTown) everyPage(b *testing.B, v visitor) {
	b.Helper()
	list := t.pages(b)
	figures := measure(b, fmt.Sprintf("console · %s · %d pages, %d asks of each a round", t.Store.Engine, len(list), pageAsks),
		"readyz p50 ms", "readyz p95 ms", "a page's p50", "a page's p95", "slowest p95")
	for i := range list { // the first one pays for plans and templates
		p := &list[i]
		status, size, _ := v.ask(b, http.MethodGet, p.path, nil)
		if p.kB = float64(size) / 1000; status >= 400 && !slices.Contains([]string{"/join/:token", "/line", "/line/back", "/me/line", "/me/passkeys/:id", "/me/passkeys/:id/remove", "/schedule/services/:id/facts/file", "/schedule/services/:id/hours/file"}, p.route) {
			b.Errorf("%s answers %d", p.path, status)
		}
	}
	for range rounds {
		load := busy()
		floor := v.times(b, "/readyz")
		var half, most []float64
		for i := range list {
			p := &list[i]
			if p.whole && len(p.p50) > 0 { // once tells
				continue
			}
			took := v.times(b, p.path)
			p.p50, p.p95 = append(p.p50, ms(quantile(took, 0.5))), append(p.p95, ms(quantile(took, 0.95)))
			if !p.whole {
				half, most = append(half, p.p50[len(p.p50)-1]), append(most, p.p95[len(p.p95)-1])
			}
		}
		figures.row(load, ms(quantile(floor, 0.5)), ms(quantile(floor, 0.95)), median(half), median(most), slices.Max(most))
	}
	figures.close()
	fmt.Printf("  %-44s%10s%10s%10s\n", "page, medians of the rounds", "p50 ms", "p95 ms", "kB")
	var slowest, heaviest float64
	for _, p := range list {
		p95, mark := median(p.p95), ""
		if !p.whole {
			slowest, heaviest = max(slowest, p95), max(heaviest, p.kB)
			if p95 > pageMS || p.kB > pageKB {
				mark = "   MISSED"
			}
		} else {
			mark = "   no page"
		}
		fmt.Printf("  %-44s%10s%10s%10s%s\n", p.route, figure(median(p.p50)), figure(p95), figure(p.kB), mark)
	}
	figures.atMost("slowest page p95", "ms", slowest, pageMS)
	figures.atMost("heaviest page", "kB", heaviest, pageKB)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// times asks an address some times, one after the other, and sorts how long it took.
func (v visitor) times(b *testing.B, path string) (list []time.Duration) {
	b.Helper()
	for began := time.Now(); len(list) < pageAsks && (len(list) < 3 || time.Since(began) < pageLasts); {
		_, _, took := v.ask(b, http.MethodGet, path, nil)
		list = append(list, took)
	}
	slices.Sort(list)
	return list
}

// seen measures from the press of one browser until another one has the desk
// with it: the act, its commit, the nudge and the piece that is asked for then.
func (t *bigTown) seen(b *testing.B, v visitor) {
	b.Helper()
	at := "centre=" + t.settings.Centres[0].Code + "&day=" + string(models.DateOf(t.clock.Now(), t.zone))
	line := v.open(b, http.MethodGet, console.Root+"/desk/stream?"+at, nil)
	defer func() { _ = line.Body.Close() }()
	if line.StatusCode != http.StatusOK {
		b.Fatalf("the desk's line answers %d", line.StatusCode)
	}
	nudges := make(chan struct{}, 1)
	go func() {
		for said := bufio.NewScanner(line.Body); said.Scan(); {
			if said.Text() == "event: nudge" {
				select {
				case nudges <- struct{}{}:
				default:
				}
			}
		}
	}()
	figures := measure(b, fmt.Sprintf("console · %s · a press at the desk until another browser has it, %d a round", t.Store.Engine, seenAsks), "p50 ms", "p95 ms")
	for round := range rounds {
		load := busy()
		var took []time.Duration
		for i := range seenAsks {
			one := t.today[round*seenAsks+i]
			done := make(chan time.Duration, 1)
			began := time.Now()
			go func() {
				select {
				case <-nudges:
				case <-time.After(lineLasts):
				}
				v.ask(b, http.MethodGet, console.Root+"/desk/live?"+at, nil)
				done <- time.Since(began)
			}()
			status, _, _ := v.ask(b, http.MethodPost, console.Root+"/bookings/"+one.ID+"/arrive?"+at, url.Values{"version": {strconv.Itoa(one.Version)}})
			if status != http.StatusSeeOther && status != http.StatusOK {
				b.Fatalf("the press answers %d", status)
			}
			took = append(took, <-done)
		}
		slices.Sort(took)
		figures.row(load, ms(quantile(took, 0.5)), ms(quantile(took, 0.95)))
	}
	figures.atMost("live change seen p95", "ms", figures.close()[1], seenMS)
}
