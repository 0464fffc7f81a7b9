package simulator

// Pictures from the internet: reached only where they are public, whatever a name
// server says.

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func TestPublicAddresses(t *testing.T) {
	for _, public := range []string{"1.1.1.1", "8.8.8.8", "203.0.114.1", "2606:4700::1111", "::ffff:8.8.8.8"} {
		if !isPublic(netip.MustParseAddr(public)) {
			t.Errorf("%s is public and should be reached", public)
		}
	}
	for _, own := range []string{
		"127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
		"100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
		"64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "::7f00:1", "100::1",
	} {
		if isPublic(netip.MustParseAddr(own)) {
			t.Errorf("%s is not public and may not be reached", own)
		}
	}
}

// names is a name server that a test speaks for, and notes where was dialled.
type names struct {
	answers [][]string // one for each time a name is looked up
	asked   int
	dialled []string
	to      string // where connections really go
}

func (n *names) public() public {
	return public{
		lookup: func(context.Context, string) ([]netip.Addr, error) {
			if n.asked >= len(n.answers) {
				return nil, errors.New("no such host")
			}
			var out []netip.Addr
			for _, s := range n.answers[n.asked] {
				out = append(out, netip.MustParseAddr(s))
			}
			n.asked++
			return out, nil
		},
		dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			n.dialled = append(n.dialled, address)
			return (&net.Dialer{}).DialContext(ctx, network, n.to)
		},
	}
}

func TestNameServersCannotLeadInside(t *testing.T) {
	tests := []struct {
		name    string
		answers []string
		dialled string // empty: refused
	}{
		{"a public host", []string{"203.0.114.9"}, "203.0.114.9:443"},
		{"this machine", []string{"127.0.0.1"}, ""},
		{"the cloud's metadata", []string{"169.254.169.254"}, ""},
		{"the office's network", []string{"192.168.1.1"}, ""},
		{"one inside among public ones", []string{"203.0.114.9", "10.0.0.5"}, ""},
		{"inside in the dress of IPv6", []string{"::ffff:127.0.0.1"}, ""},
		{"inside behind NAT64", []string{"64:ff9b::7f00:1"}, ""},
	}
	for _, test := range tests {
		n := &names{answers: [][]string{test.answers, {"127.0.0.1"}}, to: "127.0.0.1:1"}
		_, err := n.public().DialContext(t.Context(), "tcp", "host.example:443")
		if got := strings.Join(n.dialled, " "); got != test.dialled {
			t.Errorf("%s should be dialled as %q, not %q", test.name, test.dialled, got)
		}
		if refused := errors.Is(err, errPrivate); refused != (test.dialled == "") {
			t.Errorf("%s: %v", test.name, err)
		}
		if n.asked != 1 {
			t.Errorf("%s should be looked up once, not %d times: the second answer may be another", test.name, n.asked)
		}
	}
}

func TestPublicPictures(t *testing.T) {
	const png = "\x89PNG\r\n\x1a\n rest"
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a.png":
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, png)
		case "/inside.png":
			http.Redirect(w, r, "https://127.0.0.1/a.png", http.StatusFound)
		}
	}))
	defer server.Close()
	n := &names{to: server.Listener.Addr().String()}
	p := New(Config{Secret: "s", Token: "t", FetchPublic: true, BotURL: "https://bot.example"})
	defer p.Close()
	p.public = n.public().client()
	p.public.Transport.(*http.Transport).TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	p.public.Transport.(*http.Transport).DisableKeepAlives = true
	tests := []struct {
		name, address string
		answer        string
		status        int
	}{
		{"a public picture", "https://example.com/a.png", "203.0.114.9", 200},
		{"the same host, now inside", "https://example.com/a.png", "10.0.0.1", 502},
		{"an address inside", "https://10.0.0.1/a.png", "10.0.0.1", 502},
		{"a redirect inside", "https://example.com/inside.png", "203.0.114.9", 404},
		{"http", "http://example.com/a.png", "203.0.114.9", 403},
		{"another port", "https://example.com:6379/a.png", "203.0.114.9", 403},
		{"a user", "https://me@example.com/a.png", "203.0.114.9", 403},
		{"a file", "file:///etc/passwd", "203.0.114.9", 403},
		{"nothing", "", "203.0.114.9", 403},
	}
	ask := func(address string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/simulator/v1/picture?url="+url.QueryEscape(address), nil)
		w := httptest.NewRecorder()
		p.Handler().ServeHTTP(w, r)
		return w
	}
	for _, test := range tests {
		n.answers, n.asked = [][]string{{test.answer}}, 0
		if got := ask(test.address); got.Code != test.status || got.Code == 200 && got.Body.String() != png {
			t.Errorf("%s should get %d, not %d %s", test.name, test.status, got.Code, got.Body)
		}
	}
	p.cfg.FetchPublic = false
	n.answers, n.asked = [][]string{{"203.0.114.9"}}, 0
	if got := ask(tests[0].address); got.Code != 403 || n.asked != 0 {
		t.Errorf("without FetchPublic nothing should be fetched, or even looked up: %d", got.Code)
	}
}
