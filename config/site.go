package config

// The municipality as data.

import (
	_ "embed"
	"fmt"
	"os"
	"slices"
	"time"
)

// Site is everything about one municipality that is not a program: a new town
// runs Tambon by writing one such file. Names in the file are those of the tags.
type Site struct {
	Name        Words           `site:"name"`
	Slug        string          `site:"slug"`  // short Latin name, in addresses and file names
	Phone       string          `site:"phone"` // of the office, national digits: 075774130
	Privacy     Privacy         `site:"privacy"`
	Hotlines    []Hotline       `site:"hotlines"` // most urgent first
	Centres     []Centre        `site:"centres"`
	Services    []HealthService `site:"services"` // in the order of showing
	Closures    []Closure       `site:"closures,optional"`
	Villages    []Village       `site:"villages"`
	Departments []Department    `site:"departments"`
	Chat        Chat            `site:"chat,optional"` // with staff; without hours residents are told to call
}

// Chat is how staff answer residents in the chat.
type Chat struct {
	Hours        []OpenHours `site:"hours"`
	AnswerWithin int         `site:"answerWithin"`    // minutes of the hours within which an answer is promised
	ReturnAfter  int         `site:"returnAfter"`     // hours after which the bot answers again when nobody wrote any more
	KeepDays     int         `site:"keepDays"`        // days for which what was said is kept after the chat ended
	Centre       string      `site:"centre,optional"` // code of the centre whose staff answer what is about no service; empty: the office
}

// OpenHours are hours of some days of the week.
type OpenHours struct {
	Days []Weekday `site:"days"`
	From Clock     `site:"from"`
	To   Clock     `site:"to"`
}

// Holiday reports whether the whole town is closed on a day.
func (s Site) Holiday(day string) bool {
	return slices.ContainsFunc(s.Closures, func(c Closure) bool { return string(c.Day) == day && c.Centre == "" && c.Service == "" })
}

// Words is one text in two languages; the English one may be missing.
type Words struct {
	TH string `site:"th"`
	EN string `site:"en,optional"`
}

// In returns the text in lang ("th", "en"), in Thai where English is missing.
func (w Words) In(lang string) string {
	if lang == "en" && w.EN != "" {
		return w.EN
	}
	return w.TH
}

// Privacy names the notice that residents acknowledge before the first datum.
type Privacy struct {
	Version string `site:"version"`          // a new one asks everybody again
	Address string `site:"address,optional"` // of the full notice, https; empty: Tambon's own page
}

// Hotline is a number to call, shown as a button.
type Hotline struct {
	Number  string `site:"number"`           // 1669
	Name    Words  `site:"name"`             // what it is for, few words
	Danger  bool   `site:"danger,optional"`  // stands on the card of calls for danger to life
	Comfort bool   `site:"comfort,optional"` // stands first where somebody may not want to live any more
}

// Centre is a health centre (รพ.สต.), FHIR Location.
type Centre struct {
	Code        string  `site:"code"`
	Name        Words   `site:"name"`
	Phone       string  `site:"phone"`
	Address     Address `site:"address"`
	Latitude    float64 `site:"latitude"`    // WGS 84 degrees
	Longitude   float64 `site:"longitude"`   // WGS 84 degrees
	ArriveEarly int     `site:"arriveEarly"` // minutes before the hour that people are asked to come
}

// Address is a Thai postal address, without the words หมู่ ต. อ. จ.
type Address struct {
	Line        string `site:"line,optional"` // house number, road
	Village     int    `site:"village,optional"`
	Subdistrict string `site:"subdistrict"`
	District    string `site:"district"`
	Province    string `site:"province"`
	Postcode    string `site:"postcode"`
}

