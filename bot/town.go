package bot

// The town's facts, as the cards want them.

import (
	"fmt"
	"strings"

	"tambon/config"
	"tambon/models"
	"tambon/text"
)

func town(s config.Site, lang text.Voice, publicURL string) Site {
	out := Site{Town: s.Name.In(string(lang.Lang)), Office: s.Phone, Hours: lang.T("town.hours"), PrivacyURL: s.Privacy.Address, Notice: s.Privacy.Version}
	if out.PrivacyURL == "" {
		out.PrivacyURL = publicURL + "/privacy"
	}
	for _, h := range s.Hotlines {
		call := Hotline{Number: h.Number, Words: h.Name.In(string(lang.Lang))}
		if h.Danger {
			out.Hotlines = append(out.Hotlines, call)
		}
		if h.Comfort && out.Comfort.Number == "" {
			out.Comfort = call
		}
	}
	if len(s.Centres) > 0 {
		c := s.Centres[0]
		out.Centre = Centre{
			Name: c.Name.In(string(lang.Lang)), Phone: c.Phone,
			MapURL: fmt.Sprintf("https://www.google.com/maps/search/?api=1&query=%.5f%%2C%.5f", c.Latitude, c.Longitude),
			Arrive: lang.T("town.arrive", "n", c.ArriveEarly),
		}
	}
	return out
}

// in picks the Thai or the English text of a row.
func in(lang text.Voice, th, en string) string {
	if lang.Lang == text.English && en != "" {
		return en
	}
	return th
}

func serviceView(h models.HealthService, lang text.Voice) ServiceView {
	return ServiceView{Code: h.ID, Name: in(lang, h.NameTH, h.NameEN), About: in(lang, h.WhatTH, h.WhatEN), Disc: h.Disc}
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
