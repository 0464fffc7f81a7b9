package bot_test

// What LINE refuses and what old eyes cannot read must not be on any card.

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"tambon/bot"
	"tambon/line"
	"tambon/text"
)

// eachCard runs check on every card, in both languages, with everyday and with
// hostile data.
func eachCard(t *testing.T, check func(t *testing.T, s sample, messages []line.Message)) {
	t.Helper()
	for _, lang := range []text.Lang{text.Thai, text.English} {
		for kind, s := range map[string]sample{"everyday": everyday(lang), "hostile": hostile(lang)} {
			for name, messages := range s.all() {
				t.Run(fmt.Sprintf("%s/%s/%s", lang, kind, name), func(t *testing.T) { check(t, s, messages) })
			}
		}
	}
}

// walk calls visit for each object inside a Flex container.
func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, child := range v {
			walk(child, visit)
		}
	case []any:
		for _, child := range v {
			walk(child, visit)
		}
	}
}

func contents(t *testing.T, m line.Message) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(m.Contents, &v); err != nil {
		t.Fatalf("contents of %q: %v", m.AltText, err)
	}
	return v
}

func TestCardsKeepLINEsLimits(t *testing.T) {
	eachCard(t, func(t *testing.T, _ sample, messages []line.Message) {
		if n := len(messages); n < 1 || n > 5 {
			t.Fatalf("%d messages, want 1 to 5: a reply carries no more", n)
		}
		for _, m := range messages {
			checkQuick(t, m)
			if m.Type == "text" {
				continue
			}
			if n := len(m.Contents); n > 30_000 {
				t.Errorf("bubble of %d bytes, LINE takes 30 KB", n)
			}
			if n := line.Units(m.AltText); n < 1 || n > 400 {
				t.Errorf("altText of %d units, want 1 to 400: %q", n, m.AltText)
			}
			walk(contents(t, m), func(o map[string]any) { checkPart(t, o) })
		}
	})
}

func checkQuick(t *testing.T, m line.Message) {
	t.Helper()
	if m.QuickReply == nil {
		return
	}
	if n := len(m.QuickReply.Items); n < 1 || n > 13 {
		t.Errorf("%d quick replies, want 1 to 13", n)
	}
	for _, item := range m.QuickReply.Items {
		if n := uniseg.GraphemeClusterCount(item.Action.Label); n < 1 || n > 20 || strings.HasSuffix(item.Action.Label, "…") {
			t.Errorf("quick reply %q has %d clusters, want at most 20 and none cut", item.Action.Label, n)
		}
		if item.ImageURL == "" {
			t.Errorf("quick reply %q has no picture", item.Action.Label)
		}
	}
}

func checkPart(t *testing.T, o map[string]any) {
	t.Helper()
	switch o["type"] {
	case "text":
		s, _ := o["text"].(string)
		if strings.TrimSpace(s) == "" {
			t.Error("empty text: LINE says \"must be non-empty text\"")
		}
		if o["wrap"] != true || o["scaling"] != true || o["color"] == nil {
			t.Errorf("text %q needs wrap, scaling and a colour: %v", s, o)
		}
		if size := fmt.Sprint(o["size"]); !strings.Contains("md lg xl xxl", size) {
			t.Errorf("text %q has size %s, want md or larger", s, size)
		}
	case "image":
		checkAddress(t, o["url"], 2000)
	case "box":
		if list, _ := o["contents"].([]any); len(list) == 0 {
			t.Errorf("box with nothing in it: %v", o)
		}
	case "postback", "message", "uri":
		checkAction(t, o)
	}
}

func checkAction(t *testing.T, o map[string]any) {
	t.Helper()
	label, _ := o["label"].(string)
	if n := uniseg.GraphemeClusterCount(label); n < 1 || n > 40 {
		t.Errorf("label %q has %d clusters, want 1 to 40", label, n)
	}
	if strings.ContainsAny(label, "\u00a0\n") {
		t.Errorf("label %q has a no-break space or a line break; labels are plain", label)
	}
	switch o["type"] {
	case "postback":
		data, _ := o["data"].(string)
		if _, _, ok := bot.ParseData(data); !ok {
			t.Errorf("data %q of %q is not what ParseData reads", data, label)
		}
		if shown, _ := o["displayText"].(string); uniseg.GraphemeClusterCount(shown) > 300 || strings.Contains(shown, "\n") {
			t.Errorf("displayText %q is too long or broken", shown)
		}
	case "message":
		if s, _ := o["text"].(string); s == "" || uniseg.GraphemeClusterCount(s) > 300 {
			t.Errorf("message action sends %q", s)
		}
	case "uri":
		checkAddress(t, o["uri"], 1000)
	}
}

func checkAddress(t *testing.T, v any, limit int) {
	t.Helper()
	s, _ := v.(string)
	if regexp.MustCompile(`^tel:\+?[0-9]{3,12}$`).MatchString(s) {
		return
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || len(s) > limit {
		t.Errorf("address %q, want https or tel of at most %d", s, limit)
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' || s[i] == '"' {
			t.Errorf("address %q is not percent-encoded", s)
			break
		}
	}
}

// The neighbour reads the notification: no treatment, no name, no number of a
// person, and one plain line.
func TestAltTextIsForTheNeighbour(t *testing.T) {
	eachCard(t, func(t *testing.T, s sample, messages []line.Message) {
		for _, m := range messages {
			secrets := []string{s.phone, "081-234-5678", "HY-2570-000123", "075-123-456"}
			for _, service := range s.services {
				secrets = append(secrets, strings.TrimSpace(service.Name))
			}
			secrets = append(secrets, strings.Fields(text.Clean(s.name))...)
			for _, secret := range secrets {
				if strings.Contains(m.AltText, secret) {
					t.Errorf("altText %q tells %q", m.AltText, secret)
				}
			}
			if strings.ContainsAny(m.AltText, "\u00a0\n") {
				t.Errorf("altText %q is not one plain line", m.AltText)
			}
		}
	})
}

// Red means danger or the last question; one button a card is the strongest.
func TestRedAndPrimaryAreRare(t *testing.T) {
	red := map[string]bool{"menu": true, "greeting": true, "emergency": true, "despair": true, "cancel": true, "erase": true, "notice/5": true}
	for name, messages := range everyday(text.Thai).all() {
		for _, m := range messages {
			primary := 0
			if m.Type == "text" {
				continue
			}
			walk(contents(t, m), func(o map[string]any) {
				if o["backgroundColor"] == "#B3261E" && !red[name] {
					t.Errorf("%s has a red block", name)
				}
				if o["backgroundColor"] == "#0B5C7A" {
					primary++
				}
			})
			if primary > 1 {
				t.Errorf("%s has %d primary buttons, want one at most", name, primary)
			}
		}
	}
}

// Without an https address for pictures a card goes as words; LINE would refuse it
// whole otherwise.
func TestCardsWorkWithoutPictures(t *testing.T) {
	s := everyday(text.Thai)
	s.cards.Pictures = "http://localhost:8080/pictures"
	for name, messages := range s.all() {
		for _, m := range messages {
			raw, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(raw), `"image"`) || strings.Contains(string(raw), "localhost") {
				t.Errorf("%s has a picture that LINE cannot fetch", name)
			}
		}
	}
}
