package bot

// A sentence where it will stand, before it is saved: what a resident sees, and
// what LINE would cut or refuse.

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"tambon/line"
	"tambon/services/setting"
	"tambon/text"
)

// A Seen is a card in words, from top to bottom.
type Seen struct {
	Words   string
	Buttons []string
	Card    bool // it is a card; else the sentence alone, as the program will say it
}

// See shows a sentence on the first of the sample cards that says it, else alone.
func See(now setting.Town, key string, lang text.Lang) Seen {
	sentence := now.Wording.In(lang).T(key)
	for _, messages := range cardsWith(now, key, lang) {
		for _, m := range messages {
			if seen := seenIn(m); seen.says(sentence) {
				return seen
			}
		}
	}
	return Seen{Words: sentence}
}

var valued = regexp.MustCompile(`\{[a-z_]+\}|\n`)

// says reports whether the longest words of a sentence that the program does not
// fill in stand on the card or its buttons.
func (s Seen) says(sentence string) bool {
	longest := slices.MaxFunc(valued.Split(sentence, -1), func(a, b string) int { return len(a) - len(b) })
	whole := strings.ReplaceAll(s.Words+"\n"+strings.Join(s.Buttons, "\n"), "\u00a0", " ")
	return strings.Contains(whole, strings.TrimSpace(longest))
}

// Fits implements setting.Fits: what of the sample cards with the sentence LINE
// would cut or refuse.
func Fits(w text.Wording, key string) []setting.Fault {
	var faults []setting.Fault
	for _, lang := range []text.Lang{text.Thai, text.English} {
		for _, messages := range cardsWith(setting.Town{Wording: w}, key, lang) {
			for _, m := range messages {
				if fault := unfit(m); fault != "" {
					faults = append(faults, setting.Fault{Field: string(lang), Key: "setting.fault.text." + fault, Args: []any{"n", longest[fault]}})
					break
				}
			}
			if len(faults) > 0 {
				break
			}
		}
	}
	return faults
}

// maxAlt is how much of a notification anybody reads; LINE takes 1,500.
const maxAlt = 400

var longest = map[string]int{"alt": maxAlt, "quick": line.MaxQuickLabel, "label": line.MaxFlexLabel}

// maxBubble is LINE's limit of one bubble, in bytes.
const maxBubble = 30_000

// unfit names the limit that a message breaks; empty for none.
func unfit(m line.Message) string {
	if m.Type != "flex" {
		return ""
	}
	if line.Units(m.AltText) > maxAlt {
		return "alt"
	}
	if len(m.Contents) > maxBubble {
		return "card"
	}
	if m.QuickReply != nil {
		for _, item := range m.QuickReply.Items {
			if strings.HasSuffix(item.Action.Label, "…") {
				return "quick"
			}
		}
	}
	cut := false
	each(m, func(part map[string]any) {
		label, _ := part["label"].(string)
		cut = cut || strings.HasSuffix(label, "…")
	})
	if cut {
		return "label"
	}
	return ""
}

// cardsWith are the sample cards that say the sentence, in the order of their names.
func cardsWith(now setting.Town, key string, lang text.Lang) [][]line.Message {
	said := false
	voice := now.Wording.In(lang).Noting(func(k string) { said = said || k == key })
	cards := Cards{Lang: voice, Site: town(now.Site, voice, "https://example.com")}
	sample := everyday(cards)
	var list [][]line.Message
	draw := sample.drawn()
	for _, name := range slices.Sorted(maps.Keys(draw)) {
		said = false
		if messages := draw[name](); said {
			list = append(list, messages)
		}
	}
	return list
}

// everyday is a sample with one common service.
func everyday(c Cards) Sample {
	hydro := ServiceView{Code: "hydro", Name: "วารีบำบัด", About: "ออกกำลังในน้ำ\nคลายปวดข้อ", Data: Data("booking.days", "service", "hydro")}
	name := "สมศรี ใจดี"
	if c.Lang.Lang == text.English {
		hydro.Name, hydro.About, name = "Hydrotherapy", "Exercise in water\nfor painful joints", "John Smith"
	}
	return Sample{Cards: c, Services: []ServiceView{hydro, hydro, hydro, hydro, hydro}, Name: name, Phone: "0812345678", PerDay: 2, Free: 4}
}

// seenIn is a message in words. A block with an act is a button.
func seenIn(m line.Message) Seen {
	if m.Type != "flex" {
		return Seen{Words: m.Text, Card: true}
	}
	seen := Seen{Card: true}
	var lines []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if act, is := v["action"].(map[string]any); is {
				seen.Buttons = append(seen.Buttons, labelOf(v, act))
				return
			}
			if said, is := v["text"].(string); is && v["type"] == "text" {
				lines = append(lines, said)
			}
			for _, block := range []string{"header", "body", "footer", "contents"} {
				walk(v[block])
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(contentsOf(m))
	if m.QuickReply != nil {
		for _, item := range m.QuickReply.Items {
			seen.Buttons = append(seen.Buttons, item.Action.Label)
		}
	}
	seen.Words = strings.Join(lines, "\n")
	return seen
}

// labelOf is what stands on a button: its own lines, else what a screen reader says.
func labelOf(button, act map[string]any) string {
	var lines []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if said, is := v["text"].(string); is {
				lines = append(lines, said)
			}
			walk(v["contents"])
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(button["contents"])
	if len(lines) == 0 {
		label, _ := act["label"].(string)
		return label
	}
	return strings.Join(lines, " ")
}

func contentsOf(m line.Message) (v any) {
	_ = json.Unmarshal(m.Contents, &v) // we marshalled it
	return v
}

// each visits every object of a message's contents.
func each(m line.Message, visit func(map[string]any)) {
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			visit(v)
			for _, child := range v {
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(contentsOf(m))
}
