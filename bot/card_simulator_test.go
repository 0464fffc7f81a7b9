package bot_test

// The cards against their neighbours: the simulator refuses what LINE refuses, and
// pictures must be among those that are drawn.

import (
	"encoding/json"
	"regexp"
	"slices"
	"testing"

	"tambon/line"
	"tambon/line/simulator/rules"
	"tambon/richmenu/paint"
	"tambon/text"
)

func TestTheSimulatorTakesEveryCard(t *testing.T) {
	eachCard(t, func(t *testing.T, _ sample, messages []line.Message) {
		raw, err := json.Marshal(messages)
		if err != nil {
			t.Fatal(err)
		}
		verdict := rules.Messages(raw)
		for _, b := range append(verdict.Broken, verdict.Hints...) {
			t.Errorf("LINE would say %q of %s: the rule is %s, %s", b.Message, b.At, b.Name, b.Says)
		}
	})
}

// A card names only pictures that are drawn.
func TestEveryPictureIsDrawn(t *testing.T) {
	drawn := paint.Names()
	s := everyday(text.Thai)
	for name, messages := range s.all() {
		for _, m := range messages {
			raw, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range regexp.MustCompile(`https://example\.com/((?:icon|disc)/[a-z-]+\.png)`).FindAllStringSubmatch(string(raw), -1) {
				if !slices.Contains(drawn, found[1]) {
					t.Errorf("%s names %s, which richmenu/paint does not draw", name, found[1])
				}
			}
		}
	}
}
