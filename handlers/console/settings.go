package console

// Settings: what the town and its centres are called, where they are, whom to call.

import (
	"net/http"
	"slices"

	"tambon/services/setting"
	"tambon/services/staff"
)

// centreOfSettings is the centre that the address is about, else the first that
// the visitor looks after.
func (c *Console) centreOfSettings(v *visit) (string, error) {
	asked := v.Param("centre")
	if asked == "" {
		asked = v.QueryParam("centre")
	}
	for _, centre := range v.town.Site.Centres {
		if centre.Code == asked || asked == "" && v.in.Who.May("setting.read", centre.Code) {
			return centre.Code, nil
		}
	}
	if asked != "" {
		return "", errNoCentre
	}
	return "", nil
}

// settingsPage leads to the first settings that the visitor may see.
func (c *Console) settingsPage(v *visit) error {
	if v.in.Who.May("setting.read", "") {
		return c.send(v, "/settings/town")
	}
	return c.send(v, "/settings/centres")
}

func (c *Console) settingsTabs(v *visit, current string) Tabs {
	t := Tabs{Label: v.T("settings.groups"), Rooms: true}
	for _, group := range []string{"town", "centres", "texts", "hotlines"} {
		if group != "centres" && !v.in.Who.May("setting.read", "") {
			continue
		}
		t.Items = append(t.Items, Tab{Label: v.T("settings.group." + group), Href: in("/settings/" + group), Current: group == current})
	}
	return t
}

func (c *Console) townPage(v *visit) error {
	list, err := c.settingTable(v, "town", v.town.All(setting.Municipality, ""))
	if err != nil {
		return err
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("nav.settings"), "/settings"),
		Head{Title: v.T("nav.settings")}, c.settingsTabs(v, "town"), list, Text{v.T("settings.restart"), true})
}

// centresPage shows the facts of each centre that the visitor may see.
func (c *Console) centresPage(v *visit) error {
	body := []Part{Head{Title: v.T("nav.settings")}, c.settingsTabs(v, "centres")}
	for _, centre := range v.town.Site.Centres {
		if !v.in.Who.May("setting.read", centre.Code) {
			continue
		}
		list, err := c.settingTable(v, "centre-"+centre.Code, v.town.All(setting.Centres, centre.Code))
		if err != nil {
			return err
		}
		body = append(body, Section{ID: centre.Code, Title: centre.Name.In(string(v.lang)), Body: []Part{list}})
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("nav.settings"), "/settings"), body...)
}

// settingTable lists settings as they stand.
func (c *Console) settingTable(v *visit, id string, list []setting.Held) (Part, error) {
	people, err := c.Staff.People(v.Request().Context())
	if err != nil {
		return nil, err
	}
	table := Table{ID: id + "-rows", Caption: v.T("nav.settings"), Columns: []Column{
		{Label: v.T("settings.what")}, {Label: v.T("settings.value")}, {Label: v.T("status")},
	}}
	for _, h := range list {
		s := settingStatus(v, h)
		table.Rows = append(table.Rows, Line{[]Entry{
			{Text: settingName(v, h.Setting), Href: in(settingPath(h.Setting))},
			{Text: oneLine(settingWords(v, h.Setting, h.Value)), Thai: true},
			{Status: &s, Detail: setBy(v, h, people)},
		}})
	}
	return Listing{ID: id, Table: table}, nil
}

// setBy is who set it and when; empty for what the file says.
func setBy(v *visit, h setting.Held, people []staff.Person) string {
	if h.Last == nil || !h.Set {
		return ""
	}
	return staffName(v, people, h.Last.StaffID) + " " + v.moment(h.Last.At)
}

func staffName(v *visit, people []staff.Person, id string) string {
	if i := slices.IndexFunc(people, func(p staff.Person) bool { return p.ID == id }); i >= 0 {
		return people[i].FullName
	}
	return v.T("audit.kind.staff")
}

// settingStatus says where a value comes from.
func settingStatus(v *visit, h setting.Held) Status {
	switch {
	case h.Unfit:
		return Status{Icon: "warning", Word: v.T("settings.unfit"), Tone: Warn}
	case h.Moved:
		return Status{Icon: "warning", Word: v.T("settings.moved"), Tone: Warn}
	case h.Set:
		return Status{Icon: "note-pencil", Word: v.T("settings.set"), Tone: Brand}
	}
	return Status{Icon: "clipboard-text", Word: originWords(v, h.Setting, "settings.file")}
}

func settingName(v *visit, s setting.Setting) string {
	if s.Group == setting.Texts {
		return v.T("settings.topic." + s.Topic())
	}
	return v.T("settings.name." + string(s.Group) + "." + s.Name)
}

// originWords speaks of what a setting begins with: the site file, or of a sentence
// the program's own words.
func originWords(v *visit, s setting.Setting, key string) string {
	if s.Group == setting.Texts {
		key += ".text"
	}
	return v.T(key)
}

// settingPath is where a setting is.
func settingPath(s setting.Setting) string {
	switch s.Group {
	case setting.Texts:
		return "/settings/texts/" + s.Sentence()
	case setting.Centres:
		return "/settings/centres/" + s.Centre + "/" + s.Name
	case setting.Hotlines:
		return "/settings/hotlines"
	}
	return "/settings/town/" + s.Name
}

// settingKey is the setting that the address is about.
func settingKey(v *visit) string {
	switch key := v.Param("key"); {
	case v.Param("centre") != "":
		return "centre/" + v.centre + "/" + key
	case v.Path() == in("/settings/texts/:key"):
		return setting.TextKey(key)
	case v.Path() == in("/settings/town/:key"):
		return key
	}
	return "hotlines"
}
