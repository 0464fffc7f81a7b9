package simulator_test

// Each switch changes one answer, and only that.

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestSwitches(t *testing.T) {
	const key = "123e4567-e89b-12d3-a456-426614174000"
	tests := []struct {
		name   string
		on     simulator.Switches
		call   func(*scene) said
		off    int
		status int
		body   string
	}{
		{
			"an unknown property is refused",
			simulator.Switches{RefuseUnknownProperties: true},
			func(s *scene) said { return s.push(s.id("somsri"), `[{"type":"text","text":"a","colour":"red"}]`, "") },
			200, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"unknown property","property":"messages[0].colour"}]}`,
		},
		{
			"words about a wrong retry key",
			simulator.Switches{RetryKeyMessage: "Bad key"},
			func(s *scene) said { return s.push(s.id("somsri"), hello, "123") }, 400, 400, `{"message":"Bad key"}`,
		},
		{
			"a broken body before an accepted key",
			simulator.Switches{RetryKeyAfterBody: true},
			func(s *scene) said { s.push(s.id("somsri"), hello, key); return s.push(s.id("somsri"), `[]`, key) },
			409, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"Size must be between 1 and 5","property":"messages"}]}`,
		},
		{
			"the accepted key after a whole body",
			simulator.Switches{RetryKeyAfterBody: true},
			func(s *scene) said { s.push(s.id("somsri"), hello, key); return s.push(s.id("somsri"), hello, key) },
			409, 409, "",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := begin(t, nil)
			s.wants("off", test.call(s), test.off, "")
			s = begin(t, func(c *simulator.Config) { c.Switches = test.on })
			s.wants("on", test.call(s), test.status, test.body)
			if s.State().Switches != test.on {
				t.Errorf("the state should list the switches: %+v", s.State().Switches)
			}
		})
	}
}

func TestStateListsSwitches(t *testing.T) {
	s := begin(t, nil)
	got := s.call(http.MethodGet, "/simulator/v1/state", "", nil)
	if !strings.Contains(got.body, `"manyPushesToOne":false`) {
		t.Errorf("the control API should list the switches by name: %s", got.body)
	}
}

func TestManyPushesToOne(t *testing.T) {
	const most = 1000 // the bucket refills while a slow machine empties it
	refused := func(s *scene) bool {
		for range most {
			if s.push(s.id("somsri"), hello, "").status == 429 {
				return true
			}
		}
		return false
	}
	s := begin(t, nil)
	if !refused(s) {
		t.Error("a large number of pushes to one person should be answered 429")
	}
	s.did(s.Follow("boonmee"))
	s.wants("a push to another", s.push(s.id("boonmee"), hello, ""), 200, "")
	s = begin(t, func(c *simulator.Config) { c.Switches.ManyPushesToOne = true })
	if refused(s) {
		t.Error("with the switch on, all should be taken")
	}
}

func TestSwitchesAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/simulator.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range simulator.SwitchNames() {
		if !strings.Contains(string(doc), "| `"+name+"` |") {
			t.Errorf("docs/simulator.md should have a line for the switch %s", name)
		}
	}
}
