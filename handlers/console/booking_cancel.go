package console

// Cancelling with a reason: first why, then what the resident will read.

import (
	"context"
	"net/http"
	"strings"

	"tambon/models"
	"tambon/services/booking"
	"tambon/text"
)

func (c *Console) cancelPage(v *visit) error { return c.showCancel(v, http.StatusOK, nil) }

func (c *Console) showCancel(v *visit, code int, err error) error {
	b, name, failed := c.whose(v)
	if failed != nil {
		return failed
	}
	pick := Pick{ID: "reason", Legend: v.T("cancel.reason"), Columns: 1}
	for _, key := range booking.Reasons() {
		pick.Options = append(pick.Options, Option{Value: key, Label: v.lang.T("booking.reason." + key), Chosen: v.FormValue("reason") == key})
	}
	form := Form{
		ID: "cancel", Post: v.Request().URL.RequestURI(), Values: versionOfBooking(b), Body: []Part{
			pick, Field{ID: "words", Label: v.T("cancel.words"), Hint: v.T("cancel.words.hint"), Value: v.FormValue("words"), Type: "area", Rows: 2, Resident: true, Max: booking.MaxWords},
		},
		Submit: &Act{Label: v.T("cancel.see"), Kind: Primary}, Others: []Act{{Label: v.T("cancel.keep"), Kind: Bare, Href: in("/bookings/" + b.ID)}},
	}
	return c.paper.parts(v.Context, code, c.frame(v, v.T("desk.act.cancel"), "/desk"), present([]Part{
		c.crumb(v, b, v.T("desk.act.cancel")), Facts{c.briefly(v, b, name)}, c.faults(v, err, "reason"), form,
	})...)
}

// cancel shows first what the resident will read, and cancels once that was seen.
func (c *Console) cancel(v *visit) error {
	why, err := booking.Reason{Key: v.FormValue("reason"), Words: v.FormValue("words")}.Tidy()
	if err != nil {
		return c.showCancel(v, status(kindOf(err)), err)
	}
	if v.FormValue("sure") == "" {
		return c.askCancel(v, why)
	}
	done, err := c.Bookings.CancelByStaff(v.Request().Context(), c.actOn(v), why)
	return c.changed(v, done, err)
}

func (c *Console) askCancel(v *visit, why booking.Reason) error {
	b, name, err := c.whose(v)
	if err != nil {
		return err
	}
	preview, err := c.willRead(v, b, func(lang text.Voice) []string {
		title := "card.called_off.title"
		if why.Key == "asked" {
			title += ".asked"
		}
		said := lang.T("booking.reason." + why.Key)
		if why.Key == booking.ReasonOther {
			said = why.Words
		} else if why.Words != "" {
			said += "\n" + why.Words
		}
		at := b.Slot.StartsAt.In(c.Zone)
		return []string{lang.T(title), lang.Day(at) + " " + lang.Clock(at), lang.T("card.called_off.why") + ": " + said, lang.T("card.called_off.hint")}
	})
	if err != nil {
		return err
	}
	// Their version, not the newest: who pressed before may have changed it meanwhile.
	values := []Hidden{{"version", v.FormValue("version")}, {"reason", why.Key}, {"words", why.Words}, {"sure", "yes"}}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("desk.act.cancel"), "/desk"), Confirm{
		Title: v.T("cancel.ask", "name", name), Text: v.T("cancel.undo"), Alone: true, Body: []Part{Facts{c.briefly(v, b, name)}, preview}, Form: Form{
			Post: v.Request().URL.RequestURI(), Values: values, Failed: v.T("cancel.failed"), Submit: &Act{Label: v.T("cancel.on"), Kind: Destroy},
			Others: []Act{{Label: v.T("cancel.keep"), Href: in("/bookings/" + b.ID), Focus: true}},
		},
	})
}

// whose is the booking of the address and the name of who comes.
func (c *Console) whose(v *visit) (models.Booking, string, error) {
	b, err := c.Bookings.At(v.Request().Context(), v.centre, v.Param("id"))
	if err != nil {
		return b, "", err
	}
	name, _, err := c.Bookings.Person(b)
	return b, nameOr(v.lang, name), err
}

func (c *Console) crumb(v *visit, b models.Booking, title string) Head {
	return Head{Crumb: &Act{Label: v.T("booking.title"), Href: in("/bookings/" + b.ID)}, Title: title, Disc: b.Slot.Service.Disc}
}

// briefly is who comes, what for and when.
func (c *Console) briefly(v *visit, b models.Booking, name string) []Fact {
	return []Fact{
		{Label: v.T("name"), Value: name, Thai: true},
		{Label: v.T("service"), Value: serviceName(v.lang, b.Slot.Service)},
		{Label: v.T("booking.when"), Value: c.when(v, b.Slot.StartsAt)},
	}
}

// willRead is what the resident gets in LINE, in their language; without LINE it
// is what staff will have to say on the phone.
func (c *Console) willRead(v *visit, b models.Booking, say func(text.Voice) []string) (Part, error) {
	r, err := c.Residents.One(v.Request().Context(), b.ResidentID)
	if err != nil {
		return nil, err
	}
	if r.Reached() {
		return Preview{Title: v.T("cancel.reads"), Words: strings.Join(say(v.town.Wording.In(text.Lang(r.Language))), "\n")}, nil
	}
	return Note{Tone: Warn, Icon: "phone", Strong: v.T("cancel.call"), Text: v.T("cancel.call.text")}, nil
}

// changed leads back to the desk, where the change stands with its undo; a
// refusal is told on the booking's page.
func (c *Console) changed(v *visit, done booking.Done, err error) error {
	if refused(err) {
		note, failed := c.refusal(v, err)
		if failed != nil {
			return failed
		}
		return c.showBooking(v, http.StatusConflict, "", &note)
	}
	if err != nil {
		return err
	}
	d := c.view(v)
	if v.QueryParam("day") == "" {
		was, err := c.slotBefore(v.Request().Context(), done)
		if err != nil {
			return err
		}
		d = deskView{centre: v.centre, day: was.Day, show: showAll, from: -1}
	}
	d.centre, d.did, d.made, d.seen = v.centre, done.Change.ID, "", v.now
	return c.send(v, d.page())
}

func (c *Console) slotBefore(ctx context.Context, done booking.Done) (models.Slot, error) {
	return c.Bookings.Slot(ctx, done.Change.FromSlot)
}
