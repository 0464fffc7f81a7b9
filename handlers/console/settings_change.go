package console

// Changing a setting: first what would differ and what residents would see, then
// the change.

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"tambon/bot"
	"tambon/services/setting"
	"tambon/text"
)

// setSetting shows what a change would make, and makes it once that was seen.
func (c *Console) setSetting(v *visit) error {
	h, known := v.town.Held(settingKey(v))
	if !known {
		return setting.ErrUnknown
	}
	w := setting.Wish{
		Key: h.Key, Value: settingValue(v, h.Setting), File: v.FormValue("file") != "", Version: version(v), Why: v.FormValue("why"),
	}
	if v.FormValue("edit") != "" {
		return c.showSetting(v, http.StatusOK, h, w.Value, nil)
	}
	if v.FormValue("sure") == "" {
		return c.lookAtSetting(v, http.StatusOK, w)
	}
	err := c.Settings.Change(v.Request().Context(), c.by(v), w)
	if setting.ErrChanged.Is(err) {
		v.town = c.Settings.Town()
		return c.lookAtSetting(v, http.StatusConflict, w)
	}
	if err != nil {
		return c.refuseSetting(v, h, w, err)
	}
	return c.send(v, settingPath(h.Setting)+"?did=set")
}

// refuseSetting shows the form again with what was typed and what is wrong.
func (c *Console) refuseSetting(v *visit, h setting.Held, w setting.Wish, err error) error {
	var wrong setting.Refused
	if !errors.As(err, &wrong) && !refused(err) {
		return err
	}
	return c.showSetting(v, http.StatusUnprocessableEntity, h, w.Value, err)
}

// lookAtSetting asks before a change. Who was overtaken sees what holds now beside
// their own wish, and chooses.
func (c *Console) lookAtSetting(v *visit, code int, w setting.Wish) error {
	p, err := c.Settings.Look(w)
	if err != nil {
		return c.refuseSetting(v, p.Held, w, err)
	}
	differs := Change{Who: v.T("settings.differs"), Spans: Differences(settingWords(v, p.Setting, p.Held.Value), settingWords(v, p.Setting, p.Value))}
	var body []Part
	submit := Act{Label: v.T("settings.save"), Kind: Primary}
	if p.Others {
		who, err := c.overtaker(v, p.Held)
		if err != nil {
			return err
		}
		code = http.StatusConflict
		body = append(body, Note{Tone: Warn, Text: v.T("settings.overtaken", "who", who, "when", v.moment(p.Last.At))})
		differs.Who, submit.Label = v.T("settings.differs.others"), v.T("settings.save.over")
	}
	body = append(body, History{[]Change{differs}})
	if p.Notice {
		n, err := c.Settings.Readers(v.Request().Context())
		if err != nil {
			return err
		}
		body = append(body, Note{Tone: Warn, Strong: v.T("settings.asks"), Text: v.T("settings.asks.text", "n", v.lang.Number(int(n)))})
	}
	if p.Group == setting.Hotlines {
		body = append(body, Note{Tone: Warn, Strong: v.T("settings.dangerous"), Text: v.T("settings.dangerous.text")})
	}
	if p.Group == setting.Texts {
		seen := c.textPreviews(v, p.After, p.Setting)
		body = append(body, Split{Kind: "even", Left: seen[:1], Right: seen[1:]})
	}
	path := v.Request().URL.Path
	values := append(settingHidden(p.Setting, p.Value), Hidden{"version", strconv.Itoa(p.Version())}, Hidden{"why", w.Why})
	if w.File {
		values = append(values, Hidden{"file", "yes"})
	}
	values = slices.Clip(values) // two forms go on from it
	return c.paper.parts(v.Context, code, c.frame(v, v.T("nav.settings"), "/settings"),
		Confirm{
			Title: v.T("settings.ask", "what", settingTitle(v, p.Setting)), Alone: true, Body: body, Form: Form{
				Post: path, Values: append(values, Hidden{"sure", "yes"}), Failed: v.T("settings.failed"),
				Submit: &submit, Others: []Act{{Label: v.T("settings.drop"), Kind: Bare, Href: in(settingPath(p.Setting))}},
			},
		},
		Bar{[]Act{{Label: v.T("settings.edit"), Icon: "note-pencil", Post: path, Values: append(values, Hidden{"edit", "yes"})}}})
}

// overtaker is who set it meanwhile.
func (c *Console) overtaker(v *visit, h setting.Held) (string, error) {
	people, err := c.Staff.People(v.Request().Context())
	if err != nil || h.Last == nil {
		return "", err
	}
	return staffName(v, people, h.Last.StaffID), nil
}

// textPreviews are a sentence where it will stand, in both languages.
func (c *Console) textPreviews(v *visit, town setting.Town, s setting.Setting) []Part {
	var parts []Part
	for _, lang := range []text.Lang{text.Thai, text.English} {
		seen := bot.See(town, s.Sentence(), lang)
		title := v.T("settings.seen." + string(lang))
		if !seen.Card {
			title = v.T("settings.said." + string(lang))
		}
		parts = append(parts, Preview{Title: title, Words: seen.Words, Buttons: seen.Buttons, English: lang == text.English})
	}
	return parts
}
