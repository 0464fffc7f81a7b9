package simulator_test

// The control API, the page, pictures and news.

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tambon/line/simulator"
)

const v1 = "/simulator/v1/"

func TestControl(t *testing.T) {
	s := begin(t, nil)
	control := header{"Authorization": ""}
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string // a part of the answer
	}{
		{"state", "GET", "state", "", 200, `"residents":[{"name":"somsri","displayName":"สมศรี ใจดี","userId":"U`},
		{"quota without limit", "GET", "state", "", 200, `"quota":{"used":0,"limit":null}`},
		{"text", "POST", "residents/somsri/text", `{"text":"จองคิว"}`, 200, `"seq":1`},
		{"empty text", "POST", "residents/somsri/text", `{}`, 400, `"message"`},
		{"no JSON", "POST", "residents/somsri/text", `{`, 400, `"message"`},
		{"nobody", "POST", "residents/nobody/text", `{"text":"a"}`, 404, `"message"`},
		{"postback", "POST", "residents/somsri/postback", `{"data":"d","label":"l","displayText":"shown","params":{"date":"2026-12-02"}}`, 200, `"seq":2`},
		{"press nothing", "POST", "residents/somsri/press", `{"label":"x"}`, 404, `sees no button`},
		{"sticker", "POST", "residents/somsri/sticker", `{"packageId":"446","stickerId":"1989"}`, 200, `"messageId":"`},
		{"image without a body", "POST", "residents/somsri/image", ``, 200, `"eventId":"`},
		{"audio", "POST", "residents/somsri/audio", `{}`, 200, `"eventId":"`},
		{"location", "POST", "residents/somsri/location", `{"title":"a","address":"b","latitude":8.5,"longitude":99.9}`, 200, `"eventId":"`},
		{"unsend nothing", "POST", "residents/somsri/unsend", `{"messageId":"1"}`, 404, `"message"`},
		{"unfollow", "POST", "residents/somsri/unfollow", `{}`, 200, `"eventId":"`},
		{"text while blocked", "POST", "residents/somsri/text", `{"text":"a"}`, 409, `blocked`},
		{"follow", "POST", "residents/somsri/follow", `{}`, 200, `"eventId":"`},
		{"unknown deed", "POST", "residents/somsri/dance", `{}`, 404, `"message"`},
		{"messages", "GET", "residents/somsri/messages?after=0", "", 200, `"read":["จองคิว"],"refused":null`},
		{"messages after", "GET", "residents/somsri/messages?after=99", "", 200, `{"messages":[]}`},
		{"messages of the wrong after", "GET", "residents/somsri/messages?after=x", "", 400, `after is`},
		{"messages before", "GET", "residents/somsri/messages?before=3&limit=1", "", 200, `{"messages":[{"seq":2,`},
		{"the newest message", "GET", "residents/somsri/messages?limit=1", "", 200, `{"messages":[{"seq":`},
		{"messages of the wrong limit", "GET", "residents/somsri/messages?limit=-1", "", 400, `limit is`},
		{"messages of nobody", "GET", "residents/nobody/messages?wait=1ms", "", 404, `"message"`},
		{"group", "POST", "residents/duty/join", `{}`, 200, `"eventId":"`},
		{"group text", "POST", "residents/duty/text", `{"text":"a","as":"boonmee"}`, 200, `"seq":1`},
		{"add", "POST", "residents", `{"displayName":"มานี มีนา"}`, 200, `"name":"resident-1","displayName":"มานี มีนา"`},
		{"add in Latin", "POST", "residents", `{"displayName":"Jane Doe"}`, 200, `"name":"jane-doe"`},
		{"add nobody", "POST", "residents", `{}`, 400, `displayName`},
		{"clock by 2 h", "POST", "clock", `{"advance":"2h"}`, 200, `{"now":"2026-11-25T14:00:00+07:00"}`},
		{"clock to 18:00", "POST", "clock", `{"to":"18:00"}`, 200, `{"now":"2026-11-25T18:00:00+07:00"}`},
		{"clock to 18:00 again", "POST", "clock", `{"to":"18:00"}`, 200, `{"now":"2026-11-26T18:00:00+07:00"}`},
		{"clock to an instant", "POST", "clock", `{"to":"2026-12-01T00:00:00Z"}`, 200, `{"now":"2026-12-01T07:00:00+07:00"}`},
		{"clock to nonsense", "POST", "clock", `{"to":"noon"}`, 400, `18:00 would be`},
		{"faults", "POST", "faults", `{"endpoint":"reply|push","kind":"500","count":3}`, 200, `{"faults":[{"endpoint":"reply","kind":"500","count":3},{"endpoint":"push","kind":"500","count":3}]}`},
		{"clear faults", "POST", "faults", `{"endpoint":"reply","kind":"500","count":0}`, 200, `{"faults":[{"endpoint":"push","kind":"500","count":3}]}`},
		{"wrong fault", "POST", "faults", `{"endpoint":"x","kind":"500","count":1}`, 400, `no endpoint`},
		{"clock both ways", "POST", "clock", `{"advance":"2h","to":"18:00"}`, 400, `one of advance, to and pause was wanted, not 2`},
		{"clock no way", "POST", "clock", `{}`, 400, `one of advance`},
		{"a misspelt property", "POST", "clock", `{"advnce":"2h"}`, 400, `there is no property \"advnce\"; there are advance, pause, to`},
		{"a misspelt property of a deed", "POST", "residents/somsri/text", `{"text":"a","qoute":"1"}`, 400, `there is no property \"qoute\"`},
		{"a property of another kind", "POST", "residents/somsri/text", `{"text":5}`, 400, `text is a number, a string was wanted`},
		{"a list", "POST", "residents/somsri/text", `[]`, 400, `the body is a JSON array, an object was wanted`},
		{"half an object", "POST", "residents/somsri/text", `{"text":`, 400, `the body is no JSON`},
		{"two objects", "POST", "clock", `{"advance":"2h"}{"advance":"2h"}`, 400, `something stands behind`},
		{"a place that is not on earth", "POST", "residents/somsri/location", `{"latitude":91}`, 400, `latitude is from -90 to 90`},
		{"a voice of less than nothing", "POST", "residents/somsri/audio", `{"durationMs":-1}`, 400, `duration`},
		{"a fault of nothing", "POST", "faults", `{}`, 400, `endpoint is empty`},
		{"an address that is not there", "GET", "people", "", 404, `there is no GET /simulator/v1/people`},
		{"another method", "GET", "clock", "", 404, `there is no GET /simulator/v1/clock`},
		{"redeliver nothing", "POST", "redeliver", `{"eventId":"x"}`, 404, `"message"`},
		{"requests", "GET", "requests", "", 200, `[]`},
		{"webhooks", "GET", "webhooks", "", 200, `"type":"message","resident":"somsri"`},
		{"reset", "POST", "reset", `{}`, 200, `{}`},
		{"after reset", "GET", "residents/somsri/messages", "", 200, `{"messages":[]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.path == "webhooks" {
				s.settled()
			}
			got := s.call(test.method, v1+test.path, test.body, control)
			if got.status != test.status || !strings.Contains(got.body, test.want) {
				t.Errorf("%s %s should be answered with %d and %s\nbut was with %d %s", test.method, test.path, test.status, test.want, got.status, got.body)
			}
		})
	}
}

func TestLongPoll(t *testing.T) {
	s := begin(t, nil)
	got := make(chan said)
	go func() { got <- s.call("GET", v1+"residents/somsri/messages?after=0&wait=30s", "", nil) }()
	s.push(s.id("somsri"), hello, "")
	if answer := <-got; !strings.Contains(answer.body, `"from":"bot"`) {
		t.Errorf("a long poll should return with the message: %s", answer.body)
	}
}

func TestRefusalsAreShown(t *testing.T) {
	s := begin(t, nil)
	s.push(s.id("somsri"), `[{"type":"text","text":""}]`, "")
	entries := s.chat("somsri")
	if len(entries) != 1 || entries[0].From != "line" || entries[0].Refused == nil || entries[0].Refused.Status != 400 {
		t.Fatalf("a refusal should stand where the message would have stood: %+v", entries)
	}
	raw, err := json.Marshal(entries[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"message":null`, `"read":[]`, `"property":"messages[0].text"`, `"name":"message.text.text.required"`, `"source":"R#text-message"`, `"request":{"to":`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the refusal should say %s: %s", want, raw)
		}
	}
}

