package console

// Answers that are given often: to see, to write, to change, to remove.

import (
	"net/http"
	"strconv"

	"tambon/models"
	"tambon/services/chat"
)

func (c *Console) cannedPage(v *visit) error {
	list, err := c.Chats.Canned(v.Request().Context())
	if err != nil {
		return err
	}
	title := v.T("canned.title")
	table := Table{ID: "canned-rows", Caption: title, Columns: []Column{{Label: v.T("canned.label")}, {Label: v.T("canned.words")}}}
	for _, a := range list {
		table.Rows = append(table.Rows, Line{[]Entry{{Text: a.Label, Href: in("/chats/canned/" + a.ID), Thai: true}, {Text: a.Words, Thai: true}}})
	}
	add := Act{Label: v.T("canned.add"), Kind: Primary, Icon: "plus", Href: in("/chats/canned/new")}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/chats"),
		Head{Crumb: &Act{Label: v.T("nav.chats"), Href: in("/chats")}, Title: title, Detail: v.T("canned.detail"), Acts: []Act{add}},
		Listing{ID: "canned", Table: table, Empty: &Empty{Icon: "chat-circle-dots", Title: v.T("canned.none"), Text: v.T("canned.none.text")}})
}

func (c *Console) newCanned(v *visit) error {
	return c.showCanned(v, http.StatusOK, models.CannedAnswer{}, nil, nil)
}

func (c *Console) cannedOne(v *visit) error {
	a, err := c.Chats.CannedOne(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	return c.showCanned(v, http.StatusOK, a, nil, nil)
}

// showCanned is the form over an answer. Who was overtaken sees how theirs differs
// from what holds now.
func (c *Console) showCanned(v *visit, code int, a models.CannedAnswer, now *models.CannedAnswer, err error) error {
	title, post := v.T("canned.add"), in("/chats/canned/new")
	if a.ID != "" {
		title, post = v.T("canned.change"), in("/chats/canned/"+a.ID)
	}
	version := a.Version
	body := []Part{}
	if now != nil {
		version = now.Version
		spans := Differences(now.Label+"\n"+now.Words, a.Label+"\n"+a.Words)
		body = append(body, Section{ID: "theirs", Title: v.T("canned.theirs"), Body: []Part{History{Rows: []Change{{Who: now.Label, When: v.moment(now.UpdatedAt), Spans: spans}}}}})
	}
	field := map[error]string{chat.ErrWords: "words"}[err]
	if field == "" {
		field = "label"
	}
	form := Form{
		ID: "canned", Post: post, Values: []Hidden{{"version", strconv.Itoa(version)}}, Body: []Part{
			Field{ID: "label", Label: v.T("canned.label"), Hint: v.T("canned.label.hint"), Value: a.Label, Max: 2 * chat.MaxLabel, Focus: true},
			Field{ID: "words", Type: "area", Rows: 5, Label: v.T("canned.words"), Hint: v.T("canned.words.hint"), Value: a.Words, Resident: true, Max: 2 * chat.MaxWords},
		},
		Submit: &Act{Label: v.T("canned.save"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/chats/canned")}},
	}
	parts := append([]Part{Head{Crumb: &Act{Label: v.T("canned.title"), Href: in("/chats/canned")}, Title: title}}, present([]Part{c.faults(v, err, field)})...)
	parts = append(append(parts, body...), form)
	if a.ID != "" {
		parts = append(parts, Act{Label: v.T("canned.remove"), Kind: Destroy, Post: post + "/remove", Values: []Hidden{{"version", strconv.Itoa(version)}}})
	}
	return c.paper.parts(v.Context, code, c.frame(v, title, "/chats"), parts...)
}

func (c *Console) writeCanned(v *visit) error {
	ctx := v.Request().Context()
	a := models.CannedAnswer{ID: v.Param("id"), Label: v.FormValue("label"), Words: v.FormValue("words"), Version: version(v)}
	err := c.Chats.WriteCanned(ctx, c.by(v), a)
	if refused(err) {
		var now *models.CannedAnswer
		if chat.ErrChanged.Is(err) {
			theirs, failed := c.Chats.CannedOne(ctx, a.ID)
			if failed != nil {
				return failed
			}
			now = &theirs
		}
		return c.showCanned(v, status(kindOf(err)), a, now, err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/chats/canned")
}

func (c *Console) removeCanned(v *visit) error {
	if err := c.Chats.RemoveCanned(v.Request().Context(), c.by(v), v.Param("id"), version(v)); err != nil {
		return err
	}
	return c.send(v, "/chats/canned")
}
