package simulator_test

// Rich menus as a person has them: which one is seen, open or closed, and what a
// press does.

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestRichMenuPriority(t *testing.T) {
	s := begin(t, nil)
	own, usual := s.menu(true), s.menu(true)
	user := "/v2/bot/user/" + s.id("somsri") + "/richmenu"
	s.sees("before anything is set", "somsri", "")
	s.wants("default", s.call("POST", "/v2/bot/user/all/richmenu/"+usual, "", nil), 200, "")
	s.sees("the default is everyone's", "somsri", usual)
	s.sees("who is no friend has no menu", "boonmee", "")
	s.wants("link", s.call("POST", user+"/"+own, "", nil), 200, "")
	s.sees("a person's own menu comes first", "somsri", own)
	if menu := s.seen("somsri"); !menu.Own {
		t.Error("a linked menu should be told as the person's own")
	}
	s.wants("cancel", s.call("DELETE", "/v2/bot/user/all/richmenu", "", nil), 200, "")
	s.sees("a default that goes leaves the own menu", "somsri", own)
	s.wants("default again", s.call("POST", "/v2/bot/user/all/richmenu/"+usual, "", nil), 200, "")
	s.wants("delete the own", s.call("DELETE", "/v2/bot/richmenu/"+own, "", nil), 200, "")
	s.sees("a deleted menu is unlinked", "somsri", usual)
	s.wants("its link is gone", s.call("GET", user, "", nil), 404, "")
	s.did(s.Unfollow("somsri"))
	s.sees("who blocks sees none", "somsri", "")
	s.did(s.Follow("somsri"))
	s.sees("who comes back sees it again", "somsri", usual)
	s.wants("delete the default", s.call("DELETE", "/v2/bot/richmenu/"+usual, "", nil), 200, "")
	s.sees("nothing is left", "somsri", "")
	s.wants("the default is gone", s.call("GET", "/v2/bot/user/all/richmenu", "", nil), 404, "")
}

func TestRichMenuOpens(t *testing.T) {
	s := begin(t, nil)
	option := func(name string) string {
		return `{"type":"postback","label":"` + name + `","data":"d","inputOption":"` + name + `"}`
	}
	shut := s.menu(false, option("closeRichMenu"), option("openRichMenu"), option("openKeyboard"), option("openVoice"))
	open := s.menu(true)
	is := func(why string, want bool) {
		t.Helper()
		if got := s.seen("somsri").Open; got != want {
			t.Errorf("%s: open should be %v", why, want)
		}
	}
	s.call("POST", "/v2/bot/user/all/richmenu/"+open, "", nil)
	is("selected means open", true)
	s.call("POST", "/v2/bot/user/all/richmenu/"+shut, "", nil)
	is("not selected means closed", false)
	for _, press := range []struct {
		label string
		open  bool
	}{{"openRichMenu", true}, {"closeRichMenu", false}, {"openKeyboard", false}, {"openVoice", false}} {
		if err := s.OpenRichMenu("somsri", true); err != nil {
			t.Fatal(err)
		}
		is("the bar opens it", true)
		s.did(s.Press("somsri", press.label))
		is(press.label, press.open)
	}
	s.call("POST", "/v2/bot/user/"+s.id("somsri")+"/richmenu/"+shut, "", nil)
	is("the same menu stays as it is", false)
	if err := s.OpenRichMenu("boonmee", true); err == nil {
		t.Error("who sees no menu should not be able to open it")
	}
}

