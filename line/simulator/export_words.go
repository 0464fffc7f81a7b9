package simulator

// Values and deeds in the words of the language that a test is written in.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// jsonText is JSON without HTML's escapes, spaced as people write objects; it is
// JavaScript too.
func jsonText(v any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // was JSON before, or is a string
	return strings.TrimSpace(out.String())
}

// dialect is how a language writes JSON values, and asks for the id of a message.
type dialect struct {
	null, yes, no string
	comma, colon  string
	id            func(r ref) string
}

func python(who string, v any) string {
	return dialect{"None", "True", "False", ", ", ": ", func(r ref) string { return r.call("message_id(", strconv.Quote(who)) }}.value(v)
}

func javaScript(who string, v any) string {
	return dialect{"null", "true", "false", ",", ":", func(r ref) string { return r.call("await messageId(", strconv.Quote(who)) }}.value(v)
}

func (d dialect) value(v any) string {
	switch v := v.(type) {
	case nil:
		return d.null
	case bool:
		return map[bool]string{true: d.yes, false: d.no}[v]
	case ref:
		return d.id(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = d.value(v[i])
		}
		return "[" + strings.Join(parts, d.comma) + "]"
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, jsonText(name)+d.colon+d.value(v[name]))
		}
		return "{" + strings.Join(parts, d.comma) + "}"
	}
	return jsonText(v)
}

// goBody is a deed's body as an expression of Go: JSON, with ids put into it.
func (s step) goBody() string {
	quote := func(raw string) string {
		if strings.Contains(raw, "`") {
			return strconv.Quote(raw)
		}
		return "`" + raw + "`"
	}
	var ids []ref
	const gap = "\x00" // stands in no JSON
	raw := dialect{"null", "true", "false", ",", ":", func(r ref) string { ids = append(ids, r); return `"` + gap + `"` }}.value(s.Body)
	parts := strings.Split(raw, gap)
	out := quote(parts[0])
	for i, r := range ids {
		out += " + " + r.call("messageID(t, box, ", strconv.Quote(s.Who)) + " + " + quote(parts[i+1])
	}
	return out
}

// Go is the step as a statement with simtest.
func (s step) Go() string {
	if s.World {
		return s.goWorld()
	}
	who := strconv.Quote(s.Who)
	text := func(name string) string { return strconv.Quote(str(s.Body, name)) }
	only := func(names ...string) bool {
		for name := range s.Body {
			if !slices.Contains(names, name) {
				return false
			}
		}
		return true
	}
	call := ""
	switch {
	case s.Kind == "text" && only("text"):
		call = "Text(" + who + ", " + text("text") + ")"
	case s.Kind == "press" && only("label"):
		call = "Press(" + who + ", " + text("label") + ")"
	case s.Kind == "press" && only("label", "value"):
		call = "Pick(" + who + ", " + text("label") + ", " + text("value") + ")"
	case s.Kind == "follow" && only():
		call = "Follow(" + who + ")"
	case s.Kind == "unfollow" && only():
		call = "Unfollow(" + who + ")"
	case s.Kind == "sticker" && only("packageId", "stickerId"):
		call = "Sticker(" + who + ", " + text("packageId") + ", " + text("stickerId") + ")"
	default:
		call = "Do(" + who + ", " + strconv.Quote(s.Kind) + ", " + s.goBody() + ")"
	}
	return "box.Does(box." + call + ")"
}

func (s step) goWorld() string {
	raw := compact(s.Body)
	switch s.Kind {
	case "clock":
		if by, err := time.ParseDuration(str(s.Body, "advance")); err == nil {
			if by%time.Second != 0 {
				return fmt.Sprintf("box.Advance(%d) // %s", by, str(s.Body, "advance"))
			}
			return fmt.Sprintf("box.Advance(%d * time.Second)", int64(by.Seconds()))
		}
		to := str(s.Body, "to")
		if at, err := time.Parse(time.RFC3339, to); err == nil {
			return fmt.Sprintf("box.Set(time.UnixMilli(%d)) // %s", at.UnixMilli(), to)
		}
		if to != "" {
			return fmt.Sprintf("if _, err := box.SetClock(%q); err != nil {\nt.Fatal(err)\n}", to)
		}
		return fmt.Sprintf("box.Pause(%v)", s.Body["pause"])
	case "faults":
		var f Fault
		_ = json.Unmarshal(raw, &f) // was a fault before
		var all []string
		for _, endpoint := range split(f.Endpoint) {
			all = append(all, fmt.Sprintf("box.Fault(%q, %q, %d)", endpoint, f.Kind, f.Count))
		}
		return strings.Join(all, "\n")
	case "mischief":
		var m Mischief
		_ = json.Unmarshal(raw, &m) // was mischief before
		made := strings.TrimPrefix(fmt.Sprintf("%#v", m), "simulator.Mischief")
		return "if err := box.Misbehave(simulator.Mischief" + made + "); err != nil {\nt.Fatal(err)\n}"
	case "residents":
		return fmt.Sprintf("box.AddResident(simulator.Resident{Name: %q, DisplayName: %q})", str(s.Body, "name"), str(s.Body, "displayName"))
	}
	return "// " + s.Kind
}
