package bot

// Where a resident is in a conversation, kept sealed in their lane.

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"tambon/models"
	"tambon/text"
)

// A flow left alone for this long begins anew.
const flowLife = 24 * time.Hour

// step is what the bot is waiting for.
type step string

const (
	atNothing   step = ""
	atService   step = "service"
	atDay       step = "day"
	atTime      step = "time"
	atPrivacy   step = "privacy"
	atName      step = "name"
	atPhone     step = "phone"
	atConfirm   step = "confirm"
	atEdit      step = "edit"
	atCancel    step = "cancel"
	atErase     step = "erase"
	atMineName  step = "mine_name"
	atMinePhone step = "mine_phone"
)

// books reports whether the step is one of the booking flow.
func (s step) books() bool {
	switch s {
	case atService, atDay, atTime, atPrivacy, atName, atPhone, atConfirm, atEdit:
		return true
	}
	return false
}

// state is the unfinished flow of a person; the zero state is none.
type state struct {
	Step    step      `json:"step,omitempty"`
	Flow    string    `json:"flow,omitempty"` // in the data of the flow's buttons, so that old ones are known
	At      time.Time `json:"at"`
	Draft   draft     `json:"draft,omitzero"`
	Shown   []string  `json:"shown,omitempty"`   // what "2" chooses: days, slots, codes
	Before  *draft    `json:"before,omitempty"`  // the draft as it was before แก้ไข, for ย้อนกลับ
	Booking string    `json:"booking,omitempty"` // the one to be cancelled
	Made    string    `json:"made,omitempty"`    // the booking that the flow made; it asks for nothing more
	Listed  []string  `json:"listed,omitempty"`  // the bookings of the list that was shown last
	Notice  string    `json:"notice,omitempty"`  // the version of the privacy notice that was shown last
	Cancels bool      `json:"cancels,omitempty"` // it was shown to who wishes to cancel

	expired string // the booking flow that was left alone too long
}

// draft is a booking in the making.
type draft struct {
	Service string      `json:"service,omitempty"`
	Day     models.Date `json:"day,omitempty"`
	From    models.Date `json:"from,omitempty"` // first day of the page of days shown
	Slot    string      `json:"slot,omitempty"`
	Name    string      `json:"name,omitempty"`
	Phone   string      `json:"phone,omitempty"`
	By      givers      `json:"by,omitzero"`
	Other   bool        `json:"other,omitempty"` // it was said that the visit is somebody else's
}

// load reads a saved state. One that cannot be read, or is too old, is none.
func load(saved []byte, now time.Time) *state {
	var s state
	if len(saved) == 0 || json.Unmarshal(saved, &s) != nil {
		return &state{}
	}
	if now.Sub(s.At) > flowLife {
		if s.Step.books() {
			return &state{expired: s.Flow}
		}
		return &state{}
	}
	return &s
}

// save writes the state, nil when there is nothing to know.
func (s *state) save(now time.Time) ([]byte, error) {
	if s.Step == atNothing && s.Made == "" && len(s.Listed) == 0 {
		return nil, nil
	}
	s.At = now
	return json.Marshal(s)
}

// begin starts a flow.
func (s *state) begin(at step) { *s = state{Step: at, Flow: rand.Text()[:6]} }

// leave ends the flow.
func (s *state) leave() { *s = state{} }

// finish ends the flow with the booking that it made.
func (s *state) finish(booking string) { *s = state{Flow: s.Flow, Made: booking} }

// otherService goes back to choosing a service; who comes stays known.
func (s *state) otherService() {
	d := s.Draft
	s.Step, s.Draft = atService, draft{Name: d.Name, Phone: d.Phone, By: givers{Name: d.By.Name, Phone: d.By.Phone}}
	s.show()
}

// in reports whether the person is in a flow.
func (s *state) in() bool { return s.Step != atNothing }

// chosen returns the n-th thing that was shown last, counted from one.
func (s *state) chosen(n int) (string, bool) { return nth(s.Shown, n) }

// nth is the n-th of what was shown, counted from one; text.Last is the last.
func nth(shown []string, n int) (string, bool) {
	if n == text.Last {
		n = len(shown)
	}
	if n < 1 || n > len(shown) {
		return "", false
	}
	return shown[n-1], true
}

// show keeps what a question offers; a list of bookings before it is over.
func (s *state) show(items ...string) {
	s.Shown = slices.Clone(items)
	s.Listed, s.Cancels = nil, false
}