func TestRichMenuPresses(t *testing.T) {
	s := begin(t, nil)
	id := s.menu(true,
		`{"type":"message","label":"จองคิว","text":"ขอจองคิว"}`,
		`{"type":"postback","data":"mine","displayText":"การจองของฉัน"}`,
		`{"type":"uri","label":"โทร","uri":"tel:1669"}`,
		`{"type":"datetimepicker","label":"เลือกวัน","data":"day","mode":"date","initial":"2026-12-01"}`,
		`{"type":"clipboard","label":"คัดลอก","clipboardText":"a"}`)
	s.call("POST", "/v2/bot/user/all/richmenu/"+id, "", nil)
	if act := s.did(s.Press("somsri", "จองคิว")); act.MessageID == "" || s.last().Message["text"] != "ขอจองคิว" {
		t.Errorf("a message action should say its text: %+v", s.last())
	}
	s.did(s.PressArea("somsri", "การจองของฉัน"))
	if got := s.last().Postback["data"]; got != "mine" {
		t.Errorf("an area without a label should be found by its displayText and post mine, not %v", got)
	}
	if act := s.did(s.Press("somsri", "โทร")); act.URI != "tel:1669" || act.EventID != "" {
		t.Errorf("an address should be opened, without an event: %+v", act)
	}
	s.did(s.Pick("somsri", "เลือกวัน", "2026-12-24"))
	if got := s.last().Postback["params"]; !reflect.DeepEqual(got, map[string]any{"date": "2026-12-24"}) {
		t.Errorf("the date picker should post the day: %v", got)
	}
	if act := s.did(s.Press("somsri", "คัดลอก")); act.EventID != "" {
		t.Errorf("copying should stay on the phone: %+v", act)
	}
	s.push(s.id("somsri"), `[{"type":"template","altText":"a","template":{"type":"buttons","text":"a","actions":[{"type":"postback","label":"จองคิว","data":"card"}]}}]`, "")
	s.did(s.Press("somsri", "จองคิว"))
	if got := s.last().Postback["data"]; got != "card" {
		t.Errorf("a button in the chat should come before the menu's area: %v", got)
	}
	if _, err := s.PressArea("somsri", "ขอจองคิว"); err != nil {
		t.Errorf("an area should be found by its text too: %v", err)
	}
	if _, err := s.Press("somsri", "ไม่มี"); err == nil || !strings.Contains(err.Error(), "[เลือกวัน]") {
		t.Errorf("who presses what is not there should be told what is: %v", err)
	}
	if _, err := s.PressArea("boonmee", "จองคิว"); err == nil {
		t.Error("who is no friend has no menu to press")
	}
}

