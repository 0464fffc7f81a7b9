package rules

// Checks of addresses: schemes, lengths, and percent-encoding (R#url-encoding).

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var encoded = regexp.MustCompile(`^([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$`)

// address reports what is wrong with s: "uri" or "scheme", or nothing.
func address(s string, schemes ...string) string {
	if !encoded.MatchString(s) {
		return "uri"
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme == "":
		return "uri"
	case !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		return "scheme"
	case (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() == "":
		return "uri"
	case u.Scheme == "tel" && u.Opaque == "":
		return "uri"
	}
	return ""
}

// picture is the https address of a picture, video or sound, at most 2,000 characters.
func picture() check {
	return checked("address", "an https address of at most 2000 characters, percent-encoded", func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case Units(s) > 2000:
			return &fault{said: "Length must be between 0 and 2000"}
		}
		switch address(s, "https") {
		case "uri":
			return &fault{said: "invalid uri", flex: "invalid uri"}
		case "scheme":
			return &fault{said: "invalid uri scheme", flex: "invalid uri scheme"}
		}
		return nil
	}, "http://example.com/a.png")
}

// link is an address that a press opens.
func link(most int, schemes ...string) check {
	says := fmt.Sprintf("an address of at most %d characters, percent-encoded, beginning with one of %s", most, strings.Join(schemes, ", "))
	return checked("address", says, func(w *walk, _ place, v any) *fault {
		s, ok := v.(string)
		if !ok {
			return wrongType()
		}
		if Units(s) > most {
			return &fault{said: fmt.Sprintf("Length must be between 0 and %d", most)}
		}
		wrong := address(s, schemes...)
		switch {
		case wrong != "" && w.menus: // R#create-rich-menu: for wrong schemes too
			return &fault{said: "invalid uri"}
		case wrong == "uri":
			return &fault{said: "Invalid action URI", alone: true, flex: "invalid uri"}
		case wrong == "scheme":
			return &fault{said: "Invalid action URI", alone: true, flex: "invalid uri scheme"}
		}
		return nil
	}, "https://example.com/หมู่บ้าน")
}
