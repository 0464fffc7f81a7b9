package simulator_test

// The control API for what residents send, for groups and for the webhook.

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

func TestControlOfDeeds(t *testing.T) {
	s := begin(t, nil)
	photo := base64.StdEncoding.EncodeToString(picture(t, 2, 2))
	token := s.linkToken("somsri")
	tests := []struct {
		name, path, body string
		status           int
		want             string // a part of the answer
	}{
		{"photo", "residents/somsri/image", `{"content":"` + photo + `"}`, 200, `"messageId":"`},
		{"photos", "residents/somsri/image", `{"contents":["` + photo + `","` + photo + `"]}`, 200, `"acts":[{"eventId":"`},
		{"no photo", "residents/somsri/image", `{"content":"YWJj"}`, 400, `that is no photo`},
		{"no base64", "residents/somsri/image", `{"content":"?"}`, 400, `illegal base64`},
		{"video", "residents/somsri/video", `{"content":"YWJj","contentType":"video/mp4","durationMs":5000,"slow":true}`, 200, `"messageId":"`},
		{"wrong type", "residents/somsri/video", `{"content":"YWJj","contentType":"a b"}`, 400, `no content type`},
		{"voice", "residents/somsri/audio", `{}`, 200, `"eventId":"`},
		{"file", "residents/somsri/file", `{"content":"YWJj","fileName":"a.txt"}`, 200, `"eventId":"`},
		{"emoji", "residents/somsri/text", `{"text":"(a)","emojis":[{"index":0,"length":3,"productId":"p","emojiId":"e"}]}`, 200, `"eventId":"`},
		{"beacon", "residents/somsri/beacon", `{"hwid":"d41d8cd98f","type":"enter"}`, 200, `"eventId":"`},
		{"wrong beacon", "residents/somsri/beacon", `{"hwid":"x"}`, 400, `hwid`},
		{"no video to play", "residents/somsri/playVideo", `{}`, 404, `no video`},
		{"link", "residents/somsri/accountLink", `{"linkToken":"` + token + `","nonce":"` + nonce + `"}`, 200, `"eventId":"`},
		{"link again", "residents/somsri/accountLink", `{"linkToken":"` + token + `","nonce":"` + nonce + `"}`, 409, `was used`},
		{"event", "residents/somsri/event", `{"event":{"type":"botSuspended"}}`, 200, `"eventId":"`},
		{"wrong event", "residents/somsri/event", `{"event":{"type":"hologram"}}`, 400, `no event of type`},
		{"group", "groups", `{"displayName":"Crew","members":["somsri"],"joined":true}`, 200, `"name":"crew","displayName":"Crew","groupId":"C`},
		{"the same group", "groups", `{"displayName":"Crew"}`, 409, `is taken`},
		{"room", "groups", `{"name":"trip","room":true}`, 200, `"groupId":"R`},
		{"group of nobody", "groups", `{"name":"x","members":["nobody"]}`, 404, `nobody`},
		{"member joins", "residents/crew/memberJoin", `{"members":["boonmee"]}`, 200, `"eventId":"0`},
		{"member leaves", "residents/crew/memberLeave", `{"members":["boonmee"]}`, 200, `"eventId":"0`},
		{"mention", "residents/crew/text", `{"text":"@All","mention":["all"],"as":"somsri"}`, 200, `"eventId":"0`},
		{"edit nothing", "residents/crew/edit", `{"messageId":"1","text":"a"}`, 404, `no member wrote`},
		{"mischief", "mischief", `{"seed":7,"duplicate":0.5,"batch":3}`, 200, `{"mischief":{"seed":7,"duplicate":0.5,"redeliver":0,"reorder":0,"delayMs":0,"batch":3}}`},
		{"wrong mischief", "mischief", `{"duplicate":7}`, 400, `probability`},
		{"no mischief", "mischief", `{}`, 200, `"batch":0`},
		{"oddity", "oddities", `{"kind":"empty-events","resident":"somsri"}`, 200, `"status":200`},
		{"wrong oddity", "oddities", `{"kind":"x","resident":"somsri"}`, 404, `no oddity`},
		{"webhook", "webhook", `{"active":false,"standby":true}`, 200, `{"active":false,"stopped":false,"redelivery":false,"standby":true,"waiting":0}`},
		{"webhook of LINE", "webhook", `{"url":"https://api.line.me/"}`, 400, `real LINE`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := s.call("POST", v1+test.path, test.body, header{"Authorization": ""})
			if got.status != test.status || !strings.Contains(got.body, test.want) {
				t.Errorf("%s should be answered with %d and %s\nbut was with %d %s", test.path, test.status, test.want, got.status, got.body)
			}
		})
	}
	if got := s.call("GET", v1+"oddities", "", nil); !strings.Contains(got.body, `{"kind":"bad-signature","wants":"does nothing`) {
		t.Errorf("the oddities should be listed: %s", got.body)
	}
}

func TestUploadByForm(t *testing.T) {
	s := begin(t, nil)
	photo := picture(t, 300, 200)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("deed", `{"as":"somsri"}`); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		part, err := form.CreateFormFile("file", fmt.Sprintf("photo-%d.png", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(photo); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	got := s.call("POST", v1+"residents/somsri/image", body.String(), header{"Content-Type": form.FormDataContentType()})
	if got.status != 200 || strings.Count(got.body, `"messageId"`) != 3 {
		t.Fatalf("two photos of a form should be sent: %d %s", got.status, got.body)
	}
	id := s.last().Message["id"].(string)
	s.wants("the photo at LINE", s.content(id, ""), 200, string(photo))
	shown := s.call("GET", v1+"content/"+id, "", nil)
	if shown.body != string(photo) || shown.header.Get("Content-Type") != "image/png" || !strings.Contains(shown.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the page should be able to show the photo: %d %v", shown.status, shown.header)
	}
	file := s.did(s.File("somsri", simulator.Upload{Data: []byte("<script>"), FileName: "ก.html"}))
	if got := s.call("GET", v1+"content/"+file.MessageID, "", nil); got.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("a file should be downloaded and never shown: %v", got.header)
	}
	if got := s.call("GET", v1+"content/1", "", nil); got.status != 404 {
		t.Errorf("no content is 404, not %d", got.status)
	}
	if got := s.call("POST", v1+"residents/somsri/image", "--", header{"Content-Type": "multipart/form-data"}); got.status != 400 {
		t.Errorf("a form that is none is 400, not %d", got.status)
	}
}

// The body takes an hour, so that the head and the first piece come long before
// the rest on any machine.
func TestSlowBodies(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.SlowBody = time.Hour })
	if err := s.Fault(simulator.Fault{Endpoint: "push", Kind: simulator.Slow, Count: 1}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	req, err := http.NewRequestWithContext(ctx, "POST", s.url+"/v2/bot/message/push", strings.NewReader(`{"to":"`+s.id("somsri")+`","messages":`+hello+`}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	res, err := s.http.Do(req)
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("the head of a slow answer should come at once: %v", err)
	}
	defer res.Body.Close()
	stop()
	if body, err := io.ReadAll(res.Body); !errors.Is(err, context.Canceled) {
		t.Errorf("the body should not be there yet: %q %v", body, err)
	}
	if s.hears("somsri") != 1 {
		t.Error("a call with a slow answer is accepted")
	}
	s.wants("the next push", s.push(s.id("somsri"), hello, ""), 200, "")
}
