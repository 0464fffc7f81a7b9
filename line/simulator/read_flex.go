package simulator

// Reading Flex containers: texts in order, what can be pressed in one line.

import "strings"

func flex(container map[string]any) []part {
	if str(container, "type") == "carousel" {
		var out []part
		for _, bubble := range items(container, "contents") {
			out = append(out, flex(bubble)...)
		}
		return out
	}
	var out []part
	for _, block := range []string{"header", "hero", "body", "footer"} {
		out = append(out, component(child(container, block))...)
	}
	if a := child(container, "action"); a != nil {
		out = append(out, pressed(a, nil))
	}
	return out
}

func component(c map[string]any) []part {
	if c == nil || hidden(c) {
		return nil
	}
	a := child(c, "action")
	switch str(c, "type") {
	case "text":
		if a != nil {
			return []part{pressed(a, []string{written(c)})}
		}
		return []part{words(written(c))}
	case "button", "image", "icon":
		if a != nil {
			return []part{pressed(a, nil)}
		}
	case "video":
		return append([]part{words("‹video›")}, component(child(c, "altContent"))...)
	case "box":
		var inside []part
		for _, part := range items(c, "contents") {
			inside = append(inside, component(part)...)
		}
		if a != nil {
			return row(a, inside)
		}
		return inside
	}
	return nil
}

// row is a box that can be pressed: its texts stand beside its label, and what
// can be pressed inside it follows.
func row(a map[string]any, inside []part) []part {
	var on []string
	var inner []part
	for _, p := range inside {
		if p.button != nil {
			inner = append(inner, p)
		} else {
			on = append(on, p.words)
		}
	}
	return append([]part{pressed(a, on)}, inner...)
}

// written is the text of a text component, or of its visible spans.
func written(c map[string]any) string {
	spans := items(c, "contents")
	if len(spans) == 0 {
		return str(c, "text")
	}
	var out strings.Builder
	for _, span := range spans {
		if !hidden(span) {
			out.WriteString(str(span, "text"))
		}
	}
	return out.String()
}

// hidden reports whether a component takes no room or is fully transparent.
func hidden(c map[string]any) bool {
	for _, side := range []string{"width", "height", "maxWidth", "maxHeight", "size"} {
		switch str(c, side) {
		case "0px", "0%":
			return true
		}
	}
	colour := str(c, "color")
	return len(colour) == 9 && strings.HasSuffix(colour, "00")
}
