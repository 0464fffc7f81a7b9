package console

// A second look before a dangerous act.

import (
	"net/http"
	"net/url"
)

func (c *Console) provePage(v *visit) error { return c.showProve(v, http.StatusOK, nil) }

func (c *Console) showProve(v *visit, code int, err error) error {
	ways, failed := c.Staff.Ways(v.Request().Context(), v.in.Who.ID)
	if failed != nil {
		return failed
	}
	parts := []Part{Head{Title: v.T("prove.title")}, Text{v.T("prove.why"), false}, c.faults(v, err, "code")}
	submit := Act{Label: v.T("prove.on"), Kind: Primary}
	if c.shows(v, ways) {
		parts = append(parts, c.passkeyPart(v, "/prove/passkey", "")...)
		submit.Label, submit.Kind = v.T("prove.code"), Plain
	}
	parts = append(parts, Form{
		ID: "prove", Post: in("/prove?next=" + url.QueryEscape(in(next(v)))), Body: []Part{c.codeField(v, ways)},
		Submit: &submit, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/")}},
	})
	return c.paper.parts(v.Context, code, c.frame(v, v.T("prove.title"), ""), present(parts)...)
}

func (c *Console) prove(v *visit) error {
	door, err := c.Staff.Prove(v.Request().Context(), v.in, v.FormValue("code"), v.RealIP())
	return c.shown(v, door, err, c.showProve)
}
