package rules_test

// Every object of a message that LINE's own description knows: the rules take
// its samples and refuse those that are wrong in one way.

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tambon/line/simulator/facts"
	"tambon/line/simulator/rules"
)

const (
	body    = `"body":{"type":"box","layout":"vertical","contents":[]}`
	person  = "U0123456789abcdef0123456789abcdef"
	address = "https://example.com/a.png"
)

// maker knows what LINE says in prose alone (R#message-objects, R#action-objects).
func maker() *facts.Maker {
	return &facts.Maker{
		Table: facts.Messaging(),
		Needs: map[string][]string{
			"AudioMessage": {"originalContentUrl", "duration"}, "VideoMessage": {"originalContentUrl", "previewImageUrl"},
			"Emoji": {"index", "productId", "emojiId"}, "QuickReply": {"items"}, "QuickReplyItem": {"type", "action"},
			"MessageAction": {"label", "text"}, "PostbackAction": {"label", "data"}, "URIAction": {"label", "uri"},
			"DatetimePickerAction": {"label", "data", "mode"}, "ClipboardAction": {"label"},
			"CameraAction": {"label"}, "CameraRollAction": {"label"}, "LocationAction": {"label"},
			"FlexText": {"text"}, "FlexBubble": {"body"}, "FlexBoxLinearGradient": {"angle", "startColor", "endColor"},
			"FlexSpan": {"text"}, "ImagemapVideo": {"originalContentUrl", "previewImageUrl", "area"},
			"ImagemapExternalLink": {"linkUri", "label"},
		},
		Values: map[string]any{
			"iconUrl": address, "imageUrl": address, "thumbnailImageUrl": address, "originalContentUrl": address, "previewImageUrl": address,
			"previewUrl": address, "url": address, "uri": address, "linkUri": address, "desktop": address, "baseUrl": "https://example.com/map",
			"ImagemapBaseSize.width": 1040, "packageId": "446", "stickerId": "1988", "userId": person,
			"TextMessage.text": "$ a", "TextMessage.emojis": []any{map[string]any{"index": 0, "productId": "a", "emojiId": "a"}},
			"TextMessageV2.text": "a", "Emoji.index": 0,
			"QuickReplyItem.type": "action", "VideoMessage.trackingId": "a",
			"DatetimePickerAction.initial": "2026-11-26", "DatetimePickerAction.min": "2026-11-25", "DatetimePickerAction.max": "2026-11-27",
			"aspectRatio": "1:1", "angle": "0deg", "centerPosition": "50%",
			"color": "#000000", "backgroundColor": "#000000", "borderColor": "#000000", "separatorColor": "#000000",
			"imageBackgroundColor": "#000000", "startColor": "#000000", "endColor": "#000000", "centerColor": "#000000",
			"margin": "md", "spacing": "md", "size": "md", "borderWidth": "normal", "cornerRadius": "md", "lineSpacing": "2px",
			"width": "10px", "height": "10px", "maxWidth": "10px", "maxHeight": "10px",
			"paddingAll": "md", "paddingTop": "md", "paddingBottom": "md", "paddingStart": "md", "paddingEnd": "md",
			"offsetTop": "1px", "offsetBottom": "1px", "offsetStart": "1px", "offsetEnd": "1px",
			"ImagemapArea.width": 1, "ImagemapArea.height": 1, "ImagemapBaseSize.height": 1,
			"FlexButton.height": "sm", "FlexBubble.size": "mega",
			"imageAspectRatio": "square", "imageSize": "cover", "FlexBubble.hero": map[string]any{"type": "image", "url": address},
			"FlexVideo.action":     map[string]any{"type": "uri", "label": "a", "uri": address},
			"FlexVideo.altContent": map[string]any{"type": "image", "url": address}, "ConfirmTemplate.actions": []any{say("a"), say("b")},
		},
		Prefer: map[string]string{
			"Action": "MessageAction", "FlexComponent": "FlexText", "FlexContainer": "FlexBubble", "Message": "TextMessage",
			"Template": "ConfirmTemplate", "ImagemapAction": "MessageImagemapAction", "MentionTarget": "AllMentionTarget",
			"SubstitutionObject": "EmojiSubstitutionObject",
		},
	}
}

func say(label string) any {
	return map[string]any{"type": "message", "label": label, "text": "a"}
}

