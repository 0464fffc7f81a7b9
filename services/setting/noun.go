package setting

// The settings that there are.

import (
	"fmt"
	"strconv"
	"strings"

	"tambon/config"
	"tambon/text"
)

// A Group is settings that are shown together, and changed by the same people.
type Group string

// The groups.
const (
	Municipality Group = "town"
	Centres      Group = "centre"
	Texts        Group = "text"
	Hotlines     Group = "hotline"
)

// Verb is the act of changing a setting of the group.
func (g Group) Verb() string { return string(g) + ".change" }

// A Setting is one thing that staff may set. Its value is a few fields.
type Setting struct {
	Key    string // phone, centre/pakphun/phone, text/card.greeting, hotlines
	Name   string // ends the keys of its words: name, phone, address
	Group  Group
	Centre string // whose it is, of a centre's
	Fields []string
	Notice bool // of the privacy notice: everybody is asked again

	place string // in the site file
	read  func(config.Site) Value
	write func(*config.Site, Value) error
}

const textPrefix = "text/"

// Sentence is the catalogue's key of a sentence.
func (s Setting) Sentence() string { return strings.TrimPrefix(s.Key, textPrefix) }

// Topic is the first part of a sentence's key, one of Topics.
func (s Setting) Topic() string {
	topic, _, _ := strings.Cut(s.Sentence(), ".")
	return topic
}

// Placeholders are the {names} that a sentence must have; empty: none.
func (s Setting) Placeholders() string {
	said, _ := text.Sentence(s.Sentence())
	return strings.Join(text.Placeholders(said.TH), " ")
}

// TextKey is the setting's key of a sentence of the catalogue.
func TextKey(key string) string { return textPrefix + key }

// find is the setting of a key; not of what a town does not have.
func find(site config.Site, key string) (Setting, bool) {
	if sentence, is := strings.CutPrefix(key, textPrefix); is {
		return ofText(sentence)
	}
	for _, s := range settings(site) {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// settings lists all but the sentences.
func settings(site config.Site) []Setting {
	list := []Setting{
		words("name", Municipality, "name", func(s *config.Site) *config.Words { return &s.Name }),
		phone("phone", Municipality, "phone", func(s *config.Site) *string { return &s.Phone }),
		{
			Key: "notice", Name: "notice", Group: Municipality, Fields: []string{"address"}, Notice: true, place: "privacy.address",
			read:  func(s config.Site) Value { return Value{"address": s.Privacy.Address} },
			write: func(s *config.Site, v Value) error { s.Privacy.Address = v["address"]; return nil },
		},
		hotlines(),
	}
	for i, c := range site.Centres {
		list = append(list, ofCentre(i, c.Code)...)
	}
	return list
}

func words(key string, group Group, place string, at func(*config.Site) *config.Words) Setting {
	return Setting{
		Key: key, Name: "name", Group: group, Fields: []string{"th", "en"}, place: place,
		read:  func(s config.Site) Value { w := at(&s); return Value{"th": w.TH, "en": w.EN} },
		write: func(s *config.Site, v Value) error { *at(s) = config.Words{TH: v["th"], EN: v["en"]}; return nil },
	}
}

func phone(key string, group Group, place string, at func(*config.Site) *string) Setting {
	return Setting{
		Key: key, Name: "phone", Group: group, Fields: []string{"number"}, place: place,
		read:  func(s config.Site) Value { return Value{"number": *at(&s)} },
		write: func(s *config.Site, v Value) error { *at(s) = v["number"]; return nil },
	}
}

// ofCentre are the facts of the i-th centre.
func ofCentre(i int, code string) []Setting {
	at, key := fmt.Sprintf("centres[%d].", i), "centre/"+code+"/"
	of := func(s *config.Site) *config.Centre { return &s.Centres[i] }
	list := []Setting{
		words(key+"name", Centres, at+"name", func(s *config.Site) *config.Words { return &of(s).Name }),
		phone(key+"phone", Centres, at+"phone", func(s *config.Site) *string { return &of(s).Phone }),
		{
			Key: key + "address", Name: "address", Group: Centres, place: at + "address",
			Fields: []string{"line", "village", "subdistrict", "district", "province", "postcode"},
			read:   func(s config.Site) Value { return addressValue(of(&s).Address) },
			write:  func(s *config.Site, v Value) (err error) { of(s).Address, err = address(v); return err },
		},
		{
			Key: key + "place", Name: "place", Group: Centres, place: at, Fields: []string{"latitude", "longitude"},
			read: func(s config.Site) Value {
				return Value{"latitude": decimal(of(&s).Latitude), "longitude": decimal(of(&s).Longitude)}
			},
			write: func(s *config.Site, v Value) error {
				lat, err := strconv.ParseFloat(v["latitude"], 64)
				if err != nil {
					return Refused{{Field: "latitude", Key: "setting.fault.latitude"}}
				}
				long, err := strconv.ParseFloat(v["longitude"], 64)
				if err != nil {
					return Refused{{Field: "longitude", Key: "setting.fault.longitude"}}
				}
				of(s).Latitude, of(s).Longitude = lat, long
				return nil
			},
		},
		{
			Key: key + "early", Name: "early", Group: Centres, place: at + "arriveEarly", Fields: []string{"minutes"},
			read: func(s config.Site) Value { return Value{"minutes": strconv.Itoa(of(&s).ArriveEarly)} },
			write: func(s *config.Site, v Value) error {
				n, err := strconv.Atoi(v["minutes"])
				if err != nil {
					return Refused{{Field: "minutes", Key: "setting.fault.minutes"}}
				}
				of(s).ArriveEarly = n
				return nil
			},
		},
	}
	for i := range list {
		list[i].Centre = code
	}
	return list
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func addressValue(a config.Address) Value {
	v := Value{"line": a.Line, "subdistrict": a.Subdistrict, "district": a.District, "province": a.Province, "postcode": a.Postcode, "village": ""}
	if a.Village > 0 {
		v["village"] = strconv.Itoa(a.Village)
	}
	return v
}

func address(v Value) (config.Address, error) {
	a := config.Address{Line: v["line"], Subdistrict: v["subdistrict"], District: v["district"], Province: v["province"], Postcode: v["postcode"]}
	if v["village"] != "" {
		n, err := strconv.Atoi(v["village"])
		if err != nil || n < 1 || n > 99 {
			return a, Refused{{Field: "village", Key: "setting.fault.village"}}
		}
		a.Village = n
	}
	return a, nil
}

// ofText is a sentence that residents read.
func ofText(key string) (Setting, bool) {
	said, known := text.Sentence(key)
	if !known || !mayReword(key) {
		return Setting{}, false
	}
	return Setting{
		Key: TextKey(key), Name: "text", Group: Texts, Fields: []string{"th", "en"}, Notice: ofNotice(key),
		read: func(config.Site) Value { return Value{"th": said.TH, "en": said.EN} },
	}, true
}
