package config_test

// The site file: the built-in town is right, and mistakes are named with their place.

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/config"
)

func builtin(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("site/pakphun.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestBuiltInSite(t *testing.T) {
	s, err := config.LoadSite("")
	if err != nil {
		t.Fatalf("the built-in site must be without mistakes: %v", err)
	}
	if s.Name.In("th") != "เทศบาลเมืองปากพูน" || s.Name.In("en") != "Pak Phun Town Municipality" {
		t.Errorf("name is %+v", s.Name)
	}
	var codes, prefixes, names []string
	for _, x := range s.Services {
		codes, prefixes, names = append(codes, x.Code), append(prefixes, x.Prefix), append(names, x.Name.TH)
		if x.BookAheadMaxDays != 14 {
			t.Errorf("%s can be booked %d days ahead, want 14", x.Code, x.BookAheadMaxDays)
		}
	}
	if want := []string{"hydro", "horse", "physio", "thai", "chinese"}; !slices.Equal(codes, want) {
		t.Errorf("services are %v, want %v: postback data and pictures use these", codes, want)
	}
	if want := []string{"HY", "HO", "PT", "TM", "CM"}; !slices.Equal(prefixes, want) {
		t.Errorf("prefixes are %v, want %v", prefixes, want)
	}
	if want := []string{"วารีบำบัด", "อาชาบำบัด", "กายภาพบำบัด", "แพทย์แผนไทย", "แพทย์แผนจีน"}; !slices.Equal(names, want) {
		t.Errorf("names are %v, want %v: these words always work", names, want)
	}
	if len(s.Villages) != 12 || s.Villages[0].Number != 1 || s.Villages[11].Number != 12 {
		t.Errorf("villages are %v, want หมู่ 1–12", s.Villages)
	}
	var danger []string
	for _, h := range s.Hotlines {
		if h.Danger {
			danger = append(danger, h.Number)
		}
	}
	if want := []string{"1669", "199", "191"}; !slices.Equal(danger, want) {
		t.Errorf("numbers of the danger card are %v, want %v in this order", danger, want)
	}
	const want = "หมู่ 4 ต.ปากพูน อ.เมืองนครศรีธรรมราช จ.นครศรีธรรมราช 80000"
	if got := s.Centres[0].Address.Thai(); got != want {
		t.Errorf("address is %q, want %q", got, want)
	}
	// Digits that begin with 0 must not be taken for an octal number.
	if s.Phone != "075774130" || s.Centres[0].Address.Postcode != "80000" {
		t.Errorf("phone %q, postcode %q", s.Phone, s.Centres[0].Address.Postcode)
	}
	first := s.Services[0]
	if r := first.Rules[0]; r.From != 9*60+30 || r.From.String() != "09:30" || r.To != 11*60+30 || r.Step != 60 || len(r.Days) != 5 || r.Days[0] != config.Weekday(time.Monday) {
		t.Errorf("the first rule of %s is %+v", first.Code, r)
	}
	if strings.Count(first.What.TH, "\n") != 1 || strings.HasSuffix(first.What.TH, "\n") {
		t.Errorf("what it is has two lines without a break at the end; got %q", first.What.TH)
	}
}

// Substitution days fall on the first working day after a weekend holiday;
// the rest of 2569 is announced, 2570 is computed (docs: the site file).
func TestHolidays(t *testing.T) {
	s, err := config.LoadSite("")
	if err != nil {
		t.Fatal(err)
	}
	closed := map[config.Day]config.Closure{}
	for _, c := range s.Closures {
		closed[c.Day] = c
		if c.Computed != (c.Day.Time().Year() == 2027) {
			t.Errorf("%s: computed is %t; days of 2570 are computed, those of 2569 were announced", c.Day, c.Computed)
		}
	}
	for day, c := range closed {
		weekend := func(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }
		if c.Reason.TH == "วันหยุดชดเชย" && weekend(day.Time()) {
			t.Errorf("%s substitutes a holiday but is no working day", day)
		}
		if c.Reason.TH == "วันหยุดชดเชย" || !weekend(day.Time()) {
			continue
		}
		next := day.Time()
		for weekend(next) || closed[config.Day(next.Format(time.DateOnly))].Reason.TH != "วันหยุดชดเชย" {
			next = next.AddDate(0, 0, 1)
			if next.Sub(day.Time()) > 4*24*time.Hour {
				t.Errorf("%s %s is on a weekend and has no substitution day after it", day, c.Reason.TH)
				break
			}
		}
	}
	for _, day := range []config.Day{"2026-12-07", "2026-12-10", "2026-12-31", "2027-01-01", "2027-07-20", "2027-10-25"} {
		if closed[day].Reason.TH == "" {
			t.Errorf("%s is a public holiday and must be closed", day)
		}
	}
}

// Lines move whenever the town's data changes; TestEverySiteMistakeAtOnce checks them.
var lineNumber = regexp.MustCompile(` \(line [0-9]+\)`)

func TestSiteMistakesNameTheirPlace(t *testing.T) {
	good := builtin(t)
	for _, c := range []struct{ name, old, with, want string }{
		{"hour", "from: 09:30, to: 11:30", "from: 09:30, to: 25:00", "services[0].rules[0].to: 25:00 is no time of day; write 16:30"},
		{"hour without colon", "from: 09:30, to: 11:30", "from: 9, to: 11:30", "services[0].rules[0].from: 9 is no time of day"},
		{"end before start", "from: 09:30, to: 11:30", "from: 09:30, to: 10:00", "services[0].rules[0].to: no session of 45 minutes fits between 09:30 and 10:00"},
		{"rules overlap", "from: 13:00, to: 15:00, step: 60", "from: 11:00, to: 15:00, step: 60", "services[0].rules[1].from: overlaps rules[0]"},
		{"weekday", "days: [tuesday, thursday, saturday]", "days: [tuesday, donnerstag]", `services[1].rules[0].days[1]: "donnerstag" is no day of the week; write monday or จันทร์`},
		{"unknown field", "slug: pakphun", "slug: pakphun\ncolour: red", `colour: "colour" means nothing here; known are name, slug`},
		{"misspelt field", "    capacity: 4", "    capasity: 4", `services[0].capasity: "capasity" means nothing here`},
		{"missing field", "    capacity: 4\n", "", "services[0].capacity: is missing"},
		{"twice", "slug: pakphun", "slug: pakphun\nslug: other", "slug: written twice; keep one"},
		{"no number", "    capacity: 4", "    capacity: four", `services[0].capacity: "four" is no whole number; write digits only`},
		{"no place", "    capacity: 4", "    capacity: 0", "services[0].capacity: 0 is out of range; write 1 to 500 places"},
		{"colour as comment", `colour: "#0B5FA5"`, "colour: #0B5FA5", `services[0].colour: "" is no colour; write #0B5FA5, with quotation marks`},
		{"colour too light", `colour: "#0B5FA5"`, `colour: "#FFD54A"`, "services[0].colour: white on #FFD54A has a contrast of 1.4, 4.5 is needed"},
		{"phone", "phone: 075774130 #", "phone: 075-774-130 #", `phone: "075-774-130" does not fit; write digits only`},
		{"swapped coordinates", "latitude: 8.53912", "latitude: 99.97", "centres[0].latitude: 99.97 does not lie in Thailand"},
		{"Buddhist year", "day: 2026-12-07", "day: 2569-12-07", "closures[1].day: 2569-12-07 is a year of the Buddhist era; write 2026-12-07"},
		{"no day", "day: 2026-12-07", "day: 2026-02-30", `closures[1].day: "2026-02-30" is no day`},
		{"day twice", "day: 2026-12-07", "day: 2026-12-05", "closures[1].day: stands already in number 0"},
		{"centre unknown", "centre: pakphun\n    name: {th: อาชาบำบัด", "centre: thapae\n    name: {th: อาชาบำบัด", `services[1].centre: "thapae" is the code of no centre; write one of pakphun`},
		{"code twice", "code: horse", "code: hydro", "services[1].code: stands already in number 0"},
		{"prefix twice", "prefix: HO", "prefix: HY", "services[1].prefix: stands already in number 0"},
		{"alias of two", "aliases: [อาชา,", "aliases: [สระ,", `services[1].aliases[0]: "สระ" already leads to วารีบำบัด`},
		{"name of another", "aliases: [อาชา,", "aliases: [แพทย์แผนจีน,", `services[1].aliases[0]: "แพทย์แผนจีน" already leads to แพทย์แผนจีน`},
		{"three lines", "        คลายปวดข้อ\n", "        คลายปวดข้อ\n        ทุกวัน\n", "services[0].what.th: has more than two lines"},
		{"text as list", "aliases: [อาชา, ม้า, ขี่ม้า, ขี่ม้าบำบัด, horse]", "aliases: ม้า", "services[1].aliases: is no list; begin each line of it with a dash"},
		{"list as text", "slug: pakphun", "slug: [pakphun]", "slug: holds several values; write one"},
		{"words as text", "name: {th: อาชาบำบัด, en: Hippotherapy}", "name: อาชาบำบัด", "services[1].name: is no list of names and values; write th, en"},
		{"no Thai", "name: {th: อาชาบำบัด, en: Hippotherapy}", "name: {th: , en: Hippotherapy}", "services[1].name.th: is empty; write the Thai words"},
		{"anchor", "slug: pakphun", "slug: &town pakphun", "slug: & and * are not read here"},
		{"neither true nor false", "danger: true\n  - number: 199", "danger: yes\n  - number: 199", `hotlines[0].danger: "yes" is neither true nor false`},
		{"second document", "departments:\n", "---\ndepartments:\n", "a line of three dashes begins another file here"},
		{"tab", "  th: เทศบาลเมืองปากพูน", "\tth: เทศบาลเมืองปากพูน", "the file is not YAML"},
		{"privacy address", "  # address: https://…  the full", "  address: http://pakphun #", "privacy.address: \"http://pakphun\" is no https address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(good, c.old) < 1 {
				t.Fatalf("the built-in file no longer holds %q, so the mistake cannot be made", c.old)
			}
			_, err := config.ParseSite([]byte(strings.Replace(good, c.old, c.with, 1)))
			if err == nil || !strings.Contains(lineNumber.ReplaceAllString(err.Error(), ""), c.want) {
				t.Errorf("with %q\n got %v\nwant %s", c.with, err, c.want)
			}
		})
	}
}

