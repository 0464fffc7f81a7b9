package handlers_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tambon/app"
	"tambon/app/apptest"
)

// Browsers that came by the town's name come by https from then on; this machine
// serves other things over http.
func TestTheTownsNameIsHTTPSAlone(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		for public, want := range map[string]map[string]string{
			"https://oa.example.go.th": {"oa.example.go.th": "max-age=31536000", "localhost:8080": "", "127.0.0.1": ""},
			"http://localhost:8080":    {"oa.example.go.th": "", "localhost:8080": ""},
		} {
			w, _ := start(t, db, func(o *app.Options) { o.Config.PublicURL = public })
			for host, want := range want {
				req, err := http.NewRequest(http.MethodGet, w.URL+"/privacy", nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Host = host
				res, err := http.DefaultClient.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				_ = res.Body.Close()
				if got := res.Header.Get("Strict-Transport-Security"); got != want {
					t.Errorf("PUBLIC_URL %s, asked as %s: Strict-Transport-Security is %q, want %q", public, host, got, want)
				}
			}
		}
	})
}

// Metrics name routes, never paths: a path may hold a person's id, and each new
// one would be a new series.
func TestMetricsNameRoutes(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, log := start(t, db, nil)
		const secret = "U0123456789abcdef0123456789abcdef"
		for _, path := range []string{"/" + secret, "/pictures/disc/" + secret + ".png", "/assets/" + secret, "/webhook/" + secret, "/privacy?" + secret, "/webhook"} {
			look(t, w, path)
		}
		post(t, w, []byte(`{}`), "wrong")
		status, text := look(t, w, "/metrics")
		if status != http.StatusOK {
			t.Fatalf("/metrics says %d", status)
		}
		labels := regexp.MustCompile(`tambon_http_seconds_count\{([^}]*)\}`).FindAllStringSubmatch(text, -1)
		var routes []string
		for _, l := range labels {
			m := regexp.MustCompile(`^route="([^"]*)",status="([0-9]{3})"$`).FindStringSubmatch(l[1])
			if m == nil {
				t.Errorf("labels %s, want a route and a three-digit status alone", l[1])
				continue
			}
			routes = append(routes, m[1])
		}
		known := []string{"", "/webhook", "/healthz", "/readyz", "/metrics", "/pictures/:kind/:name", "/privacy", "/page.css", "/assets/*", "/*"}
		for _, r := range routes {
			if !slices.Contains(known, r) {
				t.Errorf("the route %q is none of the program's", r)
			}
		}
		if !slices.Contains(routes, "/webhook") || len(labels) < 4 {
			t.Errorf("requests were counted as %q, want at least the webhook, pictures, assets and what is unknown", routes)
		}
		if strings.Contains(text+log.String(), secret) {
			t.Error("metrics or log hold an id that stood in a path")
		}
	})
}

func TestPagesCarryTheirHeaders(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, _ := start(t, db, nil)
		for _, path := range []string{"/privacy", "/healthz", "/nowhere", "/webhook"} {
			res, err := http.Get(w.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			for header, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "default-src 'self'",
				"Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=(self), geolocation=()",
			} {
				if got := res.Header.Get(header); !strings.HasPrefix(got, want) {
					t.Errorf("%s: %s is %q, want it to begin with %q", path, header, got, want)
				}
			}
		}
		for path, want := range map[string]int{"/console/sign-in": 200, "/": 404, "/simulator/v1/state": 404} {
			if got, _ := look(t, w, path); got != want {
				t.Errorf("%s: %d outside the demo, want %s", path, got, fmt.Sprint(want))
			}
		}
	})
}
