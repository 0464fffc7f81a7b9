package simulator

// Where LINE Login's and LIFF's pages and the LIFF SDK are served.

import (
	"net/http"
)

func (p *Platform) loginPages(mux *http.ServeMux) {
	mux.HandleFunc("GET /oauth2/v2.1/authorize", p.authorize)
	mux.HandleFunc("POST /oauth2/v2.1/authorize", p.authorize)
	mux.HandleFunc("GET /login/page.css", p.login.Style)
	for _, route := range []string{"/liff/{liffId}", "/liff/{liffId}/{rest...}"} {
		mux.HandleFunc("GET "+route, p.openLIFF)
		mux.HandleFunc("POST "+route, p.openLIFF)
	}
	// The paths of LINE's own host for it, https://static.line-scdn.net.
	mux.HandleFunc("GET /liff/edge/2/sdk.js", p.liffSDK)
	mux.HandleFunc("GET /liff/edge/versions/{version}/sdk.js", p.liffSDK)
}

func (p *Platform) authorize(w http.ResponseWriter, r *http.Request) {
	p.touch()
	p.login.Authorize(w, r)
}

func (p *Platform) openLIFF(w http.ResponseWriter, r *http.Request) {
	p.touch()
	rest := r.PathValue("rest")
	if rest != "" {
		rest = "/" + rest
	}
	p.login.Open(w, r, r.PathValue("liffId"), rest)
}

// liffSDK is there for pages of any origin.
func (p *Platform) liffSDK(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Access-Control-Allow-Origin", "*")
	r.URL.Path = "/liff/sdk.js"
	p.asset(w, r)
}

// preflight lets LIFF apps call an endpoint from their own origin: with a token
// in a header, never with cookies.
func preflight(w http.ResponseWriter, r *http.Request) bool {
	wanted := r.Clone(r.Context())
	wanted.Method = r.Header.Get("Access-Control-Request-Method")
	e, _, _ := route(wanted)
	if r.Method != http.MethodOptions || e == nil || !e.pages {
		return false
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", e.method)
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	w.WriteHeader(http.StatusNoContent)
	return true
}
