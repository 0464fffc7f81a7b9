package console

// One setting: its value, the form to change it, and what it was.

import (
	"errors"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"tambon/services"
	"tambon/services/setting"
	"tambon/services/staff"
)

func (c *Console) settingPage(v *visit) error {
	h, known := v.town.Held(settingKey(v))
	if !known {
		return setting.ErrUnknown
	}
	return c.showSetting(v, http.StatusOK, h, h.Value, nil)
}

// mayChange reports whether the visitor may change a setting.
func mayChange(v *visit, h setting.Held) bool {
	return v.in.Who.May(staff.Permission(h.Group.Verb()), h.Centre)
}

// showSetting shows a setting, with value in its fields and what is wrong there.
func (c *Console) showSetting(v *visit, code int, h setting.Held, value setting.Value, err error) error {
	past, failed := c.settingHistory(v, h)
	if failed != nil {
		return failed
	}
	frame := c.frame(v, v.T("nav.settings"), "/settings")
	if v.QueryParam("did") == "set" && code == http.StatusOK {
		frame.Notice = &Note{Tone: OK, Text: v.T("settings.saved"), Said: true}
	}
	s := settingStatus(v, h)
	left := []Part{settingErrors(v, err)}
	if note := movedNote(v, h); note != nil {
		left = append(left, note)
	}
	if mayChange(v, h) {
		left = append(left, c.settingForm(v, h, value, err))
	} else {
		left = append(left, Facts{[]Fact{{Label: v.T("settings.value"), Value: oneLine(settingWords(v, h.Setting, h.Value)), Thai: true}}})
	}
	if h.Group == setting.Texts && err == nil {
		left = append(left, c.textPreviews(v, v.town, h.Setting)...)
	}
	return c.paper.parts(v.Context, code, frame,
		Head{Crumb: settingCrumb(v, h.Setting), Title: settingTitle(v, h.Setting), Detail: settingDetail(v, h.Setting)}, s,
		Split{Kind: "even", Left: present(left), Right: []Part{Section{ID: "history", Title: v.T("settings.history"), Body: []Part{past}}}})
}

func settingCrumb(v *visit, s setting.Setting) *Act {
	group := map[setting.Group]string{setting.Municipality: "town", setting.Centres: "centres", setting.Texts: "texts", setting.Hotlines: "hotlines"}[s.Group]
	return &Act{Label: v.T("settings.group." + group), Href: in("/settings/" + group)}
}

func settingTitle(v *visit, s setting.Setting) string {
	if s.Group == setting.Texts {
		h, _ := v.town.Held(s.Key)
		first, _, _ := strings.Cut(h.Value[string(v.lang)], "\n")
		return first
	}
	title := settingName(v, s)
	for _, centre := range v.town.Site.Centres {
		if centre.Code == s.Centre {
			return title + " " + centre.Name.In(string(v.lang))
		}
	}
	return title
}

// settingDetail is what to know before changing it.
func settingDetail(v *visit, s setting.Setting) string {
	if s.Group == setting.Texts {
		return settingName(v, s) + " · " + s.Sentence()
	}
	return hintOf(v, "settings.name."+string(s.Group)+"."+s.Name+".what")
}

// settingForm asks for the new value; what it would change is shown before it is saved.
func (c *Console) settingForm(v *visit, h setting.Held, value setting.Value, err error) Form {
	faults := settingFaults(v, err)
	body := settingFields(v, h.Setting, value, faults)
	if names := h.Placeholders(); names != "" {
		body = append(body, Text{v.T("settings.placeholders", "names", names), true})
	}
	body = append(body, Field{
		ID: fieldID("why"), Name: "why", Label: v.T("settings.why"), Hint: v.T("settings.why.hint"), Value: v.FormValue("why"), Max: setting.MaxWhy, Error: faults["why"],
	})
	return Form{
		ID: "setting", Post: v.Request().URL.Path, Values: []Hidden{{"version", strconv.Itoa(h.Version())}}, Body: body,
		Failed: v.T("settings.failed"), Submit: &Act{Label: v.T("settings.look"), Kind: Primary},
	}
}

