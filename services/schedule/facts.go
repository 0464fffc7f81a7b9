package schedule

// What staff may set of a health service itself.

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/text"
)

// Facts are what staff may set of a health service. Their names in JSON are the columns.
type Facts struct {
	NameTH       string `json:"name_th"`
	NameEN       string `json:"name_en"`
	WhatTH       string `json:"what_th"` // at most two short lines
	WhatEN       string `json:"what_en"`
	BringTH      string `json:"bring_th"` // a line each
	BringEN      string `json:"bring_en"`
	Minutes      int    `json:"minutes"`        // of one session
	Capacity     int    `json:"capacity"`       // places in a session; times with another number keep theirs
	AheadMin     int    `json:"ahead_min"`      // minutes before the start until which it can be booked
	AheadMaxDays int    `json:"ahead_max_days"` // days ahead that can be booked
	CancelCutoff int    `json:"cancel_cutoff"`  // minutes before the start until which a resident may cancel
	MaxOpen      int    `json:"max_open"`       // bookings to come that one resident may hold
	Active       bool   `json:"active"`         // residents can book it
	Edited       string `json:"edited"`         // columns that are not the site file's, with spaces between
}

// Facts are those of a service as it is.
func (st Standing) Facts(service string) Facts {
	h, _ := st.Service(service)
	return Facts{
		h.NameTH, h.NameEN, h.WhatTH, h.WhatEN, h.BringTH, h.BringEN, h.Minutes, h.Capacity, h.AheadMin,
		h.AheadMaxDays, h.CancelCutoff, h.MaxOpen, h.Active, h.Edited,
	}
}

// on is a service with these facts.
func (f Facts) on(h models.HealthService) models.HealthService {
	h.NameTH, h.NameEN, h.WhatTH, h.WhatEN, h.BringTH, h.BringEN = f.NameTH, f.NameEN, f.WhatTH, f.WhatEN, f.BringTH, f.BringEN
	h.Minutes, h.Capacity, h.AheadMin, h.AheadMaxDays = f.Minutes, f.Capacity, f.AheadMin, f.AheadMaxDays
	h.CancelCutoff, h.MaxOpen, h.Active, h.Edited = f.CancelCutoff, f.MaxOpen, f.Active, f.Edited
	return h
}

func (f Facts) values() map[string]any {
	return map[string]any{
		"name_th": f.NameTH, "name_en": f.NameEN, "what_th": f.WhatTH, "what_en": f.WhatEN, "bring_th": f.BringTH, "bring_en": f.BringEN,
		"minutes": f.Minutes, "capacity": f.Capacity, "ahead_min": f.AheadMin, "ahead_max_days": f.AheadMaxDays,
		"cancel_cutoff": f.CancelCutoff, "max_open": f.MaxOpen, "active": f.Active,
	}
}

// columns are what Facts set, in the order of a form.
func columns() []string {
	return []string{
		"name_th", "name_en", "what_th", "what_en", "bring_th", "bring_en", "minutes", "capacity",
		"ahead_min", "ahead_max_days", "cancel_cutoff", "max_open", "active",
	}
}

// edited says whether staff set a column of the service.
func edited(h models.HealthService, column string) bool {
	return slices.Contains(strings.Fields(h.Edited), column)
}

// factsOf are a service's facts in the site file.
func factsOf(h config.HealthService) Facts {
	f := Facts{
		NameTH: h.Name.TH, NameEN: h.Name.In("en"), WhatTH: h.What.TH, WhatEN: h.What.In("en"), Minutes: h.Minutes, Capacity: h.Capacity,
		AheadMin: h.BookAheadMin, AheadMaxDays: h.BookAheadMaxDays, CancelCutoff: h.CancelCutoff, MaxOpen: h.MaxOpen, Active: true,
	}
	for _, b := range h.Bring {
		f.BringTH = strings.TrimPrefix(f.BringTH+"\n"+b.TH, "\n")
		f.BringEN = strings.TrimPrefix(f.BringEN+"\n"+b.In("en"), "\n")
	}
	return f
}

// SetFacts is the change of a service's facts. Columns that differ are from then
// on not the site file's.
func SetFacts(service string, to Facts) Change { return setFacts{service, to.tidy(), false} }

// TakeBackFacts is the change that makes a service's facts the site file's again.
func TakeBackFacts(service string, site config.Site) Change {
	to := Facts{}
	for _, h := range site.Services {
		if h.Code == service {
			to = factsOf(h)
		}
	}
	return setFacts{service, to, true}
}

type setFacts struct {
	service string
	to      Facts
	whole   bool // Edited too is as in to
}

