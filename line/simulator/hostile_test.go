package simulator_test

// Hostile messages against the platform: each is taken or refused in LINE's
// words, and the platform stands.

import (
	"encoding/json"
	"strings"
	"testing"

	"tambon/line/simulator"
	"tambon/line/simulator/hostiletest"
)

// fewestHostile is how many messages the corpus promises.
const fewestHostile = 60

func TestHostileMessages(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.ManyPushesToOne = true })
	corpus := hostiletest.Corpus()
	if len(corpus) < fewestHostile {
		t.Errorf("the corpus should have at least %d messages, it has %d", fewestHostile, len(corpus))
	}
	seen := map[string]bool{}
	for _, m := range corpus {
		t.Run(m.Chapter+"/"+m.Name, func(t *testing.T) {
			if seen[m.Name] || m.Why == "" || !json.Valid([]byte(m.Raw)) {
				t.Fatalf("a hostile message has a name of its own, says what it tries, and is JSON: %q %q", m.Name, m.Why)
			}
			before := len(s.chat("somsri"))
			got := s.push(s.id("somsri"), "["+m.Raw+"]", "")
			var body struct {
				Message      string
				SentMessages []struct{ ID string }
				Details      []struct{ Message, Property string }
			}
			if err := json.Unmarshal([]byte(got.body), &body); err != nil {
				t.Fatalf("every answer is JSON, this is not: %.200s", got.body)
			}
			switch {
			case got.status == 200 && m.Taken != "no" && len(body.SentMessages) == 1:
			case got.status == 400 && m.Taken != "yes" && body.Message != "":
			default:
				t.Errorf("%s: is it taken: %s; got %d %.300s", m.Why, m.Taken, got.status, got.body)
			}
			if after := len(s.chat("somsri")); after != before+1 {
				t.Errorf("the chat should show the message or its refusal: %d entries, then %d", before, after)
			}
			s.wants("a good message after it", s.push(s.id("somsri"), `[{"type":"text","text":"ยังอยู่"}]`, ""), 200, "")
		})
		seen[m.Name] = true
	}
}

// JSON that is nested deeper than any reader follows is refused as no JSON.
func TestBottomlessMessage(t *testing.T) {
	s := begin(t, nil)
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	got := s.push(s.id("somsri"), deep, "")
	if got.status != 400 || !strings.Contains(got.body, "could not be parsed as JSON") {
		t.Errorf("lists without end should be refused as no JSON, not with %d %.200s", got.status, got.body)
	}
}

func TestHostileNames(t *testing.T) {
	s := begin(t, nil)
	for _, name := range hostiletest.Names() {
		in, err := json.Marshal(map[string]string{"displayName": name})
		if err != nil {
			t.Fatal(err)
		}
		status, _, said := s.ask("POST", "/simulator/v1/residents", string(in))
		var made struct{ Name, DisplayName string }
		if err := json.Unmarshal([]byte(said), &made); status != 200 || err != nil || made.DisplayName != name {
			t.Errorf("a person may be named %q and keeps that name: %d %s", name, status, said)
		}
		if strings.ContainsAny(made.Name, `<>"'&/. `) {
			t.Errorf("the key of %q stands in addresses, it may not be %q", name, made.Name)
		}
	}
}
