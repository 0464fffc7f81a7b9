package rules

// Request bodies.

import "encoding/json"

func requests() []kind {
	messages := must("messages", many(1, MaxMessages, oneOf("message", messageTypes, "message")))
	quiet := may("notificationDisabled", boolean())
	units := may("customAggregationUnits", many(0, 1, form("1 to 30 letters, digits or _", `^[a-zA-Z0-9_]{1,30}$`, "a b"))).
		from("D/unit-based-statistics-aggregation")
	return []kind{
		{name: "request.validate", source: "R#validate-message-objects-of-reply-message", fields: []field{messages}},
		{name: "request.reply", source: "R#send-reply-message", fields: []field{must("replyToken", str()), messages, quiet}},
		{name: "request.push", source: "R#send-push-message", fields: []field{
			must("to", recipient()), messages, quiet, units,
		}},
		{name: "request.multicast", source: "R#send-multicast-message", fields: []field{
			must("to", many(1, 500, userID())), messages, quiet, units,
		}},
		{name: "request.broadcast", source: "R#send-broadcast-message", fields: []field{messages, quiet}},
		{name: "request.loading", source: "R#display-a-loading-indicator", fields: []field{
			must("chatId", person()),
			may("loadingSeconds", whole(5, 60), steps(5)),
		}},
		{name: "request.markAsRead", source: "R#mark-messages-from-users-as-read", fields: []field{must("markAsReadToken", str())}},
	}
}

// recipient is the id of a user, group or room; LINE tells of another like of a wrong type.
func recipient() check {
	id := form("the id of a user, group or room", `^[UCR][0-9a-f]{32}$`, "U123")
	return checked("form", id.says, func(w *walk, p place, v any) *fault {
		if id.run(w, p, v) != nil {
			return wrongType()
		}
		return nil
	}, id.wrong)
}

// userID is the id of a user; LINE tells of another like of a wrong type.
func userID() check {
	return checked("form", "the id of a user", func(_ *walk, _ place, v any) *fault {
		if s, ok := v.(string); !ok || !UserID(s) {
			return wrongType()
		}
		return nil
	}, "C0123456789abcdef0123456789abcdef")
}

// UserID reports whether s has the form of a user's id: U and 32 hexadecimal digits.
func UserID(s string) bool {
	if len(s) != 33 || s[0] != 'U' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func person() check {
	id := form("the id of a user", `^U[0-9a-f]{32}$`, "C0123456789abcdef0123456789abcdef")
	return checked("form", id.says, func(w *walk, p place, v any) *fault {
		if id.run(w, p, v) != nil {
			return &fault{said: "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.", alone: true}
		}
		return nil
	}, id.wrong)
}

// steps is a multiple of five.
func steps(of int) check {
	return checked("steps", "a multiple of five", func(_ *walk, _ place, v any) *fault {
		if n, ok := integer(v); !ok || n%of != 0 {
			return &fault{said: "must be a multiple of five"}
		}
		return nil
	}, json.Number("7"))
}
