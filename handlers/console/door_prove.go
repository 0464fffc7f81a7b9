package console

// A second look before a dangerous act.

import (
	"net/http"
	"net/url"
)

func (c *Console) provePage(v *visit) error { return c.showProve(v, http.StatusOK, nil) }

func (c *Console) showProve(v *visit, code int, err error) error {
	to := next(v)
	frame := c.frame(v, v.T("prove.title"), "")
	return c.paper.parts(v.Context, code, frame, append([]Part{Head{Title: v.T("prove.title")}}, present([]Part{
		Text{v.T("prove.why"), false}, c.faults(v, err, "code"), Form{
			ID: "prove", Post: in("/prove?next=" + url.QueryEscape(in(to))), Body: []Part{codeField(v)},
			Submit: &Act{Label: v.T("prove.on"), Kind: Primary},
			Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/")}},
		},
	})...)...)
}

func (c *Console) prove(v *visit) error {
	door, err := c.Staff.Prove(v.Request().Context(), v.in, v.FormValue("code"), v.RealIP())
	if refused(err) {
		return c.showProve(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	give(v, door)
	return c.send(v, next(v))
}
