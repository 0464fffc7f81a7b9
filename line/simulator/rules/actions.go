package rules

// Action objects (R#action-objects): which are allowed where, and their limits.

import (
	"slices"
	"strings"
)

var (
	anywhere  = []string{"postback", "message", "uri", "datetimepicker", "clipboard"}
	quickOnly = []string{"camera", "cameraRoll", "location"}
)

// action is an action object at a place where labels have a rule of their own:
// template, default, imageCarousel, quickReply, flexButton or flex.
func action(at string) check {
	allowed := anywhere
	if at == "quickReply" {
		allowed = slices.Concat(anywhere, quickOnly)
	}
	return oneOf("action", allowed, "action.in."+at)
}

func actions() []kind {
	kindOf := tag()
	return []kind{
		{name: "action.in.template", source: "R#action-objects", fields: []field{must("label", clusters(20))}},
		{name: "action.in.default", source: "R#buttons", fields: []field{may("label", clusters(20))}},
		{name: "action.in.imageCarousel", source: "R#column-object-for-image-carousel", fields: []field{may("label", clusters(12))}},
		{name: "action.in.quickReply", source: "R#action-objects", fields: []field{must("label", clusters(20))}},
		{name: "action.in.flexButton", source: "R#button", fields: []field{must("label", clusters(40))}},
		{name: "action.in.flex", source: "R#action-objects", fields: []field{may("label", clusters(40))}},
		{name: "action.postback", source: "R#postback-action", fields: []field{
			kindOf,
			must("data", units(300)),
			may("displayText", clusters(300)),
			may("text", clusters(300)),
			may("inputOption", word("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")),
			may("fillInText", clusters(300)),
		}, across: []across{oneSaying(), fillIn()}},
		{name: "action.message", source: "R#message-action", fields: []field{kindOf, must("text", clusters(300))}},
		{name: "action.uri", source: "R#uri-action", fields: []field{
			kindOf,
			must("uri", link(1000, "http", "https", "line", "tel")),
			may("altUri", one("action.altUri")),
		}},
		{name: "action.altUri", source: "R#alt-uri-object", fields: []field{
			may("desktop", link(1000, "http", "https", "line", "tel")),
		}},
		{name: "action.datetimepicker", source: "R#datetime-picker-action", fields: []field{
			kindOf,
			must("data", units(300)),
			must("mode", word("date", "time", "datetime")),
			may("initial", str()),
			may("max", str()),
			may("min", str()),
		}, across: []across{pickerForm(), pickerRange()}},
		{name: "action.clipboard", source: "R#clipboard-action", fields: []field{kindOf, must("clipboardText", units(1000))}},
		{name: "action.camera", source: "R#camera-action", fields: []field{kindOf}},
		{name: "action.cameraRoll", source: "R#camera-roll-action", fields: []field{kindOf}},
		{name: "action.location", source: "R#location-action", fields: []field{kindOf}},
	}
}

func oneSaying() across {
	return across{name: "displayText.alone", says: "displayText or the deprecated text, not both", run: func(c *cross, p place, obj map[string]any) {
		if obj["displayText"] != nil && obj["text"] != nil {
			c.fail(p.in("text"), &fault{said: "Can't be specified together with displayText"})
		}
	}}
}

func fillIn() across {
	return across{name: "fillInText.keyboard", says: "fillInText only with inputOption openKeyboard", run: func(c *cross, p place, obj map[string]any) {
		if obj["fillInText"] != nil && obj["inputOption"] != "openKeyboard" {
			c.fail(p.in("fillInText"), &fault{said: "Can be specified only with inputOption openKeyboard"})
		}
	}}
}

// The layouts of LINE's date and time picker: Gregorian, no time zone.
var layouts = map[string]string{"date": "2006-01-02", "time": "15:04", "datetime": "2006-01-02T15:04"}

func pickerForm() across {
	return across{name: "moments.form", says: "initial, max and min are written as the mode asks, 1900-01-01 to 2100-12-31", run: func(c *cross, p place, obj map[string]any) {
		for _, name := range []string{"initial", "max", "min"} {
			if s, ok := obj[name].(string); ok && !moment(text(obj["mode"]), s) {
				c.fail(p.in(name), &fault{said: "invalid property"})
			}
		}
	}}
}

func pickerRange() across {
	return across{name: "moments.order", says: "min before max, initial between them", run: func(c *cross, p place, obj map[string]any) {
		// The layouts are of fixed width, so that the order of strings is that of times.
		low, high, initial := tidy(obj["min"]), tidy(obj["max"]), tidy(obj["initial"])
		if low != "" && high != "" && low >= high {
			c.fail(p.in("min"), &fault{said: "Must be before max"})
		}
		if initial != "" && (low != "" && initial < low || high != "" && initial > high) {
			c.fail(p.in("initial"), &fault{said: "Must be between min and max"})
		}
	}}
}

func tidy(v any) string { return strings.Replace(text(v), "t", "T", 1) }
