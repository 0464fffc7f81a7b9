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
	login := Field{ID: "login", Label: v.T("field.login"), Complete: "username", Focus: true, Value: v.FormValue("login"), Max: 64}
	return c.doorPage(v, code, v.T("door.title"), c.faults(v, err, "login"), Form{
		ID: "sign-in", Post: in("/sign-in?next=" + url.QueryEscape(in(next(v)))),
		Body:   []Part{login, Field{ID: "password", Label: v.T("field.password"), Type: "password", Complete: "current-password"}},
		Submit: &Act{Label: v.T("door.enter"), Kind: Primary, Wide: true},
	}, Text{v.T("door.lost"), true})
}

func (c *Console) signIn(v *visit) error {
	door, err := c.Staff.Enter(v.Request().Context(), v.FormValue("login"), v.FormValue("password"), device(v), v.RealIP())
	if refused(err) {
		return c.showSignIn(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	give(v, door)
	return c.send(v, stepPage(door.Step)+"?next="+url.QueryEscape(in(next(v))))
}

func (c *Console) secondPage(v *visit) error { return c.showSecond(v, http.StatusOK, nil) }

func (c *Console) showSecond(v *visit, code int, err error) error {
	if v.in.Session.Step != models.StepSecond {
		return c.send(v, stepPage(v.in.Session.Step))
	}
	return c.doorPage(v, code, v.T("door.second"), c.faults(v, err, "code"), Form{
		ID: "second", Post: in("/second?next=" + url.QueryEscape(in(next(v)))),
		Body:   []Part{codeField(v)},
		Submit: &Act{Label: v.T("door.enter"), Kind: Primary, Wide: true},
	}, Form{Post: in("/sign-out"), Submit: &Act{Label: v.T("door.other"), Kind: Bare}})
}

// codeField takes a code of the app, or a recovery code.
func codeField(v *visit) Field {
	return Field{ID: "code", Label: v.T("field.code"), Hint: v.T("field.code.hint"), Complete: "one-time-code", Focus: true, Max: 40, Width: "short"}
}

func (c *Console) second(v *visit) error {
	door, err := c.Staff.Second(v.Request().Context(), v.in, v.FormValue("code"), v.RealIP())
	if refused(err) {
		return c.showSecond(v, status(kindOf(err)), err)
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
	return c.paper.alone(v.Context, code, "parts", c.aloneFrame(v, title), append([]Part{Head{Title: title}}, present(parts)...))
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
	_, key, args := services.Explain(err)
	return Errors{Title: v.T("form.wrong"), Rows: []Fault{{field, v.lang.T(key, args...)}}}
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
