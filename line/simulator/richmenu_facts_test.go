package simulator

// What is kept of rich menus: who saw and pressed them, and all of it as JSON.

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRichMenuFacts(t *testing.T) {
	// 22:00 of 25 November in Bangkok is midnight in UTC+9, by which LINE counts days.
	p := New(Config{Start: time.Date(2026, 11, 25, 14, 59, 0, 0, time.UTC), Frozen: true, Residents: []Resident{{Name: "somsri", Friend: true}}})
	defer p.Close()
	press := func() {
		t.Helper()
		if _, err := p.PressArea("somsri", "a"); err != nil {
			t.Fatal(err)
		}
	}
	menu := &richMenu{ID: "m", Kind: "image/png"}
	menu.Menu.Areas = []menuArea{{Action: json.RawMessage(`{"type":"uri","label":"a","uri":"tel:1669"}`)}}
	p.world.menus.Known["m"], p.world.menus.Order, p.world.menus.Default = menu, []string{"m"}, "m"
	p.mu.Lock()
	p.reface(p.world.chats...) // closed: nobody sees it yet
	p.mu.Unlock()
	press() // opens it
	press()
	p.Advance(time.Minute)
	if err := p.OpenRichMenu("somsri", false); err != nil {
		t.Fatal(err)
	}
	press()

	user := p.world.find("somsri").id
	want := map[string]*menuDay{
		"20261125": {Shown: map[string]int{user: 1}, Clicked: map[int]map[string]int{0: {user: 2}}},
		"20261126": {Shown: map[string]int{user: 1}, Clicked: map[int]map[string]int{0: {user: 1}}},
	}
	if diff := cmp.Diff(want, menu.Days); diff != "" {
		t.Errorf("each opening and each press should be counted for its day in UTC+9 (-want +got):\n%s", diff)
	}

	raw, err := json.Marshal(p.world.menus)
	if err != nil {
		t.Fatal(err)
	}
	var back menus
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.world.menus, back); diff != "" {
		t.Errorf("all that is known of rich menus should survive as JSON (-before +after):\n%s", diff)
	}
}
