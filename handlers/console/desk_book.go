package console

// Booking for somebody who stands here or is on the phone: who, what for, when,
// and a slip to read before it is confirmed.

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/services/resident"
	"tambon/text"
)

// The refusals of the form itself.
var (
	errNoWho  = services.E(services.Invalid, "console.book.nowho")
	errNoTime = services.E(services.Invalid, "console.book.notime")
)

// somebodyNew is what stands for a person who is not in the register.
const somebodyNew = "new"

// A bookForm is the page as it is filled in, and what can be chosen.
type bookForm struct {
	said          string // what was typed to find somebody
	who           string // a resident's id, somebodyNew, or nothing yet
	name, phone   string // of somebody new
	service, slot string
	day           models.Date
	channel       string
	key           string // so that a form that is sent twice books once

	found  resident.Matches
	people []resident.Match // who can be chosen
	board  booking.Board
}

func (c *Console) bookPage(v *visit) error {
	f, err := c.readBook(v)
	if err != nil {
		return err
	}
	return c.showBook(v, http.StatusOK, f, nil)
}

// readBook reads the form, by GET or POST, and what it can choose from.
func (c *Console) readBook(v *visit) (bookForm, error) {
	ctx := v.Request().Context()
	f := bookForm{
		said: text.Clean(v.FormValue("q")), who: v.FormValue("who"), name: v.FormValue("name"), phone: v.FormValue("phone"),
		service: v.FormValue("service"), slot: v.FormValue("slot"), day: c.view(v).day, channel: v.FormValue("channel"), key: v.FormValue("key"),
	}
	if f.key == "" {
		f.key = models.NewID(v.now)
	}
	if f.channel != "phone" {
		f.channel = "counter"
	}
	if on := v.FormValue("on"); on != "" {
		if day, err := models.ParseDate(on); err == nil {
			f.day = day
		}
	}
	if f.slot != "" && f.service == "" { // from the board
		slot, err := c.Bookings.Slot(ctx, f.slot)
		if err == nil && slot.Service.CentreID == v.centre {
			f.service, f.day = slot.ServiceID, slot.Day
		} else if kindOf(err) == services.Internal && err != nil {
			return f, err
		}
	}
	if err := c.whoCanBe(v, &f); err != nil {
		return f, err
	}
	return f, c.whenCanBe(ctx, v, &f)
}

// whoCanBe finds the people; of one alone it is them.
func (c *Console) whoCanBe(v *visit, f *bookForm) (err error) {
	ctx := v.Request().Context()
	if f.said != "" {
		f.found, err = c.Residents.Find(ctx, f.said)
		if err != nil && !refused(err) {
			return err
		}
		f.people = f.found.People
	}
	in := func(m resident.Match) bool { return m.Resident.ID == f.who }
	if f.who != "" && f.who != somebodyNew && !slices.ContainsFunc(f.people, in) {
		if f.said != "" { // they look for somebody else by now
			f.who = ""
			return nil
		}
		r, err := c.Residents.One(ctx, f.who)
		if err != nil || r.ErasedAt != nil {
			f.who = ""
			return ignoreRefusal(err)
		}
		p, err := c.Residents.Open(r)
		if err != nil {
			return err
		}
		f.people = []resident.Match{{Resident: r, Name: p.Name, Tail: p.Phone[max(0, len(p.Phone)-4):], LINE: r.Reached()}}
	}
	if f.who == "" && len(f.people) == 1 && !f.found.More {
		f.who = f.people[0].Resident.ID
	}
	return nil
}

func ignoreRefusal(err error) error {
	if refused(err) {
		return nil
	}
	return err
}

// whenCanBe reads the day, and where nothing is chosen takes the soonest place.
func (c *Console) whenCanBe(ctx context.Context, v *visit, f *bookForm) (err error) {
	for tries := 0; ; tries++ {
		if f.board, err = c.Bookings.Board(ctx, v.centre, f.day); err != nil {
			return err
		}
		if c.soonest(v, f) || tries > 2 || v.FormValue("on") != "" || v.FormValue("service") != "" || f.slot != "" {
			return nil
		}
		next, err := c.Bookings.NextDay(ctx, v.centre, f.day, 1)
		if err != nil || next == "" {
			return err
		}
		f.day = next
	}
}