// standing says where an object stands in a request: $ is the object.
var standing = map[string]string{
	"Message": `{"messages":[$]}`,
	"Sender":  `{"messages":[{"type":"text","text":"a","sender":$}]}`, "QuickReply": `{"messages":[{"type":"text","text":"a","quickReply":$}]}`,
	"QuickReplyItem":      `{"messages":[{"type":"text","text":"a","quickReply":{"items":[$]}}]}`,
	"Action":              `{"messages":[{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":$}]}}]}`,
	"AltUri":              `{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[],"action":{"type":"uri","uri":"https://example.com","altUri":$}}}}]}`,
	"Emoji":               `{"messages":[{"type":"text","text":"$","emojis":[$]}]}`,
	"SubstitutionObject":  `{"messages":[{"type":"textV2","text":"{a}","substitution":{"a":$}}]}`,
	"MentionTarget":       `{"messages":[{"type":"textV2","text":"{a}","substitution":{"a":{"type":"mention","mentionee":$}}}]}`,
	"Template":            `{"messages":[{"type":"template","altText":"a","template":$}]}`,
	"CarouselColumn":      `{"messages":[{"type":"template","altText":"a","template":{"type":"carousel","columns":[$]}}]}`,
	"ImageCarouselColumn": `{"messages":[{"type":"template","altText":"a","template":{"type":"image_carousel","columns":[$]}}]}`,
	"ImagemapAction":      imagemap(`"actions":[$]`), "ImagemapArea": imagemap(`"actions":[{"type":"message","text":"a","area":$}]`),
	"ImagemapBaseSize":     `{"messages":[{"type":"imagemap","altText":"a","baseUrl":"https://example.com/map","actions":[],"baseSize":$}]}`,
	"ImagemapVideo":        imagemap(`"actions":[],"video":$`),
	"ImagemapExternalLink": imagemap(`"actions":[],"video":{"originalContentUrl":"` + address + `","previewImageUrl":"` + address + `","area":{"x":0,"y":0,"width":1,"height":1},"externalLink":$}`),
	"FlexContainer":        flex(`$`), "FlexComponent": flex(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[$]}}`),
	"FlexIcon":  flex(`{"type":"bubble","body":{"type":"box","layout":"baseline","contents":[$]}}`),
	"FlexSpan":  flex(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","contents":[$]}]}}`),
	"FlexVideo": flex(`{"type":"bubble","hero":$}`), "FlexBubbleStyles": flex(`{"type":"bubble",` + body + `,"styles":$}`),
	"FlexBlockStyle":    flex(`{"type":"bubble",` + body + `,"styles":{"body":$}}`),
	"FlexBoxBackground": flex(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[],"background":$}}`),
}

func imagemap(rest string) string {
	return `{"messages":[{"type":"imagemap","altText":"a","baseUrl":"https://example.com/map","baseSize":{"width":1040,"height":1040},` + rest + `}]}`
}

func flex(contents string) string {
	return `{"messages":[{"type":"flex","altText":"a","contents":` + contents + `}]}`
}

// host is where a schema's objects stand: by its own name, else by that of the
// schema of which it is a kind.
func host(schema string) string {
	if standing[schema] != "" {
		return standing[schema]
	}
	for parent, s := range facts.Messaging() {
		for _, kind := range s.Kinds {
			if kind == schema && standing[parent] != "" {
				return standing[parent]
			}
		}
	}
	return ""
}

// reached are the kinds of object that a message is made of.
func reached() (names []string) {
	table := facts.Messaging()
	seen := map[string]bool{}
	var visit func(s *facts.Schema)
	enter := func(name string) {
		if !seen[name] {
			seen[name] = true
			visit(table[name])
		}
	}
	visit = func(s *facts.Schema) {
		if s == nil {
			return
		}
		if s.Ref != "" {
			enter(s.Ref)
		}
		for _, name := range s.Kinds {
			enter(name)
		}
		for _, p := range s.Properties {
			visit(p)
		}
		visit(s.Items)
		visit(s.Values)
	}
	enter("Message")
	delete(seen, "RichMenuSwitchAction") // of rich menus alone (R#richmenu-switch-action)
	for _, name := range table.Names() {
		if s := table[name]; seen[name] && s.Type == "object" && len(s.Kinds) == 0 {
			names = append(names, name)
		}
	}
	return names
}

func verdict(t *testing.T, schema string, v any) (rules.Verdict, string) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.LastIndex(host(schema), "$")
	body := host(schema)[:at] + string(raw) + host(schema)[at+1:]
	return rules.Request("validate", json.RawMessage(body)), body
}

func TestDescribedObjectsAreTaken(t *testing.T) {
	narrower := []string{
		"FlexIcon with offsetBottom",     // an icon stands in baseline boxes alone, whose children have none (R#box)
		"PostbackAction with fillInText", // only with inputOption openKeyboard (R#postback-action)
	}
	m := maker()
	for _, schema := range reached() {
		t.Run(schema, func(t *testing.T) {
			if host(schema) == "" {
				t.Fatalf("it should be known where a %s stands in a message", schema)
			}
			samples := append([]facts.Sample{{What: "smallest", Value: m.Smallest(schema)}}, m.Fuller(schema)...)
			for _, s := range samples {
				v, body := verdict(t, schema, s.Value)
				if slices.Contains(narrower, schema+" "+s.What) {
					if v.OK() {
						t.Errorf("LINE's prose forbids a %s %s, but the rules take it\n%s", schema, s.What, body)
					}
					continue
				}
				if !v.OK() || len(v.Hints) > 0 {
					t.Errorf("LINE describes %s %s, but the rules say %+v %+v\n%s", schema, s.What, v.Broken, v.Hints, body)
				}
			}
		})
	}
}

func TestDescribedObjectsAreRefused(t *testing.T) {
	m := maker()
	for _, schema := range reached() {
		t.Run(schema, func(t *testing.T) {
			for _, s := range m.Invalid(schema) {
				if v, body := verdict(t, schema, s.Value); v.OK() {
					t.Errorf("a %s whose %s should be refused\n%s", schema, s.What, body)
				}
			}
		})
	}
}
