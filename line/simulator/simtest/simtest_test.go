package simtest_test

// The verbs of a test, tried on a bot that echoes.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tambon/line/simulator"
	"tambon/line/simulator/simtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// echo starts a world with a bot that says what it was told, with a button.
func echo(t *testing.T) *simtest.World {
	t.Helper()
	w := simtest.Start(t, simulator.Config{})
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var in struct {
			Events []struct {
				Type, ReplyToken string
				Message          struct{ Type, Text string }
				Postback         struct{ Data string }
			}
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Errorf("the webhook should be JSON: %v", err)
		}
		for _, e := range in.Events {
			words := strings.Join(strings.Fields(e.Type+" "+e.Message.Type+" "+e.Message.Text+e.Postback.Data), " ")
			body := fmt.Sprintf(`{"replyToken":%q,"messages":[{"type":"template","altText":"a","template":{"type":"buttons","text":%q,"actions":[
				{"type":"postback","label":"กด","data":"pressed"},{"type":"uri","label":"โทร","uri":"tel:1669"}]}}]}`, e.ReplyToken, words)
			req, err := http.NewRequest("POST", w.URL+"/v2/bot/message/reply", bytes.NewReader([]byte(body)))
			if err != nil {
				t.Error(err)
				return
			}
			req.Header.Set("Authorization", "Bearer "+simtest.Token)
			req.Header.Set("Content-Type", "application/json")
			res, err := client.Do(req)
			if err != nil {
				t.Error(err)
				return
			}
			res.Body.Close()
		}
	}))
	t.Cleanup(bot.Close)
	w.At(bot.URL)
	return w
}

func TestVerbs(t *testing.T) {
	w := echo(t)
	added := w.Add("มานี มีนา")
	tests := []struct {
		name string
		got  []string
		want string
	}{
		{"follows", w.Follows("สมศรี"), "follow"},
		{"says", w.Says("สมศรี", "จองคิว"), "message text จองคิว"},
		{"presses", w.Presses("somsri", "กด"), "postback pressed"},
		{"posts", w.Posts("สมศรี ใจดี", "any.thing"), "postback any.thing"},
		{"sticker", w.SendsSticker("บุญมี"), "message sticker"},
		{"image", w.SendsImage("บุญมี"), "message image"},
		{"audio", w.SendsAudio("บุญมี"), "message audio"},
		{"location", w.SendsLocation("บุญมี", simulator.Spot{Latitude: 8, Longitude: 99}), "message location"},
		{"added", w.Says(added, "a"), "message text a"},
	}
	for _, test := range tests {
		if want := []string{test.want, "[กด]", "[โทร → tel:1669]"}; !slices.Equal(test.got, want) {
			t.Errorf("%s: should read %q, not %q", test.name, want, test.got)
		}
	}
	if got := w.Presses("สมศรี", "โทร"); !slices.Equal(got, []string{"tel:1669"}) {
		t.Errorf("a call should return its address: %q", got)
	}
	w.Settled()
	if got := w.Transcript("somsri"); !strings.HasPrefix(got, "  follow\n  [กด]\n  [โทร → tel:1669]\nsomsri: จองคิว\n") {
		t.Errorf("the chat should read as a document:\n%s", got)
	}
}

// observed is a test whose failure is wanted.
type observed struct {
	testing.TB
	said string
}

func (o *observed) Fatal(args ...any) { o.said = fmt.Sprint(args...); runtime.Goexit() }

func (o *observed) Fatalf(format string, args ...any) {
	o.said = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// fails is what a test says that does something in a world without a bot.
func fails(t *testing.T, do func(w *simtest.World)) string {
	t.Helper()
	o := &observed{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		w := simtest.Start(o, simulator.Config{})
		w.Patience = time.Millisecond
		do(w)
	}()
	<-done
	return o.said
}

func TestFailuresSayWhy(t *testing.T) {
	tests := []struct {
		name string
		do   func(w *simtest.World)
		want string
	}{
		{"silence", func(w *simtest.World) { w.Says("สมศรี", "จองคิว") }, "no answer within"},
		{"nobody", func(w *simtest.World) { w.Says("nobody", "a") }, `no resident or group is named "nobody"`},
		{"no button", func(w *simtest.World) { w.Presses("สมศรี", "เมนู") }, "sees no button"},
		{"refused", func(w *simtest.World) {
			w.Does(w.Follow("somsri"))
			req, _ := http.NewRequest("POST", w.URL+"/v2/bot/message/push", strings.NewReader(`{"to":"`+w.State().Residents[0].UserID+`","messages":[{"type":"text","text":""}]}`))
			req.Header.Set("Authorization", "Bearer "+simtest.Token)
			req.Header.Set("Content-Type", "application/json")
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			if res, err := client.Do(req); err == nil {
				res.Body.Close()
			}
			w.Patience = time.Minute
			w.Reads("somsri")
		}, "LINE refuses what the bot says"},
		{"quiet without Idle", func(w *simtest.World) {
			w.Quiet("somsri", func() (simulator.Act, error) { return w.Text("somsri", "a") })
		}, "World.Idle"},
		{"real LINE", func(w *simtest.World) { w.At("https://api.line.me/") }, "real LINE"},
		{"wrong login", func(w *simtest.World) { w.LogsIn("somsri", w.URL+"/oauth2/v2.1/authorize") }, "Invalid client_id value."},
		{"wrong fault", func(w *simtest.World) { w.Fault("x", "500", 1) }, "no endpoint"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := fails(t, test.do); !strings.Contains(got, test.want) {
				t.Errorf("the test should fail with %q, not %q", test.want, got)
			}
		})
	}
}

func TestQuiet(t *testing.T) {
	w := simtest.Start(t, simulator.Config{})
	bot := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(bot.Close)
	w.At(bot.URL)
	idle := false
	w.Idle = func(context.Context) error { idle = true; return nil }
	w.Quiet("somsri", func() (simulator.Act, error) { return w.Text("somsri", "a") })
	if !idle {
		t.Error("silence should be told only when the bot is idle")
	}
}
