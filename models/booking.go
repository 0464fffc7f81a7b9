package models

import (
	"slices"
	"time"
)

// BookingStatus follows the FHIR R4 appointment status codes
// (hl7.org/fhir/R4/codesystem-appointmentstatus.html).
type BookingStatus string

// The statuses of a booking.
const (
	BookingBooked    BookingStatus = "booked"
	BookingArrived   BookingStatus = "arrived"
	BookingCheckedIn BookingStatus = "checked-in"
	BookingFulfilled BookingStatus = "fulfilled"
	BookingCancelled BookingStatus = "cancelled"
	BookingNoShow    BookingStatus = "noshow"
)

var nextStatus = map[BookingStatus][]BookingStatus{
	BookingBooked:    {BookingArrived, BookingCheckedIn, BookingFulfilled, BookingCancelled, BookingNoShow},
	BookingArrived:   {BookingCheckedIn, BookingFulfilled, BookingCancelled, BookingNoShow},
	BookingCheckedIn: {BookingFulfilled, BookingCancelled},
}

// CanBecome reports whether a booking in status s may move to status to.
func (s BookingStatus) CanBecome(to BookingStatus) bool { return slices.Contains(nextStatus[s], to) }

// Occupies reports whether a booking in status s holds a place in its slot.
func (s BookingStatus) Occupies() bool { return s != BookingCancelled }

// OccupyingStatuses lists the statuses that hold a place.
func OccupyingStatuses() []BookingStatus {
	return []BookingStatus{BookingBooked, BookingArrived, BookingCheckedIn, BookingFulfilled, BookingNoShow}
}

// A Booking is one person's place in a slot, FHIR Appointment.
type Booking struct {
	ID           string
	Number       *string // HY-2570-000123; nil only inside the transaction that makes it
	ServiceID    string
	SlotID       string
	Slot         Slot   `gorm:"->"`
	ResidentID   string // who booked
	Patient      Secret // name of the person who comes
	Phone        Secret // national digits
	Status       BookingStatus
	Channel      string  // line, counter, phone
	EventKey     *string // what asked for it, so that asking twice books once
	CancelReason string  // resident, resident.erase, or a reason of the desk by its key
	CancelWords  Secret  // what staff wrote besides the reason; nil: nothing
	CreatedAt    time.Time
	UpdatedAt    time.Time
	CancelledAt  *time.Time
	Version      int
}