func TestRichMenuSwitch(t *testing.T) {
	s := begin(t, nil)
	tab := func(label, alias string) string {
		return `{"type":"richmenuswitch","label":"` + label + `","richMenuAliasId":"` + alias + `","data":"tab ` + alias + `"}`
	}
	a := s.menu(false, tab("B", "tab-b"), tab("nowhere", "tab-x"), tab("gone", "tab-gone"))
	b, gone := s.menu(false, tab("A", "tab-a")), s.menu(false)
	for alias, id := range map[string]string{"tab-a": a, "tab-b": b, "tab-gone": gone} {
		s.wants("alias", s.call("POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"`+alias+`","richMenuId":"`+id+`"}`, nil), 200, "{}")
	}
	s.call("DELETE", "/v2/bot/richmenu/"+gone, "", nil)
	s.call("POST", "/v2/bot/user/all/richmenu/"+a, "", nil)
	press := func(label, sees string, params map[string]any) {
		t.Helper()
		s.did(s.Press("somsri", label))
		if got := s.last().Postback["params"]; !reflect.DeepEqual(got, params) {
			t.Errorf("switching to %s should be told with %v, not %v", label, params, got)
		}
		s.sees("after switching to "+label, "somsri", sees)
	}
	press("nowhere", a, map[string]any{"status": "RICHMENU_ALIAS_ID_NOTFOUND"})
	press("gone", a, map[string]any{"status": "RICHMENU_NOTFOUND"})
	if err := s.Fault(simulator.Fault{Endpoint: "richmenuswitch", Kind: simulator.Error500, Count: 1}); err != nil {
		t.Fatal(err)
	}
	press("B", a, map[string]any{"status": "FAILED"})
	press("B", b, map[string]any{"newRichMenuAliasId": "tab-b", "status": "SUCCESS"})
	if menu := s.seen("somsri"); !menu.Own || !menu.Open {
		t.Errorf("a switch should link the tab to the person and leave it open: own %v, open %v", menu.Own, menu.Open)
	}
	s.wants("the link", s.call("GET", "/v2/bot/user/"+s.id("somsri")+"/richmenu", "", nil), 200, `{"richMenuId":"`+b+`"}`)
	s.call("DELETE", "/v2/bot/user/all/richmenu", "", nil)
	press("A", a, map[string]any{"newRichMenuAliasId": "tab-a", "status": "SUCCESS"})
}

func TestRichMenuControl(t *testing.T) {
	s := begin(t, nil)
	control := header{"Authorization": ""}
	none := func(when string) {
		t.Helper()
		if got := s.call("GET", v1+"residents/somsri/richmenu", "", control); got.status != 200 || got.body != `{"richMenu":null}` {
			t.Errorf("%s there should be no menu: %d %s", when, got.status, got.body)
		}
	}
	none("at first")
	id := s.bareMenu(false, `{"type":"postback","data":"d"}`, `{"type":"datetimepicker","data":"day","mode":"time"}`)
	s.upload(id, drawn(t, "png", 1200, 405), "image/png")
	s.call("POST", "/v2/bot/user/all/richmenu/"+id, "", nil)
	got := s.call("GET", v1+"residents/somsri/richmenu", "", control)
	var told struct {
		RichMenu struct {
			RichMenuID, ChatBarText, Image string
			Open                           bool
			Areas                          []struct{ Action map[string]any }
			Hints                          []string
		}
	}
	if err := json.Unmarshal([]byte(got.body), &told); err != nil {
		t.Fatal(err)
	}
	if m := told.RichMenu; m.RichMenuID != id || m.Open || m.ChatBarText != "เมนู" || len(m.Areas) != 2 || m.Areas[0].Action["data"] != "d" {
		t.Errorf("the menu should be told with its areas: %s", got.body)
	}
	if want := []string{"the image is 1200 × 405, the menu 800 × 540"}; !reflect.DeepEqual(told.RichMenu.Hints, want) {
		t.Errorf("an image of another size should be hinted at: %q", told.RichMenu.Hints)
	}
	picture := s.call("GET", told.RichMenu.Image, "", control)
	for name, want := range map[string]string{"Content-Type": "image/png", "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"} {
		if got := picture.header.Get(name); got != want {
			t.Errorf("the picture's %s should be %q, not %q", name, want, got)
		}
	}
	if picture.status != 200 || !strings.HasPrefix(picture.body, "\x89PNG") {
		t.Errorf("the picture should be served: %d", picture.status)
	}
	tests := []struct {
		name, path, body string
		status           int
		want             string
	}{
		{"open", "residents/somsri/richmenu", `{"open":true}`, 200, "{}"},
		{"press an area", "residents/somsri/richmenu", `{"area":1}`, 200, `"action":{"type":"postback","data":"d"}`},
		{"press with a value", "residents/somsri/richmenu", `{"area":2,"value":"09:30"}`, 200, `"eventId":"`},
		{"press no area", "residents/somsri/richmenu", `{"area":3}`, 404, "no area 3"},
		{"press nothing", "residents/somsri/richmenu", `{}`, 404, "no area 0"},
		{"open none", "residents/boonmee/richmenu", `{"open":true}`, 404, "no rich menu"},
		{"of nobody", "residents/nobody/richmenu", `{"open":true}`, 404, "nobody"},
		{"in a group", "residents/duty/richmenu", `{"area":1}`, 404, "no area"},
	}
	for _, test := range tests {
		got := s.call("POST", v1+test.path, test.body, control)
		if got.status != test.status || !strings.Contains(got.body, test.want) {
			t.Errorf("%s should be answered with %d and %s, but was with %d %s", test.name, test.status, test.want, got.status, got.body)
		}
	}
	if got := s.last().Postback["params"]; !reflect.DeepEqual(got, map[string]any{"time": "09:30"}) {
		t.Errorf("the chosen hour should reach the bot: %v", got)
	}
	if got := s.call("GET", v1+"richmenus/"+noMenu+"/image", "", control); got.status != 404 {
		t.Errorf("the picture of no menu should not be found: %d", got.status)
	}
	s.Reset()
	none("after a reset")
}

func TestRichMenuSurvives(t *testing.T) {
	s := kept(t, nil)
	id := s.menu(true, `{"type":"uri","label":"a","uri":"tel:1669"}`)
	s.call("POST", "/v2/bot/user/"+s.id("somsri")+"/richmenu/"+id, "", nil)
	s.call("POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"tab","richMenuId":"`+id+`"}`, nil)
	before := s.call("GET", "/v2/bot/richmenu/"+id+"/content", "", nil)
	s.reopen()
	if menu := s.seen("somsri"); menu == nil || menu.RichMenuID != id || !menu.Open {
		t.Errorf("somsri should see the menu as before: %+v", menu)
	}
	s.wants("the alias", s.call("GET", "/v2/bot/richmenu/alias/tab", "", nil), 200, "")
	s.wants("the image", s.call("GET", "/v2/bot/richmenu/"+id+"/content", "", nil), 200, before.body)
	s.wants("deleting", s.call("DELETE", "/v2/bot/richmenu/"+id, "", nil), 200, "{}")
	s.reopen()
	s.wants("the image of a deleted menu", s.call("GET", "/v2/bot/richmenu/"+id+"/content", "", nil), 404, "")
}
