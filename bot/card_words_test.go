package bot_test

// The words on the cards: every sentence in both languages, people and days named
// as they should be.

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rivo/uniseg"

	"tambon/bot"
	"tambon/line"
	"tambon/text"
)

func TestEverySentenceIsThereInBothLanguages(t *testing.T) {
	for _, lang := range []text.Lang{text.Thai, text.English} {
		s := everyday(lang)
		for name, messages := range s.all() {
			for _, m := range messages {
				for _, said := range sentences(t, m) {
					if strings.Contains(said, "card.") || strings.Contains(said, "word.") || strings.ContainsAny(said, "{}") {
						t.Errorf("%s, %s: %q is no sentence", lang, name, said)
					}
					if strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Cf, r) }) {
						t.Errorf("%s, %s: %q has characters that nobody sees", lang, name, said)
					}
					if lang == text.English && strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Thai, r) }) {
						t.Errorf("English, %s: %q has Thai letters", name, said)
					}
				}
			}
		}
	}
}

// sentences is all that a person can read or hear of a message.
func sentences(t *testing.T, m line.Message) []string {
	t.Helper()
	said := []string{m.Text, m.AltText}
	if m.QuickReply != nil {
		for _, item := range m.QuickReply.Items {
			said = append(said, item.Action.Label, item.Action.Text)
		}
	}
	if m.Type == "flex" {
		walk(contents(t, m), func(o map[string]any) {
			for _, field := range []string{"text", "label", "displayText"} {
				if s, ok := o[field].(string); ok {
					said = append(said, s)
				}
			}
		})
	}
	return said
}

// A card says a word's own spelling where it tells people what to type.
func TestWhatToTypeIsAWordThatWorks(t *testing.T) {
	for _, lang := range []text.Lang{text.Thai, text.English} {
		c := everyday(lang).cards
		for _, pair := range []struct {
			m    line.Message
			word bot.Word
		}{{c.Privacy(), bot.WordMyData}, {c.Greeting()[0], bot.WordMenu}} {
			word := lang.T(pair.word.Key())
			if !strings.Contains(strings.Join(sentences(t, pair.m), "|"), word) {
				t.Errorf("%s: no %q among %q", lang, word, sentences(t, pair.m))
			}
		}
	}
}

func TestHowAPersonIsCalled(t *testing.T) {
	for _, tt := range []struct {
		lang       text.Lang
		name, want string
	}{
		{text.Thai, "สมศรี ใจดี", "คุณสมศรี"},
		{text.Thai, "John Smith", "คุณ John"},
		{text.Thai, "พระมหาสมชาย ฐิตธมฺโม", "พระมหาสมชาย ฐิตธมฺโม"},
		{text.Thai, "สมศรี", "คุณสมศรี"},
		{text.English, "John Smith", "For John"},
	} {
		s := everyday(tt.lang)
		s.name = tt.name
		if said := sentences(t, s.cards.Ticket(s.booking(0))); !slices.Contains(said, tt.want) {
			t.Errorf("%s: ticket of %q says %q, want %q among it", tt.lang, tt.name, said, tt.want)
		}
	}
}

func TestDayWords(t *testing.T) {
	c := everyday(text.Thai).cards
	day := func(d int) bot.DayView { return bot.DayView{Day: at(d, 0, 0), Free: 3, Data: "booking.times"} }
	said := sentences(t, c.Days(bot.DaysView{Today: at(25, 23, 0), Days: []bot.DayView{day(25), day(26), day(27)}}))
	for _, want := range []string{"วันนี้", "พรุ่งนี้"} {
		if !slices.Contains(said, want) {
			t.Errorf("no %q among %q", want, said)
		}
	}
	b := everyday(text.Thai).booking(0)
	b.Now = b.At.Add(-2 * time.Hour)
	if said := sentences(t, c.ReminderSoon(b)); !slices.Contains(said, "วันนี้\u00a026\u00a0พ.ย.\u00a069") && !slices.Contains(said, "วันนี้ 26\u00a0พ.ย.\u00a069") {
		t.Errorf("the reminder of the day itself says %q", said)
	}
}

// Towers of marks cover the lines above, overloaded emoji swell the card past
// LINE's 30 KB.
func TestNamesStayInTheirLine(t *testing.T) {
	s := hostile(text.Thai)
	summary := s.cards.Summary(bot.SummaryView{Service: everyday(text.Thai).services[0], At: at(26, 9, 30), Name: s.name, Phone: s.phone})
	for _, said := range sentences(t, summary) {
		if n := uniseg.GraphemeClusterCount(said); n > 60 {
			t.Errorf("%q has %d clusters, want a name cut to 60", said, n)
		}
		for g := uniseg.NewGraphemes(said); g.Next(); {
			if n := len(g.Runes()); n > 12 {
				t.Errorf("cluster %q has %d runes, want 12 at most", g.Str(), n)
			}
		}
	}
}
