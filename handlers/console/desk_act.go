package console

// Presses on the desk: arrived, begun, finished, not come, undo. Each answers
// with the live part, above whose list stands what was done and the way back.

import (
	"context"
	"net/http"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

// bookingAct is an act of staff on the booking that the address names.
func (c *Console) actOn(v *visit) booking.Act {
	return booking.Act{Centre: v.centre, BookingID: v.Param("id"), Version: version(v), By: c.by(v)}
}

func (c *Console) arrive(v *visit) error { return c.press(v, c.Bookings.Arrive) }
func (c *Console) begin(v *visit) error  { return c.press(v, c.Bookings.Begin) }
func (c *Console) finish(v *visit) error { return c.press(v, c.Bookings.Finish) }
func (c *Console) noShow(v *visit) error { return c.press(v, c.Bookings.NoShow) }

func (c *Console) undo(v *visit) error {
	return c.press(v, func(ctx context.Context, a booking.Act) (booking.Done, error) {
		return c.Bookings.Undo(ctx, a, v.FormValue("change"))
	})
}

// press does an act and shows the desk again. Somebody who was overtaken sees
// what the other did, and the list as it is now.
func (c *Console) press(v *visit, do func(context.Context, booking.Act) (booking.Done, error)) error {
	done, err := do(v.Request().Context(), c.actOn(v))
	d := c.view(v)
	if v.QueryParam("day") == "" { // not from the desk's list
		return c.pressedAlone(v, done, err)
	}
	if refused(err) {
		note, err := c.refusal(v, err)
		if err != nil {
			return err
		}
		if v.Request().Header.Get("HX-Request") == "" {
			return c.showDesk(v, http.StatusConflict, d, note)
		}
		return c.pieceOfDesk(v, http.StatusConflict, d, note)
	}
	if err != nil {
		return err
	}
	d.did, d.made, d.seen = done.Change.ID, "", v.now
	if v.Request().Header.Get("HX-Request") == "" {
		return c.send(v, d.page())
	}
	note, err := c.didNote(v, d)
	if err != nil {
		return err
	}
	return c.pieceOfDesk(v, http.StatusOK, d, note)
}

// pressedAlone leads back to the booking's own page.
func (c *Console) pressedAlone(v *visit, done booking.Done, err error) error {
	if refused(err) {
		note, err := c.refusal(v, err)
		if err != nil {
			return err
		}
		return c.showBooking(v, http.StatusConflict, "", &note)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/bookings/"+v.Param("id")+"?did="+done.Change.ID)
}

// refusal is why an act was not done, and who was first.
func (c *Console) refusal(v *visit, err error) (Note, error) {
	_, key, args := services.Explain(err)
	n := Note{Tone: Warn, Said: true, Strong: v.T("desk.undone"), Text: v.lang.T(key, args...)}
	change, ok := booking.Since(err)
	if !ok {
		return n, nil
	}
	who, failed := c.actorName(v, change.ActorKind, change.ActorID)
	if failed != nil {
		return n, failed
	}
	n.Text = v.T("desk.overtaken", "who", who, "what", v.T("did."+change.Verb), "when", v.moment(change.At))
	return n, nil
}

// actorName is who did something, as staff read it.
func (c *Console) actorName(v *visit, kind, id string) (string, error) {
	if kind != "staff" {
		if kind == "" {
			kind = "system"
		}
		return v.T("actor." + kind), nil
	}
	one, err := c.Staff.One(v.Request().Context(), id)
	if kindOf(err) == services.NotFound && err != nil {
		return v.T("actor.staff"), nil
	}
	if err != nil {
		return "", err
	}
	return c.Staff.Name(one)
}

// didNote is what the change of ?did= did, with the way back; nil without one. A
// change that is not of this centre is no change of this visitor's.
func (c *Console) didNote(v *visit, d deskView) (Part, error) {
	if d.did == "" {
		return c.madeNote(v, d)
	}
	done, err := c.Bookings.Did(v.Request().Context(), d.centre, d.did)
	if refused(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	n, err := c.noteOf(v, done)
	if err != nil {
		return nil, err
	}
	if done.Undoable && v.in.Who.May("booking.undo", d.centre) {
		clear := d.with(func(*deskView) {})
		n.Act = &Act{
			Label: v.T("desk.undo"), Hidden: v.T("did." + done.Change.Verb), Kind: Bare, Key: "u", Into: "desk", Failed: v.T("desk.failed.undo"),
			Post: clear.at("/bookings/" + done.Booking.ID + "/undo"), Values: append(versionOfBooking(done.Booking), Hidden{"change", done.Change.ID}),
		}
	}
	return n, nil
}

// noteOf says what a change did.
func (c *Console) noteOf(v *visit, done booking.Standing) (Note, error) {
	name, _, err := c.Bookings.Person(done.Booking)
	if err != nil {
		return Note{}, err
	}
	ch := done.Change
	args := []any{"name", nameOr(v.lang, name), "what", v.T("did." + ch.Verb), "clock", v.lang.Clock(ch.At.In(c.Zone)), "status", v.T("desk.status." + string(ch.ToStatus))}
	n := Note{Tone: OK, Said: true}
	switch {
	case ch.UndoneAt != nil:
		n.Tone, n.Icon, n.Text = Quiet, "arrow-u-up-left", v.T("desk.did.undone", args...)
	case ch.Undoes != nil:
		n.Text = v.T("desk.did.undo", args...)
	default:
		n.Text = v.T("desk.did", args...)
	}
	if ch.ToSlot != ch.FromSlot {
		n.Text += " " + c.when(v, done.Booking.Slot.StartsAt)
	}
	switch ch.Telling {
	case models.TellLine:
		n.Text += " " + v.T("desk.did.line")
	case models.TellCall:
		n.Text += " " + v.T("desk.did.call")
	}
	return n, nil
}
