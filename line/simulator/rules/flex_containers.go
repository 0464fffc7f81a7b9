package rules

// Flex containers: bubble and carousel (R#flex-message, D/flex-message-elements).

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// What LINE calls 30 KB and 50 KB; whether a KB is 1,000 or 1,024 bytes is not
// documented, and the smaller is the strict side.
const (
	MaxBubbleBytes   = 30_000
	MaxCarouselBytes = 50_000
	MaxBubbles       = 12
	maxAnimated      = 10
)

func container() check {
	of := oneOf("flex", []string{"bubble", "carousel"})
	return check{name: of.name, says: of.says, wrong: of.wrong, also: of.also, run: func(w *walk, p place, v any) *fault {
		if object(v) == nil {
			return wrongType()
		}
		return of.run(w, p.container(), v)
	}}
}

func flexContainers() []kind {
	style := may("styles", one("flex.styles"))
	block := one("flex.blockStyle")
	return []kind{
		{name: "flex.carousel", source: "R#f-carousel", fields: []field{
			tag(),
			must("contents", many(1, MaxBubbles, oneOf("flex", []string{"bubble"}))),
		}, across: []across{bytesOf("carousel", MaxCarouselBytes), sameSize(), noVideo(), animations()}},
		{name: "flex.bubble", source: "R#bubble", fields: []field{
			tag(),
			may("size", word("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")),
			may("direction", word("ltr", "rtl")),
			may("header", oneOf("flex", []string{"box"})),
			may("hero", oneOf("flex", []string{"box", "image", "video"})),
			may("body", oneOf("flex", []string{"box"})),
			may("footer", oneOf("flex", []string{"box"})),
			style,
			may("action", action("flex")),
		}, across: []across{bytesOf("bubble", MaxBubbleBytes), someBlock(), videoBubble(), rootsStay(), animations()}},
		{name: "flex.styles", source: "R#bubble-style", fields: []field{
			may("header", block), may("hero", block), may("body", block), may("footer", block),
		}},
		{name: "flex.blockStyle", source: "R#block-style", fields: []field{
			may("backgroundColor", colour()), may("separator", boolean()), may("separatorColor", colour()),
		}},
	}
}

// Bytes is the size of a JSON value without spaces, texts in UTF-8: what LINE
// counts is not documented more closely.
func Bytes(v any) int {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) != nil {
		return 0
	}
	return out.Len() - 1
}

func bytesOf(what string, most int) across {
	says := fmt.Sprintf("the JSON of a %s has at most %d bytes", what, most)
	return across{name: "bytes", says: says, run: func(c *cross, p place, obj map[string]any) {
		if Bytes(obj) > most {
			c.fail(p, &fault{})
		}
	}}
}

func sameSize() across {
	return across{name: "contents.sameSize", says: "all bubbles of a carousel have the same size", run: func(c *cross, p place, obj map[string]any) {
		bubbles := list(obj["contents"])
		for i, b := range bubbles {
			if bubbleSize(object(b)) != bubbleSize(object(bubbles[0])) {
				c.fail(p.in("contents").at(i).in("size"), &fault{})
			}
		}
	}}
}

func bubbleSize(bubble map[string]any) string {
	if s := text(bubble["size"]); s != "" {
		return s
	}
	return "mega"
}

func noVideo() across {
	return across{name: "contents.video", says: "no video in a carousel", run: func(c *cross, p place, obj map[string]any) {
		for i, b := range list(obj["contents"]) {
			if object(object(b)["hero"])["type"] == "video" {
				c.fail(p.in("contents").at(i).in("hero"), &fault{})
			}
		}
	}}
}

func someBlock() across {
	return across{name: "blocks", says: "a bubble has a header, hero, body or footer", run: func(c *cross, p place, obj map[string]any) {
		for _, block := range blocks {
			if obj[block] != nil {
				return
			}
		}
		c.fail(p, &fault{flex: "At least one block must be specified"})
	}}
}

var blocks = []string{"header", "hero", "body", "footer"}

func videoBubble() across {
	return across{name: "hero.video", says: "a video only in a bubble of size kilo, mega or giga", source: "R#f-video", run: func(c *cross, p place, obj map[string]any) {
		size := bubbleSize(obj)
		if object(obj["hero"])["type"] == "video" && size != "kilo" && size != "mega" && size != "giga" {
			c.fail(p.in("hero"), &fault{})
		}
	}}
}

func rootsStay() across {
	return across{name: "blocks.position", says: "neither a block nor its first child is absolute", source: "D/flex-message-layout", run: func(c *cross, p place, obj map[string]any) {
		for _, name := range blocks {
			block := object(obj[name])
			if block["position"] == "absolute" {
				c.fail(p.in(name).in("position"), &fault{})
			}
			if children := list(block["contents"]); len(children) > 0 && object(children[0])["position"] == "absolute" {
				c.fail(p.in(name).in("contents").at(0).in("position"), &fault{})
			}
		}
	}}
}

func animations() across {
	return across{name: "animated", says: "at most " + strconv.Itoa(maxAnimated) + " animated images in a message", source: "R#f-image", run: func(c *cross, p place, obj map[string]any) {
		if animated(obj) > maxAnimated {
			c.fail(p, &fault{})
		}
	}}
}

func animated(v any) int {
	n := 0
	switch v := v.(type) {
	case map[string]any:
		if v["type"] == "image" && v["animated"] == true {
			n++
		}
		for _, child := range v {
			n += animated(child)
		}
	case []any:
		for _, child := range v {
			n += animated(child)
		}
	}
	return n
}
