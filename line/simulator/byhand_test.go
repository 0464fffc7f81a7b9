package simulator_test

// What the developer does in the bot's place or to its events.

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestPushedByHand(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Quota = 300 })
	if err := s.Fault(simulator.Fault{Endpoint: "push", Kind: simulator.Error500, Count: 1}); err != nil {
		t.Fatal(err)
	}
	got := s.call("POST", v1+"push", `{"to":"somsri","messages":[{"type":"text","text":"แก้แล้ว"}]}`, nil)
	if got.status != 200 || !strings.Contains(got.body, `"status":200`) {
		t.Fatalf("a good message should be sent: %d %s", got.status, got.body)
	}
	stood := s.chat("somsri")
	if len(stood) != 1 || stood[0].From != "bot" || stood[0].Sent == nil || stood[0].Sent.By != "push" || stood[0].Sent.Cost != 1 {
		t.Errorf("it should stand in the chat as the bot's, pushed for one message of the quota: %+v", stood)
	}
	calls := s.Requests()
	if len(calls) != 1 || !calls[0].ByHand || calls[0].Path != "/v2/bot/message/push" || calls[0].RequestID != stood[0].Sent.RequestID {
		t.Errorf("the log should say that the call was made by hand: %+v", calls)
	}
	if left := s.State(); left.Quota.Used != 1 || len(left.Faults) != 1 {
		t.Errorf("it costs as a push does and leaves the bot's fault alone: %+v %+v", left.Quota, left.Faults)
	}
	got = s.call("POST", v1+"push", `{"to":"somsri","messages":[{"type":"text","text":""}]}`, nil)
	if !strings.Contains(got.body, `"status":400`) || s.chat("somsri")[1].Refused == nil {
		t.Errorf("what LINE refuses should leave its mark: %s", got.body)
	}
	if got := s.call("POST", v1+"push", `{"to":"nobody","messages":[]}`, nil); got.status != 404 {
		t.Errorf("nobody cannot be written to: %d", got.status)
	}
}

func TestCostOfMessages(t *testing.T) {
	s := begin(t, nil)
	s.did(s.JoinGroup("duty"))
	s.did(s.Text("somsri", "a"))
	s.reply(s.last().ReplyToken, `[{"type":"text","text":"1"},{"type":"text","text":"2"}]`)
	s.push(s.id("duty"), hello, "")
	s.call("POST", "/v2/bot/message/multicast", `{"to":["`+s.id("somsri")+`"],"messages":`+hello+`}`, nil)
	want := map[string]simulator.Sent{"reply": {Messages: 2}, "push": {Messages: 1, Cost: 2}, "multicast": {Messages: 1, Cost: 1}}
	for _, e := range append(s.chat("somsri"), s.chat("duty")...) {
		if e.From != "bot" {
			continue
		}
		if w, ok := want[e.Sent.By]; !ok || w.Messages != e.Sent.Messages || w.Cost != e.Sent.Cost || e.Sent.RequestID == "" {
			t.Errorf("a %s should have cost %+v, not %+v", e.Sent.By, w, *e.Sent)
		}
	}
}

func TestEditedEventsAreSentAgain(t *testing.T) {
	s := begin(t, nil)
	s.did(s.Text("somsri", "a"))
	s.settled()
	var e map[string]any
	if err := json.Unmarshal(s.Webhooks()[0].Event, &e); err != nil {
		t.Fatal(err)
	}
	e["message"].(map[string]any)["text"] = "b"
	e["deliveryContext"] = map[string]any{"isRedelivery": true}
	send := func() webhookEvent {
		t.Helper()
		raw, err := json.Marshal(map[string]any{"event": e})
		if err != nil {
			t.Fatal(err)
		}
		if got := s.call("POST", v1+"residents/somsri/event", string(raw), nil); got.status != 200 {
			t.Fatalf("the edited event should be sent: %d %s", got.status, got.body)
		}
		heard := s.settled()
		last := heard[len(heard)-1]
		if last.header.Get("X-Line-Signature") != s.Sign(last.raw) {
			t.Error("what was edited should be signed anew")
		}
		return last.Events[0]
	}
	again := send()
	if again.Message["text"] != "b" || again.WebhookEventID != e["webhookEventId"] || !again.DeliveryContext.IsRedelivery {
		t.Errorf("it should come under the same id, as a redelivery: %+v", again)
	}
	delete(e, "webhookEventId")
	delete(e, "deliveryContext")
	if other := send(); other.WebhookEventID == again.WebhookEventID || other.WebhookEventID == "" || other.DeliveryContext.IsRedelivery {
		t.Errorf("without an id it should get a new one: %+v", other)
	}
}

func TestSwitchesAreTold(t *testing.T) {
	doc, err := os.ReadFile("../../docs/simulator.md")
	if err != nil {
		t.Fatal(err)
	}
	s := begin(t, func(c *simulator.Config) { c.Switches.StopsAfter = 5 })
	var got struct {
		Switches []struct {
			Name, Says, Source string
			Value              any
		}
	}
	if err := json.Unmarshal([]byte(s.call("GET", v1+"switches", "", nil).body), &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range simulator.SwitchNames() {
		i := 0
		for i < len(got.Switches) && got.Switches[i].Name != name {
			i++
		}
		if i == len(got.Switches) {
			t.Errorf("switches_told.go should tell of %s in the words of docs/simulator.md", name)
			continue
		}
		one := got.Switches[i]
		if !strings.Contains(string(doc), "| `"+name+"` | "+one.Says+" |") {
			t.Errorf("the page and docs/simulator.md should say the same of %s; the page says %q", name, one.Says)
		}
		if one.Value == nil || name == "stopsAfter" && one.Value != 5.0 {
			t.Errorf("%s: its value should be told, not %v", name, one.Value)
		}
	}
}
