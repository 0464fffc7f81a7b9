package bot_test

// A sentence where it will stand, before it is saved.

import (
	"slices"
	"strings"
	"testing"

	"tambon/bot"
	"tambon/config"
	"tambon/services/setting"
	"tambon/text"
)

func TestASentenceIsSeenOnItsCard(t *testing.T) {
	site, err := config.LoadSite("")
	if err != nil {
		t.Fatal(err)
	}
	town := setting.OfFile(site)
	town.Wording = text.NewWording(map[string]text.Both{"card.privacy.what": {TH: "ถามชื่อกับเบอร์เท่านั้น", EN: "Name and phone only"}})
	for lang, want := range map[text.Lang]string{text.Thai: "ถามชื่อกับเบอร์เท่านั้น", text.English: "Name and phone only"} {
		seen := bot.See(town, "card.privacy.what", lang)
		if !seen.Card || !strings.Contains(seen.Words, want) || len(seen.Buttons) < 2 {
			t.Errorf("in %s the notice is seen as %+v, want its card with %q", lang, seen, want)
		}
	}
	if seen := bot.See(town, "card.privacy.acknowledge", text.Thai); !slices.Contains(seen.Buttons, "รับทราบ") {
		t.Errorf("a button is seen as %+v", seen)
	}
	if seen := bot.See(town, "danger.now", text.Thai); seen.Card || seen.Words == "" {
		t.Errorf("a sentence on no card is seen as %+v, want the words alone", seen)
	}
}

func TestWhatLINEWouldCutDoesNotFit(t *testing.T) {
	for _, c := range []struct{ key, th, want string }{
		{"card.privacy.acknowledge", strings.Repeat("ยาว", 20), "setting.fault.text.label"},
		{"card.privacy.full", strings.Repeat("ยาว", 8), "setting.fault.text.quick"},
		{"card.privacy.alt", strings.Repeat("ยาว", 200), "setting.fault.text.alt"},
		{"card.privacy.acknowledge", "รับทราบแล้ว", ""},
		{"card.privacy.what", "ชื่อ…", ""},
	} {
		faults := bot.Fits(text.NewWording(map[string]text.Both{c.key: {TH: c.th, EN: "ok"}}), c.key)
		if len(faults) == 0 && c.want == "" {
			continue
		}
		if len(faults) == 0 || faults[0].Key != c.want || faults[0].Field != "th" {
			t.Errorf("%s with %d letters has the faults %v, want %q at the Thai words", c.key, len([]rune(c.th)), faults, c.want)
		}
	}
	for _, key := range []string{"card.menu.book", "card.privacy.full", "card.summary.edit", "card.ticket.alt"} {
		if faults := bot.Fits(text.Wording{}, key); len(faults) > 0 {
			t.Errorf("the catalogue's own %s does not fit: %v", key, faults)
		}
	}
}