func TestGuards(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Assets = fstest.MapFS{
			"dist/simulator/index.html": {Data: []byte("<title>LINE in a box</title>")},
			"dist/simulator/app.js":     {Data: []byte("//")},
			"dist/fonts/a.woff2":        {Data: []byte("wOF2")},
			"dist/secret.txt":           {Data: []byte("no")},
		}
	})
	evil := header{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
	host := func(name string) said {
		req, err := http.NewRequest("GET", s.url+v1+"state", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = name
		res, err := s.http.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, _ := io.ReadAll(res.Body)
		return said{status: res.StatusCode, body: string(raw)}
	}
	tests := []struct {
		name   string
		got    said
		status int
		want   string
	}{
		{"a page elsewhere", s.call("POST", v1+"reset", "{}", evil), 403, ""},
		{"a name that points here", host("evil.example"), 421, ""},
		{"localhost", host("localhost:8080"), 200, ""},
		{"IPv6", host("[::1]:8080"), 200, ""},
		{"the page", s.call("GET", "/", "", nil), 200, "LINE in a box"},
		{"a script", s.call("GET", "/simulator/app.js", "", nil), 200, "//"},
		{"a font", s.call("GET", "/fonts/a.woff2", "", nil), 200, ""},
		{"a file outside", s.call("GET", "/fonts/..%2fsecret.txt", "", nil), 404, ""},
		{"no such file", s.call("GET", "/icons/a.svg", "", nil), 404, ""},
		{"a folder", s.call("GET", "/simulator/", "", nil), 404, ""},
	}
	for _, test := range tests {
		if test.got.status != test.status || !strings.Contains(test.got.body, test.want) {
			t.Errorf("%s should get %d %s, not %d %s", test.name, test.status, test.want, test.got.status, test.got.body)
		}
	}
	page := s.call("GET", "/", "", nil)
	if !strings.Contains(page.header.Get("Content-Security-Policy"), "default-src 'self'") || page.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the page should have a strict policy: %v", page.header)
	}
	if got := s.call("GET", "/simulator/app.js", "", nil).header.Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
		t.Errorf("a script should be served as one, not as %s", got)
	}
	if bare := begin(t, nil).call("GET", "/", "", nil); bare.status != 404 || !strings.Contains(bare.body, "make assets") {
		t.Errorf("without assets the page should say what to do: %d %s", bare.status, bare.body)
	}
}

