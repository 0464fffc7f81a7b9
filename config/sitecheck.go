package config

// What a municipality's data must be, beyond being readable.

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	codeForm     = regexp.MustCompile(`^[a-z][a-z0-9-]{1,23}$`)
	prefixForm   = regexp.MustCompile(`^[A-Z]{2,4}$`)
	phoneForm    = regexp.MustCompile(`^0[0-9]{8,9}$`)
	hotlineForm  = regexp.MustCompile(`^([0-9]{3,4}|0[0-9]{8,9})$`)
	postcodeForm = regexp.MustCompile(`^[1-9][0-9]{4}$`)
	colourForm   = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
)

// How many letters the name of a place, and the words of a hotline, may have.
const (
	LongName    = 60
	LongHotline = 40
)

type siteCheck struct{ found []located }

func (s Site) check() []located {
	var c siteCheck
	c.words("name", s.Name, LongName)
	c.form("slug", s.Slug, codeForm, "small Latin letters, digits and dashes, such as pakphun")
	c.form("phone", s.Phone, phoneForm, "digits only, such as 075774130")
	c.that("privacy.version", s.Privacy.Version != "", "is empty; write the day of the notice, such as 2026-11-01")
	if a := s.Privacy.Address; a != "" {
		u, err := url.Parse(a)
		c.that("privacy.address", err == nil && u.Scheme == "https" && u.Host != "", "%q is no https address; write https://…, or leave the line out", a)
	}
	c.that("hotlines", len(s.Hotlines) > 0, "is empty; write at least 1669")
	for i, h := range s.Hotlines {
		at := fmt.Sprintf("hotlines[%d]", i)
		c.form(at+".number", h.Number, hotlineForm, "digits only, such as 1669")
		c.words(at+".name", h.Name, LongHotline)
		c.once(at+".number", h.Number, i, func(j int) string { return s.Hotlines[j].Number })
	}
	c.that("hotlines", slices.ContainsFunc(s.Hotlines, func(h Hotline) bool { return h.Danger }), "has no number for danger to life; write danger: true at 1669")
	c.centres(s)
	c.services(s)
	c.closures(s)
	c.that("villages", len(s.Villages) > 0, "is empty; write each หมู่ with its number")
	for i, v := range s.Villages {
		at := fmt.Sprintf("villages[%d].number", i)
		c.that(at, v.Number >= 1 && v.Number <= 99, "%d is no number of a หมู่; write 1 to 99", v.Number)
		c.once(at, strconv.Itoa(v.Number), i, func(j int) string { return strconv.Itoa(s.Villages[j].Number) })
	}
	for i, d := range s.Departments {
		at := fmt.Sprintf("departments[%d]", i)
		c.form(at+".code", d.Code, codeForm, "small Latin letters, digits and dashes, such as works")
		c.once(at+".code", d.Code, i, func(j int) string { return s.Departments[j].Code })
		c.words(at+".name", d.Name, 60)
	}
	c.chat(s)
	return c.found
}

// chat may be missing as a whole: residents are then told to call.
func (c *siteCheck) chat(s Site) {
	x := s.Chat
	if len(x.Hours) == 0 && x.AnswerWithin == 0 && x.ReturnAfter == 0 && x.KeepDays == 0 && x.Centre == "" {
		return
	}
	c.that("chat.hours", len(x.Hours) > 0, "is empty; write the days and hours in which staff answer")
	for i, h := range x.Hours {
		at := fmt.Sprintf("chat.hours[%d]", i)
		c.that(at+".days", len(h.Days) > 0, "is empty; write monday, tuesday …")
		c.that(at+".to", int(h.From)+x.AnswerWithin <= int(h.To), "no answer within %d minutes fits between %s and %s; write a later time", x.AnswerWithin, h.From, h.To)
	}
	c.between("chat.answerWithin", x.AnswerWithin, 5, 480, "minutes")
	c.between("chat.returnAfter", x.ReturnAfter, 1, 14*24, "hours")
	c.between("chat.keepDays", x.KeepDays, 1, 730, "days")
	c.that("chat.centre", x.Centre == "" || slices.ContainsFunc(s.Centres, func(y Centre) bool { return y.Code == x.Centre }),
		"%q is the code of no centre; write one of %s, or leave the line out for the office", x.Centre, centreCodes(s))
}

