package console

// A name or phone is corrected by staff. Who was overtaken sees what holds now
// beside what they typed, and chooses.

import (
	"net/http"
	"strconv"

	"tambon/models"
	"tambon/services"
	"tambon/services/resident"
)

func (c *Console) correctPage(v *visit) error {
	_, p, err := c.resident(v)
	if err != nil {
		return err
	}
	return c.showCorrect(v, http.StatusOK, models.Person{Name: p.Name}, nil)
}

// showCorrect shows the form with what was typed. The phone that is kept stays
// closed: the field is for a new one.
func (c *Console) showCorrect(v *visit, code int, typed models.Person, err error) error {
	r, now, failed := c.resident(v)
	if failed != nil {
		return failed
	}
	title, back := v.T("residents.correct"), in("/residents/"+r.ID)
	field := "name"
	if resident.ErrPhone.Is(err) {
		field = "phone"
	}
	hint := v.T("residents.phone.none")
	if now.Phone != "" {
		hint = v.T("residents.phone.now", "phone", masked(now.Phone))
	}
	var difference Part
	if resident.ErrChanged.Is(err) {
		if difference, failed = c.overtaken(v, r, now, typed); failed != nil {
			return failed
		}
	}
	return c.paper.parts(v.Context, code, c.frame(v, title, "/residents"), present([]Part{
		Head{Crumb: &Act{Label: v.T("residents.one"), Href: back}, Title: title}, c.faults(v, err, field), difference, Form{
			ID: "correct", Post: back + "/correct", Values: []Hidden{{"seen", c.Residents.Seen(r.ID, now)}}, Failed: v.T("residents.correct.failed"), Body: []Part{
				Field{ID: "name", Label: v.T("field.name"), Value: typed.Name, Width: "name", Max: 100},
				Field{ID: "phone", Label: v.T("residents.phone.new"), Hint: hint, Value: typed.Phone, Type: "tel", Mode: "tel", Width: "name", Max: 40},
				Text{v.T("residents.correct.follow"), true},
			},
			Submit: &Act{Label: v.T("residents.correct.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: back}},
		},
	})...)
}

// overtaken is what holds now, who wrote it, and how it differs from what was typed.
func (c *Console) overtaken(v *visit, r models.Resident, now, typed models.Person) (Part, error) {
	last, err := c.Residents.LastCorrection(v.Request().Context(), r.ID)
	if err != nil {
		return nil, err
	}
	who, err := c.actorName(v, last.ActorKind, last.ActorID)
	if err != nil {
		return nil, err
	}
	row := Change{Now: v.T("booking.now"), Who: who, When: v.moment(last.At), Why: v.T("residents.correct.now"), Spans: Differences(now.Name, typed.Name)}
	return Section{ID: "overtaken", Title: v.T("residents.correct.differs"), Body: []Part{History{[]Change{row}}}}, nil
}

func (c *Console) correct(v *visit) error {
	typed := models.Person{Name: v.FormValue("name"), Phone: v.FormValue("phone")}
	seen := v.FormValue("seen")
	if seen == "" { // nothing was ever seen by it
		seen = "none"
	}
	followed, err := c.Residents.CorrectByStaff(v.Request().Context(), c.by(v), v.Param("id"), seen, typed)
	if refused(err) && kindOf(err) != services.NotFound {
		return c.showCorrect(v, status(kindOf(err)), typed, err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/residents/"+v.Param("id")+"?did=corrected&n="+strconv.Itoa(followed))
}
