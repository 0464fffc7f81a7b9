package rules

// Flex components: box, button, image, video, icon, text, span, separator, filler.

import (
	"regexp"
	"strconv"
)

func flexParts() []kind {
	kindOf := tag()
	flex := may("flex", whole(0, nonNegative))
	margin := may("margin", measure("a keyword or px", keywords, pixels))
	gravity := may("gravity", word("top", "bottom", "center"))
	align := may("align", word("start", "end", "center"))
	press := may("action", action("flex"))
	placed := []field{
		may("position", word("relative", "absolute")),
		may("offsetTop", offset()), may("offsetBottom", offset()), may("offsetStart", offset()), may("offsetEnd", offset()),
	}
	letters := []field{
		may("size", measure("a keyword or px", "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl", pixels)),
		may("color", colour()),
		may("weight", word("regular", "bold")),
		may("style", word("normal", "italic")),
		may("decoration", word("none", "underline", "line-through")),
	}
	ratio := checked("ratio", "width:height, each a number from 1 to 100000, height at most three times the width", aspect, "1:4")
	shrink := may("adjustMode", word("shrink-to-fit"))
	return []kind{
		{name: "flex.box", source: "R#box", fields: join([]field{
			kindOf, must("layout", word("horizontal", "vertical", "baseline")), must("contents", anyList()),
			flex, margin, may("spacing", measure("a keyword or px", keywords, pixels)), press,
			may("backgroundColor", colour()), may("borderColor", colour()),
			may("borderWidth", measure("a keyword or px", "none|light|normal|medium|semi-bold|bold", pixels)),
			may("cornerRadius", measure("a keyword or px", keywords, pixels)),
			may("width", measure("px or %", pixels, percents)), may("maxWidth", measure("px or %", pixels, percents)),
			may("height", measure("px or %", pixels, percents)), may("maxHeight", measure("px or %", pixels, percents)),
			may("paddingAll", padding()), may("paddingTop", padding()), may("paddingBottom", padding()),
			may("paddingStart", padding()), may("paddingEnd", padding()),
			may("justifyContent", word("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")),
			may("alignItems", word("center", "flex-start", "flex-end")),
			may("background", oneOf("flex", []string{"linearGradient"})),
		}, placed), across: []across{layoutChildren(), baselineLevels()}},
		{name: "flex.linearGradient", source: "R#box", fields: []field{
			kindOf, must("angle", form("from 0deg to less than 360deg", `^([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])(\.[0-9]+)?deg$`, "360deg")),
			must("startColor", colour()), must("endColor", colour()), may("centerColor", colour()),
			may("centerPosition", form("from 0% to 100%", `^(100|[0-9]{1,2}(\.[0-9]+)?)%$`, "101%")),
		}},
		{name: "flex.button", source: "R#button", fields: join([]field{
			kindOf, must("action", action("flexButton")), flex, margin, gravity, shrink, may("scaling", boolean()),
			may("height", word("sm", "md")), may("style", word("primary", "secondary", "link")), may("color", colour()),
		}, placed)},
		{name: "flex.image", source: "R#f-image", fields: join([]field{
			kindOf, must("url", picture()), flex, margin, align, gravity, press,
			may("size", measure("a keyword, px or %", "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full", pixels, percents)),
			may("aspectRatio", ratio), may("aspectMode", word("fit", "cover")),
			may("backgroundColor", colour()), may("animated", boolean()),
		}, placed)},
		{name: "flex.video", source: "R#f-video", fields: []field{
			kindOf, must("url", picture()), must("previewUrl", picture()),
			must("altContent", oneOf("flex", []string{"box", "image"})), may("aspectRatio", ratio),
			may("action", oneOf("action", []string{"uri"}, "action.in.flex")),
		}},
		{name: "flex.icon", source: "R#icon", fields: join([]field{
			kindOf, must("url", picture()), margin, may("scaling", boolean()),
			may("size", measure("a keyword or px", "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl", pixels)).from("D/flex-message-layout"),
			may("aspectRatio", ratio),
		}, placed)},
		{name: "flex.text", source: "R#f-text", fields: join([]field{
			kindOf, may("text", str()), may("contents", series(oneOf("flex", []string{"span"}))),
			flex, margin, align, gravity, press, shrink, may("wrap", boolean()), may("scaling", boolean()),
			may("lineSpacing", measure("px", pixels)), may("maxLines", whole(0, nonNegative)),
		}, letters, placed), across: []across{someText()}},
		{name: "flex.span", source: "R#span", fields: join([]field{kindOf, may("text", str())}, letters)},
		{name: "flex.separator", source: "R#separator", fields: []field{kindOf, margin, may("color", colour())}},
		{name: "flex.filler", source: "R#filler", fields: []field{kindOf, flex}},
	}
}

func offset() check { return measure("a keyword, px or %", keywords, pixels, percents) }

func padding() check { return measure("a keyword, px or %", keywords, pixels, percents) }

// Decimals stand in LINE's own examples: 1.91:1 (R#f-image).
var ratioForm = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?):([0-9]+(?:\.[0-9]+)?)$`)

func aspect(_ *walk, _ place, v any) *fault {
	s, ok := v.(string)
	if !ok {
		return wrongType()
	}
	m := ratioForm.FindStringSubmatch(s)
	if m == nil {
		return &fault{}
	}
	width, _ := strconv.ParseFloat(m[1], 64) // the form lets nothing but a number pass
	height, _ := strconv.ParseFloat(m[2], 64)
	if width < 1 || height < 1 || width > 100000 || height > 100000 || height > 3*width {
		return &fault{}
	}
	return nil
}

// anyList is the list of a box; layoutChildren judges what may be in it.
func anyList() check {
	return checked("list", "a list of components", func(_ *walk, _ place, v any) *fault {
		if _, ok := v.([]any); !ok {
			return wrongType()
		}
		return nil
	}, "not a list")
}

// deepest is how many steps a path into a container is followed: each takes more
// than 20 bytes, so what lies deeper is in no container of 50 KB.
const deepest = MaxCarouselBytes / 20

// layoutChildren: what may stand in a box depends on its layout.
func layoutChildren() across {
	free := oneOf("flex", []string{"box", "button", "image", "text", "separator", "filler"})
	level := oneOf("flex", []string{"icon", "text", "filler"})
	return across{also: append(free.also, level.also...), run: func(c *cross, p place, obj map[string]any) {
		allowed := free
		if obj["layout"] == "baseline" {
			allowed = level
		}
		if len(p.path)-p.flex > deepest {
			return // far more bytes than LINE takes, which is told by a rule of the container
		}
		c.entries(p.in("contents"), list(obj["contents"]), allowed)
	}}
}

// baselineLevels: in a baseline box everything stands on one line.
func baselineLevels() across {
	return across{name: "baseline.placing", says: "children of a baseline box have no gravity and no offsetBottom", run: func(c *cross, p place, obj map[string]any) {
		if obj["layout"] != "baseline" {
			return
		}
		for i, child := range list(obj["contents"]) {
			for _, name := range []string{"gravity", "offsetBottom"} {
				if object(child)[name] != nil {
					c.fail(p.in("contents").at(i).in(name), &fault{})
				}
			}
		}
	}}
}

func someText() across {
	return across{name: "text.some", says: "text that is not empty, or contents", run: func(c *cross, p place, obj map[string]any) {
		if text(obj["text"]) == "" && len(list(obj["contents"])) == 0 {
			c.fail(p.in("text"), &fault{flex: "must be non-empty text"})
		}
	}}
}
