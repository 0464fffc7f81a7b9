package console

// What a visitor sees when something did not work: what did not happen, what is
// kept, what to do.

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
)

// status is what a kind of refusal is in HTTP.
func status(kind services.Kind) int {
	switch kind {
	case services.Invalid:
		return http.StatusUnprocessableEntity
	case services.NotFound:
		return http.StatusNotFound
	case services.Conflict:
		return http.StatusConflict
	case services.Forbidden:
		return http.StatusForbidden
	case services.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// trouble answers an error that the page itself had no place for.
func (c *Console) trouble(v *visit, err error) error {
	kind, key, args := services.Explain(err)
	code := status(kind)
	sentence := v.lang.T(key, args...)
	t := Trouble{Title: v.T("trouble.title"), Text: sentence, Acts: []Act{{Label: v.T("trouble.back"), Href: in("/")}}}
	switch {
	case errors.Is(err, staff.ErrOver):
		code = http.StatusUnauthorized
		t.Acts = []Act{{Label: v.T("door.enter"), Kind: Primary, Href: in("/sign-in")}}
	case kind == services.Internal:
		code, t = c.broken(v, err)
	case kind == services.NotFound:
		t.Title = v.T("trouble.none")
	case kind == services.Forbidden:
		t.Title = v.T("trouble.forbidden")
	}
	if v.Request().Method != http.MethodGet && (kind == services.Internal || errors.Is(err, staff.ErrOver)) {
		t.Again, t.Kept = c.kept(v)
	}
	frame := c.aloneFrame(v, t.Title)
	frame.Wide = true
	return c.paper.alone(v.Context, code, "parts", frame, []Part{t})
}

// broken logs an error of the program, or of what it stands on, under a number
// that the page shows.
func (c *Console) broken(v *visit, err error) (int, Trouble) {
	id := models.NewID(c.Now())[10:18]
	ctx := v.Request().Context()
	c.Log.ErrorContext(ctx, "page failed", "id", id, "route", v.Path(), "err", err)
	t := Trouble{
		Title: v.T("trouble.unsaved"), Text: v.T("trouble.broken", "id", id),
		Acts: []Act{{Label: v.T("trouble.back"), Href: in("/")}},
	}
	if v.Request().Method == http.MethodGet {
		t.Title = v.T("trouble.unshown")
	}
	if c.Away == nil || !c.Away(ctx) {
		return http.StatusInternalServerError, t
	}
	t.Status = &Status{Icon: "plugs", Word: v.T("trouble.away"), Tone: Danger, Box: true}
	t.Text = v.T("trouble.away.text")
	t.Then = []Act{{Label: v.T("trouble.paper")}, {Label: v.T("trouble.line")}}
	return http.StatusServiceUnavailable, t
}

// secret reports a field that no page shows again.
func secret(name string) bool {
	return slices.Contains([]string{"password", "old", "code", "seed", "credential"}, name)
}

// kept is the form that was sent, to be sent once more.
func (c *Console) kept(v *visit) (*Again, []Fact) {
	form, err := v.FormParams()
	if err != nil {
		return nil, nil
	}
	again := &Again{Post: v.Request().URL.RequestURI(), Label: v.T("trouble.again")}
	var facts []Fact
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if secret(name) {
			return nil, nil // without its secret it could only fail
		}
		for _, value := range form[name] {
			again.Values = append(again.Values, Hidden{name, value})
			if label := v.T("field." + name); label != "console.field."+name && strings.TrimSpace(value) != "" {
				facts = append(facts, Fact{Label: label, Value: value})
			}
		}
	}
	return again, facts
}
