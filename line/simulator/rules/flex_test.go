package rules

// What LINE's documents say of single Flex values, beside the rules' own samples.

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestFlexValues(t *testing.T) {
	image := func(more string) string {
		return boxed(`{"type":"image","url":"https://example.com/a.png",` + more + `}`)
	}
	icon := func(more string) string {
		return bodied(`{"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://example.com/a.png",` + more + `}]}`)
	}
	tests := []struct {
		name, body string
		ok         bool
	}{
		{"LINE's own example of an image", image(`"size":"full","aspectRatio":"1.91:1"`), true},
		{"LINE's own example of an icon", icon(`"size":"lg","aspectRatio":"1.91:1"`), true},
		{"a ratio of three times the width", image(`"aspectRatio":"1:3"`), true},
		{"a ratio a little above", image(`"aspectRatio":"1:3.01"`), false},
		{"a ratio of nothing", image(`"aspectRatio":"0:0"`), false},
		{"a ratio below one", image(`"aspectRatio":"0.5:1"`), false},
		{"the largest ratio", image(`"aspectRatio":"100000:100000"`), true},
		{"a ratio beyond", image(`"aspectRatio":"100001:1"`), false},
		{"a ratio with a sign", image(`"aspectRatio":"+1:1"`), false},
		{"a ratio in Thai digits", image(`"aspectRatio":"๑:๑"`), false},
		{"an image's size in percent", image(`"size":"23.5%"`), true},
		{"an icon's size in percent", icon(`"size":"50%"`), false},
		{"pixels with a fraction", image(`"size":"23.456px"`), true},
		{"negative pixels", image(`"margin":"-4px"`), false},
		{"a margin in percent", image(`"margin":"5%"`), false},
		{"an offset in percent", image(`"position":"relative","offsetTop":"5%"`), true},
		{"a video without a ratio", flexed(`{"type":"bubble","hero":{"type":"video","url":"https://example.com/a.mp4","previewUrl":"https://example.com/a.png","altContent":{"type":"image","url":"https://example.com/a.png"}}}`), true},
		{"a gradient of 359.9 degrees", bodied(`{"type":"box","layout":"vertical","contents":[],"background":{"type":"linearGradient","angle":"359.9deg","startColor":"#112233","endColor":"#112233"}}`), true},
		{"a gradient of 360 degrees", bodied(`{"type":"box","layout":"vertical","contents":[],"background":{"type":"linearGradient","angle":"360deg","startColor":"#112233","endColor":"#112233"}}`), false},
		{"a gradient without an end", bodied(`{"type":"box","layout":"vertical","contents":[],"background":{"type":"linearGradient","angle":"0deg","startColor":"#112233"}}`), false},
		{"a colour of three digits", image(`"backgroundColor":"#123"`), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if v := Request("validate", json.RawMessage(test.body)); v.OK() != test.ok {
				t.Errorf("should LINE take it: %v; found %+v", test.ok, v.Broken)
			}
		})
	}
}

// A card nested as deep as JSON may be is refused for its bytes, without a walk to its bottom.
func TestDeepFlex(t *testing.T) {
	const depth = 4000
	deep := strings.Repeat(`{"type":"box","layout":"vertical","contents":[`, depth) + strings.Repeat(`]}`, depth)
	body := json.RawMessage(bodied(deep))
	v := Request("validate", body)
	wants(t, v, "flex.bubble.bytes", "boxes in boxes, "+strings.Repeat("…", 3))
	for _, b := range v.Broken {
		if strings.Count(b.At, "/") > deepest+8 {
			t.Fatalf("nothing so deep should be judged: %d steps", strings.Count(b.At, "/"))
		}
	}
}
