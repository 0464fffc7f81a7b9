package bot_test

// The cards of the booking, whole: testdata/cards holds what they were agreed to
// be. After a change that is meant: go test ./bot -run Golden -cards.update

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tambon/bot"
	"tambon/line"
	"tambon/text"
)

var updateCards = flag.Bool("cards.update", false, "write testdata/cards anew")

func TestGoldenCards(t *testing.T) {
	s := everyday(text.Thai)
	c, hydro := s.cards, s.services[0]
	b := s.booking(0)
	b.Bring = []string{"นำบัตรประชาชนมาด้วย", "ชุดลงน้ำ แบบมิดชิดก็ได้"}
	day := func(d, free int, data string) bot.DayView {
		return bot.DayView{Day: at(d, 0, 0), Free: free, Data: "booking.times?service=hydro&day=" + data}
	}
	hour := func(h, m, free int, clock string) bot.TimeView {
		return bot.TimeView{At: at(26, h, m), Free: free, Data: bot.Data("booking.who", "service", "hydro", "day", "2026-11-26", "time", clock)}
	}
	for name, messages := range map[string][]line.Message{
		"02-choose-service": c.Services(s.services),
		"03-days": one(c.Days(bot.DaysView{
			Service: hydro, Today: at(25, 14, 5), Next: "booking.days?service=hydro&from=2026-12-02",
			Days: []bot.DayView{day(26, 3, "2026-11-26"), day(27, 1, "2026-11-27"), day(30, 8, "2026-11-30"), day(31, 12, "2026-12-01")},
		})),
		"04-times": c.Times(bot.TimesView{
			Service: hydro, Day: at(26, 0, 0), Days: "booking.days?service=hydro",
			Times: []bot.TimeView{hour(9, 30, 3, "09.30"), hour(10, 30, 1, "10.30"), hour(13, 0, 4, "13.00"), hour(14, 0, 4, "14.00")},
		}),
		"05-privacy-notice": one(c.Privacy()),
		"06-ask-name":       one(c.AskName(bot.AskView{Step: 1, Steps: 2, Data: "booking.type_name"})),
		"07-ask-phone":      one(c.AskPhone(bot.AskView{Step: 2, Steps: 2, Data: "booking.type_phone"})),
		"08-summary": one(c.Summary(bot.SummaryView{
			Service: hydro, At: at(26, 9, 30), Name: s.name, Phone: s.phone,
			Confirm: "booking.confirm?draft=7k2", Edit: "booking.edit?draft=7k2",
		})),
		"09-ticket":              one(c.Ticket(b)),
		"11-confirm-cancel":      one(c.ConfirmCancel(b)),
		"12-cancelled":           one(c.Cancelled(b)),
		"29-emergency-call-only": one(c.EmergencyCall()),
	} {
		t.Run(name, func(t *testing.T) { compareCard(t, name, messages) })
	}
}

func compareCard(t *testing.T, name string, messages []line.Message) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	var plain any
	raw, err := json.Marshal(map[string]any{"messages": messages})
	if err == nil {
		err = json.Unmarshal(raw, &plain)
	}
	if err == nil {
		err = enc.Encode(plain)
	}
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "cards", name+".json")
	if *updateCards {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got.Bytes()) {
		t.Errorf("card differs from %s; if the change is meant, run with -cards.update and read the diff\ngot:\n%s", file, firstDifference(want, got.Bytes()))
	}
}

// firstDifference is the few lines around the first line that differs.
func firstDifference(want, got []byte) []byte {
	w, g := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range g {
		if i >= len(w) || !bytes.Equal(w[i], g[i]) {
			return bytes.Join(g[max(0, i-2):min(len(g), i+3)], []byte("\n"))
		}
	}
	return nil
}
