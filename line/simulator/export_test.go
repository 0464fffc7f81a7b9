package simulator_test

// A chat as a test in three languages.

import (
	"go/parser"
	gotoken "go/token"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tambon/line/simulator"
)

const asks = `[{"type":"text","text":"เลือก","quickReply":{"items":[
	{"type":"action","action":{"type":"postback","label":"จอง","data":"one"}},
	{"type":"action","action":{"type":"postback","label":"จอง","data":"two"}},
	{"type":"action","action":{"type":"datetimepicker","label":"วัน","data":"day","mode":"date"}}]}}]`

// talked is a chat in which everything was done over the control API.
func talked(t *testing.T) *scene {
	t.Helper()
	s := begin(t, func(c *simulator.Config) { c.Bot.DisplayName = "A" })
	do := func(path, body string) {
		t.Helper()
		if got := s.call(http.MethodPost, v1+path, body, nil); got.status != 200 {
			t.Fatalf("POST %s %s should be done: %d %s", path, body, got.status, got.body)
		}
		s.settled() // or somsri's event may come after boonmee's, and be the last
	}
	answer := func(messages string) {
		t.Helper()
		s.reply(s.last().ReplyToken, messages)
	}
	do("residents", `{"displayName":"Mani"}`)
	do("residents/boonmee/follow", ``)
	answer(asks)
	do("residents/boonmee/postback", `{"data":"two","label":"จอง"}`)
	answer(`[{"type":"text","text":"\"สอง\" </script>"}]`)
	do("residents/somsri/text", `{"text":"เรื่องของสมศรี"}`)
	do("clock", `{"advance":"1h"}`)
	if got := s.call(http.MethodPost, v1+"clock", `{"advance":"soon"}`, nil); got.status != 400 {
		t.Fatalf("a clock that cannot be moved so should say so, not %d", got.status)
	}
	do("faults", `{"endpoint":"reply|push","kind":"429","count":2}`)
	do("faults", `{"endpoint":"*","kind":"","count":0}`)
	do("faults", `{"endpoint":"reply","kind":"","count":0}`)
	do("faults", `{"endpoint":"push","kind":"","count":0}`)
	do("mischief", `{"seed":7,"duplicate":0.5}`)
	do("mischief", `{}`)
	do("clock", `{"pause":false}`)
	do("clock", `{"pause":true}`)
	do("residents/boonmee/location", `{"title":"ศาลา","address":"หมู่ 3","latitude":8.5,"longitude":99.9}`)
	answer(`[{"type":"text","text":""}]`)
	do("residents/boonmee/image", `{}`)
	s.push(s.id("boonmee"), `[{"type":"text","text":"รับรูปแล้ว"}]`, "")
	return s
}

func TestExportedScripts(t *testing.T) {
	s := talked(t)
	tests := map[string][]string{
		"javascript": {
			`await box('POST', '/clock', {"to":"2026-11-25T12:00:00+07:00"});`,
			`await box('POST', '/residents', {"displayName":"Mani","name":"mani"});`,
			`await does("boonmee", "follow");`, `await reads("boonmee", "เลือก"`,
			`await does("boonmee", "press", {"label":"จอง","nth":2});`, `await reads("boonmee", "\"สอง\" </script>");`,
			`await box('POST', '/clock', {"advance":"1h"});`, `await box('POST', '/clock', {"pause":false});`,
			`// LINE refused what the bot sent here: 400 {"message":"The request body has 1 error(s)"`, `await reads("boonmee", "รับรูปแล้ว");`,
		},
		"python": {
			`box("POST", "/clock", {"to": "2026-11-25T12:00:00+07:00"})`, `does("boonmee", "follow")`,
			`does("boonmee", "press", {"label": "จอง", "nth": 2})`, `box("POST", "/clock", {"pause": False})`, `box("POST", "/mischief", {"duplicate": 0.5, "seed": 7})`,
		},
		"go": {
			`box.Does(box.Follow("boonmee"))`, `box.Does(box.Do("boonmee", "press", `, `box.Advance(3600 * time.Second)`,
			`box.Fault("push", "429", 2)`, `box.Misbehave(simulator.Mischief{`, `box.Pause(false)`, `{Name: "boonmee", DisplayName: "บุญมี สุขใจ"`,
			`reads(t, box, "boonmee", "รับรูปแล้ว")`, `box.AddResident(simulator.Resident{Name: "mani"`,
		},
	}
	for language, want := range tests {
		_, text, err := s.Script("boonmee", language)
		if err != nil {
			t.Fatalf("%s: %v", language, err)
		}
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("the test in %s should hold\n%s\nbut is\n%s", language, words, text)
			}
		}
		if strings.Contains(text, "soon") {
			t.Errorf("%s: what was refused is not done again:\n%s", language, text)
		}
		if strings.Contains(text, "เรื่องของสมศรี") {
			t.Errorf("%s: what somsri says is no part of boonmee's chat:\n%s", language, text)
		}
	}
	_, text, err := s.Script("boonmee", "go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.ParseFile(gotoken.NewFileSet(), "x_test.go", text, parser.AllErrors); err != nil {
		t.Errorf("the test in Go should be Go: %v\n%s", err, text)
	}
}

func TestExportForgetsWithTheWorld(t *testing.T) {
	s := talked(t)
	s.Reset()
	if _, text, err := s.Script("boonmee", "javascript"); err != nil || strings.Contains(text, "await does(\"") {
		t.Errorf("after a reset nothing has happened: %v\n%s", err, text)
	}
	for path, status := range map[string]int{"resident=nobody&language=go": 404, "resident=somsri&language=" + url.QueryEscape("c++"): 400} {
		if got := s.call("GET", v1+"script?"+path, "", nil); got.status != status {
			t.Errorf("script?%s should be answered %d, not %d %s", path, status, got.status, got.body)
		}
	}
}
