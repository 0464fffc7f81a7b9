package simulator

// Everything that is served: LINE's API, the control API, and the page.

import (
	"bytes"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Handler serves LINE's API, the control API under /simulator/v1/, the pages of LINE
// Login, LIFF and account linking, and the page at / with its assets. LINE's API asks for a token or
// a secret, the rest for a Host that Config.Host takes and for no request of
// another site.
func (p *Platform) Handler() http.Handler {
	own := http.NewServeMux()
	p.control(own)
	p.gallery(own)
	p.loginPages(own)
	own.HandleFunc("GET /{$}", p.html("simulator/index.html"))
	own.HandleFunc("GET /dialog/bot/accountLink", p.linkDialog)
	own.HandleFunc("POST /dialog/bot/accountLink", p.linkDialog)
	for _, folder := range []string{"simulator", "fonts", "icons"} {
		own.HandleFunc("GET /"+folder+"/", p.asset)
	}
	guarded := p.named(http.NewCrossOriginProtection().Handler(own))
	all := http.NewServeMux()
	all.Handle("/", guarded)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// LINE's paths are exact: a mux would redirect //v2/bot or /v2/bot/../info.
		if ofAPI(r.URL.Path) {
			p.api(w, r)
			return
		}
		all.ServeHTTP(w, r)
	})
}

// ofAPI reports whether a path is one of LINE's API.
func ofAPI(path string) bool {
	if path == "/oauth2/v2.1/authorize" { // a page
		return false
	}
	return path == "/.well-known/openid-configuration" || slices.ContainsFunc(
		[]string{"/v2/", "//", "/oauth2/", "/friendship/", "/user/", "/liff/v1/", "/liff/v2/"},
		func(prefix string) bool { return strings.HasPrefix(path, prefix) },
	)
}

// named answers 421 to a Host that is not ours: a page elsewhere whose name was
// made to point here would otherwise be of the same origin.
func (p *Platform) named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !p.cfg.Host(r.Host) {
			http.Error(w, "This simulator answers to its own name only.", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

const policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

// html serves a page of the front end under the strict policy.
func (p *Platform) html(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		page, err := p.file(name)
		if err != nil {
			http.Error(w, "The page is not built: run make assets. LINE's API and /simulator/v1/ work without it.", http.StatusNotFound)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(page))
	}
}

func (p *Platform) asset(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	data, err := p.file(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	h.Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// file reads a file of the front end, which may lie below dist/.
func (p *Platform) file(name string) ([]byte, error) {
	if p.cfg.Assets == nil || !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	if data, err := fs.ReadFile(p.cfg.Assets, "dist/"+name); err == nil {
		return data, nil
	}
	return fs.ReadFile(p.cfg.Assets, name)
}