func (c *siteCheck) centres(s Site) {
	c.that("centres", len(s.Centres) > 0, "is empty; write at least one รพ.สต.")
	for i, x := range s.Centres {
		at := fmt.Sprintf("centres[%d]", i)
		c.form(at+".code", x.Code, codeForm, "small Latin letters, digits and dashes, such as pakphun")
		c.once(at+".code", x.Code, i, func(j int) string { return s.Centres[j].Code })
		c.words(at+".name", x.Name, LongName)
		c.form(at+".phone", x.Phone, phoneForm, "digits only, such as 075774130")
		for _, part := range [][2]string{{"line", x.Address.Line}, {"subdistrict", x.Address.Subdistrict}, {"district", x.Address.District}, {"province", x.Address.Province}} {
			c.that(at+".address."+part[0], utf8.RuneCountInString(part[1]) <= LongName && !strings.ContainsAny(part[1], "<>{}"), "is longer than %d letters, or holds one of < > { }", LongName)
		}
		c.that(at+".address.subdistrict", x.Address.Subdistrict != "", "is empty; write the name without ต.")
		c.that(at+".address.district", x.Address.District != "", "is empty; write the name without อ.")
		c.that(at+".address.province", x.Address.Province != "", "is empty; write the name without จ.")
		c.form(at+".address.postcode", x.Address.Postcode, postcodeForm, "five digits, such as 80000")
		// The corners of Thailand, so that two swapped numbers are seen.
		c.that(at+".latitude", x.Latitude >= 5 && x.Latitude <= 21, "%v does not lie in Thailand; write 5 to 21, such as 8.53912", x.Latitude)
		c.that(at+".longitude", x.Longitude >= 97 && x.Longitude <= 106, "%v does not lie in Thailand; write 97 to 106, such as 99.970177", x.Longitude)
		c.between(at+".arriveEarly", x.ArriveEarly, 0, 120, "minutes")
	}
}

func (c *siteCheck) services(s Site) {
	c.that("services", len(s.Services) > 0, "is empty; write at least one")
	for i, x := range s.Services {
		at := fmt.Sprintf("services[%d]", i)
		c.form(at+".code", x.Code, codeForm, "small Latin letters, digits and dashes, such as hydro")
		c.once(at+".code", x.Code, i, func(j int) string { return s.Services[j].Code })
		c.form(at+".prefix", x.Prefix, prefixForm, "two to four capital letters, such as HY")
		c.once(at+".prefix", x.Prefix, i, func(j int) string { return s.Services[j].Prefix })
		c.that(at+".centre", slices.ContainsFunc(s.Centres, func(y Centre) bool { return y.Code == x.Centre }),
			"%q is the code of no centre; write one of %s", x.Centre, centreCodes(s))
		c.words(at+".name", x.Name, 30)
		c.words(at+".what", x.What, 60)
		c.that(at+".what.th", strings.Count(x.What.TH, "\n") <= 1, "has more than two lines; a row on a card has room for two")
		c.aliases(s, i)
		c.between(at+".minutes", x.Minutes, 5, 480, "minutes")
		c.between(at+".capacity", x.Capacity, 1, 500, "places")
		c.between(at+".bookAheadMin", x.BookAheadMin, 0, 14*24*60, "minutes")
		c.between(at+".bookAheadMaxDays", x.BookAheadMaxDays, 1, 180, "days")
		c.between(at+".cancelCutoff", x.CancelCutoff, 0, 14*24*60, "minutes")
		c.between(at+".maxOpen", x.MaxOpen, 1, 50, "bookings")
		for j, b := range x.Bring {
			c.words(fmt.Sprintf("%s.bring[%d]", at, j), b, 60)
		}
		c.colour(at+".colour", x.Colour)
		c.form(at+".icon", x.Icon, codeForm, "a name from phosphoricons.com, such as swimming-pool")
		c.rules(at, x)
	}
}

func centreCodes(s Site) string {
	var codes []string
	for _, c := range s.Centres {
		codes = append(codes, c.Code)
	}
	return strings.Join(codes, ", ")
}

