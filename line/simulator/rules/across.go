package rules

// Rules of message objects that look at several properties together.

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

func moment(mode, s string) bool {
	layout, ok := layouts[mode]
	if !ok {
		return true // the mode itself is refused
	}
	t, err := time.Parse(layout, tidy(s))
	return err == nil && len(s) == len(layout) && (mode == "time" || t.Year() >= 1900 && t.Year() <= 2100)
}

func senderName() across {
	return across{name: "name.reserved", says: "no name that passes for LINE itself", source: "D/icon-nickname-switch", run: func(c *cross, p place, obj map[string]any) {
		if strings.Contains(strings.ToLower(text(obj["name"])), "line") {
			c.fail(p.in("name"), &fault{said: "invalid property"})
		}
	}}
}

func emojiPlaces() across {
	return across{name: "emojis.place", says: "a $ stands at each emoji's index, counted in UTF-16 code units", run: func(c *cross, p place, obj map[string]any) {
		written := utf16.Encode([]rune(text(obj["text"])))
		for i, emoji := range list(obj["emojis"]) {
			n, ok := integer(object(emoji)["index"])
			if ok && (n < 0 || n >= len(written) || written[n] != '$') {
				c.fail(p.in("emojis").at(i).in("index"), &fault{said: "invalid property"})
			}
		}
	}}
}

var (
	braces = regexp.MustCompile(`\{\{|\}\}|\{([^{}]*)\}|[{}]`)
	keyed  = regexp.MustCompile(`^[a-zA-Z0-9_]{1,20}$`)
)

func placeholders() across {
	return across{name: "text.keys", says: "every {key} is 1 to 20 letters, digits or _ and stands in substitution; {{ and }} are braces", run: func(c *cross, p place, obj map[string]any) {
		for _, m := range braces.FindAllStringSubmatch(text(obj["text"]), -1) {
			switch {
			case m[0] == "{{" || m[0] == "}}":
			case !keyed.MatchString(m[1]):
				said := "The key '" + m[1] + "' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'."
				c.fail(p.in("text"), &fault{said: said})
			case object(obj["substitution"])[m[1]] == nil:
				c.fail(p.in("text"), &fault{said: "The key '" + m[1] + "' is not in substitution."})
			}
		}
	}}
}

func substitutionCounts() across {
	return across{name: "substitution.counts", says: "at most 20 mentions and 20 emoji", run: func(c *cross, p place, obj map[string]any) {
		count := map[string]int{}
		for _, m := range braces.FindAllStringSubmatch(text(obj["text"]), -1) {
			count[text(object(object(obj["substitution"])[m[1]])["type"])]++
		}
		if count["mention"] > 20 || count["emoji"] > 20 {
			c.fail(p.in("substitution"), &fault{said: "Size must be between 0 and 20"})
		}
	}}
}

// published are the first and last sticker of each package that a bot may send.
var published = map[string][2]int{
	"446": {1988, 2027}, "789": {10855, 10894}, "1070": {17839, 17878},
	"6136": {10551376, 10551399}, "6325": {10979904, 10979927}, "6359": {11069848, 11069871},
	"6362": {11087920, 11087943}, "6370": {11088016, 11088039}, "6632": {11825374, 11825397},
	"8515": {16581242, 16581265}, "8522": {16581266, 16581289}, "8525": {16581290, 16581313},
	"11537": {52002734, 52002773}, "11538": {51626494, 51626533}, "11539": {52114110, 52114149},
}

func publishedSticker() across {
	return across{name: "stickerId.published", says: "a sticker of LINE's list of sendable stickers", source: "D/stickers", run: func(c *cross, p place, obj map[string]any) {
		if text(obj["packageId"]) == "" || text(obj["stickerId"]) == "" {
			return
		}
		n, err := strconv.Atoi(text(obj["stickerId"]))
		if span, ok := published[text(obj["packageId"])]; !ok || err != nil || n < span[0] || n > span[1] {
			c.fail(p.in("stickerId"), &fault{said: "invalid property"})
		}
	}}
}

func bareBaseURL() across {
	return across{name: "baseUrl.bare", says: "no file extension: LINE appends /240, /300, /460, /700 and /1040", run: func(c *cross, p place, obj map[string]any) {
		switch strings.ToLower(path.Ext(text(obj["baseUrl"]))) {
		case ".png", ".jpg", ".jpeg":
			c.fail(p.in("baseUrl"), &fault{said: "invalid uri"})
		}
	}}
}
