package text_test

// One spelling for what is typed.

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tambon/text"
)

func TestFoldAndClean(t *testing.T) {
	for _, c := range []struct{ typed, fold, clean, why string }{
		{"  จอง \t คิว\n", "จอง คิว", "จอง คิว", "white space is folded and trimmed"},
		{"จอง\u200bคิว\ufeff\u2060\u200d", "จองคิว", "จองคิว", "zero-width characters go"},
		{"จอง\u202eคิว\u2066\u200f", "จองคิว", "จองคิว", "bidi controls go"},
		{"จอง\x00คิว\x1b", "จองคิว", "จองคิว", "control characters go"},
		{"จอง\U000e0041คิว\ue000", "จองคิว", "จองคิว", "tags and private use go"},
		{"จอง\xffคิว\xc3", "จองคิว", "จองคิว", "bytes that are not UTF-8 go"},
		{"เเม่", "แม่", "แม่", "two เ are one แ"},
		{"น\u0e4dา", "นำ", "นำ", "split sara am is joined"},
		{"น\u0e4d\u0e49า", "น้ำ", "น้ำ", "split sara am with a tone between"},
		{"น\u0e49\u0e4dา", "น้ำ", "น้ำ", "split sara am with the tone first"},
		{"นำ้", "น้ำ", "น้ำ", "a tone typed behind sara am"},
		{"ท\u0e48\u0e35", "ที่", "ที่", "a tone typed before the vowel above"},
		{"ป\u0e49\u0e39", "ปู้", "ปู้", "a tone typed before the vowel below"},
		{"สิทธ\u0e4c\u0e34", "สิทธิ์", "สิทธิ์", "the silencing mark comes last"},
		{"ก่่่่่า", "ก่า", "ก่า", "a mark stands once"},
		{"๐๑๒-๓๔๕", "012-345", "๐๑๒-๓๔๕", "Thai digits are digits when matched, kept when kept"},
		{"ＯＫ１", "ok1", "ＯＫ１", "full-width letters are Latin when matched"},
		{"LINE Café", "line café", "LINE Café", "Latin in lower case, accents composed"},
		{"Cafe\u0301", "café", "Café", "NFC"},
		{"09.30\u00a0น.", "09.30 น.", "09.30 น.", "our own unbreakable space copied back"},
		{"2\ufe0f\u20e3", "2", "2", "a keycap is its digit"},
		{"", "", "", "nothing"},
	} {
		if got := text.Fold(c.typed); got != c.fold {
			t.Errorf("Fold(%q) is %q, want %q: %s", c.typed, got, c.fold, c.why)
		}
		if got := text.Clean(c.typed); got != c.clean {
			t.Errorf("Clean(%q) is %q, want %q: %s", c.typed, got, c.clean, c.why)
		}
	}
}

func TestStackedMarksStayLow(t *testing.T) {
	for _, base := range []string{"ก", "e", " "} {
		got := text.Clean("x" + base + strings.Repeat("\u0e48\u0e34\u0e31\u0e35\u0e37\u0301\u0302\u0303\u0304\u0305\u0306", 20) + "x")
		if n := utf8.RuneCountInString(got); n > 8 {
			t.Errorf("a stack of 220 marks on %q keeps %d runes, want no more than four marks", base, n)
		}
	}
}

func TestLongTextsAreNoAnswers(t *testing.T) {
	long := strings.Repeat("วันที่ 26 พ.ย. 9.30 น. 0812345678 สมศรี ", 140)
	if _, r := text.ReadDay(long, monday); r != text.None {
		t.Error("ReadDay reads a day in 5,000 characters, want None")
	}
	if _, r := text.ReadTime(long); r != text.None {
		t.Error("ReadTime reads a time in 5,000 characters, want None")
	}
	if _, _, ok := text.ReadPhone(long); ok {
		t.Error("ReadPhone reads a number in 5,000 characters")
	}
	if _, ok := text.ReadName(long); ok {
		t.Error("ReadName reads a name in 5,000 characters")
	}
	if _, ok := text.ReadChoice(long); ok {
		t.Error("ReadChoice reads a choice in 5,000 characters")
	}
	if text.Fold(long) == "" || text.Clean(long) == "" {
		t.Error("Fold and Clean must still answer long texts: they may be complaints")
	}
}