func TestPictures(t *testing.T) {
	bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/pictures/a.png":
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "\x89PNG\r\n\x1a\n "+r.URL.RawQuery)
		case "/pictures/large.png":
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write(make([]byte, 1<<20+1))
		case "/pictures/drawing.svg":
			w.Header().Set("Content-Type", "image/svg+xml")
		case "/pictures/lie.png":
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
		case "/pictures/away.png":
			http.Redirect(w, r, "http://example.com/a.png", http.StatusFound)
		default:
			w.Header().Set("Content-Type", "text/html")
		}
	}))
	defer bot.Close()
	s := begin(t, func(c *simulator.Config) { c.WebhookURL = bot.URL + "/webhook" })
	tests := []struct {
		name, url string
		status    int
	}{
		{"the bot's picture", "https://bot.example/pictures/a.png?v=2", 200},
		{"another host", "https://other.example/pictures/a.png", 403},
		{"another scheme", "http://bot.example/pictures/a.png", 403},
		{"the webhook's own address", bot.URL + "/pictures/a.png", 403},
		{"a name before the host", "https://bot.example@evil.example/a.png", 403},
		{"a user", "https://me@bot.example/pictures/a.png", 403},
		{"dots", "https://bot.example/pictures/%2e%2e/a.png", 403},
		{"nothing", "", 403},
		{"too large", "https://bot.example/pictures/large.png", 502},
		{"a drawing with scripts", "https://bot.example/pictures/drawing.svg", 502},
		{"a drawing that says it is a photo", "https://bot.example/pictures/lie.png", 502},
		{"a page", "https://bot.example/console/", 502},
		{"a redirect", "https://bot.example/pictures/away.png", 404},
	}
	for _, test := range tests {
		got := s.call("GET", v1+"picture?url="+url.QueryEscape(test.url), "", nil)
		if got.status != test.status {
			t.Errorf("%s should get %d, not %d %s", test.name, test.status, got.status, got.body)
		}
	}
	got := s.call("GET", v1+"picture?url="+url.QueryEscape(tests[0].url), "", nil)
	if got.body != "\x89PNG\r\n\x1a\n v=2" || got.header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture should come as the bot serves it: %q %v", got.body, got.header)
	}
}

func TestNews(t *testing.T) {
	s := begin(t, nil)
	res, err := s.http.Get(s.url + v1 + "events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Scan() // the greeting comes once the stream listens
	s.did(s.Text("somsri", "a"))
	s.settled()
	s.Advance(time.Hour)
	s.did(s.Unfollow("somsri"))
	want := map[string]string{
		"message": `{"resident":"somsri","seq":1}`,
		"webhook": `"type":"message"`,
		"clock":   `{"now":"2026-11-25T06:00:00Z"}`,
		"world":   `{}`,
	}
	kind := ""
	for len(want) > 0 && lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			kind = name
		}
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && strings.Contains(data, want[kind]) {
			delete(want, kind)
		}
	}
	if len(want) > 0 {
		t.Errorf("the stream should also tell %v", want)
	}
}

func TestClockRunsOn(t *testing.T) {
	p := simulator.New(simulator.Config{Start: noon})
	defer p.Close()
	first := p.Now()
	if first.Before(noon) || first.Sub(noon) > time.Minute {
		t.Errorf("the clock should begin at its start: %v", first)
	}
	for !p.Now().After(first) { // it runs: some moment later it shows another time
	}
	stopped := p.Pause(true)
	if !p.Now().Equal(stopped) {
		t.Error("a paused clock should stand")
	}
	if got := p.Advance(time.Hour); got.Sub(stopped) != time.Hour {
		t.Errorf("a paused clock should be movable: %v", got)
	}
}
