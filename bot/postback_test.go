package bot_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tambon/bot"
	"tambon/line"
)

func TestData(t *testing.T) {
	for _, tt := range []struct {
		action string
		pairs  []string
		want   string
	}{
		{"privacy.acknowledge", nil, "privacy.acknowledge"},
		{"booking.days", []string{"service", "hydro", "from", "2026-12-02"}, "booking.days?service=hydro&from=2026-12-02"},
		{"booking.days", []string{"service", "hydro", "from", ""}, "booking.days?service=hydro"},
		{"booking.days", []string{"from", "", "service", "a b&c=ด"}, "booking.days?service=a+b%26c%3D%E0%B8%94"},
		{"booking.who", []string{"note", strings.Repeat("ก", 40)}, "menu.show"},
	} {
		if got := bot.Data(tt.action, tt.pairs...); got != tt.want {
			t.Errorf("Data(%q, %q) = %q, want %q", tt.action, tt.pairs, got, tt.want)
		}
	}
}

func TestParseData(t *testing.T) {
	action, args, ok := bot.ParseData("booking.who?service=hydro&day=2026-11-26&time=09.30")
	want := url.Values{"service": {"hydro"}, "day": {"2026-11-26"}, "time": {"09.30"}}
	if !ok || action != "booking.who" || !cmp.Equal(args, want) {
		t.Errorf("ParseData = %q, %v, %v; want booking.who and %v", action, args, ok, want)
	}
	if _, args, ok := bot.ParseData("booking.cancel_confirm"); !ok || len(args) != 0 {
		t.Errorf("data without arguments = %v, %v; want none and ok", args, ok)
	}
}

// Data that no button of ours carries gets the menu, whatever it says.
func TestParseDataRefusesWhatDataNeverMakes(t *testing.T) {
	for _, data := range []string{
		"", "booking", "booking.", ".days", "Booking.days", "booking.days?", "booking.days?service", "booking.days?service=",
		"booking.days?=hydro", "booking.days?id=1&id=2", "booking.days?id=%zz", "booking.days?id=%ff", "booking.days?id=%00", "booking.days?a=1;b=2",
		"booking days", "booking.days\x00", "จอง.วัน", "booking.days.more", "action=buy&itemid=1",
		"booking.days?note=" + strings.Repeat("x", 300),
	} {
		if action, args, ok := bot.ParseData(data); ok {
			t.Errorf("ParseData(%q) = %q, %v; want it refused", data, action, args)
		}
	}
}

func FuzzParseData(f *testing.F) {
	for _, seed := range []string{
		"booking.days?service=hydro&from=2026-12-02", "privacy.acknowledge", "booking.who?time=09%3A30",
		"booking.days?id=%ff", "?a=b", "a.b?c=+%20d&e=%00", "a.b?\u0e01=\U0001F600",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		action, args, ok := bot.ParseData(data)
		if !ok {
			return
		}
		var pairs []string
		for key := range args {
			pairs = append(pairs, key)
		}
		slices.Sort(pairs)
		for i := 0; i < len(pairs); i += 2 {
			pairs = slices.Insert(pairs, i+1, args.Get(pairs[i]))
		}
		again := bot.Data(action, pairs...)
		if again == "menu.show" && data != again {
			return // its canonical spelling is longer than LINE carries
		}
		if line.Units(again) > line.MaxData {
			t.Fatalf("Data made %q, longer than LINE takes", again)
		}
		action2, args2, ok := bot.ParseData(again)
		if !ok || action2 != action || !cmp.Equal(args, args2) {
			t.Fatalf("%q reads as %q %q, but written again as %q it reads as %q %q %v", data, action, args, again, action2, args2, ok)
		}
	})
}
