package login

// Where an authorization request may lead to, whatever it says.

import (
	"net/url"
	"testing"
)

func FuzzRedirect(f *testing.F) {
	p := &Provider{cfg: Config{ChannelID: "1", RedirectURIs: []string{"http://localhost:3000/callback?from=line"}}}
	p.state.Apps = []App{{LiffID: "1-a", View: View{URL: "https://app.example/booking/"}}}
	for _, uri := range []string{
		"http://localhost:3000/callback?from=line", "http://localhost:3000/callback?from=line&x=1", "http://localhost:3000/callback",
		`http://localhost:3000\@evil.example/callback?from=line`, "//localhost:3000/callback?from=line", "http://localhost:3000/callback?from=line#a",
		"https://app.example/booking/a", "https://app.example/booking/../a", "https://app.example/booking/%2e%2e/a", "https://app.example:443/booking/", "javascript:alert(1)",
	} {
		f.Add(uri, "")
		f.Add(uri, "1-a")
	}
	f.Fuzz(func(t *testing.T, uri, liffID string) {
		query := url.Values{"client_id": {"1"}, "redirect_uri": {uri}, "app_id": {liffID}}
		a, wrong, toPerson := p.read(query)
		if toPerson != "" {
			return
		}
		if wrong == nil {
			t.Error("a request without state and scope should be wrong")
		}
		to, _, err := p.way("http://localhost", a, failed(wrong, ""))
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(to)
		if err != nil {
			t.Fatalf("%q leads to %q, which is no address", uri, to)
		}
		want := "http://localhost:3000/callback"
		if liffID != "" {
			want = "https://app.example/booking"
		}
		if got := u.Scheme + "://" + u.Host + u.Path; len(got) < len(want) || got[:len(want)] != want || u.User != nil {
			t.Errorf("%q leads to %s, out of what is registered", uri, to)
		}
	})
}
