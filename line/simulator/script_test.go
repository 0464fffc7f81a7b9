package simulator_test

// What residents do by themselves when the clock passes a time.

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/line/simulator"
)

func script(c *simulator.Config) {
	c.Script = []simulator.Cue{
		{At: noon.Add(2 * time.Hour), Who: "somsri", Deed: "text", Body: json.RawMessage(`{"text":"สอง"}`)},
		{At: noon.Add(time.Hour), Who: "boonmee", Deed: "follow"},
		{At: noon.Add(time.Hour), Who: "somsri", Deed: "text", Body: json.RawMessage(`{"text":"หนึ่ง"}`)},
		{At: noon.Add(3 * time.Hour), Who: "nobody", Deed: "text", Body: json.RawMessage(`{"text":"a"}`)},
		{At: noon.Add(3 * time.Hour), Who: "somsri", Deed: "fly"},
		{At: noon.Add(3 * time.Hour), Who: "somsri", Deed: "text", Body: json.RawMessage(`{"text":"สาม"}`)},
	}
}

// heardTypes are the events so far, as "follow message:หนึ่ง"; two people's events
// arrive in any order, so they are sorted.
func (s *scene) heardTypes() string {
	s.t.Helper()
	var out []string
	for _, e := range s.events() {
		words := e.Type
		if text, ok := e.Message["text"].(string); ok {
			words += ":" + text
		}
		out = append(out, words)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestScript(t *testing.T) {
	var mu sync.Mutex
	var told []string
	s := begin(t, func(c *simulator.Config) {
		script(c)
		c.Warn = func(sentence string) { mu.Lock(); defer mu.Unlock(); told = append(told, sentence) }
	})
	steps := []struct {
		move time.Duration
		want string
	}{
		{59 * time.Minute, ""},
		{time.Minute, "follow message:หนึ่ง"},
		{time.Minute, "follow message:หนึ่ง"},
		{10 * time.Hour, "follow message:สอง message:สาม message:หนึ่ง"},
	}
	for _, step := range steps {
		s.Advance(step.move)
		s.settled()
		if got := s.heardTypes(); got != step.want {
			t.Errorf("after %v the bot should have heard %q, not %q", step.move, step.want, got)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if all := strings.Join(told, "\n"); len(told) != 2 || !strings.Contains(all, `"nobody"`) || !strings.Contains(all, `"fly"`) || !strings.Contains(all, "15:00") {
		t.Errorf("what nobody can do should be told with its time: %q", told)
	}
}

func TestScriptBeginsAnewWithTheWorld(t *testing.T) {
	s := begin(t, script)
	s.Advance(90 * time.Minute)
	s.settled()
	s.Reset()
	s.settled()
	s.Advance(90 * time.Minute)
	s.settled()
	if got, want := s.heardTypes(), "follow follow message:หนึ่ง message:หนึ่ง"; got != want {
		t.Errorf("after a reset the script should be played from its beginning: %q", got)
	}
}

func TestScriptGoesOnAfterARestart(t *testing.T) {
	s := kept(t, func(c *simulator.Config) { script(c); c.Script = c.Script[:3] })
	s.Advance(90 * time.Minute)
	s.reopen()
	s.Advance(90 * time.Minute)
	s.settled()
	if got, want := s.heardTypes(), "follow message:สอง message:หนึ่ง"; got != want {
		t.Errorf("each act should happen once: %q", got)
	}
}

func TestScriptFollowsTheRunningClock(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Frozen = false
		c.Script = []simulator.Cue{{At: noon.Add(50 * time.Millisecond), Who: "somsri", Deed: "text", Body: json.RawMessage(`{"text":"a"}`)}}
	})
	for deadline := time.Now().Add(20 * time.Second); len(s.chat("somsri")) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the act should happen when the clock gets there")
		}
	}
}
