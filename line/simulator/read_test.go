package simulator_test

// What a person reads, and what the page and tests can press.

import (
	"encoding/json"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func bubble(parts string) string {
	return `{"type":"flex","altText":"unseen","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` + parts + `]}}}`
}

func TestRead(t *testing.T) {
	const row = `{"type":"box","layout":"horizontal","contents":[{"type":"text","text":"พรุ่งนี้"},{"type":"text","text":"พฤหัสบดี 26\u00a0พ.ย.\u00a069"},{"type":"text","text":"ว่าง 3\u00a0ที่"}],"action":{"type":"postback","label":"พฤหัสบดี 26 พ.ย. 69","data":"d"}}`
	tests := []struct{ name, message, want string }{
		{"text", `{"type":"text","text":"เวลา 09.30\u00a0น.\n\nขอบคุณ"}`, "เวลา 09.30 น.|ขอบคุณ"},
		{"quick replies", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"message","label":"ย้อนกลับ","text":"x"}},{"type":"action","action":{"type":"message","label":"ยกเลิก","text":"y"}}]}}`, "a|(ย้อนกลับ) (ยกเลิก)"},
		{"row", bubble(row), "[พฤหัสบดี 26 พ.ย. 69] พรุ่งนี้ ว่าง 3 ที่"},
		{"button", bubble(`{"type":"button","action":{"type":"message","label":"เมนู","text":"เมนู"}}`), "[เมนู]"},
		{"call", bubble(`{"type":"box","layout":"vertical","contents":[{"type":"text","text":"1669"},{"type":"text","text":"เจ็บป่วย"}],"action":{"type":"uri","label":"โทร 1669","uri":"tel:1669"}}`), "[โทร 1669 → tel:1669] 1669 เจ็บป่วย"},
		{"no label", bubble(`{"type":"box","layout":"vertical","contents":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"action":{"type":"message","text":"x"}}`), "[a b]"},
		{"picture with an action", bubble(`{"type":"image","url":"https://example.com/a.png","action":{"type":"message","text":"x"}}`), "[‹picture›]"},
		{"text with an action", bubble(`{"type":"text","text":"อ่านต่อ","action":{"type":"uri","label":"อ่านต่อ","uri":"https://example.com/"}}`), "[อ่านต่อ → https://example.com/]"},
		{"spans", bubble(`{"type":"text","contents":[{"type":"span","text":"ว่าง "},{"type":"span","text":"3 ที่"}]}`), "ว่าง 3 ที่"},
		{"box in a box", bubble(`{"type":"box","layout":"vertical","contents":[{"type":"text","text":"a"},` + row + `],"action":{"type":"message","label":"out","text":"x"}}`), "[out] a|[พฤหัสบดี 26 พ.ย. 69] พรุ่งนี้ ว่าง 3 ที่"},
		{"hidden", bubble(`{"type":"text","text":"a","color":"#00000000"},{"type":"box","layout":"vertical","height":"0px","contents":[{"type":"text","text":"b"}]},{"type":"text","text":"c"},{"type":"separator"}`), "c"},
		{"blocks in order", `{"type":"flex","altText":"x","contents":{"type":"bubble","footer":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"d"}]},"hero":{"type":"image","url":"https://example.com/a.png"},"body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"b"}]},"header":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"a"}]},"action":{"type":"message","label":"go","text":"x"}}}`, "a|b|d|[go]"},
		{"carousel", `{"type":"flex","altText":"x","contents":{"type":"carousel","contents":[{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"1"}]}},{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"2"}]}}]}}`, "1|2"},
		{"sticker", `{"type":"sticker","packageId":"446","stickerId":"1988"}`, "‹sticker›"},
		{"location", `{"type":"location","title":"ศาลา","address":"หมู่ 3","latitude":8,"longitude":99}`, "‹location›|ศาลา|หมู่ 3"},
		{"buttons template", `{"type":"template","altText":"x","template":{"type":"buttons","title":"t","text":"b","actions":[{"type":"message","label":"ใช่","text":"ใช่"},{"type":"uri","label":"โทร","uri":"tel:191"}]}}`, "t|b|[ใช่]|[โทร → tel:191]"},
		{"image carousel", `{"type":"template","altText":"x","template":{"type":"image_carousel","columns":[{"imageUrl":"https://example.com/a.png","action":{"type":"message","label":"a","text":"a"}}]}}`, "[a]"},
		{"imagemap", `{"type":"imagemap","altText":"แผนที่","actions":[{"type":"uri","label":"เปิด","linkUri":"https://example.com/"}]}`, "‹picture› แผนที่|[เปิด → https://example.com/]"},
		{"textV2", `{"type":"textV2","text":"{{x}} {who} {face}","substitution":{"who":{"type":"mention","mentionee":{"type":"all"}},"face":{"type":"emoji"}}}`, "{x} @all ‹emoji›"},
		{"no JSON", `{`, ""},
		{"wrong types", `{"type":"flex","contents":{"type":"bubble","body":[7,{"contents":"x"}]}}`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(simulator.Read(json.RawMessage(test.message)), "|"); got != test.want {
				t.Errorf("a person reads %q, not %q", test.want, got)
			}
		})
	}
	quick := json.RawMessage(tests[1].message)
	if got := strings.Join(simulator.ReadAll([]json.RawMessage{quick, quick}), "|"); got != "a|a|(ย้อนกลับ) (ยกเลิก)" {
		t.Errorf("only the last message's quick replies should be read: %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(bubble(`{"type":"text","text":"a"}`)))
	f.Add([]byte(`{"type":"template","template":{"columns":[{"actions":[null]}]}}`))
	f.Fuzz(func(_ *testing.T, message []byte) {
		simulator.Read(message)
		simulator.Buttons(message)
	})
}

func TestPress(t *testing.T) {
	s := begin(t, nil)
	somsri := s.id("somsri")
	send := func(messages string) {
		t.Helper()
		s.wants("the cards", s.push(somsri, "["+messages+"]", ""), 200, "")
	}
	button := func(action string) string { return bubble(`{"type":"button","action":` + action + `}`) }
	quick := func(label string) string {
		return `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"message","label":"` + label + `","text":"` + label + `"}}]}}`
	}

	send(button(`{"type":"postback","label":"จองคิว","data":"old","displayText":"จองคิว"}`))
	send(button(`{"type":"postback","label":"จองคิว","data":"new","displayText":"ขอจองคิว"}`))
	act := s.did(s.Press("somsri", "จองคิว"))
	if e := s.last(); e.Type != "postback" || e.Postback["data"] != "new" || e.WebhookEventID != act.EventID {
		t.Errorf("the newest button should be pressed: %+v", e)
	}
	if own := s.chat("somsri"); own[len(own)-1].Read[0] != "ขอจองคิว" || own[len(own)-1].Seq != act.Seq || own[len(own)-1].From != "resident" {
		t.Errorf("displayText should stand in the chat as the resident's own words: %+v", own[len(own)-1])
	}

	send(button(`{"type":"message","label":"เมนู","text":"ขอดูเมนู"}`))
	s.did(s.Press("somsri", "เมนู"))
	if e := s.last(); e.Message["text"] != "ขอดูเมนู" {
		t.Errorf("a message action should send its text: %+v", e)
	}

	send(button(`{"type":"uri","label":"โทร","uri":"tel:1669"}`))
	heard := len(s.events())
	if act := s.did(s.Press("somsri", "โทร")); act.URI != "tel:1669" || len(s.events()) != heard {
		t.Errorf("an address should be returned and nothing sent: %+v", act)
	}

	send(button(`{"type":"datetimepicker","label":"วันเกิด","data":"d","mode":"date","initial":"2026-12-02"}`))
	s.did(s.Press("somsri", "วันเกิด"))
	if got := params(s); got["date"] != "2026-12-02" {
		t.Errorf("a date picker should give its initial value: %v", got)
	}
	s.did(s.Pick("somsri", "วันเกิด", "2026-12-03"))
	if got := params(s); got["date"] != "2026-12-03" {
		t.Errorf("a date picker should give the value picked: %v", got)
	}

	send(bubble(`{"type":"box","layout":"vertical","contents":[{"type":"text","text":"ว่าง\u00a03 ที่"}],"action":{"type":"postback","label":"09.30 น.","data":"by words"}}`))
	s.did(s.Press("somsri", "ว่าง 3 ที่"))
	if e := s.last(); e.Postback["data"] != "by words" {
		t.Errorf("the words on a button should do as well as its label: %+v", e)
	}

	send(quick("ก่อน") + "," + quick("หลัง"))
	if _, err := s.Press("somsri", "ก่อน"); err == nil {
		t.Error("only the last message's quick replies can be pressed")
	}
	s.did(s.Press("somsri", "หลัง"))
	if _, err := s.Press("somsri", "หลัง"); err == nil {
		t.Error("a quick reply should be gone once it was pressed")
	}

	send(bubble(`{"type":"button","action":{"type":"postback","label":"ยกเลิก","data":"1"}},{"type":"button","action":{"type":"postback","label":"ยกเลิก","data":"2"}}`))
	s.did(s.PressNth("somsri", "ยกเลิก", 2))
	if e := s.last(); e.Postback["data"] != "2" {
		t.Errorf("the second of two buttons should be pressed: %+v", e)
	}
	if _, err := s.PressNth("somsri", "ยกเลิก", 3); err == nil || !strings.Contains(err.Error(), "only 2") {
		t.Errorf("a third button should not be found: %v", err)
	}
}

func params(s *scene) map[string]any {
	s.t.Helper()
	got, _ := s.last().Postback["params"].(map[string]any)
	return got
}

func TestPressInAGroup(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.GroupPostbackUser = true })
	s.did(s.JoinGroup("duty"))
	s.wants("the card", s.push(s.id("duty"), "["+bubble(`{"type":"button","action":{"type":"postback","label":"รับเรื่อง","data":"d","displayText":"รับเรื่อง"}}`)+"]", ""), 200, "")
	s.did(s.GroupPress("duty", "boonmee", "รับเรื่อง"))
	e := s.last()
	if e.Source.GroupID != s.id("duty") || e.Source.UserID != s.id("boonmee") || e.Postback["data"] != "d" {
		t.Errorf("a press in a group should say who pressed: %+v", e)
	}
	s.wants("a reply to the group", s.reply(e.ReplyToken, hello), 200, "")
	if entries := s.chat("duty"); entries[1].By != "บุญมี สุขใจ" || entries[2].From != "bot" {
		t.Errorf("the group's chat should show who said what: %+v", entries)
	}
}
