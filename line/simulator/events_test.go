package simulator_test

// The webhook's form for everything that residents do.

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tambon/line/simulator"
)

// LINE's own test vector (D/verify-webhook-signature).
func TestSignature(t *testing.T) {
	p := simulator.New(simulator.Config{Secret: secret})
	defer p.Close()
	body := `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`
	if got, want := p.Sign([]byte(body)), "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="; got != want {
		t.Errorf("LINE signs this body as %s, not %s", want, got)
	}
}

func TestWebhookRequest(t *testing.T) {
	s := begin(t, nil)
	s.did(s.Text("somsri", "จองคิว"))
	h := s.settled()[0]
	if got, want := h.header.Get("X-Line-Signature"), s.Sign(h.raw); got != want {
		t.Errorf("the signature should be that of the raw body: %s, wanted %s", got, want)
	}
	if h.header.Get("User-Agent") != "LineBotWebhook/2.0" || !strings.HasPrefix(h.header.Get("Content-Type"), "application/json") {
		t.Errorf("headers should be LINE's: %v", h.header)
	}
	if h.Destination != s.State().Bot.UserID || len(h.Events) != 1 {
		t.Errorf("the request should name the bot and hold one event: %s", h.raw)
	}
}

func TestEvents(t *testing.T) {
	s := begin(t, nil)
	somsri, duty := s.id("somsri"), s.id("duty")
	var photo string
	tests := []struct {
		name     string
		do       func() (simulator.Act, error)
		kind     string
		token    bool
		group    bool
		user     string
		payload  func(webhookEvent) map[string]any
		property string // its keys, sorted
	}{
		{"text", func() (simulator.Act, error) { return s.Text("somsri", "จองคิว") }, "message", true, false, somsri, message, "id markAsReadToken quoteToken text type"},
		{"sticker", func() (simulator.Act, error) { return s.Sticker("somsri", "446", "1988") }, "message", true, false, somsri, message, "id keywords markAsReadToken packageId quoteToken stickerId stickerResourceType type"},
		{"image", func() (simulator.Act, error) {
			act, err := s.Image("somsri")
			photo = act.MessageID
			return act, err
		}, "message", true, false, somsri, message, "contentProvider id markAsReadToken quoteToken type"},
		{"audio", func() (simulator.Act, error) { return s.Audio("somsri") }, "message", true, false, somsri, message, "contentProvider duration id markAsReadToken type"},
		{"location", func() (simulator.Act, error) {
			return s.Location("somsri", simulator.Spot{Title: "a", Address: "b", Latitude: 8, Longitude: 99})
		}, "message", true, false, somsri, message, "address id latitude longitude markAsReadToken title type"},
		{"unsend", func() (simulator.Act, error) { return s.Unsend("somsri", photo) }, "unsend", false, false, somsri, func(e webhookEvent) map[string]any { return e.Unsend }, "messageId"},
		{"postback", func() (simulator.Act, error) {
			return s.Postback("somsri", "booking.days", "วารีบำบัด", nil)
		}, "postback", true, false, somsri, func(e webhookEvent) map[string]any { return e.Postback }, "data"},
		{"date", func() (simulator.Act, error) {
			return s.Postback("somsri", "d", "", map[string]string{"date": "2026-12-02"})
		}, "postback", true, false, somsri, func(e webhookEvent) map[string]any { return e.Postback }, "data params"},
		{"unfollow", func() (simulator.Act, error) { return s.Unfollow("somsri") }, "unfollow", false, false, somsri, nil, ""},
		{"follow", func() (simulator.Act, error) { return s.Follow("somsri") }, "follow", true, false, somsri, func(e webhookEvent) map[string]any { return e.Follow }, "isUnblocked"},
		{"join", func() (simulator.Act, error) { return s.JoinGroup("duty") }, "join", true, true, "", nil, ""},
		{"group text", func() (simulator.Act, error) { return s.GroupText("duty", "somsri", "จองคิว") }, "message", true, true, somsri, message, "id markAsReadToken quoteToken text type"},
		{"leave", func() (simulator.Act, error) { return s.LeaveGroup("duty") }, "leave", false, true, "", nil, ""},
	}
	ulid := regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}$`)
	seen := map[string]bool{}
	stamp := int64(0)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			act := s.did(test.do())
			e := s.last()
			if e.Type != test.kind || e.WebhookEventID != act.EventID || !ulid.MatchString(act.EventID) || seen[act.EventID] {
				t.Fatalf("there should be a new event of type %s with a ULID: %+v", test.kind, e)
			}
			seen[act.EventID] = true
			if (e.ReplyToken != "") != test.token {
				t.Errorf("does %s have a reply token: %v wanted", test.kind, test.token)
			}
			if e.Mode != "active" || e.DeliveryContext.IsRedelivery {
				t.Errorf("a first delivery is active and no redelivery: %+v", e)
			}
			if test.group != (e.Source.GroupID == duty) || e.Source.UserID != test.user {
				t.Errorf("the source should be group %v and user %q: %+v", test.group, test.user, e.Source)
			}
			if !test.group && e.Timestamp <= stamp {
				t.Errorf("a person's timestamps should rise strictly, though the clock stands: %d after %d", e.Timestamp, stamp)
			}
			if !test.group {
				stamp = e.Timestamp
			}
			if test.payload == nil {
				return
			}
			if got := strings.Join(slices.Sorted(maps.Keys(test.payload(e))), " "); got != test.property {
				t.Errorf("%s should have %q, not %q", test.name, test.property, got)
			}
		})
	}
	if s.last().Follow != nil {
		t.Error("the last event should be the leaving")
	}
}

func message(e webhookEvent) map[string]any { return e.Message }

func TestWhatMakesNoEvent(t *testing.T) {
	s := begin(t, nil)
	before := len(s.events())
	if act := s.did(s.Follow("somsri")); act.EventID != "" {
		t.Error("who is a friend already cannot follow again")
	}
	if act := s.did(s.GroupText("duty", "somsri", "จองคิว")); act.EventID != "" {
		t.Error("the bot should not hear a group that it is not in")
	}
	for what, do := range map[string]func() (simulator.Act, error){
		"an unknown resident":    func() (simulator.Act, error) { return s.Text("nobody", "a") },
		"an unknown message":     func() (simulator.Act, error) { return s.Unsend("somsri", "1") },
		"a person as a group":    func() (simulator.Act, error) { return s.JoinGroup("somsri") },
		"a group as a person":    func() (simulator.Act, error) { return s.Follow("duty") },
		"a stranger in a group":  func() (simulator.Act, error) { return s.GroupText("duty", "nobody", "a") },
		"a button nobody showed": func() (simulator.Act, error) { return s.Press("somsri", "จองคิว") },
	} {
		if _, err := do(); err == nil {
			t.Errorf("%s should be an error", what)
		}
	}
	if n := len(s.events()); n != before {
		t.Errorf("none of this should reach the bot, but %d events did", n-before)
	}
}

func TestIDsRepeatFromTheSeed(t *testing.T) {
	ids := func() string {
		s := begin(t, nil)
		s.did(s.Text("somsri", "a"))
		raw, err := json.Marshal(s.last())
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if a, b := ids(), ids(); a != b {
		t.Errorf("the same seed and clock should give the same event:\n%s\n%s", a, b)
	}
}

func TestRealLINEIsRefused(t *testing.T) {
	for _, address := range []string{"https://api.line.me/v2/bot", "https://API.LINE.ME./x", "https://x.line-apps.com/", "ftp://localhost/", "localhost:8080", ""} {
		s := begin(t, nil)
		if s.Point(address) == nil {
			t.Errorf("webhooks to %q should be refused", address)
		}
		if err := (simulator.Config{Secret: "s", Token: "t", WebhookURL: address}).Check(); address != "" && err == nil {
			t.Errorf("a configuration with webhook %q should be refused", address)
		}
	}
	s := begin(t, func(c *simulator.Config) { c.WebhookURL = "https://api.line.me/webhook" })
	s.did(s.Text("somsri", "a"))
	s.settled()
	if d := s.Webhooks(); len(d) != 1 || d[0].Status != 0 || !strings.Contains(d[0].Reason, "real LINE") {
		t.Errorf("nothing should be sent, and the log should say why: %+v", d)
	}
}
