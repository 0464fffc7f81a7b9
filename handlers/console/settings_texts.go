package console

// The sentences that residents read, to look through and to change.

import (
	"net/http"

	"tambon/services/setting"
)

// textsShown is how many sentences a page lists.
const textsShown = 30

func (c *Console) textsPage(v *visit) error {
	people, err := c.Staff.People(v.Request().Context())
	if err != nil {
		return err
	}
	q := setting.Sought{Words: v.QueryParam("words"), Topic: v.QueryParam("topic"), Changed: v.QueryParam("which") == "set", After: v.QueryParam("after")}
	page, more, total := v.town.Sentences(q, textsShown)
	table := Table{ID: "texts-rows", Caption: v.T("settings.group.texts"), Columns: []Column{{Label: v.T("settings.sentence")}, {Label: v.T("settings.where")}, {Label: v.T("status")}}}
	for _, h := range page {
		s := settingStatus(v, h)
		table.Rows = append(table.Rows, Line{[]Entry{
			{Text: oneLine(h.Value[string(v.lang)]), Detail: h.Sentence(), Href: in(settingPath(h.Setting))},
			{Text: settingName(v, h.Setting)},
			{Status: &s, Detail: setBy(v, h, people)},
		}})
	}
	list := Listing{
		ID: "texts", Table: table, Filters: textFilters(v), Shown: v.T("settings.found", "n", v.lang.Number(total)),
		Empty: &Empty{Icon: "magnifying-glass", Title: v.T("settings.none"), Text: v.T("settings.none.text")},
	}
	if more != "" {
		list.More = in("/settings/texts?" + with(v.QueryParams(), "after", more))
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("nav.settings"), "/settings"),
		Head{Title: v.T("nav.settings"), Detail: v.T("settings.texts.what")}, c.settingsTabs(v, "texts"), list)
}

func textFilters(v *visit) *Filters {
	topics := []Choice{{"", v.T("settings.topic.all")}}
	for _, topic := range setting.Topics() {
		topics = append(topics, Choice{topic, v.T("settings.topic." + topic)})
	}
	return &Filters{Ask: in("/settings/texts"), Label: v.T("settings.seek"), Fields: []Field{
		{ID: "words", Label: v.T("settings.seek.words"), Type: "search", Value: v.QueryParam("words"), Max: 100},
		{ID: "topic", Label: v.T("settings.where"), Type: "select", Options: topics, Value: v.QueryParam("topic")},
		{ID: "which", Label: v.T("status"), Type: "select", Options: []Choice{{"", v.T("settings.which.all")}, {"set", v.T("settings.set")}}, Value: v.QueryParam("which")},
	}}
}

// hotlinesPage lists the numbers for danger, and what the list was.
func (c *Console) hotlinesPage(v *visit) error {
	h, _ := v.town.Held("hotlines")
	past, err := c.settingHistory(v, h)
	if err != nil {
		return err
	}
	head := Head{Title: v.T("nav.settings"), Detail: v.T("settings.name.hotline.hotlines.what")}
	if mayChange(v, h) {
		head.Acts = []Act{{Label: v.T("settings.hotline.change"), Kind: Primary, Icon: "note-pencil", Href: in("/settings/hotlines/change")}}
	}
	table := Table{ID: "hotlines-rows", Caption: v.T("settings.group.hotlines"), Columns: []Column{
		{Label: v.T("settings.field.hotline.number")}, {Label: v.T("settings.field.hotline.for")}, {Label: v.T("settings.field.hotline.how")},
	}}
	for _, line := range v.town.Site.Hotlines {
		how := ""
		if line.Danger {
			how = v.T("settings.field.danger")
		}
		if line.Comfort {
			how = v.T("settings.field.comfort")
		}
		table.Rows = append(table.Rows, Line{[]Entry{{Text: line.Number, Whole: true}, {Text: line.Name.In(string(v.lang))}, {Text: how}}})
	}
	frame := c.frame(v, v.T("nav.settings"), "/settings")
	if v.QueryParam("did") == "set" {
		frame.Notice = &Note{Tone: OK, Text: v.T("settings.saved"), Said: true}
	}
	s := settingStatus(v, h)
	left := []Part{s, movedNote(v, h), Listing{ID: "hotlines", Table: table}}
	return c.paper.parts(v.Context, http.StatusOK, frame, head, c.settingsTabs(v, "hotlines"),
		Split{Kind: "even", Left: present(left), Right: []Part{Section{ID: "history", Title: v.T("settings.history"), Body: []Part{past}}}})
}
