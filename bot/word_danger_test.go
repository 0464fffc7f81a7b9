package bot

// The corpora of danger, read by the recogniser alone; what is answered stands in
// danger_test.go.

import (
	"os"
	"strings"
	"testing"
)

// Every row of the corpus that the signs were made for is right. The later ones
// were first played when the signs stood, and only then counted in: the heads of
// their parts say how many were right at first.
func TestDangerCorpus(t *testing.T)      { recognise(t, "testdata/danger.tsv", 1) }
func TestDangerCorpusLater(t *testing.T) { recognise(t, "testdata/danger-later.tsv", 0.97) }

func recognise(t *testing.T, file string, wanted float64) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for i, l := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		if i == 0 || strings.HasPrefix(l, "#") {
			continue
		}
		level, said, ok := strings.Cut(l, "\t")
		if !ok {
			t.Fatalf("%s:%d has one column, want level and utterance", file, i+1)
		}
		said, _, _ = strings.Cut(said, "\t")
		all++
		if got := recognised(said); got != level {
			t.Logf("%s:%d: %q is %s, was taken as %s", file, i+1, said, level, got)
			continue
		}
		right++
	}
	share := float64(right) / float64(all)
	t.Logf("%d of %d right: %.1f %%", right, all, 100*share)
	if share < wanted {
		t.Errorf("%.1f %% of %s is right, want at least %.0f %%", 100*share, file, 100*wanted)
	}
}

func recognised(said string) string {
	a := alarmIn(said)
	switch {
	case a.level == urgent && a.despair:
		return "despair"
	case a.level == urgent:
		return "now"
	case a.level == mentioned:
		return "told"
	}
	return "calm"
}

// Marks stacked, characters that cannot be seen, spaces, digits and politeness
// change nothing in what is a danger and what is none.
func TestDangerInDisguise(t *testing.T) {
	disguises := map[string]func(string) string{
		"zero-width":  func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
		"bidi":        func(s string) string { return "\u202e" + s + "\u2066" },
		"stacked":     func(s string) string { return strings.NewReplacer("้", "้้้", "่", "่่").Replace(s) },
		"polite":      func(s string) string { return "สวัสดีค่ะ " + s + " ค่ะะะ 🙏" },
		"thai digits": strings.NewReplacer("0", "๐", "1", "๑", "6", "๖", "9", "๙").Replace,
		"held down":   func(s string) string { return s + "!!!!!" },
	}
	for _, said := range []string{"ไฟไหม้บ้าน", "แม่หมดสติ", "โทร 1669", "น้ำเข้าบ้านแล้ว", "ช่วยด้วยค่ะ เบอร์ 0812345678", "ไม่อยากมีชีวิตอยู่", "แม่ไม่ได้หมดสติ", "เจาะเลือด", "แม่เป็นลมเมื่อปีก่อน", "มีไฟไหม"} {
		want := recognised(said)
		for name, disguise := range disguises {
			if got := recognised(disguise(said)); got != want {
				t.Errorf("%q, %s, is taken as %s, want %s", said, name, got, want)
			}
		}
	}
}

// What a sign needs is in everything that it matches: else it would not be looked for.
func TestSignsNeedWhatTheyMatch(t *testing.T) {
	for _, list := range [][]sign{english, threats, dying, falling, burning, lives, sentFor, cryings} {
		for _, s := range list {
			if len(s.needs) == 0 {
				t.Errorf("%s needs nothing: it would run on every message", s.rule)
			}
		}
	}
	for expression, want := range map[string]string{"(?:ab|cd)x?": "ab cd", ".*?ก(?:ขค|งจ)+": "ขค งจ", "ab?": "a"} {
		if got := strings.Join(newSign(expression).needs, " "); got != want {
			t.Errorf("%q needs %q, want %q", expression, got, want)
		}
	}
}
