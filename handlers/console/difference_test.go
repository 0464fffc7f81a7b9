package console

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// told writes spans as a person would: [-cut-] and {+added+}.
func told(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch s.Edit {
		case Cut:
			b.WriteString("[-" + s.Text + "-]")
		case Added:
			b.WriteString("[+" + s.Text + "+]")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestDifferencesReadAsWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"นำบัตรประชาชนมาด้วย", "นำบัตรประชาชนและยาที่กินประจำมาด้วย", "นำบัตรประชาชน[+และยาที่กินประจำ+]มาด้วย"},
		{"พรุ่งนี้ท่านมีนัด {วัน}", "พรุ่งนี้มีนัด {วัน}", "พรุ่งนี้[-ท่าน-]มีนัด {วัน}"},
		{"เปิด 13.00 น.", "เปิด 13.30 น.", "เปิด [-13.00-][+13.30+] น."},
		{"ใส่ {วัน}", "ใส่ {เวลา}", "ใส่ [-{วัน}-][+{เวลา}+]"},
		{"เหมือนเดิม", "เหมือนเดิม", "เหมือนเดิม"},
		{"", "ใหม่", "[+ใหม่+]"},
		{"เก่า", "", "[-เก่า-]"},
	} {
		if got := told(Differences(c.before, c.after)); got != c.want {
			t.Errorf("from %q to %q:\n got %s\nwant %s", c.before, c.after, got, c.want)
		}
	}
}

func TestDifferencesLoseNothing(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("กขเ่้ำา {}\nab12")), 0, 40, -1)
	rapid.Check(t, func(t *rapid.T) {
		before, after := letters.Draw(t, "before"), letters.Draw(t, "after")
		var was, is strings.Builder
		for _, s := range Differences(before, after) {
			if s.Edit != Added {
				was.WriteString(s.Text)
			}
			if s.Edit != Cut {
				is.WriteString(s.Text)
			}
		}
		if was.String() != before || is.String() != after {
			t.Fatalf("the spans should hold both texts: %q and %q, they hold %q and %q", before, after, was.String(), is.String())
		}
	})
}