// Thai returns the address as it is written on cards and letters:
// หมู่ 4 ต.ปากพูน อ.เมืองนครศรีธรรมราช จ.นครศรีธรรมราช 80000.
func (a Address) Thai() string {
	s := a.Line
	if s != "" {
		s += " "
	}
	if a.Village > 0 {
		s += fmt.Sprintf("หมู่ %d ", a.Village)
	}
	return s + fmt.Sprintf("ต.%s อ.%s จ.%s %s", a.Subdistrict, a.District, a.Province, a.Postcode)
}

// HealthService is a therapy that a centre offers, FHIR HealthcareService.
type HealthService struct {
	Code             string   `site:"code"`   // in postback data and picture names: hydro
	Prefix           string   `site:"prefix"` // first letters of its booking numbers: HY
	Centre           string   `site:"centre"` // code of a centre
	Name             Words    `site:"name"`
	What             Words    `site:"what"` // what it is, at most two short lines
	Aliases          []string `site:"aliases,optional"`
	Minutes          int      `site:"minutes"`  // one session
	Capacity         int      `site:"capacity"` // places in a session, unless a rule says otherwise
	Rules            []Rule   `site:"rules"`
	BookAheadMin     int      `site:"bookAheadMin"`     // minutes before the start until which it can be booked
	BookAheadMaxDays int      `site:"bookAheadMaxDays"` // days ahead that can be booked
	CancelCutoff     int      `site:"cancelCutoff"`     // minutes before the start until which a resident may cancel
	MaxOpen          int      `site:"maxOpen"`          // bookings to come that one resident may hold of this service
	Bring            []Words  `site:"bring,optional"`   // what to bring and wear, a line each
	Colour           string   `site:"colour"`           // of its disc, #RRGGBB
	Icon             string   `site:"icon"`             // Phosphor's name: swimming-pool
}

// Rule is a weekly rule of opening, FHIR availableTime: sessions start at From
// and every Step minutes after, as long as they end by To.
type Rule struct {
	Days     []Weekday `site:"days"`
	From     Clock     `site:"from"`
	To       Clock     `site:"to"`
	Step     int       `site:"step"` // minutes between two starts
	Capacity int       `site:"capacity,optional"`
}

// Closure is a day without service, FHIR notAvailable.
type Closure struct {
	Day      Day    `site:"day"`
	Reason   Words  `site:"reason"`
	Centre   string `site:"centre,optional"`  // code; empty: every centre
	Service  string `site:"service,optional"` // code; empty: every service
	Computed bool   `site:"computed,optional"`
}

// Village is a หมู่.
type Village struct {
	Number int    `site:"number"`
	Name   string `site:"name,optional"`
}

// Department is a division of the municipality's office.
type Department struct {
	Code string `site:"code"`
	Name Words  `site:"name"`
}

// Clock is a time of day in minutes after midnight, 0 to 1440.
type Clock int

// String returns 09:30; 24:00 is the end of the day.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// Weekday is a day of the week, numbered as in package time.
type Weekday time.Weekday

// Day is a civil day, written 2026-12-07 in the Gregorian calendar.
type Day string

// Time returns the day's midnight in UTC.
func (d Day) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// YAML, because an officer edits it: no quotes and brackets to lose, comments
// beside the values, and Thai as it is. JSON has no comments.
//
//go:embed site/pakphun.yaml
var pakphun []byte

// LoadSite reads the municipality from the file at path, or the built-in one of
// Pak Phun when path is empty. Everything that is wrong in the file comes back
// as one Mistakes.
func LoadSite(path string) (Site, error) {
	if path == "" {
		return ParseSite(pakphun)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return Site{}, Mistakes{fmt.Sprintf("SITE_FILE: cannot be read (%v); name a file like config/site/pakphun.yaml", err)}
	}
	return ParseSite(content)
}

// ParseSite reads the content of a site file.
func ParseSite(content []byte) (Site, error) {
	var s Site
	r := Read(content, &s, "site", "config/site/pakphun.yaml")
	for _, m := range s.check() {
		r.Mistake(m.place, m.what)
	}
	if err := r.Err(); err != nil {
		return Site{}, err
	}
	return s, nil
}
