package app_test

// Replicas on one Redis, and the town without it.

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tambon/app"
	"tambon/app/apptest"
	"tambon/config"
	"tambon/line/simulator"
	"tambon/store"
	"tambon/store/storetest"
)

func TestReplicasOfATownShareRedis(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		one, two := townOn(t, r), townOn(t, r)
		rate := store.Rate{Times: 4, Per: 24 * time.Hour}
		passed := 0
		for range 4 {
			for _, w := range []*apptest.World{one, two} {
				if ok, _ := w.Shared.Allow(t.Context(), "k", rate); ok {
					passed++
				}
			}
		}
		if passed != 4 {
			t.Errorf("two Apps allowed %d, want the 4 of the rate together", passed)
		}
		heard := two.Shared.Listen(t.Context(), "booking")
		one.Shared.Nudge(t.Context(), "booking")
		select {
		case <-heard:
		case <-time.After(time.Minute):
			t.Error("a nudge of one App does not reach the other")
		}
	})
}

// townOn is a town of its own database, with the same master key as others.
func townOn(t *testing.T, r *storetest.Redis) *apptest.World {
	t.Helper()
	return apptest.Start(t, apptest.SQLite(t), func(o *app.Options) { o.Config.RedisURL = config.Secret(r.Address) })
}

func TestATownWithoutRedisGoesOn(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		w := townOn(t, r)
		if got := page(t, w.URL+"/metrics"); !strings.Contains(got, "\ntambon_redis_present 1\n") {
			t.Errorf("the metrics do not say that Redis is present")
		}
		r.Cut()
		for end := time.Now().Add(time.Minute); w.Shared.Present() && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		if got := page(t, w.URL+"/metrics"); !strings.Contains(got, "\ntambon_redis_present 0\n") || !strings.Contains(got, "\ntambon_redis_fallbacks_total ") {
			t.Errorf("the metrics do not say that Redis is missed:\n%s", got)
		}
		if got := page(t, w.URL+"/readyz"); got != "ready\n" {
			t.Errorf("without Redis /readyz says %q, want ready: nothing depends on it", got)
		}
		w.LINE.AddResident(simulator.Resident{Name: "somsri", DisplayName: "สมศรี ใจดี"})
		if _, err := w.LINE.Text("somsri", "เมนู"); err != nil {
			t.Fatal(err)
		}
		w.Settled()
		if n := w.Count("SELECT count(*) FROM inbox_events WHERE status = 'done'"); n == 0 {
			t.Error("without Redis no event is worked")
		}
	})
}

func page(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}
