package console

// One's own passkeys: the list, a new one, its name, its end.

import (
	"errors"
	"net/http"

	"tambon/services"
	"tambon/services/staff"
)

// passkeySection lists one's passkeys.
func (c *Console) passkeySection(v *visit) (Section, error) {
	list, err := c.Staff.Passkeys(v.Request().Context(), v.in.Who.ID)
	section := Section{ID: "passkeys", Title: v.T("me.passkeys"), Note: v.T("me.passkeys.n", "n", len(list))}
	rows := make([]Person, len(list))
	for i, p := range list {
		what := []string{v.T("me.passkey.made", "when", v.moment(p.CreatedAt))}
		if p.UsedAt != nil {
			what = append(what, v.T("me.seen", "when", v.moment(*p.UsedAt)))
		}
		rows[i] = Person{
			ID: "passkey-" + p.ID, Name: p.Label, Plain: true, What: what,
			Act: &Act{Label: v.T("me.passkey.keep"), Hidden: p.Label, Href: in("/me/passkeys/" + p.ID)},
		}
	}
	section.Body = []Part{Text{v.T("me.passkeys.why"), true}}
	if len(rows) > 0 {
		section.Body = append(section.Body, People{Rows: rows})
	}
	if c.place(v).Passkeys() {
		section.Body = append(section.Body, Bar{[]Act{{Label: v.T("me.passkey.add"), Href: in("/me/passkeys/new")}}})
	} else {
		section.Body = append(section.Body, Note{Text: v.T("me.passkeys.elsewhere")})
	}
	return section, err
}

// minePage is a page of one's own account, under its name.
func (c *Console) minePage(v *visit, code int, title string, parts ...Part) error {
	head := Head{Crumb: &Act{Label: v.T("me.title"), Href: in("/me")}, Title: title}
	return c.paper.parts(v.Context, code, c.frame(v, v.T("me.title"), ""), append([]Part{head}, present(parts)...)...)
}

func (c *Console) newPasskeyPage(v *visit) error { return c.showNewPasskey(v, http.StatusOK, nil) }

func (c *Console) showNewPasskey(v *visit, code int, err error) error {
	return c.minePage(v, code, v.T("me.passkey.add"), Text{v.T("me.passkey.add.text"), false}, c.faults(v, err, "passkey"), Passkey{
		ID: "passkey", Ask: in("/me/passkeys/ask"), Post: in("/me/passkeys"), Make: true, Label: v.T("passkey.make"), Kind: Primary,
	}, Bar{[]Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/me")}}})
}

func (c *Console) newPasskey(v *visit) error {
	token, credential := said(v)
	_, _, err := c.Staff.EnrolPasskey(v.Request().Context(), v.in, c.place(v), token, credential, c.deviceName(v))
	if refused(err) {
		return c.showNewPasskey(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/me")
}

// passkey is the one of the person's own that the address names.
func (c *Console) passkey(v *visit) (staff.Passkey, error) {
	list, err := c.Staff.Passkeys(v.Request().Context(), v.in.Who.ID)
	if err != nil {
		return staff.Passkey{}, err
	}
	for _, p := range list {
		if p.ID == v.Param("id") {
			return p, nil
		}
	}
	return staff.Passkey{}, services.E(services.NotFound, "console.error.none")
}

func (c *Console) passkeyPage(v *visit) error {
	p, err := c.passkey(v)
	if err != nil {
		return err
	}
	return c.showPasskey(v, http.StatusOK, p, p.Label, nil)
}

func (c *Console) showPasskey(v *visit, code int, p staff.Passkey, label string, err error) error {
	body := []Part{Field{ID: "label", Label: v.T("field.label"), Hint: v.T("field.label.hint"), Value: label, Max: 60, Focus: true, Width: "name"}}
	if err != nil {
		blame(v, body, err)
	}
	at := in("/me/passkeys/" + p.ID)
	return c.minePage(v, code, p.Label, c.faults(v, err, "label"), Form{
		ID: "label-form", Post: at, Body: body, Submit: &Act{Label: v.T("me.passkey.name"), Kind: Primary},
		Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/me")}},
	}, Bar{[]Act{{Label: v.T("me.passkey.remove"), Kind: Destroy, Href: at + "/remove"}}})
}

func (c *Console) namePasskey(v *visit) error {
	p, err := c.passkey(v)
	if err != nil {
		return err
	}
	err = c.Staff.NamePasskey(v.Request().Context(), v.in, p.ID, v.FormValue("label"))
	if errors.Is(err, staff.ErrLabel) {
		return c.showPasskey(v, status(kindOf(err)), p, v.FormValue("label"), err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/me")
}

func (c *Console) removePasskeyPage(v *visit) error {
	p, err := c.passkey(v)
	if err != nil {
		return err
	}
	return c.showRemovePasskey(v, http.StatusOK, p, nil)
}

func (c *Console) showRemovePasskey(v *visit, code int, p staff.Passkey, err error) error {
	return c.paper.parts(v.Context, code, c.frame(v, v.T("me.title"), ""), present([]Part{c.faults(v, err, "remove"), Confirm{
		Title: v.T("me.passkey.remove.title", "name", p.Label), Text: v.T("me.passkey.remove.text"), Alone: true, Form: Form{
			ID: "remove", Post: in("/me/passkeys/" + p.ID + "/remove"), Submit: &Act{Label: v.T("me.passkey.remove.on"), Kind: Destroy},
			Others: []Act{{Label: v.T("prove.back"), Href: in("/me"), Focus: true}},
		},
	}})...)
}

func (c *Console) removePasskey(v *visit) error {
	p, err := c.passkey(v)
	if err != nil {
		return err
	}
	err = c.Staff.RemovePasskey(v.Request().Context(), v.in, p.ID)
	if errors.Is(err, staff.ErrLastWay) {
		return c.showRemovePasskey(v, status(kindOf(err)), p, err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/me")
}
