package models

import (
	"fmt"
	"time"
)

// Date is a civil day at a health centre, written 2026-11-26 in the Gregorian
// calendar. It sorts and compares as text, in Go as in SQL. The Buddhist era
// exists only in package text.
type Date string

// DateOf returns the civil day of the instant t in the town's zone.
func DateOf(t time.Time, zone *time.Location) Date {
	return Date(t.In(zone).Format(time.DateOnly))
}

// ParseDate reads a day as it is written in postback data and addresses.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("models: %q is no day; write 2026-11-26", s)
	}
	return Date(s), nil
}

// At returns the instant that lies the given minutes after the day's midnight in zone.
func (d Date) At(minutes int, zone *time.Location) time.Time {
	day := d.Time()
	return time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, zone)
}

// Add returns the day that lies n days later.
func (d Date) Add(n int) Date { return Date(d.Time().AddDate(0, 0, n).Format(time.DateOnly)) }

// Time returns midnight of the day in UTC, for formatting and arithmetic of days.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}