// soonest chooses the first free place, of the chosen service if one is. A place
// that was chosen and is still there stays.
func (c *Console) soonest(v *visit, f *bookForm) bool {
	var best *booking.Cell
	for _, row := range f.board.Rows {
		if f.service != "" && row.Service.ID != f.service {
			continue
		}
		for i, cell := range row.Cells {
			if cell.Slot.ID == f.slot && f.slot != "" && cell.State != booking.CellOff {
				return true
			}
			if cell.Free > 0 && cell.State == booking.CellFree && (best == nil || cell.Slot.StartsAt.Before(best.Slot.StartsAt)) {
				best = &row.Cells[i]
			}
		}
	}
	f.slot = ""
	if best == nil {
		return false
	}
	f.slot, f.service = best.Slot.ID, best.Slot.ServiceID
	return true
}

// book books, if somebody and a time are chosen. A refusal keeps what was typed.
func (c *Console) book(v *visit) error {
	f, err := c.readBook(v)
	if err != nil {
		return err
	}
	switch {
	case f.who == "":
		return c.showBook(v, http.StatusUnprocessableEntity, f, errNoWho)
	case v.FormValue("who") == "": // found just now: not seen yet by whoever pressed Enter
		return c.showBook(v, http.StatusOK, f, nil)
	case f.slot == "" || v.FormValue("slot") == "":
		return c.showBook(v, http.StatusUnprocessableEntity, f, errNoTime)
	}
	made, err := c.bookFor(v.Request().Context(), v, f)
	if refused(err) {
		return c.showBook(v, status(kindOf(err)), f, err)
	}
	if err != nil {
		return err
	}
	return c.send(v, deskView{centre: v.centre, day: made.Slot.Day, show: showNext, from: -1, made: made.ID}.page())
}

// bookFor makes the booking, and the person where they are new, in one step. The
// same form sent twice finds what it made.
func (c *Console) bookFor(ctx context.Context, v *visit, f bookForm) (made models.Booking, err error) {
	key := "desk:" + v.in.Who.ID + ":" + f.key
	if made, err = c.Bookings.ByKey(ctx, v.centre, key); err == nil || !booking.ErrUnknown.Is(err) {
		return made, err
	}
	err = c.Store.Tx(ctx, func(ctx context.Context) error {
		r, p, err := c.bookee(ctx, v, f)
		if err != nil {
			return err
		}
		made, err = c.Bookings.BookAtDesk(ctx, v.centre, booking.Request{
			ResidentID: r.ID, SlotID: f.slot, Patient: p.Name, Phone: p.Phone, Channel: f.channel, EventKey: key, By: c.by(v),
		})
		return err
	})
	if err != nil && !refused(err) { // its twin may have been a moment faster
		if twin, found := c.Bookings.ByKey(ctx, v.centre, key); found == nil {
			return twin, nil
		}
	}
	return made, err
}

// bookee is whom the booking is for.
func (c *Console) bookee(ctx context.Context, v *visit, f bookForm) (r models.Resident, p models.Person, err error) {
	if f.who == somebodyNew {
		r, err = c.Residents.Register(ctx, models.Person{Name: f.name, Phone: f.phone}, c.by(v))
	} else {
		r, err = c.Residents.One(ctx, f.who)
	}
	if err != nil {
		return r, p, err
	}
	p, err = c.Residents.Open(r)
	return r, p, err
}

// newcomer is what was typed as the name or the phone of somebody new.
func (f bookForm) newcomer() (name, phone string) {
	name, phone = f.name, f.phone
	if name == "" && phone == "" && f.said != "" {
		if strings.ContainsAny(f.said, "0123456789๐๑๒๓๔๕๖๗๘๙") {
			return "", f.said
		}
		return f.said, ""
	}
	return name, phone
}