func TestEverySiteMistakeAtOnce(t *testing.T) {
	bad := builtin(t)
	made := []struct{ old, with, place string }{
		{"slug: pakphun", "slug: Pak Phun", "slug"},
		{"number: 1669", "number: call", "hotlines[0].number"},
		{"capacity: 4", "capacity: many", "services[0].capacity"},
		{"from: 09:30, to: 11:30", "from: 09:30, to: 25:00", "services[0].rules[0].to"},
		{"day: 2026-12-07", "day: tomorrow", "closures[1].day"},
	}
	for _, m := range made {
		bad = strings.Replace(bad, m.old, m.with, 1)
	}
	_, err := config.ParseSite([]byte(bad))
	var told config.Mistakes
	if !errors.As(err, &told) || len(told) != len(made) {
		t.Fatalf("%d mistakes were made, each must be told once; got %v", len(made), err)
	}
	for i, m := range made {
		before, _, _ := strings.Cut(bad, m.with)
		want := fmt.Sprintf("%s (line %d): ", m.place, strings.Count(before, "\n")+1)
		if !strings.HasPrefix(told[i], want) {
			t.Errorf("mistake %d is %q, want it to begin with %q: in the order of the file, with the line", i, told[i], want)
		}
	}
}

func TestEmptyAndStrangeSites(t *testing.T) {
	for _, content := range []string{"", "# only a comment\n", "just text", "- a\n- b\n", "name: &a [*a]", "\x00", "{", "name: {th: {th: x}}", "? [a, b]\n: c"} {
		if _, err := config.ParseSite([]byte(content)); err == nil {
			t.Errorf("%q was taken for a site", content)
		}
	}
}

func TestSiteFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "town.yaml")
	content := strings.Replace(builtin(t), "th: เทศบาลเมืองปากพูน", "th: เทศบาลตำบลท่าแพ", 1)
	content = strings.ReplaceAll(content, "days: [tuesday, thursday, saturday]", "days: [อังคาร, พฤหัสบดี, เสาร์]")
	content = strings.Replace(content, "from: 08:30, to: 10:30", "from: 8.30, to: 24:00", 1)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := config.LoadSite(path)
	if err != nil {
		t.Fatalf("Thai weekdays and hours with a dot are what an officer writes: %v", err)
	}
	r := s.Services[1].Rules[0]
	if s.Name.TH != "เทศบาลตำบลท่าแพ" || r.Days[2] != config.Weekday(time.Saturday) || r.From != 510 || r.To != 1440 {
		t.Errorf("the file was not read as written: %v, %+v", s.Name, r)
	}
	if _, err := config.LoadSite(path + "x"); err == nil || !strings.HasPrefix(err.Error(), "SITE_FILE: cannot be read") {
		t.Errorf("a missing file: got %v, want the setting named", err)
	}
}

func TestWordsFallBackToThai(t *testing.T) {
	if got := (config.Words{TH: "ม้า"}).In("en"); got != "ม้า" {
		t.Errorf("without English the Thai words stand; got %q", got)
	}
}

func FuzzSite(f *testing.F) {
	f.Add("name: {th: x}\nservices: [{rules: [{from: 09:30, to: 25:00}]}]")
	f.Add("services:\n- aliases: [a, a]\n  colour: '#000000'")
	f.Fuzz(func(t *testing.T, content string) {
		s, err := config.ParseSite([]byte(content))
		if err == nil && len(s.Services) == 0 {
			t.Error("a site without services was accepted")
		}
	})
}
