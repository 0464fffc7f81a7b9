package console

// Doors that a passkey opens: alone, as the second factor, as the first one of
// a newcomer, and again before a dangerous act.

import (
	"errors"
	"net/http"
	"net/url"

	"tambon/models"
	"tambon/services/staff"
)

const passkeyCookie = "__Host-tambon-passkey"

// place is where this browser sees the console.
func (c *Console) place(v *visit) staff.Place {
	return staff.Place{Origin: c.here(v), Town: v.town.Site.Name.In(string(v.lang))}
}

// put sends a question to the script, and the token of its answer to the browser.
func put(v *visit, q staff.Question, err error) error {
	if err != nil {
		return err
	}
	once(v, passkeyCookie, q.Token)
	return v.JSONBlob(http.StatusOK, q.Options)
}

// once hands the browser the token of one answer.
func once(v *visit, name, token string) {
	v.SetCookie(&http.Cookie{Name: name, Value: token, Path: "/", MaxAge: 300, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// token is that of the answer; empty where the browser has none.
func token(v *visit, name string) string {
	cookie, err := v.Cookie(name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// said is what the device answered, and the token by which it was asked.
func said(v *visit) (string, []byte) {
	return token(v, passkeyCookie), []byte(v.FormValue("credential"))
}

// passkeyPart is the button in front of another way, and the line between them.
func (c *Console) passkeyPart(v *visit, path, hint string) []Part {
	to := url.QueryEscape(in(next(v)))
	return []Part{
		Passkey{ID: "passkey", Ask: in(path + "/ask"), Post: in(path + "?next=" + to), Label: v.T("passkey.use"), Hint: hint, Kind: Primary},
		Or{},
	}
}

func (c *Console) askAnybody(v *visit) error {
	q, err := c.Staff.AskAnybody(v.Request().Context(), c.place(v), v.RealIP())
	return put(v, q, err)
}

func (c *Console) enterByPasskey(v *visit) error {
	token, credential := said(v)
	door, err := c.Staff.EnterByPasskey(v.Request().Context(), c.place(v), token, credential, device(v), v.RealIP())
	return c.entered(v, door, err)
}

// askPasskey asks the person of a session, as the second factor or again.
func (c *Console) askPasskey(v *visit) error {
	q, err := c.Staff.AskPasskey(v.Request().Context(), v.in, c.place(v))
	return put(v, q, err)
}

func (c *Console) secondByPasskey(v *visit) error {
	if v.in.Session.Step != models.StepSecond {
		return c.send(v, stepPage(v.in.Session.Step))
	}
	return c.shownPasskey(v, c.showSecond)
}

func (c *Console) proveByPasskey(v *visit) error { return c.shownPasskey(v, c.showProve) }

func (c *Console) shownPasskey(v *visit, again func(*visit, int, error) error) error {
	token, credential := said(v)
	door, err := c.Staff.ShowPasskey(v.Request().Context(), v.in, c.place(v), token, credential, v.RealIP())
	return c.shown(v, door, err, again)
}

func (c *Console) askNewPasskey(v *visit) error {
	q, err := c.Staff.AskNewPasskey(v.Request().Context(), v.in, c.place(v))
	return put(v, q, err)
}

// enrolPasskey takes a newcomer's passkey in place of an authenticator app.
func (c *Console) enrolPasskey(v *visit) error {
	if v.in.Session.Step != models.StepEnrol {
		return c.send(v, stepPage(v.in.Session.Step))
	}
	token, credential := said(v)
	door, codes, err := c.Staff.EnrolPasskey(v.Request().Context(), v.in, c.place(v), token, credential, c.deviceName(v))
	if refused(err) {
		return c.freshEnrol(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	give(v, door)
	return c.showCodes(v, codes)
}

// deviceName is what a new passkey is called until its owner calls it otherwise.
func (c *Console) deviceName(v *visit) string {
	if name := device(v); name != "" {
		return name
	}
	return v.T("me.device.unknown")
}

// byPasskey reports a refusal that no field of a form can mend.
func byPasskey(err error) bool {
	return errors.Is(err, staff.ErrPasskey) || errors.Is(err, staff.ErrPasskeyHere)
}
