package console

// One's own account: who I am here, where I am signed in, password, codes.

import (
	"errors"
	"net/http"

	"tambon/models"
	"tambon/services/staff"
)

func (c *Console) mePage(v *visit) error {
	ctx := v.Request().Context()
	sessions, err := c.Staff.Sessions(ctx, v.in.Who.ID)
	if err != nil {
		return err
	}
	ways, err := c.Staff.Ways(ctx, v.in.Who.ID)
	if err != nil {
		return err
	}
	one, err := c.Staff.One(ctx, v.in.Who.ID)
	if err != nil {
		return err
	}
	keys, err := c.passkeySection(v)
	if err != nil {
		return err
	}
	lines, err := c.lineFact(v)
	if err != nil {
		return err
	}
	facts := Facts{[]Fact{
		{Label: v.T("field.name"), Value: v.in.Who.Name, Thai: true},
		{Label: v.T("field.login"), Value: value(one.Login)},
		{Label: v.T("me.roles"), Value: c.grantWords(v, v.in.Who.Grants)},
		{Label: v.T("field.password"), Value: v.T("me.password.kept"), Act: &Act{Label: v.T("me.password.change"), Kind: Bare, Href: in("/me/password")}},
		{Label: v.T("me.codes"), Value: v.T("me.codes.left", "n", ways.Codes), Act: &Act{Label: v.T("me.codes.new"), Kind: Bare, Href: in("/me/codes")}},
	}}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("me.title"), ""),
		Head{Title: v.T("me.title")}, Facts{append(facts.Rows, lines...)}, keys,
		Section{ID: "sessions", Title: v.T("me.sessions"), Note: v.T("me.sessions.n", "n", len(sessions)), Body: []Part{People{Rows: c.sessionRows(v, sessions)}}})
}

func (c *Console) sessionRows(v *visit, sessions []models.StaffSession) []Person {
	rows := make([]Person, len(sessions))
	for i, s := range sessions {
		name := s.Device
		if name == "" {
			name = v.T("me.device.unknown")
		}
		rows[i] = Person{ID: "session-" + s.ID, Name: name, Plain: true, What: []string{v.T("me.seen", "when", v.moment(s.SeenAt))}}
		if s.ID == v.in.Session.ID {
			rows[i].Status = &Status{Icon: "check-circle", Word: v.T("me.here"), Tone: OK}
			continue
		}
		rows[i].Act = &Act{Label: v.T("me.end"), Hidden: name, Post: in("/me/sessions/" + s.ID + "/end")}
	}
	return rows
}

func (c *Console) endSession(v *visit) error {
	if err := c.Staff.EndSession(v.Request().Context(), v.in, v.Param("id")); err != nil {
		return err
	}
	return c.send(v, "/me")
}

func (c *Console) passwordPage(v *visit) error { return c.showPassword(v, http.StatusOK, nil) }

func (c *Console) showPassword(v *visit, code int, err error) error {
	title, wrong := v.T("me.password.change"), "password"
	if errors.Is(err, staff.ErrOld) {
		wrong = "old"
	}
	return c.paper.parts(v.Context, code, c.frame(v, title, ""), append([]Part{Head{Crumb: &Act{Label: v.T("me.title"), Href: in("/me")}, Title: title}}, present([]Part{
		c.faults(v, err, wrong), Form{
			ID: "change", Post: in("/me/password"), Body: []Part{
				Field{ID: "old", Label: v.T("field.password.old"), Type: "password", Complete: "current-password", Focus: true},
				Field{ID: "password", Label: v.T("field.password.new"), Hint: v.T("field.password.hint"), Type: "password", Complete: "new-password"},
			},
			Submit: &Act{Label: v.T("me.password.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/me")}},
		}, Text{v.T("door.lost"), true},
	})...)...)
}

func (c *Console) password(v *visit) error {
	err := c.Staff.ChangePassword(v.Request().Context(), v.in, v.FormValue("old"), v.FormValue("password"), v.RealIP())
	if refused(err) {
		return c.showPassword(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/me")
}

func (c *Console) codesPage(v *visit) error {
	title := v.T("me.codes.new")
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, ""), Confirm{
		Title: title, Text: v.T("me.codes.text"), Alone: true, Form: Form{
			Post: in("/me/codes"), Submit: &Act{Label: v.T("me.codes.on"), Kind: Primary},
			Others: []Act{{Label: v.T("prove.back"), Href: in("/me"), Focus: true}},
		},
	})
}

func (c *Console) codes(v *visit) error {
	codes, err := c.Staff.NewCodes(v.Request().Context(), v.in)
	if err != nil {
		return err
	}
	return c.showCodes(v, codes)
}

// value is what a pointer points to, or nothing.
func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