// settingFaults is what is wrong with each field, in words.
func settingFaults(v *visit, err error) map[string]string {
	faults := map[string]string{}
	var refused setting.Refused
	if errors.As(err, &refused) {
		for _, f := range refused {
			if faults[f.Field] == "" {
				faults[f.Field] = v.lang.T(f.Key, f.Args...)
			}
		}
	}
	return faults
}

// settingErrors is what is wrong with a form, above it; nil where nothing is.
func settingErrors(v *visit, err error) Part {
	var refused setting.Refused
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused):
		list := Errors{Title: v.T("settings.unsaved")}
		faults := settingFaults(v, err)
		for _, f := range refused {
			if said, first := faults[f.Field]; first {
				list.Rows = append(list.Rows, Fault{fieldID(f.Field), said})
				delete(faults, f.Field)
			}
		}
		return list
	}
	_, key, args := services.Explain(err)
	return Errors{Title: v.T("settings.unsaved"), Rows: []Fault{{"setting", v.lang.T(key, args...)}}}
}

// movedNote tells that the file changed beneath what staff set, or that what they
// set fits no longer.
func movedNote(v *visit, h setting.Held) Part {
	said := ""
	switch {
	case h.Unfit:
		said = "settings.unfit.text"
	case h.Moved:
		said = "settings.moved.text"
	default:
		return nil
	}
	body := []Part{
		Note{Tone: Warn, Text: v.T(said)},
		History{[]Change{{Who: v.T("settings.moved.diff"), Spans: Differences(settingWords(v, h.Setting, h.Value), settingWords(v, h.Setting, h.File))}}},
	}
	if mayChange(v, h) {
		acts := []Act{fileAct(v, h)}
		if h.Moved && !h.Unfit {
			acts = append(acts, proposeAct(v, h, v.T("settings.keep"), h.Value))
		}
		body = append(body, Bar{acts})
	}
	return Stack{Body: body}
}

// proposeAct proposes a value that there was, as if it had been typed.
func proposeAct(v *visit, h setting.Held, label string, value setting.Value) Act {
	path := settingPath(h.Setting)
	if h.Group == setting.Hotlines {
		path += "/change"
	}
	return Act{Label: label, Icon: "arrow-u-up-left", Post: in(path), Values: append(settingHidden(h.Setting, value), Hidden{"version", strconv.Itoa(h.Version())})}
}

// fileAct proposes what the file says.
func fileAct(v *visit, h setting.Held) Act {
	act := proposeAct(v, h, originWords(v, h.Setting, "settings.tofile"), h.File)
	act.Values = append(act.Values, Hidden{"file", "yes"})
	return act
}

// settingHistory is what the setting was, and the way back to each.
func (c *Console) settingHistory(v *visit, h setting.Held) (Part, error) {
	past, err := c.Settings.History(v.Request().Context(), h.Key)
	if err != nil {
		return nil, err
	}
	people, err := c.Staff.People(v.Request().Context())
	if err != nil {
		return nil, err
	}
	words := func(value setting.Value) string { return settingWords(v, h.Setting, value) }
	var list History
	for i, p := range past {
		row := Change{Who: staffName(v, people, p.StaffID), When: v.moment(p.At), Why: p.Words, Spans: Differences(words(p.From), words(p.To))}
		if p.ToFile {
			row.Why = join(originWords(v, h.Setting, "settings.wentback"), row.Why)
		}
		switch {
		case i == 0 && !h.Unfit:
			row.Now = v.T("settings.now")
		case mayChange(v, h) && !p.ToFile && !maps.Equal(p.To, h.Value):
			act := proposeAct(v, h, v.T("settings.back"), p.To)
			row.Undo = &act
		}
		list.Rows = append(list.Rows, row)
	}
	file := Change{Who: originWords(v, h.Setting, "settings.file.who"), When: "", Spans: Differences(words(h.File), words(h.File))}
	if !h.Set {
		file.Now = v.T("settings.now")
		if len(list.Rows) > 0 {
			list.Rows[0].Now = ""
		}
	} else if mayChange(v, h) {
		act := fileAct(v, h)
		file.Undo = &act
	}
	list.Rows = append(list.Rows, file)
	return list, nil
}

func join(a, b string) string {
	if b == "" {
		return a
	}
	return a + ": " + b
}
