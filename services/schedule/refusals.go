package schedule

// What staff may not set, in words.

import (
	"unicode/utf8"

	"tambon/services"
)

// The refusals. Each has a sentence of its own.
var (
	ErrUnknown       = services.E(services.NotFound, "schedule.unknown")
	ErrChanged       = services.E(services.Conflict, "schedule.changed")     // since the form was filled in
	ErrOthersHit     = services.E(services.Conflict, "schedule.others_hit")  // than those that were shown
	ErrSame          = services.E(services.Invalid, "schedule.same")         // nothing would change
	ErrUndoNot       = services.E(services.Conflict, "schedule.undo_not")    // somebody changed it since
	ErrNotInFile     = services.E(services.Conflict, "schedule.not_in_file") // the site file has no such service
	ErrPast          = services.E(services.Invalid, "schedule.past")         // closing a day that is over
	ErrSpanOrder     = services.E(services.Invalid, "schedule.span_order")   // the last day before the first
	ErrSpanLong      = services.E(services.Invalid, "schedule.span_long", "n", MostDays)
	ErrClosedAlready = services.E(services.Conflict, "schedule.closed_already")
	ErrReason        = services.E(services.Invalid, "schedule.reason_needed")
	ErrReasonLong    = services.E(services.Invalid, "schedule.reason_long", "n", longestReason)
	ErrName          = services.E(services.Invalid, "schedule.name_needed")
	ErrNameLong      = services.E(services.Invalid, "schedule.name_long", "n", longestName)
	ErrWhatLong      = services.E(services.Invalid, "schedule.what_long", "n", longestWhat)
	ErrBringLong     = services.E(services.Invalid, "schedule.bring_long", "n", longestBring)
	ErrNumber        = services.E(services.Invalid, "schedule.number") // with column, low and high
	ErrFromPast      = services.E(services.Invalid, "schedule.from_past")
	ErrTimeOrder     = services.E(services.Invalid, "schedule.time_order") // this and those below with day and from
	ErrTimeShort     = services.E(services.Invalid, "schedule.time_short")
	ErrTimeStep      = services.E(services.Invalid, "schedule.time_step")
	ErrTimePlaces    = services.E(services.Invalid, "schedule.time_places")
	ErrTimesOverlap  = services.E(services.Invalid, "schedule.times_overlap")
)

// longestReason is how many characters of a reason fit on a card; see config's
// check of the site file.
const longestReason = 60

func reasonFits(th, en string) error {
	if utf8.RuneCountInString(th) > longestReason || utf8.RuneCountInString(en) > longestReason {
		return ErrReasonLong
	}
	return nil
}
