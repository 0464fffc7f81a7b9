package console

// LINE Login: to LINE and back, to come in or to link an account.

import (
	"errors"
	"net/http"
	"net/url"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
)

const lineCookie = "__Host-tambon-line"

// linePath is the callback URL that is registered in LINE's console.
const linePath = "/line/back"

// linePart is the door by LINE on the page of signing in; nil where the town has
// no LINE Login channel.
func (c *Console) linePart(v *visit) []Part {
	if c.LINE == nil {
		return nil
	}
	return []Part{Or{}, Act{Label: v.T("line.enter"), Wide: true, Href: in("/line?next=" + url.QueryEscape(in(next(v))))}}
}

// toLINE remembers an errand in the browser and returns where to go.
func (c *Console) toLINE(v *visit, link bool) (string, error) {
	if c.LINE == nil {
		return "", services.E(services.NotFound, "console.error.none")
	}
	e := staff.Errand{Callback: c.here(v) + in(linePath), Verifier: line.NewVerifier(), Next: next(v), Link: link}
	who := staff.Visit{}
	if link {
		who = v.in
	}
	token, e, err := c.Staff.GoToLINE(v.Request().Context(), who, e, v.RealIP())
	if err != nil {
		return "", err
	}
	once(v, lineCookie, token)
	return c.LINE.Address(trip(e), string(v.lang)), nil
}

func trip(e staff.Errand) line.LoginTrip {
	return line.LoginTrip{Callback: e.Callback, State: e.State, Nonce: e.Nonce, Verifier: e.Verifier}
}

func (c *Console) goToLINE(v *visit) error {
	to, err := c.toLINE(v, false)
	if errors.Is(err, staff.ErrSlow) {
		return c.showSignIn(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, to)
}

// backFromLINE is where LINE sends the browser, whatever was said there.
func (c *Console) backFromLINE(v *visit) error {
	if c.LINE == nil {
		return services.E(services.NotFound, "console.error.none")
	}
	ctx := v.Request().Context()
	if c.Eyes != nil && v.in.Session.Step == "" {
		if err := c.lookThrough(v); err != nil {
			return err
		}
	}
	e, err := c.Staff.BackFromLINE(ctx, v.in, token(v, lineCookie), v.QueryParam("state"), v.RealIP())
	once(v, lineCookie, "")
	if err == nil && v.QueryParam("error") != "" {
		err = staff.ErrLINENo
	}
	subject := ""
	if err == nil {
		if subject, err = c.LINE.Who(ctx, trip(e), v.QueryParam("code")); err != nil {
			c.Log.WarnContext(ctx, "LINE Login", "err", err)
			err = staff.ErrLINEAway
		}
	}
	// What LINE said in the address stands on no page: the way on and the other
	// language lead to where this began.
	v.Request().URL = &url.URL{Path: in("/sign-in"), RawQuery: url.Values{"next": {in(e.Next)}}.Encode()}
	if e.Link || err != nil && v.in.Session.Step == models.StepOpen {
		v.Request().URL = &url.URL{Path: in("/me/line")}
		return c.linkLINE(v, subject, err)
	}
	return c.enterByLINE(v, subject, err)
}

func (c *Console) enterByLINE(v *visit, subject string, err error) error {
	var door staff.Door
	if err == nil {
		door, err = c.Staff.EnterByLINE(v.Request().Context(), subject, device(v))
	}
	return c.entered(v, door, err)
}

func (c *Console) linkLINE(v *visit, subject string, err error) error {
	if err == nil {
		err = c.Staff.LinkLINE(v.Request().Context(), v.in, subject)
	}
	if err == nil {
		return c.send(v, "/me")
	}
	if !refused(err) {
		return err
	}
	kind, key, args := services.Explain(err)
	return c.minePage(v, status(kind), v.T("me.line.undone"), Note{Tone: Warn, Text: v.lang.T(key, args...)}, Bar{[]Act{
		{Label: v.T("me.line.again"), Kind: Primary, Href: in("/me/line")}, {Label: v.T("prove.back"), Kind: Bare, Href: in("/me")},
	}})
}

// lineFact is the line of one's own account about LINE.
func (c *Console) lineFact(v *visit) ([]Fact, error) {
	if c.LINE == nil {
		return nil, nil
	}
	since, err := c.Staff.LINESince(v.Request().Context(), v.in.Who.ID)
	f := Fact{Label: "LINE", Value: v.T("me.line.none"), Act: &Act{Label: v.T("me.line.link"), Kind: Bare, Href: in("/me/line")}}
	if since != nil {
		f.Value = v.T("me.line.since", "when", v.moment(*since))
		f.Act = &Act{Label: v.T("me.line.unlink"), Kind: Bare, Href: in("/me/line/unlink")}
	}
	return []Fact{f}, err
}

// linkLINEPage leads to LINE by a link that the person presses: nothing else can
// make their browser link an account.
func (c *Console) linkLINEPage(v *visit) error {
	to, err := c.toLINE(v, true)
	if err != nil {
		return err
	}
	return c.minePage(v, http.StatusOK, v.T("me.line.link"), Text{v.T("me.line.text"), false}, Bar{[]Act{
		{Label: v.T("me.line.go"), Kind: Primary, Href: to}, {Label: v.T("prove.back"), Kind: Bare, Href: in("/me")},
	}})
}

func (c *Console) unlinkLINEPage(v *visit) error {
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("me.title"), ""), Confirm{
		Title: v.T("me.line.unlink"), Text: v.T("me.line.unlink.text"), Alone: true, Form: Form{
			Post: in("/me/line/unlink"), Submit: &Act{Label: v.T("me.line.unlink.on"), Kind: Destroy},
			Others: []Act{{Label: v.T("prove.back"), Href: in("/me"), Focus: true}},
		},
	})
}

func (c *Console) unlinkLINE(v *visit) error {
	if err := c.Staff.UnlinkLINE(v.Request().Context(), v.in); err != nil {
		return err
	}
	return c.send(v, "/me")
}
