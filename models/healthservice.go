package models

import "time"

// A Centre is a sub-district health promoting hospital (รพ.สต.), FHIR Location.
type Centre struct {
	ID          string // short code, unique in the town
	NameTH      string
	NameEN      string
	Phone       string // national digits: 075123456
	AddressTH   string
	Latitude    float64 // WGS 84 degrees
	Longitude   float64
	ArriveEarly int // minutes before the hour that people are asked to come
}

// A HealthService is a therapy that a centre offers, FHIR HealthcareService.
type HealthService struct {
	ID           string // short code used in postback data: hydro, horse …
	CentreID     string
	Centre       Centre `gorm:"->"`
	Prefix       string // first letters of its booking numbers: HY
	NameTH       string
	NameEN       string
	WhatTH       string // what it is, at most two short lines
	WhatEN       string
	BringTH      string // what to bring and wear, a line each
	BringEN      string
	Aliases      string // other words people type for it, a line each
	Disc         string // picture: /pictures/disc/DISC.png
	Minutes      int    // length of one session
	Capacity     int    // places in a slot, unless the schedule says otherwise
	AheadMin     int    // minutes before the start until which it can be booked
	AheadMaxDays int    // days ahead that can be booked
	CancelCutoff int    // minutes before the start until which a resident may cancel
	MaxOpen      int    // bookings to come that one resident may hold of this service
	Position     int    // order of showing
	Active       bool
	Edited       string // columns that staff set, with spaces between: the site file no longer changes them
}

// A Schedule is a weekly rule of a health service as the site file has it, FHIR
// availableTime. An OpeningWeek stands above it.
type Schedule struct {
	ID         string
	ServiceID  string
	Weekday    time.Weekday // 0 is Sunday
	FromMinute int          // after midnight
	ToMinute   int          // the last session ends by then
	Step       int          // minutes between two starts
	Capacity   int
}

// An OpeningWeek is a service's week as staff set it, from a day on until the
// next one begins. Its times are all that there are: without any the service has none.
type OpeningWeek struct {
	ID        string
	ServiceID string
	FromDay   Date
	SetBy     string        // id of the member of staff
	Times     []OpeningTime `gorm:"foreignKey:WeekID"`
}

// An OpeningTime is a stretch of a weekday in which sessions begin.
type OpeningTime struct {
	WeekID     string
	Weekday    time.Weekday // 0 is Sunday
	FromMinute int          // after midnight
	ToMinute   int          // the last session ends by then
	Step       int          // minutes between two starts
	Capacity   int
}

// A Closure is a day, or a part of one, on which a centre or one of its services
// is closed, FHIR notAvailable.
type Closure struct {
	ID         string
	CentreID   string
	ServiceID  *string // nil: the whole centre
	Day        Date
	FromMinute int // after midnight: sessions that touch FromMinute to ToMinute are closed
	ToMinute   int
	ReasonTH   string
	ReasonEN   string
	SetBy      string // id of the member of staff; empty: the site file
	Lifted     bool   // staff opened the day that the site file closes
}

// A Slot is a stretch of time in which a health service sees Capacity people,
// FHIR Slot. 0 ≤ Taken ≤ Capacity is kept by the table's CHECK.
type Slot struct {
	ID        string
	ServiceID string
	Service   HealthService `gorm:"->"`
	Day       Date
	StartsAt  time.Time
	EndsAt    time.Time
	Capacity  int
	Taken     int
	Closed    bool
	Version   int
}

// Free returns the places left, none when the slot is closed.
func (s Slot) Free() int {
	if s.Closed {
		return 0
	}
	return max(0, s.Capacity-s.Taken)
}
