package models

import "time"

// A SettingChange is one change of one setting by staff. Rows are only added; the
// one of a key with the highest version holds.
type SettingChange struct {
	ID      string
	Key     string  // centre/pakphun/phone, text/card.greeting
	Version int     // of the key, from 1
	Value   *string // JSON; nil: as the site file says
	Was     string  // what held before, JSON
	File    string  // what the site file said then, JSON
	Why     Secret  // what staff wrote as their reason; nil: nothing
	StaffID string
	At      time.Time
}
