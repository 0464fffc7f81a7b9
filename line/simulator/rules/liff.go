package rules

// LIFF apps (https://developers.line.biz/en/reference/liff-server/).

import "regexp"

const liffServer = "https://developers.line.biz/en/reference/liff-server/#add-liff-app"

func liffApps() []kind {
	return []kind{
		{name: "request.liffApp", source: liffServer, fields: append([]field{must("view", one("liff.view"))}, liffSettings()...)},
		{
			name: "request.liffAppUpdate", source: "https://developers.line.biz/en/reference/liff-server/#update-liff-app",
			fields: append([]field{may("view", one("liff.viewUpdate"))}, liffSettings()...),
		},
		{name: "liff.view", source: liffServer, fields: []field{
			must("type", liffSize()), must("url", endpointURL()), may("moduleMode", boolean()),
		}},
		{name: "liff.viewUpdate", source: liffServer, fields: []field{
			may("type", liffSize()), may("url", endpointURL()), may("moduleMode", boolean()),
		}},
		{name: "liff.features", source: liffServer, fields: []field{may("ble", boolean()), may("qrCode", boolean())}},
	}
}

func liffSettings() []field {
	return []field{
		may("description", appName()),
		may("features", one("liff.features")),
		may("permanentLinkPattern", word("concat")),
		may("scope", series(word("openid", "email", "profile", "chat_message.write"))),
		may("botPrompt", word("normal", "aggressive", "none")),
	}
}

func liffSize() check { return word("compact", "tall", "full") }

// endpointURL is the https address of a LIFF app, without a fragment.
func endpointURL() check {
	return checked("address", "an https address without a fragment, percent-encoded", func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case address(s, "https") != "" || fragment.MatchString(s):
			return &fault{said: "invalid uri"}
		}
		return nil
	}, "https://example.com/#a")
}

var (
	fragment = regexp.MustCompile(`#`)
	theirs   = regexp.MustCompile(`(?i)(^|[^a-z])line([^a-z]|$)`)
)

// appName is a name in which LINE is not named.
func appName() check {
	return checked("reserved", `a name without "LINE"`, func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case theirs.MatchString(s):
			return &fault{said: "invalid property"}
		}
		return nil
	}, "My LINE App")
}