func (f Facts) tidy() Facts {
	for _, s := range []*string{&f.NameTH, &f.NameEN} {
		*s = text.Clean(*s)
	}
	for _, s := range []*string{&f.WhatTH, &f.WhatEN, &f.BringTH, &f.BringEN} {
		var lines []string
		for _, line := range strings.Split(*s, "\n") {
			if line = text.Clean(line); line != "" {
				lines = append(lines, line)
			}
		}
		*s = strings.Join(lines, "\n")
	}
	if f.NameEN == "" {
		f.NameEN = f.NameTH
	}
	return f
}

func (c setFacts) verb() string          { return "service.change" }
func (c setFacts) noun(Standing) string  { return c.service }
func (c setFacts) touches(h string) bool { return h == c.service }
func (c setFacts) base(st Standing) any  { return st.Facts(c.service) }
func (c setFacts) state(st Standing) any { return st.Facts(c.service) }
func (c setFacts) reason() string        { return "" }

// What a card holds; see config's check of the site file.
const (
	longestName  = 30
	longestWhat  = 60
	longestBring = 200
)

func (c setFacts) check(st Standing) error {
	f := c.to
	if _, there := st.Service(c.service); !there {
		return ErrUnknown
	}
	if c.whole && f.Minutes == 0 {
		return ErrNotInFile
	}
	long := func(s string, most int) bool { return utf8.RuneCountInString(s) > most }
	switch {
	case f.NameTH == "":
		return ErrName
	case long(f.NameTH, longestName), long(f.NameEN, longestName):
		return ErrNameLong
	case long(f.WhatTH, longestWhat), long(f.WhatEN, longestWhat), strings.Count(f.WhatTH, "\n") > 1, strings.Count(f.WhatEN, "\n") > 1:
		return ErrWhatLong
	case long(f.BringTH, longestBring), long(f.BringEN, longestBring):
		return ErrBringLong
	}
	for _, n := range []struct {
		column          string
		value, low, top int
	}{
		{"minutes", f.Minutes, 5, 480},
		{"capacity", f.Capacity, 1, 200},
		{"ahead_min", f.AheadMin, 0, 7 * endOfDay},
		{"ahead_max_days", f.AheadMaxDays, 1, 90},
		{"cancel_cutoff", f.CancelCutoff, 0, 7 * endOfDay},
		{"max_open", f.MaxOpen, 1, 20},
	} {
		if n.value < n.low || n.value > n.top {
			return ErrNumber.With("column", n.column, "low", n.low, "high", n.top)
		}
	}
	return nil
}

func (c setFacts) apply(st Standing, _ services.Actor) Standing {
	was := st.Facts(c.service)
	to := c.to
	if !c.whole {
		to.Edited = was.Edited
		before, after := was.values(), to.values()
		for _, column := range columns() {
			if before[column] != after[column] && !slices.Contains(strings.Fields(to.Edited), column) {
				to.Edited = strings.TrimSpace(to.Edited + " " + column)
			}
		}
	}
	st.Services = slices.Clone(st.Services)
	for i, h := range st.Services {
		if h.ID == c.service {
			st.Services[i] = to.on(h)
		}
	}
	// Times with the service's number of places follow it.
	st.file, st.weeks = cloned(st.file), cloned(st.weeks)
	st.file[c.service] = withPlaces(st.file[c.service], was.Capacity, to.Capacity)
	weeks := slices.Clone(st.weeks[c.service])
	for i := range weeks {
		weeks[i].Times = withPlaces(weeks[i].Times, was.Capacity, to.Capacity)
	}
	st.weeks[c.service] = weeks
	return st
}

func withPlaces(times []Time, was, is int) []Time {
	times = slices.Clone(times)
	for i := range times {
		if times[i].Capacity == was {
			times[i].Capacity = is
		}
	}
	return times
}

func (c setFacts) write(ctx context.Context, s *Service, before, after Standing) error {
	was, to := before.Facts(c.service), after.Facts(c.service)
	set := to.values()
	set["edited"] = to.Edited
	db := s.store.DB(ctx)
	if err := db.Model(&models.HealthService{}).Where("id = ?", c.service).Updates(set).Error; err != nil {
		return err
	}
	if was.Capacity == to.Capacity {
		return nil
	}
	if err := db.Exec("UPDATE schedules SET capacity = ? WHERE service_id = ? AND capacity = ?", to.Capacity, c.service, was.Capacity).Error; err != nil {
		return err
	}
	return db.Exec("UPDATE opening_times SET capacity = ? WHERE capacity = ? AND week_id IN (SELECT id FROM opening_weeks WHERE service_id = ?)",
		to.Capacity, was.Capacity, c.service).Error
}
