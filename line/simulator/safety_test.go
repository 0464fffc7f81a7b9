package simulator_test

// No other site's page may act here: every route of this package that is not
// LINE's API, as the source has them, is tried from elsewhere.

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tambon/line/simulator"
)

var (
	pattern = regexp.MustCompile(`^(GET|POST|PUT|DELETE|PATCH) (/?[A-Za-z].*|/.*)$`)
	hole    = regexp.MustCompile(`\{[^}]*\}`)
)

// routes are the patterns in the package's source: what the mux is given. Those
// without a slash in front are the control API's.
func routes(t *testing.T) []string {
	t.Helper()
	paths, _ := filepath.Glob("*.go")       // the pattern is right
	pages, _ := filepath.Glob("login/*.go") // so is this one
	var all []string
	for _, path := range append(paths, pages...) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != gotoken.STRING {
				return true
			}
			s, err := strconv.Unquote(lit.Value)
			if m := pattern.FindStringSubmatch(s); err == nil && m != nil {
				if m[2][0] != '/' {
					m[2] = "/simulator/v1/" + m[2]
				}
				path := hole.ReplaceAllStringFunc(m[2], func(hole string) string { return map[string]string{"{$}": "", "{name}": "somsri"}[hole] })
				all = append(all, m[1]+" "+path)
			}
			return true
		})
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestEveryRouteIsGuarded(t *testing.T) {
	all := routes(t)
	for _, known := range []string{"GET /simulator/v1/state", "POST /simulator/v1/reset", "GET /", "GET /simulator/v1/events"} {
		if !slices.Contains(all, known) {
			t.Fatalf("%s should be found in the source; the test is blind without it: %q", known, all)
		}
	}
	s := begin(t, func(c *simulator.Config) { c.Switches = simulator.Switches{} })
	before := s.State()
	for _, route := range all {
		method, path, _ := strings.Cut(route, " ")
		for _, try := range []struct {
			name    string
			headers header
			host    string
			status  int
		}{
			{"under a name of another", nil, "evil.example", http.StatusMisdirectedRequest},
			{"under a name that begins like ours", nil, "localhost.evil.example", http.StatusMisdirectedRequest},
			{"under an address of another", nil, "192.168.1.7:8090", http.StatusMisdirectedRequest},
			{"from another site", header{"Sec-Fetch-Site": "cross-site"}, "", http.StatusForbidden},
			{"from another port of this machine", header{"Sec-Fetch-Site": "same-site"}, "", http.StatusForbidden},
			{"from another origin in an old browser", header{"Origin": "https://evil.example", "Sec-Fetch-Site": ""}, "", http.StatusForbidden},
			{"from a page without an origin", header{"Origin": "null", "Sec-Fetch-Site": ""}, "", http.StatusForbidden},
		} {
			if method == http.MethodGet && try.status == http.StatusForbidden {
				continue // changes nothing; what it tells, the browser keeps from other origins
			}
			req, err := http.NewRequest(method, s.url+path, strings.NewReader(`{"text":"from elsewhere"}`))
			if err != nil {
				t.Fatal(err)
			}
			if try.host != "" {
				req.Host = try.host
			}
			for name, value := range try.headers {
				if value != "" {
					req.Header.Set(name, value)
				}
			}
			res, err := s.http.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if res.StatusCode != try.status {
				t.Errorf("%s %s should get %d, not %d", route, try.name, try.status, res.StatusCode)
			}
			if res.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s lets other origins read", route)
			}
		}
	}
	after := s.State()
	if len(after.Residents) != len(before.Residents) || after.Residents[0].LastSeq != before.Residents[0].LastSeq || !after.Now.Equal(before.Now) {
		t.Errorf("nothing should have happened: %+v", after)
	}
}

// A page elsewhere must not read what stands here by loading it as its own.
func TestAnswersStayHere(t *testing.T) {
	s := begin(t, nil)
	for _, path := range []string{"/simulator/v1/state", "/simulator/v1/residents/somsri/messages", "/simulator/v1/requests"} {
		h := s.call("GET", path, "", nil).header
		if h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be embedded elsewhere: %v", path, h)
		}
	}
}