// aliases finds words that would lead to two services.
func (c *siteCheck) aliases(s Site, i int) {
	for j, word := range s.Services[i].Aliases {
		at := fmt.Sprintf("services[%d].aliases[%d]", i, j)
		c.that(at, word != "", "is empty; write a word that people type")
		for k, other := range s.Services {
			c.that(at, k == i || other.Name.TH != word && (k > i || !slices.Contains(other.Aliases, word)),
				"%q already leads to %s; keep it at one service", word, other.Name.TH)
		}
	}
}

func (c *siteCheck) rules(service string, x HealthService) {
	c.that(service+".rules", len(x.Rules) > 0, "is empty; write the days and hours")
	for i, r := range x.Rules {
		at := fmt.Sprintf("%s.rules[%d]", service, i)
		c.that(at+".days", len(r.Days) > 0, "is empty; write monday, tuesday …")
		c.that(at+".to", int(r.From)+x.Minutes <= int(r.To), "no session of %d minutes fits between %s and %s; write a later time", x.Minutes, r.From, r.To)
		c.between(at+".step", r.Step, 5, 480, "minutes")
		c.between(at+".capacity", r.Capacity, 0, 500, "places")
		for j, other := range x.Rules[:i] {
			shared := slices.ContainsFunc(r.Days, func(d Weekday) bool { return slices.Contains(other.Days, d) })
			c.that(at+".from", !shared || r.From >= other.To || other.From >= r.To, "overlaps rules[%d] on the same day; let one begin when the other ends", j)
		}
	}
}

func (c *siteCheck) closures(s Site) {
	for i, x := range s.Closures {
		at := fmt.Sprintf("closures[%d]", i)
		c.words(at+".reason", x.Reason, 60)
		c.that(at+".centre", x.Centre == "" || slices.ContainsFunc(s.Centres, func(y Centre) bool { return y.Code == x.Centre }),
			"%q is the code of no centre; write one of %s, or leave the line out for all", x.Centre, centreCodes(s))
		c.that(at+".service", x.Service == "" || slices.ContainsFunc(s.Services, func(y HealthService) bool { return y.Code == x.Service }),
			"%q is the code of no service; leave the line out for all", x.Service)
		c.once(at+".day", string(x.Day)+x.Centre+x.Service, i, func(j int) string {
			y := s.Closures[j]
			return string(y.Day) + y.Centre + y.Service
		})
	}
}

func (c *siteCheck) that(place string, ok bool, what string, args ...any) {
	if !ok {
		c.found = append(c.found, located{place: place, what: fmt.Sprintf(what, args...)})
	}
}

func (c *siteCheck) form(place, v string, form *regexp.Regexp, right string) {
	c.that(place, form.MatchString(v), "%q does not fit; write %s", v, right)
}

func (c *siteCheck) between(place string, v, low, high int, unit string) {
	c.that(place, v >= low && v <= high, "%d is out of range; write %d to %d %s", v, low, high, unit)
}

func (c *siteCheck) words(place string, w Words, longest int) {
	c.that(place+".th", w.TH != "", "is empty; write the Thai words")
	for _, t := range [][2]string{{".th", w.TH}, {".en", w.EN}} {
		n := utf8.RuneCountInString(t[1])
		c.that(place+t[0], n <= longest, "%d letters long; at most %d fit on a card", n, longest)
		c.that(place+t[0], !strings.ContainsAny(t[1], "<>{}"), "holds one of < > { }; write plain words")
	}
}

// once finds a value that stands in an earlier item too.
func (c *siteCheck) once(place, v string, i int, at func(int) string) {
	for j := range i {
		c.that(place, at(j) != v, "stands already in number %d of this list; each may stand once", j)
	}
}

// colour wants 4.5:1 against the white glyph (WCAG 2.2, 1.4.3).
func (c *siteCheck) colour(place, v string) {
	if !colourForm.MatchString(v) {
		c.that(place, false, "%q is no colour; write #0B5FA5, with quotation marks around it", v)
		return
	}
	n, _ := strconv.ParseUint(v[1:], 16, 32)
	linear := func(shift int) float64 {
		x := float64(n>>shift&0xff) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	contrast := 1.05 / (0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0) + 0.05)
	c.that(place, contrast >= 4.5, "white on %s has a contrast of %.1f, 4.5 is needed; write a darker colour", v, contrast)
}
