package bot_test

// What an answer means to the person who reads it.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/bot"
	"tambon/line"
	"tambon/text"
)

// seen is an answer as the person reads it.
type seen struct {
	warned   bool     // the number for danger stands above the answer
	sentence string   // a text before the card, or alone
	alt      string   // of the last card
	words    []string // on all cards, from top to bottom
}

func see(t *testing.T, messages []line.Message) seen {
	t.Helper()
	var s seen
	for _, m := range messages {
		if _, ok := is(plain(m.Text), "danger.now"); ok {
			s.warned = true
			continue
		}
		if m.Type == "text" {
			s.sentence = plain(m.Text)
			continue
		}
		s.alt = m.AltText
		var card any
		if err := json.Unmarshal(m.Contents, &card); err != nil {
			t.Fatal(err)
		}
		s.words = append(s.words, wordsOn(card)...)
	}
	return s
}

func wordsOn(part any) []string {
	switch p := part.(type) {
	case []any:
		var all []string
		for _, one := range p {
			all = append(all, wordsOn(one)...)
		}
		return all
	case map[string]any:
		if s, ok := p["text"].(string); ok {
			return []string{plain(s)}
		}
		return wordsOn([]any{p["header"], p["body"], p["footer"], p["contents"]})
	}
	return nil
}

func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

var hole = regexp.MustCompile(`\\\{[a-z_]+\\\}`)

// is reports whether words are the sentence of a key, and what fills it.
func is(words, key string) ([]string, bool) {
	pattern := hole.ReplaceAllString(regexp.QuoteMeta(text.Thai.T(key)), "(.+)")
	m := regexp.MustCompile(`(?s)^` + pattern + `$`).FindStringSubmatch(words)
	if m == nil {
		return nil, false
	}
	return m[1:], true
}

// What an answer with these words means: the alternative text of a card, or the sentence before it.
var answers = [][2]string{
	{"flow.which_service", "ask"},
	{"flow.which_day", "ask"},
	{"flow.which_time", "ask"},
	{"flow.what_time", "ask"},
	{"flow.other_service", "ask"},
	{"flow.other_day", "ask"},
	{"flow.other_time", "ask"},
	{"flow.any_day", "ask"},
	{"flow.any_time", "ask"},
	{"flow.which_booking", "word:bookings"},
	{"flow.how", "word:book"},
	{"flow.no_such_choice.service", "ask"},
	{"flow.no_such_choice.day", "ask"},
	{"flow.no_such_choice.time", "ask"},
	{"flow.unclear", "none"},
	{"card.lost.alt", "none"},
	{"flow.talk", "smalltalk"},
	{"talk.title", "smalltalk"},
	{"card.emergency.alt", "danger"},
	{"card.despair.alt", "despair"},
	{"card.menu.alt", "word:menu"},
	{"card.services.alt.more", "word:book"},
	{"card.mydata.alt", "word:mydata"},
	{"card.bookings.none", "word:bookings"},
	{"card.bookings.alt", "word:bookings"},
	{"card.bookings.alt.more", "word:bookings"},
	{"card.cancelled.alt", "cancelled"},
	{"card.kept.alt", "kept"},
	{"word.staff", "word:staff"},
	{"card.ticket.alt", "confirm"},
	{"card.edit.alt", "edit"},
	{"card.summary.alt", "summary"},
	{"card.privacy.alt", "privacy"},
	{"card.name.alt", "asks name"},
	{"card.phone.alt", "asks phone"},
	{"flow.left", "leave"},
	{"flow.left.cancel", "leave"},
	{"flow.left.mine", "leave"},
	{"flow.none", "leave"},
}

func (s seen) understood() string {
	s.sentence = strings.TrimSuffix(s.sentence, "\n"+text.Thai.T("booking.days"))
	for _, key := range []string{"past", "closed", "closed.reason", "full", "no_session", "too_late", "too_early"} {
		key, reason, _ := strings.Cut(key, ".")
		name := "booking." + key + ".day" + strings.Repeat("."+reason, min(len(reason), 1))
		if filled, ok := is(s.sentence, name); ok {
			return "day:" + isoDay(filled[min(len(filled)-1, map[string]int{"too_early": 1}[key])])
		}
	}
	if filled, ok := is(s.sentence, "flow.soonest"); ok {
		return "day:" + isoDay(filled[0])
	}
	if filled, ok := is(s.sentence, "flow.no_such_time"); ok {
		return "time:" + clock(filled[0])
	}
	for trouble, means := range map[string]string{"flow.name_again": "none", "flow.phone.none": "none", "flow.phone.without": "none", "flow.phone.few": "phone?", "flow.phone.many": "phone?", "flow.talk": "smalltalk"} {
		if slices.ContainsFunc(s.words, func(w string) bool { _, ok := is(w, trouble); return ok }) {
			return means
		}
	}
	words := s.sentence
	if words == "" {
		words = s.alt
	}
	for _, a := range answers {
		if _, ok := is(words, a[0]); ok {
			return a[1]
		}
	}
	if day, ok := is(s.alt, "card.cancel.alt"); ok {
		return "cancel:" + isoDay(day[0])
	}
	switch days, ofDay := is(words, "card.times.alt"); {
	case ofDay:
		return "day:" + isoDay(days[0])
	case strings.HasPrefix(words, strings.Split(text.Thai.T("card.days.alt"), "{")[0]):
		return "service:" + map[string]string{"วารีบำบัด": "hydro", "อาชาบำบัด": "horse", "กายภาพบำบัด": "physio", "แพทย์แผนไทย": "thai", "แพทย์แผนจีน": "chinese"}[s.words[0]]
	}
	if subject, ok := is(words, "card.notyet.alt"); ok {
		for _, w := range bot.Words() {
			if text.Thai.T(w.Key()) == subject[0] {
				return "word:" + strings.Replace(string(w), "follow", "track", 1)
			}
		}
	}
	return fmt.Sprintf("something else: %q", words)
}

// summary is what a place's answer became on the card before confirming.
func (s seen) summary(place string) string {
	after := func(key string) string {
		return s.words[slices.Index(s.words, text.Thai.T(key))+1]
	}
	switch place {
	case "time":
		return "time:" + clock(s.words[2])
	case "name":
		return "name:" + after("card.fact.name")
	case "confirm":
		return s.corrected(after)
	case "phone":
		return "phone:" + strings.ReplaceAll(after("card.fact.phone"), "-", "")
	}
	return "summary"
}

// corrected is the part of the summary that is no longer as it was at the place confirm.
func (s seen) corrected(after func(string) string) string {
	switch {
	case clock(s.words[2]) != "09:30":
		return "time:" + clock(s.words[2])
	case after("card.fact.name") != "สมศรี ใจดี":
		return "name:" + after("card.fact.name")
	case after("card.fact.phone") != "081-234-5678":
		return "phone:" + strings.ReplaceAll(after("card.fact.phone"), "-", "")
	}
	return "summary"
}

// isoDay turns a day as it is shown into 2026-11-26.
func isoDay(shown string) string {
	for n := -40; n < 400; n++ {
		if day := apptest.Morning.AddDate(0, 0, n); text.Thai.Day(day) == shown {
			return day.Format(time.DateOnly)
		}
	}
	return shown
}

var hoursShown = regexp.MustCompile(`([0-9]{2})\.([0-9]{2})`)

func clock(shown string) string {
	return hoursShown.ReplaceAllString(hoursShown.FindString(shown), "$1:$2")
}
