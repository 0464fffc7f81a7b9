package e2e

// LINE in a box alone, with a bot that says what a test wants it to say.

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/line/simulator"
	"tambon/web"
)

const boxToken = "channel-access-token"

// noonOfBox is Wednesday, 25 November 2026, 14:05 in Thailand.
var noonOfBox = time.Date(2026, 11, 25, 7, 5, 0, 0, time.UTC)

// A box is a simulator under the eyes of a browser, and the bot behind it.
type box struct {
	*screen
	line *simulator.Platform
	page *httptest.Server

	mu    sync.Mutex
	heard []json.RawMessage // the events that the bot got
}

// startBox starts a simulator with friends and a group, and opens its page; ok is
// false where there is no browser and none is needed.
func startBox(t *testing.T, change func(*simulator.Config)) (b *box, ok bool) {
	t.Helper()
	return openBox(t, func(cfg simulator.Config) (*simulator.Platform, error) {
		if change != nil {
			change(&cfg)
		}
		return simulator.New(cfg), nil
	})
}

// openBox is startBox for a simulator that is begun in a way of its own.
func openBox(t *testing.T, begin func(simulator.Config) (*simulator.Platform, error)) (b *box, ok bool) {
	t.Helper()
	path, ok := found(t)
	if !ok {
		return nil, false
	}
	b = &box{}
	bot := httptest.NewServer(http.HandlerFunc(b.serve))
	cfg := simulator.Config{
		Secret: "8c570fa6dd201bb328f1c1eac23a96d8", Token: boxToken, WebhookURL: bot.URL + "/webhook", BotURL: "https://bot.example",
		Assets: web.Dist(), Start: noonOfBox, Frozen: true, Seed: 7, Unlimited: true, Deadline: patience,
		Bot: simulator.BotInfo{DisplayName: "เทศบาลเมืองปากพูน"},
		Residents: []simulator.Resident{
			{Name: "somsri", DisplayName: "สมศรี ใจดี", Friend: true},
			{Name: "boonmee", DisplayName: "บุญมี สุขใจ"},
		},
		Groups: []simulator.Group{{Name: "duty", DisplayName: "กลุ่มเวร ปภ.", Members: []string{"somsri", "boonmee"}, Joined: true}},
	}
	line, err := begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	b.line = line
	page := httptest.NewServer(b.line.Handler())
	b.page = page
	t.Cleanup(func() {
		b.line.Close()
		page.CloseClientConnections()
		page.Close()
		bot.CloseClientConnections()
		bot.Close()
	})
	b.screen = openBrowser(t, path, &demo{t: t, url: page.URL})
	b.open("/")
	return b, true
}

// serve is the bot: its webhook, and its pictures.
func (b *box) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/webhook" {
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(sample()) // the browser may be gone
		return
	}
	var in struct{ Events []json.RawMessage }
	_ = json.NewDecoder(r.Body).Decode(&in) // LINE's own form
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heard = append(b.heard, in.Events...)
}

// sample is a picture of a flooded road, more or less.
var sample = sync.OnceValue(func() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			c := color.RGBA{168, 213, 232, 255}
			if y > 200+x/16 {
				c = color.RGBA{15, 110, 82, 255}
			}
			if y > 330-x/20 {
				c = color.RGBA{61, uint8(120 + y/8), 181, 255}
			}
			img.Set(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic("e2e: a picture in memory can be encoded: " + err.Error())
	}
	return out.Bytes()
})

// says pushes messages, each a message object, to a resident or group.
func (b *box) says(to string, messages ...string) {
	b.t.Helper()
	status, said := b.asks("/v2/bot/message/push", `{"to":"`+b.id(to)+`","messages":[`+strings.Join(messages, ",")+`]}`)
	if status != http.StatusOK {
		b.t.Fatalf("LINE should take what the bot says: %d %s", status, said)
	}
}

// asks calls LINE's API as the bot.
func (b *box) asks(path, body string) (status int, said string) {
	b.t.Helper()
	request, err := http.NewRequest(http.MethodPost, b.d.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+boxToken)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer.StatusCode, string(raw)
}

// id is LINE's id of a resident or group.
func (b *box) id(name string) string {
	for _, one := range b.line.State().Residents {
		if one.Name == name {
			return one.UserID
		}
	}
	for _, one := range b.line.State().Groups {
		if one.Name == name {
			return one.GroupID
		}
	}
	b.t.Fatalf("nobody is named %q", name)
	return ""
}

// An event is what the bot hears, as far as the tests look at it.
type event struct {
	Type     string
	Message  map[string]any
	Postback struct {
		Data   string
		Params map[string]string
	}
	Source struct{ Type, UserID string }
}

// hears waits until the bot has got an event that fits, and returns it.
func (b *box) hears(what string, fits func(event) bool) event {
	b.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		b.mu.Lock()
		heard := b.heard
		b.mu.Unlock()
		for _, raw := range heard {
			var e event
			if err := json.Unmarshal(raw, &e); err != nil {
				b.t.Fatal(err)
			}
			if fits(e) {
				return e
			}
		}
		if time.Now().After(end) {
			b.fail("the bot should hear %s; it heard %s", what, heard)
		}
	}
}

// shows waits until the phone's chat reads all the words.
func (p *person) shows(words ...string) {
	p.t.Helper()
	see[bool](p.screen, "the phone to show "+strings.Join(words, " · "),
		`eyes.until(() => { const all = eyes.plain(document.querySelector(%v + ' .stage').textContent); return %v.every((word) => all.includes(word)); })`, p.phone, words)
}

func contains(all, words string) bool { return strings.Contains(all, words) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// pages draws a phone's chat from its beginning, screen by screen.
func (s *screen) pages(name, phone string) {
	s.t.Helper()
	if os.Getenv("TAMBON_PICTURES") == "" {
		return
	}
	for i, more := 0, true; more; i++ {
		more = see[bool](s, "the next part", `(() => {
			const chat = document.querySelector(%v + ' .chat');
			chat.scrollTop = %v * (chat.clientHeight - 40);
			return chat.scrollTop + chat.clientHeight < chat.scrollHeight - 2;
		})()`, phone, i)
		s.picture(name + "-" + itoa(int64(i)))
	}
}
