package line_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"tambon/line"
)

func bubble() line.Bubble {
	action := line.Postback("เลือก", "booking.days?service=hydro&from=1", "เลือก")
	return line.Bubble{
		Size: "mega",
		Body: &line.Box{
			Layout: "vertical", Action: &action,
			Contents: []line.Component{
				line.TextPart{Text: "a < b & \u2028", Wrap: true, Flex: new(0)},
				line.Image{URL: "https://example.com/a.png?x=1&y=2"},
				line.Separator{},
			},
		},
	}
}

// A message is kept sealed and sent later: what comes back must be what went in.
func TestMessageRoundTrip(t *testing.T) {
	for name, m := range map[string]line.Message{
		"text": line.Text("สวัสดี <b> & \u2028 😀\nline"),
		"flex": line.Flex("alt", bubble()),
		"quick": line.Text("x").WithQuick(
			line.QuickItem{ImageURL: "https://example.com/i.png", Action: line.Say("เมนู", "เมนู")},
			line.QuickItem{Action: line.Open("โทร", "tel:1669")},
			line.QuickItem{Action: line.Keyboard("พิมพ์", "booking.type_name")}),
	} {
		kept, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back line.Message
		if err := json.Unmarshal(kept, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, back); diff != "" {
			t.Errorf("%s came back changed (-kept +back):\n%s", name, diff)
		}
		if again, _ := json.Marshal(back); string(again) != string(kept) {
			t.Errorf("%s marshals to other bytes the second time:\n%s\n%s", name, kept, again)
		}
	}
}

func TestMarshalsToWhatLINETakes(t *testing.T) {
	got, err := json.Marshal(line.Flex("alt", bubble()).WithQuick(line.QuickItem{Action: line.Say("เมนู", "เมนู")}))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"flex","altText":"alt","contents":{"type":"bubble","size":"mega","body":{"type":"box","layout":"vertical",
	"action":{"type":"postback","label":"เลือก","data":"booking.days?service=hydro&from=1","displayText":"เลือก"},
	"contents":[{"type":"text","text":"a < b & \u2028","flex":0,"wrap":true},
	{"type":"image","url":"https://example.com/a.png?x=1&y=2"},{"type":"separator"}]}},
	"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"เมนู","text":"เมนู"}}]}}`
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("not what LINE takes; nothing may be sent that was not set (-want +got):\n%s", diff)
	}
}

func TestWithQuickKeepsLimits(t *testing.T) {
	var items []line.QuickItem
	for range 20 {
		items = append(items, line.QuickItem{Action: line.Say(strings.Repeat("ที่", 30), "x")})
	}
	m := line.Text("x").WithQuick(items...)
	if n := len(m.QuickReply.Items); n != line.MaxQuickItems {
		t.Errorf("%d quick replies, want %d", n, line.MaxQuickItems)
	}
	if n := uniseg.GraphemeClusterCount(m.QuickReply.Items[0].Action.Label); n != line.MaxQuickLabel {
		t.Errorf("label of %d clusters, want it cut to %d", n, line.MaxQuickLabel)
	}
	if items[0].Type != "" {
		t.Error("WithQuick changed the caller's items")
	}
	if m = m.WithQuick(); m.QuickReply != nil {
		t.Error("no items must leave no quickReply: LINE refuses an empty list")
	}
}

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		s    string
		n    int
		want string
	}{
		{"ที่อยู่", 3, "ที่อยู่"},
		{"ที่อยู่", 2, "ที่…"},
		{"👩‍🚀👩‍🚀👩‍🚀", 2, "👩‍🚀…"},
		{"ab cd", 4, "ab…"},
		{"", 3, ""},
	} {
		if got := line.Clip(tt.s, tt.n); got != tt.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", tt.s, tt.n, got, tt.want)
		}
	}
}

func TestTextKeepsLINEsLimit(t *testing.T) {
	for _, s := range []string{strings.Repeat("ที่", 3000), strings.Repeat("😀", 3000), strings.Repeat("x", 5000)} {
		got := line.Text(s).Text
		if n := line.Units(got); n > line.MaxText || n < line.MaxText-5 {
			t.Errorf("text of %d units, want at most 5,000 and hardly fewer", n)
		}
		if len(s) == 5000 && got != s {
			t.Error("5,000 units were cut, though LINE takes them")
		}
	}
}

// The reference's own example: three clusters, seven units.
func TestUnits(t *testing.T) {
	if n := line.Units("ที่อยู่"); n != 7 {
		t.Errorf("ที่อยู่ has %d UTF-16 units, want 7", n)
	}
	if n := line.Units("😀"); n != 2 {
		t.Errorf("an emoji has %d UTF-16 units, want 2", n)
	}
}

func TestFlexOfWhatIsNoJSONPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("want a panic: such contents are a mistake in the program")
		}
	}()
	line.Flex("alt", func() {})
}
