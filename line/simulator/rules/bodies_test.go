package rules

// The words in which LINE refuses, and how it counts.

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBodies(t *testing.T) {
	button := func(label string) string {
		return flexed(`{"type":"bubble","footer":{"type":"box","layout":"vertical","contents":[{"type":"button","action":{"type":"message","label":"` + label + `","text":"a"}}]}}`)
	}
	tests := []struct {
		name, body string
		want       Body
	}{
		{"taken", messaged(`{"type":"text","text":"a"}`), Body{}},
		{"no messages", `{"messages":[]}`, Fields(Detail{"Size must be between 1 and 5", "messages"})},
		{"six messages", messaged(strings.Repeat(`{"type":"text","text":"a"},`, 5) + `{"type":"text","text":"a"}`), Fields(Detail{"Size must be between 1 and 5", "messages"})},
		{"absent messages", `{}`, Fields(Detail{"May not be empty", "messages"})},
		{"messages of another type", `{"messages":"a"}`, Body{Message: "The property, messages, in the request body is invalid (line: -, column: -)"}},
		{"empty text", messaged(`{"type":"text","text":""}`), Fields(Detail{"May not be empty", "messages[0].text"})},
		{
			"two errors", messaged(`{"type":"text"},{"type":"image","originalContentUrl":"https://example.com/a.png"}`),
			Fields(Detail{"May not be empty", "messages[0].text"}, Detail{"May not be empty", "messages[1].previewImageUrl"}),
		},
		{"long text", messaged(`{"type":"text","text":"` + strings.Repeat("a", 5001) + `"}`), Fields(Detail{"Length must be between 0 and 5000", "messages[0].text"})},
		{"number for text", messaged(`{"type":"text","text":5}`), Body{Message: "The property, messages[0].text, in the request body is invalid (line: -, column: -)"}},
		{
			"label of a quick reply", quick(`{"type":"message","label":"` + strings.Repeat("a", 21) + `","text":"a"}`),
			Fields(Detail{"Length must be between 0 and 20", "messages[0].quickReply.items[0].action.label"}),
		},
		{"scheme of an action", quick(`{"type":"uri","label":"a","uri":"ftp://example.com/"}`), Body{Message: "Invalid action URI"}},
		{"Thai in an action's address", quick(`{"type":"uri","label":"a","uri":"https://example.com/ก"}`), Body{Message: "Invalid action URI"}},
		{
			"key of textV2", messaged(`{"type":"textV2","text":"{!owe}"}`),
			Fields(Detail{"The key '!owe' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.", "messages[0].text"}),
		},
		{"one action to confirm", templated(`{"type":"confirm","text":"a","actions":` + oneAction + `}`), Fields(Detail{"Size must be between 2 and 2", "messages[0].template.actions"})},
		{"altText of Flex", messaged(`{"type":"flex","altText":"` + strings.Repeat("a", 1501) + `","contents":{"type":"bubble","body":` + plainBox + `}}`), Fields(Detail{"Length must be between 0 and 1500", "messages[0].altText"})},
		{"long label of a Flex button", button(strings.Repeat("a", 41)), inFlexBody(Detail{"invalid property", "/footer/contents/0/action/label"})},
		{"hero without address", flexed(`{"type":"bubble","hero":{"type":"image"}}`), inFlexBody(Detail{"must be specified", "/hero/url"})},
		{"spacer", boxed(`{"type":"text","text":"a"},{"type":"separator"},{"type":"spacer"}`), inFlexBody(Detail{"invalid property", "/body/contents/2"})},
		{"no words", boxed(`{"type":"text","text":""}`), inFlexBody(Detail{"must be non-empty text", "/body/contents/0/text"})},
		{"raw Thai in a picture's address", boxed(`{"type":"image","url":"https://example.com/ก.png"}`), inFlexBody(Detail{"invalid uri", "/body/contents/0/url"})},
		{"http picture", boxed(`{"type":"image","url":"http://example.com/a.png"}`), inFlexBody(Detail{"invalid uri scheme", "/body/contents/0/url"})},
		{"javascript", boxed(`{"type":"text","text":"a","action":{"type":"uri","label":"a","uri":"javascript:alert(1)"}}`), inFlexBody(Detail{"invalid uri scheme", "/body/contents/0/action/uri"})},
		{"empty bubble", flexed(`{"type":"bubble"}`), inFlexBody(Detail{"At least one block must be specified", "/"})},
		{
			"fields come before Flex", messaged(`{"type":"flex","altText":"a","contents":{"type":"bubble"}},{"type":"text"}`),
			Fields(Detail{"May not be empty", "messages[1].text"}),
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := Request("validate", json.RawMessage(test.body))
			if diff := cmp.Diff(test.want, v.Body()); diff != "" {
				t.Errorf("LINE's answer should be (-) but is (+):\n%s", diff)
			}
			for _, b := range v.Broken {
				if !strings.HasPrefix(b.At, "/messages") {
					t.Errorf("the developer should be led to the place from the root, not to %q", b.At)
				}
			}
		})
	}
}

func inFlexBody(details ...Detail) Body {
	return Body{Message: "A message (messages[0]) in the request body is invalid", Details: details}
}

// ที่อยู่ has three clusters and seven UTF-16 units (Messaging API, "Text character count").
func TestCounting(t *testing.T) {
	if n := Units("ที่อยู่"); n != 7 {
		t.Errorf("ที่อยู่ should have 7 UTF-16 units, not %d", n)
	}
	if n := Clusters("ที่อยู่"); n != 3 {
		t.Errorf("ที่อยู่ should have 3 grapheme clusters, not %d", n)
	}
	tests := []struct {
		name string
		body string
		ok   bool
	}{
		{"a label counts clusters", quick(`{"type":"message","label":"` + strings.Repeat("ที่", 20) + `","text":"a"}`), true},
		{"21 clusters are too many", quick(`{"type":"message","label":"` + strings.Repeat("ที่", 21) + `","text":"a"}`), false},
		{"displayText counts clusters", quick(`{"type":"postback","label":"a","data":"d","displayText":"` + strings.Repeat("ที่", 300) + `"}`), true},
		{"data counts UTF-16 units", quick(`{"type":"postback","label":"a","data":"` + strings.Repeat("ที่", 101) + `"}`), false},
		{"text counts UTF-16 units", messaged(`{"type":"text","text":"` + strings.Repeat("😀", 2501) + `"}`), false},
		{"2500 emoji are 5000 units", messaged(`{"type":"text","text":"` + strings.Repeat("😀", 2500) + `"}`), true},
		{"a whole bubble below 30 KB", flexed(fat(29_000)), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if v := Request("validate", json.RawMessage(test.body)); v.OK() != test.ok {
				t.Errorf("should LINE take it: %v; found %+v", test.ok, v.Broken)
			}
		})
	}
}

func TestUnknownPropertiesAreHints(t *testing.T) {
	v := Messages(json.RawMessage(`[{"type":"text","text":"a","colour":"red"}]`))
	if !v.OK() || len(v.Hints) != 1 || v.Hints[0].At != "/messages/0/colour" {
		t.Errorf("an unknown property should be a hint at its place and no refusal: %+v", v)
	}
}
