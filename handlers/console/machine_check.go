package console

// The check of all data: each promise is counted by a request of its own, so
// that the page shows how far it is.

import (
	"net/http"
	"strconv"

	"tambon/services/selfcheck"
	"tambon/text"
)

// A Checking is promises that were counted, and the one that is counted next.
type Checking struct {
	Rows  []Fact
	Next  string // counts the next one and answers what follows; empty: all are counted
	Doing string
	Done  *Note
}

func (Checking) part() string { return "checking" }

func (c *Console) checkPage(v *visit) error {
	title := v.T("machine.check")
	body := []Part{Head{Crumb: &Act{Label: v.T("nav.machine"), Href: in("/machine")}, Title: title}, Text{v.T("machine.check.text"), true}}
	if v.QueryParam("now") == "" {
		body = append(body, Bar{[]Act{{Label: v.T("machine.check.now"), Kind: Primary, Href: in("/machine/check?now=1")}}})
	} else {
		body = append(body, c.checking(v, 0, 0))
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/machine"), body...)
}

// checking is what follows after n promises of which some were broken.
func (c *Console) checking(v *visit, n, broken int) Checking {
	of := len(selfcheck.Promises(c.Now()))
	if n >= of {
		note := Note{Tone: OK, Text: v.T("machine.check.well", "n", of), Said: true}
		if broken > 0 {
			note = Note{Tone: Danger, Text: v.T("machine.check.unwell", "n", broken), Said: true}
		}
		return Checking{Done: &note}
	}
	return Checking{
		Next:  in("/machine/check/" + strconv.Itoa(n) + "?broken=" + strconv.Itoa(broken)),
		Doing: v.T("machine.check.doing", "n", n+1, "of", of),
	}
}

// checkOne counts one promise and answers its row and what follows.
func (c *Console) checkOne(v *visit) error {
	promises := selfcheck.Promises(c.Now())
	n, err := strconv.Atoi(v.Param("n"))
	if err != nil || n < 0 || n >= len(promises) {
		return c.send(v, "/machine/check")
	}
	broken, _ := strconv.Atoi(v.QueryParam("broken"))
	result, err := selfcheck.Check(v.Request().Context(), c.Machine.Store, promises[n])
	if err != nil {
		return err
	}
	status := Status{Icon: "check-circle", Word: v.T("machine.check.holds"), Tone: OK}
	if result.Broken > 0 {
		broken++
		status = Status{Icon: "warning", Word: v.T("machine.check.broken", "n", v.lang.Number(int(result.Broken))), Tone: Danger, Box: true}
	}
	follows := c.checking(v, n+1, broken)
	follows.Rows = []Fact{{Label: promises[n].Name(text.Lang(v.lang)), Status: &status}}
	return c.paper.piece(v.Context, v.lang, http.StatusOK, follows)
}
