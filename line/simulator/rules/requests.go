package rules

// Request bodies.

import "encoding/json"

func requests() []kind {
	messages := must("messages", many(1, MaxMessages, oneOf("message", messageTypes, "message")))
	quiet := may("notificationDisabled", boolean())
	return []kind{
		{name: "request.validate", source: "R#validate-message-objects-of-reply-message", fields: []field{messages}},
		{name: "request.reply", source: "R#send-reply-message", fields: []field{must("replyToken", str()), messages, quiet}},
		{name: "request.push", source: "R#send-push-message", fields: []field{
			must("to", recipient()), messages, quiet,
			may("customAggregationUnits", many(0, 1, form("1 to 30 letters, digits or _", `^[a-zA-Z0-9_]{1,30}$`, "a b"))).
				from("D/unit-based-statistics-aggregation"),
		}},
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
