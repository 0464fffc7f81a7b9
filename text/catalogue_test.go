package text_test

// The catalogue itself: every sentence in both languages, in the words that the house uses (CONTRIBUTING.md, Sentences).

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tambon/text"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

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
		if a, b := names(th), names(en); !slices.Equal(a, b) {
			t.Errorf("%s: Thai has the placeholders %v, English %v", key, a, b)
		}
	}
	for key := range english {
		if _, ok := thai[key]; !ok {
			t.Errorf("%s has no Thai sentence", key)
		}
	}
}

func names(sentence string) []string {
	found := placeholder.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Each pattern with what the house says instead.
var forbidden = []struct {
	rule    *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`ค่ะ|นะคะ|ครับ|ดิฉัน|(?:^|[^เ])จ้า|จ้ะ|นะจ๊ะ`), "no particle and no ผม/ดิฉัน: an office has no sex"},
	{regexp.MustCompile(`คลิก|คลิ้ก|แตะ`), "กด"},
	{regexp.MustCompile(`บุ๊ก|สำรองสิทธิ์`), "จองคิว"},
	{regexp.MustCompile(`สล็อต|โควตา|โควต้า`), "ที่ว่าง"},
	{regexp.MustCompile(`แคนเซิล`), "ยกเลิกการจอง"},
	{regexp.MustCompile(`เวตลิสต์|เวทลิสต์`), "คิวสำรอง"},
	{regexp.MustCompile(`แอดมิน|จนท\.`), "เจ้าหน้าที่"},
	{regexp.MustCompile(`คนไข้`), "ผู้รับบริการ"},
	{regexp.MustCompile(`ดาต้า`), "ข้อมูลส่วนตัว"},
	{regexp.MustCompile(`(?i)error|ล้มเหลว`), "ระบบขัดข้อง"},
	{regexp.MustCompile(`โลเคชั่?น`), "ตำแหน่ง"},
	{regexp.MustCompile(`คนแก่|คนชรา|ต่างด้าว`), "ผู้สูงอายุ, แรงงานข้ามชาติ"},
	{regexp.MustCompile(`ผิดนัด|เบี้ยว`), "ไม่ได้มาตามนัด"},
	{regexp.MustCompile(`อนุญาติ|สังเกตุ|ปรากฎ|แชท|ลิ้งค์|ลิงค์|แอพ|อัพเดท|อัพเดต|สติ๊กเกอร์`), "อนุญาต สังเกต ปรากฏ แชต ลิงก์ แอป อัปเดต สติกเกอร์"},
	{regexp.MustCompile(`แขก|🙏|🐶|🐷|🍺`), "fair to both faiths"},
	{regexp.MustCompile(`[๐-๙]`), "Arabic figures"},
	{regexp.MustCompile(`เเ|ํา`), "แ and ำ typed as one letter"},
	{regexp.MustCompile(`[0-9] ?นาฬิกา|[0-9]:[0-9]{2}`), "09.30 น."},
}

func TestSentencesKeepTheVoice(t *testing.T) {
	for key, th := range catalogue(t, "th.json") {
		for _, f := range forbidden {
			if found := f.rule.FindString(th); found != "" {
				t.Errorf("th.json %s says %q; the house says: %s", key, found, f.instead)
			}
		}
	}
	for _, file := range []string{"th.json", "en.json"} {
		for key, sentence := range catalogue(t, file) {
			if strings.TrimSpace(sentence) == "" {
				t.Errorf("%s %s is empty", file, key)
			}
			if strings.Trim(sentence, " \n\t") != sentence || strings.Contains(sentence, "  ") || strings.Contains(sentence, " \n") {
				t.Errorf("%s %s has white space at an end of a line, or two spaces: %q", file, key, sentence)
			}
			if !regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$`).MatchString(key) {
				t.Errorf("%s: the key %q is not noun.verb in small letters", file, key)
			}
			if bare := placeholder.ReplaceAllString(sentence, ""); strings.ContainsAny(bare, "{}") {
				t.Errorf("%s %s has a brace outside a {placeholder} of small letters: %q", file, key, sentence)
			}
			for _, r := range sentence {
				if r != '\n' && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar || r == '\u00a0') {
					t.Errorf("%s %s has the hidden character %U; spaces are bound by Bind", file, key, r)
				}
			}
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
		for _, name := range names(want) {
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
