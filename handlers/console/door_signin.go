package console

// Signing in: the password, then the second factor; and out.

import (
	"errors"
	"net/http"
	"net/url"

	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
)

func (c *Console) signInPage(v *visit) error {
	if v.in.Session.Step == models.StepOpen {
		return c.send(v, next(v))
	}
	return c.showSignIn(v, http.StatusOK, nil)
}

func (c *Console) showSignIn(v *visit, code int, err error) error {
	if !c.reachable(v) {
		return c.doorPage(v, http.StatusMisdirectedRequest, v.T("door.title"), Note{Tone: Warn, Text: v.T("door.elsewhere", "address", c.PublicURL)})
	}
	password := Act{Label: v.T("door.enter"), Kind: Primary, Wide: true}
	var parts []Part
	if c.place(v).Passkeys() {
		parts = c.passkeyPart(v, "/passkey", v.T("passkey.hint"))
		password.Label, password.Kind = v.T("door.password"), Plain
	}
	login := Field{ID: "login", Label: v.T("field.login"), Complete: "username", Focus: true, Value: v.FormValue("login"), Max: 64}
	parts = append(parts, Form{
		ID: "sign-in", Post: in("/sign-in?next=" + url.QueryEscape(in(next(v)))),
		Body:   []Part{login, Field{ID: "password", Label: v.T("field.password"), Type: "password", Complete: "current-password"}},
		Submit: &password,
	})
	parts = append(append(parts, c.linePart(v)...), Text{v.T("door.lost"), true})
	return c.doorPage(v, code, v.T("door.title"), append([]Part{c.faults(v, err, "login")}, parts...)...)
}

func (c *Console) signIn(v *visit) error {
	door, err := c.Staff.Enter(v.Request().Context(), v.FormValue("login"), v.FormValue("password"), device(v), v.RealIP())
	return c.entered(v, door, err)
}

// entered answers who came through the first door: the session that the browser
// had ends, and what is asked next, or the page they wanted, follows.
func (c *Console) entered(v *visit, door staff.Door, err error) error {
	if refused(err) {
		return c.showSignIn(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	if err := c.anew(v, door); err != nil {
		return err
	}
	if door.Step == models.StepOpen {
		return c.send(v, next(v))
	}
	return c.send(v, stepPage(door.Step)+"?next="+url.QueryEscape(in(next(v))))
}

func (c *Console) secondPage(v *visit) error { return c.showSecond(v, http.StatusOK, nil) }

func (c *Console) showSecond(v *visit, code int, err error) error {
	if v.in.Session.Step != models.StepSecond {
		return c.send(v, stepPage(v.in.Session.Step))
	}
	ways, failed := c.Staff.Ways(v.Request().Context(), v.in.Who.ID)
	if failed != nil {
		return failed
	}
	title, form := v.T("door.second"), Form{
		ID: "second", Post: in("/second?next=" + url.QueryEscape(in(next(v)))),
		Body:   []Part{c.codeField(v, ways)},
		Submit: &Act{Label: v.T("door.enter"), Kind: Primary, Wide: true},
	}
	var parts []Part
	if c.shows(v, ways) {
		title, parts = v.T("door.second.passkey"), c.passkeyPart(v, "/second/passkey", "")
		form.Submit.Label, form.Submit.Kind = v.T("door.code"), Plain
	}
	parts = append(parts, form, Form{Post: in("/sign-out"), Submit: &Act{Label: v.T("door.other"), Kind: Bare}})
	return c.doorPage(v, code, title, append([]Part{c.faults(v, err, "code")}, parts...)...)
}

// shows reports whether the person can show a passkey here.
func (c *Console) shows(v *visit, ways staff.Ways) bool {
	return ways.Passkeys > 0 && c.place(v).Passkeys()
}

// codeField takes a code of the app, or a recovery code. The cursor, and with it
// a phone's keyboard, waits there unless a press would do.
func (c *Console) codeField(v *visit, ways staff.Ways) Field {
	f := Field{ID: "code", Label: v.T("field.code"), Hint: v.T("field.code.hint"), Complete: "one-time-code", Focus: !c.shows(v, ways), Max: 40, Width: "short"}
	if !ways.App {
		f.Label, f.Hint = v.T("field.recovery"), v.T("field.recovery.hint")
	}
	return f
}

func (c *Console) second(v *visit) error {
	door, err := c.Staff.Second(v.Request().Context(), v.in, v.FormValue("code"), v.RealIP())
	return c.shown(v, door, err, c.showSecond)
}

// shown answers who showed a second factor in a session; again is its page.
func (c *Console) shown(v *visit, door staff.Door, err error, again func(*visit, int, error) error) error {
	if refused(err) {
		return again(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	give(v, door)
	return c.send(v, next(v))
}

func (c *Console) signOut(v *visit) error {
	if err := c.Staff.Leave(v.Request().Context(), v.in); err != nil {
		return err
	}
	take(v)
	return c.send(v, "/sign-in")
}

// doorPage is a page without a side, under one title.
func (c *Console) doorPage(v *visit, code int, title string, parts ...Part) error {
	frame := c.aloneFrame(v, title)
	frame.Help = helpHref(v)
	return c.paper.alone(v.Context, code, "parts", frame, append([]Part{Head{Title: title}}, present(parts)...))
}

// present leaves out parts that are not there.
func present(parts []Part) (list []Part) {
	for _, p := range parts {
		if p != nil {
			list = append(list, p)
		}
	}
	return list
}

// faults is what is wrong with a form, at the field that can mend it; nil when
// nothing is.
func (c *Console) faults(v *visit, err error, field string) Part {
	if err == nil {
		return nil
	}
	if byPasskey(err) {
		field = "passkey"
	}
	title := v.T("form.wrong")
	if v.in.Session.Step != models.StepOpen {
		title = v.T("door.wrong")
	}
	_, key, args := services.Explain(err)
	return Errors{Title: title, Rows: []Fault{{field, v.lang.T(key, args...)}}}
}

// refused reports an answer that the form itself can show: not a session that is
// over, nor a fault of the program.
func refused(err error) bool {
	return err != nil && kindOf(err) != services.Internal && !errors.Is(err, staff.ErrOver)
}

func kindOf(err error) services.Kind {
	kind, _, _ := services.Explain(err)
	return kind
}
