package console

// The people of the console, and what each role may do.

import (
	"net/http"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services/staff"
)

func (c *Console) peoplePage(v *visit) error {
	people, err := c.Staff.People(v.Request().Context())
	if err != nil {
		return err
	}
	title := v.T("nav.people")
	head := Head{Title: title}
	if v.in.Who.May("staff.invite", "") {
		head.Acts = []Act{{Label: v.T("people.invite"), Kind: Primary, Icon: "user-plus", Href: in("/people/invite")}}
	}
	table := Table{ID: "people-rows", Caption: title, Columns: []Column{{Label: v.T("field.name")}, {Label: v.T("me.roles")}, {Label: v.T("status")}}}
	for _, p := range people {
		s := personStatus(v, p.State)
		table.Rows = append(table.Rows, Line{[]Entry{
			{Text: p.FullName, Detail: value(p.Login), Href: in("/people/" + p.ID), Thai: true}, {Text: c.grantWords(v, p.Grants)}, {Status: &s},
		}})
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/people"), head, c.peopleTabs(v, "/people"), Listing{ID: "people", Table: table})
}

func (c *Console) peopleTabs(v *visit, current string) Tabs {
	return Tabs{Label: v.T("nav.people"), Rooms: true, Items: []Tab{
		{Label: v.T("people.list"), Href: in("/people"), Current: current == "/people"},
		{Label: v.T("people.roles"), Href: in("/people/roles"), Current: current == "/people/roles"},
	}}
}

func personStatus(v *visit, state models.StaffState) Status {
	s := Status{Word: v.T("people.state." + string(state)), Icon: "check-circle"}
	switch state {
	case models.StaffInvited:
		s.Icon, s.Tone = "hourglass", Brand
	case models.StaffSuspended:
		s.Icon, s.Tone = "prohibit", Warn
	}
	return s
}

// grantWords are roles and places: พนักงานต้อนรับ รพ.สต.ปากพูน.
func (c *Console) grantWords(v *visit, grants []staff.Grant) string {
	words := make([]string, len(grants))
	for i, g := range grants {
		words[i] = v.T("role."+string(g.Role)) + " " + c.scopeWords(v, g)
	}
	return strings.Join(words, ", ")
}

func (c *Console) scopeWords(v *visit, g staff.Grant) string {
	for _, centre := range v.town.Site.Centres {
		if centre.Code == g.Centre() {
			return centre.Name.In(string(v.lang))
		}
	}
	return v.T("scope.town")
}

// rolesPage is the table of what each role may do.
func (c *Console) rolesPage(v *visit) error {
	table := Table{ID: "rights", Caption: v.T("people.roles"), Columns: []Column{{Label: v.T("people.act")}}}
	for _, role := range staff.Roles() {
		table.Columns = append(table.Columns, Column{Label: v.T("role." + string(role)), Said: true})
	}
	for _, right := range staff.Rights() {
		line := Line{[]Entry{{Text: v.T("act." + string(right.Act)), Detail: string(right.Act)}}}
		for _, role := range staff.Roles() {
			e := Entry{Text: "–", Quiet: true}
			if slices.Contains(right.Roles, role) {
				e = Entry{Status: &Status{Icon: "check-circle", Word: v.T("people.may"), Tone: OK}}
			}
			line.Cells = append(line.Cells, e)
		}
		table.Rows = append(table.Rows, line)
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("people.roles"), "/people"),
		Head{Title: v.T("nav.people")}, c.peopleTabs(v, "/people/roles"), Listing{ID: "roles", Table: table})
}

func (c *Console) personPage(v *visit) error {
	p, err := c.person(v)
	if err != nil {
		return err
	}
	return c.showPerson(v, p, nil)
}

// person is the one whom the address names.
func (c *Console) person(v *visit) (staff.Person, error) {
	return c.Staff.Person(v.Request().Context(), v.Param("id"))
}

func (c *Console) showPerson(v *visit, p staff.Person, notice *Note) error {
	s := personStatus(v, p.State)
	facts := []Fact{
		{Label: v.T("field.login"), Value: value(p.Login)},
		{Label: v.T("status"), Status: &s},
		{Label: v.T("me.roles"), Value: c.grantWords(v, p.Grants)},
	}
	var acts []Act
	at := in("/people/" + p.ID)
	if v.in.Who.May("staff.grant", "") {
		acts = append(acts, Act{Label: v.T("people.grant"), Href: at + "/grants"})
	}
	if v.in.Who.May("staff.reset", "") && p.State != models.StaffSuspended {
		acts = append(acts, Act{Label: v.T("people.reset"), Href: at + "/reset"})
	}
	if v.in.Who.May("staff.suspend", "") && p.ID != v.in.Who.ID {
		switch p.State {
		case models.StaffActive:
			acts = append(acts, Act{Label: v.T("people.suspend"), Kind: Destroy, Href: at + "/suspend"})
		case models.StaffSuspended:
			acts = append(acts, Act{Label: v.T("people.restore"), Post: at + "/restore", Values: []Hidden{versionOf(p)}})
		}
	}
	frame := c.frame(v, v.T("nav.people"), "/people")
	frame.Notice = notice
	return c.paper.parts(v.Context, http.StatusOK, frame,
		Head{Crumb: &Act{Label: v.T("nav.people"), Href: in("/people")}, Title: p.FullName}, Facts{facts}, Bar{acts})
}
