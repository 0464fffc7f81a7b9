package rules

// The body of a narrowcast: to whom, and how many at most (R#send-narrowcast-message).

import "fmt"

const (
	narrowcastSource = "R#narrowcast-recipient"
	filterSource     = "R#narrowcast-demographic-filter"
)

func narrowcasts() []kind {
	recipients := oneOf("recipient", []string{"operator", "audience", "redelivery"})
	filters := oneOf("demographic", []string{"operator", "gender", "age", "appType", "area", "subscriptionPeriod"})
	age := word(steppedWords("age_", 15, 70)...)
	days := word("day_7", "day_30", "day_90", "day_180", "day_365")
	return []kind{
		{name: "request.narrowcast", source: "R#send-narrowcast-message", fields: []field{
			must("messages", many(1, MaxMessages, oneOf("message", messageTypes, "message"))),
			may("recipient", recipients).from(narrowcastSource),
			may("filter", one("filter")).from(filterSource),
			may("limit", one("limit")).from("R#send-narrowcast-limit"),
			may("notificationDisabled", boolean()),
		}, across: []across{atMostTen("recipient", narrowcastSource, "audience", "redelivery"), atMostTen("demographic", filterSource, "gender", "age", "appType", "area", "subscriptionPeriod")}},
		{name: "recipient.operator", source: narrowcastSource, fields: []field{
			tag(), may("and", some(recipients)), may("or", some(recipients)), may("not", recipients),
		}, across: []across{oneOperator()}},
		{name: "recipient.audience", source: narrowcastSource, fields: []field{tag(), must("audienceGroupId", whole(1, 1<<53))}},
		{name: "recipient.redelivery", source: narrowcastSource, fields: []field{tag(), must("requestId", str())}},
		{name: "filter", source: filterSource, fields: []field{may("demographic", filters)}},
		{name: "demographic.operator", source: filterSource, fields: []field{
			tag(), may("and", some(filters)), may("or", some(filters)), may("not", filters),
		}, across: []across{oneOperator()}},
		{name: "demographic.gender", source: filterSource, fields: []field{tag(), must("oneOf", some(word("male", "female")))}},
		{name: "demographic.age", source: filterSource, fields: []field{tag(), may("gte", age), may("lt", age)}, across: []across{rising()}},
		{name: "demographic.appType", source: filterSource, fields: []field{tag(), must("oneOf", some(word("ios", "android")))}},
		{name: "demographic.area", source: filterSource, fields: []field{tag(), must("oneOf", some(word(areas()...)))}},
		{name: "demographic.subscriptionPeriod", source: filterSource, fields: []field{
			tag(), may("gte", days), may("lt", days),
		}, across: []across{rising()}},
		{name: "limit", source: "R#send-narrowcast-limit", fields: []field{
			may("max", whole(1, nonNegative)),
			may("upToRemainingQuota", boolean()),
			may("forbidPartialDelivery", boolean()),
		}, across: []across{wholeDelivery()}},
	}
}

// some is a list of at least one entry, each of which keeps the check.
func some(each check) check {
	all := series(each)
	return check{name: "list", says: "a list of at least one", wrong: []any{}, also: all.also, run: func(w *walk, p place, v any) *fault {
		if entries, ok := v.([]any); ok && len(entries) == 0 {
			return &fault{said: "May not be empty"}
		}
		return all.run(w, p, v)
	}}
}

func oneOperator() across {
	return across{name: "one", says: "exactly one of and, or, not", run: func(c *cross, p place, obj map[string]any) {
		n := 0
		for _, name := range []string{"and", "or", "not"} {
			if obj[name] != nil {
				n++
			}
		}
		if n != 1 {
			c.fail(p, &fault{said: "Exactly one of and, or, not must be specified"})
		}
	}}
}

// atMostTen counts the objects of the types below a property of the request.
func atMostTen(family, source string, types ...string) across {
	counts := map[string]bool{}
	for _, t := range types {
		counts[t] = true
	}
	says := "at most 10 " + family + " objects, operators not counted"
	return across{name: family + ".count", says: says, source: source, run: func(c *cross, p place, obj map[string]any) {
		at, v := p.in("recipient"), obj["recipient"]
		if family == "demographic" {
			at, v = p.in("filter").in("demographic"), object(obj["filter"])["demographic"]
		}
		if leaves(v, counts) > 10 {
			c.fail(at, &fault{said: "Size must be between 0 and 10"})
		}
	}}
}

func leaves(v any, counts map[string]bool) int {
	obj := object(v)
	n := 0
	if counts[text(obj["type"])] {
		n++
	}
	for _, name := range []string{"and", "or"} {
		for _, part := range list(obj[name]) {
			n += leaves(part, counts)
		}
	}
	if obj["not"] != nil {
		n += leaves(obj["not"], counts)
	}
	return n
}

// rising wants a lower bound, an upper one, or both with the lower one below.
func rising() across {
	return across{name: "bounds", says: "gte, lt or both, gte below lt", run: func(c *cross, p place, obj map[string]any) {
		low, high := text(obj["gte"]), text(obj["lt"])
		switch {
		case obj["gte"] == nil && obj["lt"] == nil:
			c.fail(p, &fault{said: "gte or lt must be specified"})
		case obj["gte"] != nil && obj["lt"] != nil && number(low) >= number(high):
			c.fail(p.in("gte"), &fault{said: "Must be smaller than lt"})
		}
	}}
}

// number is what stands behind the underscore of age_20 or day_365.
func number(s string) (n int) {
	for _, c := range s {
		if c >= '0' && c <= '9' && n < 1000 {
			n = 10*n + int(c-'0')
		}
	}
	return n
}

func wholeDelivery() across {
	return across{name: "forbidPartialDelivery.quota", says: "forbidPartialDelivery only with upToRemainingQuota", run: func(c *cross, p place, obj map[string]any) {
		if obj["forbidPartialDelivery"] == true && obj["upToRemainingQuota"] != true {
			c.fail(p.in("forbidPartialDelivery"), &fault{said: "The option forbidPartialDelivery must be used with upToRemainingQuota.", alone: true})
		}
	}}
}

func steppedWords(prefix string, low, high int) (out []string) {
	for n := low; n <= high; n += 5 {
		out = append(out, fmt.Sprintf("%s%d", prefix, n))
	}
	return out
}

// areas are the regions of Japan, Taiwan and Thailand.
func areas() (out []string) {
	for _, country := range []struct {
		name string
		n    int
	}{{"jp", 47}, {"tw", 22}, {"th", 8}} {
		for i := range country.n {
			out = append(out, fmt.Sprintf("%s_%02d", country.name, i+1))
		}
	}
	return out
}
