package text_test

// Whatever is typed: no panic, and no answer that cannot be.

import (
	"testing"
	"time"
	"unicode/utf8"

	"tambon/text"
)

var seeds = []string{
	"", " ", "\x00", "\xff\xfe", "พรุ่งนี้", "ขอวันพฤหัสหน้าได้ไหม", "26 พ.ย. 69", "26/11/2569", "2570-01-05", "๒๖ พ.ย.", "31 พ.ย.", "วันที่ 99", "nov 26, 2026",
	"9.30 น.", "เก้าโมงครึ่ง", "บ่าย 2 โมง", "4 โมงเย็น", "24.00 น.", "25:99", "หกทุ่ม", "9 โมง 99 นาที", "0930", "๙.๓๐", "11:59 p.m.",
	"081-234-5678", "+66 (0)81 234 5678", "๐๗๕-๑๒๓๔๕๖", "0066", "+", "(((0",
	"ชื่อ นางสมศรี ใจดี ค่ะ", "พระมหาสมปอง", "Jean-Luc O’Brien", "😊ก็", "ด.ช.", "คุณ คุณ คุณ",
	"เเม่\u200b", "น\u0e4d\u0e49า", "\u0e48\u0e34\u0301\u05b0", "a\u0e48\u0316\u0e38", "เ\u0301เ", "ก\u0e4dะาา\u0e48", "İKÅΩﬁ", "\ud7ff\ue000\U0010ffff",
}

func seed(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
}

func FuzzFold(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		for what, tidy := range map[string]func(string) string{"Fold": text.Fold, "Clean": text.Clean} {
			once := tidy(s)
			if !utf8.ValidString(once) {
				t.Errorf("%s(%q) is not UTF-8: %q", what, s, once)
			}
			if twice := tidy(once); twice != once {
				t.Errorf("%s(%q) is %+q, and %+q when repeated", what, s, once, twice)
			}
		}
		if bound := text.Bind(s); utf8.ValidString(s) && !utf8.ValidString(bound) {
			t.Errorf("Bind(%q) is not UTF-8: %q", s, bound)
		}
	})
}

func FuzzDay(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, int64(i)*9_000_000)
	}
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		// Within 2000–2099, where the office works.
		today := time.Unix(946_684_800+((unix%3_155_760_000)+3_155_760_000)%3_155_760_000, 0).UTC()
		day, r := text.ReadDay(s, today)
		if r == text.Sure && (day.IsZero() || !day.Equal(day.Truncate(24*time.Hour)) || day.Location() != time.UTC || day.Year() < 1800 || day.Year() > 2300) {
			t.Errorf("ReadDay(%q, %v) is sure of %v, want midnight UTC of a day people know", s, today, day)
		}
		if r != text.Sure && !day.IsZero() {
			t.Errorf("ReadDay(%q, %v) is not sure, and gives %v", s, today, day)
		}
		if r == text.Sure {
			if back, again := text.ReadDay(text.Thai.LongDay(day), today); again != text.Sure || !back.Equal(day) {
				t.Errorf("the written form %s is read as %v %d", text.Thai.LongDay(day), back, again)
			}
		}
	})
}

func FuzzTime(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		minutes, r := text.ReadTime(s)
		if r == text.None && minutes != nil || r == text.Sure && len(minutes) != 1 || r == text.Ask && len(minutes) == 1 || r == text.Not && len(minutes) == 0 {
			t.Errorf("ReadTime(%q) is %v with reading %d", s, minutes, r)
		}
		for i, m := range minutes {
			if m < 0 || m > 1440 || i > 0 && minutes[i-1] >= m {
				t.Errorf("ReadTime(%q) is %v: want different minutes of 0..1440, earliest first", s, minutes)
			}
		}
	})
}

func FuzzPhone(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		national, digits, ok := text.ReadPhone(s)
		if ok != (national != "") || digits < 0 {
			t.Fatalf("ReadPhone(%q) is %q %d %v", s, national, digits, ok)
		}
		if !ok {
			return
		}
		if len(national) != 9 && len(national) != 10 || national[0] != '0' {
			t.Errorf("ReadPhone(%q) is %q, want nine or ten figures from 0", s, national)
		}
		if back, _, again := text.ReadPhone(text.Phone(national)); !again || back != national {
			t.Errorf("the written form %s is read as %q", text.Phone(national), back)
		}
	})
}

func FuzzName(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		name, ok := text.ReadName(s)
		if ok != (name != "") || !utf8.ValidString(name) {
			t.Fatalf("ReadName(%q) is %q %v", s, name, ok)
		}
		if ok && text.Clean(name) != name {
			t.Errorf("ReadName(%q) is %+q, which Clean changes to %+q", s, name, text.Clean(name))
		}
		text.ReadChoice(s)
	})
}
