package text_test

// The catalogue itself: every sentence in both languages, in the words that the house uses (CONTRIBUTING.md, Sentences).

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tambon/text"
)

func catalogue(t *testing.T, file string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]string
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return m
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	thai, english := catalogue(t, "th.json"), catalogue(t, "en.json")
	for key, th := range thai {
		en, ok := english[key]
		if !ok {
			t.Errorf("%s has no English sentence", key)
			continue
		}
		if a, b := text.Placeholders(th), text.Placeholders(en); !slices.Equal(a, b) {
			t.Errorf("%s: Thai has the placeholders %v, English %v", key, a, b)
		}
	}
	for key := range english {
		if _, ok := thai[key]; !ok {
			t.Errorf("%s has no Thai sentence", key)
		}
	}
}

func TestSentencesKeepTheVoice(t *testing.T) {
	for file, lang := range map[string]text.Lang{"th.json": text.Thai, "en.json": text.English} {
		for key, sentence := range catalogue(t, file) {
			for _, f := range text.Faults(lang, sentence) {
				t.Errorf("%s %s breaks the rule %q at %q; the house says: %s", file, key, f.Kind, f.Found, f.Instead)
			}
			if !regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$`).MatchString(key) {
				t.Errorf("%s: the key %q is not noun.verb in small letters", file, key)
			}
		}
	}
}

// A rule that finds nothing guards nothing.
func TestEachRuleOfSentencesFinds(t *testing.T) {
	for said, want := range map[string]text.FaultKind{
		" \n": text.FaultEmpty, strings.Repeat("ก", text.MaxSentence+1): text.FaultLong, strings.Repeat("ก\n", text.MaxLines) + "ก": text.FaultLong,
		"จองแล้วค่ะ": text.FaultVoice, "เปิด 13:00": text.FaultVoice, "จอง  คิว": text.FaultSpace, "จองคิว \nใหม่": text.FaultSpace,
		"จอง\u200bคิว": text.FaultHidden, "จอง\u00a0คิว": text.FaultHidden, "มี {n": text.FaultBrace, "มี {วัน}": text.FaultBrace,
		"<script>alert(1)</script>": text.FaultMarkup,
	} {
		if got := text.Faults(text.Thai, said); len(got) == 0 || got[0].Kind != want {
			t.Errorf("%q has the faults %v, want %s", said, got, want)
		}
	}
	if got := text.CleanLines(" จอง\u200b  คิว \r\n\r\n ใหม่ {n}\n\n"); got != "จอง คิว\n\nใหม่ {n}" {
		t.Errorf("cleaned lines are %q", got)
	}
}

func TestAVoiceSaysTheTownsOwnWords(t *testing.T) {
	w := text.NewWording(map[string]text.Both{"card.step": {TH: "ข้อ {n} ของ {of}", EN: "Question {n}"}})
	if got := w.In(text.Thai).T("card.step", "n", 1, "of", "{n}"); got != "ข้อ 1 ของ {n}" {
		t.Errorf("the town's own words are %q", got)
	}
	if got := w.In(text.English).T("card.step", "n", 1); got != "Question 1" {
		t.Errorf("in English they are %q", got)
	}
	if got, want := w.In("xx").T("card.step", "n", 2, "of", 3), "ข้อ 2 ของ 3"; got != want {
		t.Errorf("in no language they are %q, want %q", got, want)
	}
	for _, v := range []text.Voice{w.In(text.Thai), text.Wording{}.In(text.Thai)} {
		if got, want := v.T("card.menu.alt", "town", "x"), text.Thai.T("card.menu.alt", "town", "x"); got != want {
			t.Errorf("what the town did not change is %q, want %q", got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	if got := text.Thai.T("no.such"); got != "no.such" {
		t.Errorf("an unknown key came back as %q, want the key itself", got)
	}
	if got := text.Lang("xx").T("no.such", "name", 1); got != "no.such" {
		t.Errorf("an unknown key came back as %q, want the key itself", got)
	}
	for key, want := range catalogue(t, "th.json") {
		if got := text.Thai.T(key); got != want {
			t.Errorf("T(%q) is %q, want the sentence of th.json", key, got)
		}
		if got := text.Lang("").T(key); got != want {
			t.Errorf("T(%q) of an unknown language is %q, want Thai", key, got)
		}
		for _, name := range text.Placeholders(want) {
			plain := strings.Trim(name, "{}")
			if got := text.Thai.T(key, plain, "{day}{name}42"); !strings.Contains(got, "{day}{name}42") {
				t.Errorf("T(%q, %q, …) is %q: the value must be put in as it is", key, plain, got)
			}
		}
	}
	for key, want := range catalogue(t, "en.json") {
		if got := text.English.T(key); got != want {
			t.Errorf("English T(%q) is %q, want the sentence of en.json", key, got)
		}
	}
}
