package console

// A person is forgotten because they asked for it: what goes, what stays, a word
// to type, and they are told in LINE before their account is forgotten.

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/text"

	"github.com/google/uuid"
)

var (
	errEraseWord = services.E(services.Invalid, "console.residents.erase.word_wrong")
	errEraseDue  = services.E(services.Conflict, "console.residents.erase.changed")
)

// farewellPatience is how long the telling may hold up an erasing: a wish to be
// forgotten does not wait for LINE.
const farewellPatience = 5 * time.Second

func (c *Console) erasePage(v *visit) error { return c.showErase(v, http.StatusOK, nil) }

func (c *Console) showErase(v *visit, code int, wrong error) error {
	ctx := v.Request().Context()
	r, p, err := c.resident(v)
	if err != nil {
		return err
	}
	due, err := c.Bookings.Upcoming(ctx, r.ID)
	if err != nil {
		return err
	}
	all, err := c.Bookings.Count(ctx, r.ID)
	if err != nil {
		return err
	}
	rows, err := c.Residents.Rows(ctx, r.ID)
	if err != nil {
		return err
	}
	goes := []Act{{Label: v.T("residents.erase.name")}, {Label: v.T("residents.erase.bookings", "n", v.lang.Number(all))}, {Label: v.T("residents.erase.messages")}}
	told := Note{Tone: Warn, Icon: "phone", Text: v.T("residents.erase.untold")}
	if n := accounts(rows); n > 0 {
		goes = append(goes, Act{Label: v.T("residents.erase.line", "n", v.lang.Number(n))})
	}
	if slices.ContainsFunc(rows, models.Resident.Reached) {
		told = Note{Icon: "chats-circle", Text: v.T("residents.erase.told")}
	}
	cancels := Section{ID: "cancels", Title: v.T("residents.erase.cancels"), Body: []Part{Text{v.T("residents.due.none"), true}}}
	if len(due) > 0 {
		list := Bullets{}
		for _, b := range due {
			list.Items = append(list.Items, Act{Label: c.when(v, b.Slot.StartsAt) + " " + serviceName(v.lang, b.Slot.Service) + " " + value(b.Number)})
		}
		cancels.Note, cancels.Body = v.T("residents.erase.cancels.n", "n", v.lang.Number(len(due))), []Part{list, Text{v.T("residents.erase.free"), true}}
	}
	key := v.FormValue("key")
	if uuid.Validate(key) != nil {
		key = uuid.NewString()
	}
	word := v.T("residents.erase.word")
	title := v.T("residents.erase")
	return c.paper.parts(v.Context, code, c.frame(v, title, "/residents"), present([]Part{c.faults(v, wrong, "word"), Confirm{
		Title: title, Text: v.T("residents.erase.text"), Alone: true, Body: []Part{
			Facts{[]Fact{{Label: v.T("name"), Value: nameOr(v.lang, p.Name), Thai: true}, {Label: v.T("phone"), Value: masked(p.Phone)}}},
			Split{
				Kind:  "even",
				Left:  []Part{Section{ID: "goes", Title: v.T("residents.erase.goes"), Body: []Part{Bullets{goes}}}, cancels},
				Right: []Part{Section{ID: "stays", Title: v.T("residents.erase.stays"), Body: []Part{Bullets{[]Act{{Label: v.T("residents.erase.counts")}, {Label: v.T("residents.erase.record")}, {Label: v.T("residents.erase.new")}}}}}, told},
			},
		},
		Form: Form{
			Post: in("/residents/" + r.ID + "/erase"), Values: []Hidden{{"seen", c.Residents.Seen(r.ID, p)}, {"due", strconv.Itoa(len(due))}, {"key", key}}, Failed: v.T("residents.erase.failed"),
			Body:   []Part{Field{ID: "word", Label: v.T("residents.erase.type", "word", word), Width: "name", Max: 40}},
			Submit: &Act{Label: v.T("residents.erase.on"), Kind: Destroy},
			Others: []Act{{Label: v.T("prove.back"), Href: in("/residents/" + r.ID), Focus: true}, {Label: v.T("residents.erase.first"), Kind: Bare, Href: in("/residents/" + r.ID + "/export")}},
		},
	}})...)
}

// erase forgets whom the page was about, as it was read. Pressed twice it does
// it once.
func (c *Console) erase(v *visit) error {
	ctx := v.Request().Context()
	r, p, err := c.resident(v)
	if kindOf(err) == services.NotFound && err != nil && r.ErasedAt != nil {
		return c.send(v, "/residents?did=erased")
	}
	if err != nil {
		return err
	}
	if !v.typed("residents.erase.word", v.FormValue("word")) {
		return c.showErase(v, http.StatusUnprocessableEntity, errEraseWord)
	}
	due, err := c.Bookings.Upcoming(ctx, r.ID)
	if err != nil {
		return err
	}
	if v.FormValue("seen") != c.Residents.Seen(r.ID, p) || v.FormValue("due") != strconv.Itoa(len(due)) {
		return c.showErase(v, http.StatusConflict, errEraseDue)
	}
	told := c.farewell(v, r, len(due))
	if err := c.Residents.Erase(ctx, r, c.by(v)); err != nil {
		return err
	}
	return c.send(v, "/residents?"+url.Values{"did": {"erased"}, "n": {strconv.Itoa(len(due))}, "told": {strconv.FormatBool(told)}}.Encode())
}

// typed says whether somebody typed the word of a sentence, in either language.
func (v *visit) typed(key, said string) bool {
	return slices.ContainsFunc([]text.Lang{text.Thai, text.English}, func(lang text.Lang) bool { return text.Fold(said) == text.Fold(lang.T("console."+key)) })
}

// farewell tells them in LINE and says whether they were told.
func (c *Console) farewell(v *visit, r models.Resident, cancelled int) bool {
	if c.Farewell == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(v.Request().Context(), farewellPatience)
	defer cancel()
	told, err := c.Farewell(ctx, r.ID, v.FormValue("key"), cancelled)
	if err != nil {
		c.Log.WarnContext(ctx, "nobody could be told of an erasing", "resident", r.ID, "err", err)
	}
	return told
}

// erasedNote says what became of the wish; nil without ?did=erased.
func erasedNote(v *visit) *Note {
	if v.QueryParam("did") != "erased" {
		return nil
	}
	n := Note{Tone: OK, Said: true, Text: v.T("residents.erased.done")}
	if many, err := strconv.Atoi(v.QueryParam("n")); err == nil && many > 0 {
		n.Text += " " + v.T("residents.erased.cancelled", "n", v.lang.Number(many))
	}
	if v.QueryParam("told") == "true" {
		n.Text += " " + v.T("residents.erased.told")
	}
	return &n
}
