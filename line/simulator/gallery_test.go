package simulator_test

// The gallery as it is served, and what LINE would say of it.

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"tambon/line/simulator"
	"tambon/line/simulator/rules"
)

// fewest is how many messages the gallery promises.
const fewest = 25

func TestGalleryIsTaken(t *testing.T) {
	samples := simulator.Gallery()
	if len(samples) < fewest {
		t.Errorf("the gallery should have at least %d messages, it has %d", fewest, len(samples))
	}
	seen := map[string]bool{}
	for _, s := range samples {
		t.Run(s.Name, func(t *testing.T) {
			if s.Title == "" || s.Shows == "" || s.Name == "" || seen[s.Name] {
				t.Errorf("a sample has a name of its own, a title and what it shows: %q %q %q", s.Name, s.Title, s.Shows)
			}
			v := rules.Messages(json.RawMessage("[" + string(s.Message) + "]"))
			if !v.OK() || len(v.Hints) > 0 {
				t.Errorf("LINE takes what the gallery shows, but the rules say %+v %+v", v.Broken, v.Hints)
			}
		})
		seen[s.Name] = true
	}
}

// Every property of every component is to be seen in the gallery.
func TestGalleryShowsEverything(t *testing.T) {
	shown := map[string]bool{}
	for _, s := range simulator.Gallery() {
		var message map[string]any
		if err := json.Unmarshal(s.Message, &message); err != nil {
			t.Fatal(err)
		}
		noteProperties(message["contents"], "", shown)
	}
	for _, r := range rules.All() {
		parts := strings.Split(strings.TrimPrefix(r.Name, "flex."), ".")
		switch {
		case !strings.HasPrefix(r.Name, "flex.") || strings.Contains(parts[0], "("):
		case r.Name == "flex.icon.offsetBottom.form": // an icon stands in a baseline box, whose parts have none
		case len(parts) == 3 && !shown[parts[0]+"."+parts[1]] && parts[1] != "baseline" && parts[1] != "blocks":
			t.Errorf("no message of the gallery shows %s of a %s", parts[1], parts[0])
		}
	}
}

// noteProperties notes kind.property of everything in v; kind is v's own where it has no type.
func noteProperties(v any, kind string, shown map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, entry := range v {
			noteProperties(entry, kind, shown)
		}
	case map[string]any:
		if typ, ok := v["type"].(string); ok {
			kind = typ
		}
		for name, value := range v {
			shown[kind+"."+name] = true
			below := map[bool]string{true: "blockStyle", false: name}[kind == "styles"]
			noteProperties(value, below, shown)
		}
	}
}

func (s *scene) ask(method, path, body string) (status int, header http.Header, said string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := s.http.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(raw)
}

func TestGalleryIsServed(t *testing.T) {
	s := begin(t, nil)
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"list", "GET", "/simulator/v1/gallery", "", 200, `"name":"receipt"`},
		{"picture", "GET", "/simulator/v1/gallery/wide.png", "", 200, "<svg"},
		{"no such picture", "GET", "/simulator/v1/gallery/none.png", "", 404, ""},
		{"a sample is no picture", "GET", "/simulator/v1/gallery/01-receipt.json", "", 404, ""},
		{"a way out of the folder", "GET", "/simulator/v1/gallery/..%2fgallery%2fwide", "", 404, ""},
		{"taken", "POST", "/simulator/v1/judge", `{"messages":[{"type":"text","text":"ก"}]}`, 200, `"body":null`},
		{"refused", "POST", "/simulator/v1/judge", `{"messages":[{"type":"text"}]}`, 200, `"property":"messages[0].text"`},
		{"no messages", "POST", "/simulator/v1/judge", `{}`, 200, `May not be empty`},
		{"no JSON", "POST", "/simulator/v1/judge", `{`, 400, `cannot be read`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, _, said := s.ask(test.method, test.path, test.body)
			if status != test.status || !strings.Contains(said, test.want) {
				t.Errorf("%s %s: want %d with %q, got %d %.200s", test.method, test.path, test.status, test.want, status, said)
			}
		})
	}
	if _, header, _ := s.ask("GET", "/simulator/v1/gallery/wide.png", ""); !strings.Contains(header.Get("Content-Security-Policy"), "sandbox") {
		t.Error("a picture that is opened by itself should be sandboxed")
	}
}
