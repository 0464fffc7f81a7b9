package simulator_test

// Reply tokens, recipients, retry keys and quota.

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

const tokenRefused = `{"message":"Invalid reply token"}`

func TestReplyTokenWorksOnce(t *testing.T) {
	s := begin(t, nil)
	s.did(s.Text("somsri", "จองคิว"))
	token := s.last().ReplyToken
	s.wants("a broken reply", s.reply(token, `[{"type":"text","text":""}]`), 400, "")
	s.wants("the token after a refused reply", s.reply(token, hello), 200, "")
	s.wants("the token again", s.reply(token, hello), 400, tokenRefused)
	s.wants("a made-up token", s.reply("abc", hello), 400, tokenRefused)
	if n := s.hears("somsri"); n != 1 {
		t.Errorf("somsri should read one message, not %d", n)
	}
	var marks int
	for _, e := range s.chat("somsri") {
		if e.Refused != nil {
			marks++
		}
	}
	if marks != 2 {
		t.Errorf("both refusals should leave a mark in the chat, not %d", marks)
	}
}

func TestReplyTokenLife(t *testing.T) {
	tests := []struct {
		name   string
		do     func(s *scene, event webhookEvent)
		status int
	}{
		{"after 60 s", func(s *scene, _ webhookEvent) { s.Advance(60 * time.Second) }, 200},
		{"after 61 s", func(s *scene, _ webhookEvent) { s.Advance(61 * time.Second) }, 400},
		{"redelivered after 19 min", func(s *scene, e webhookEvent) { s.Advance(19 * time.Minute); s.again(e) }, 200},
		{"redelivered after 19 min, 61 s later", func(s *scene, e webhookEvent) {
			s.Advance(18 * time.Minute)
			s.again(e)
			s.Advance(61 * time.Second)
		}, 400},
		{"redelivered after 21 min", func(s *scene, e webhookEvent) { s.Advance(21 * time.Minute); s.again(e) }, 400},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := begin(t, nil)
			s.did(s.Text("somsri", "จองคิว"))
			event := s.last()
			test.do(s, event)
			s.wants("the reply", s.reply(event.ReplyToken, hello), test.status, "")
		})
	}
}

// again redelivers an event and checks that it is the same one.
func (s *scene) again(e webhookEvent) {
	s.t.Helper()
	if err := s.Redeliver(e.WebhookEventID); err != nil {
		s.t.Fatal(err)
	}
	if got := s.last(); got.WebhookEventID != e.WebhookEventID || got.ReplyToken != e.ReplyToken || !got.DeliveryContext.IsRedelivery {
		s.t.Errorf("a redelivered event should keep id and token and say isRedelivery: %+v", got)
	}
}

func TestHeldEventsHaveALivingToken(t *testing.T) {
	s := begin(t, nil)
	s.Hold()
	s.did(s.Text("somsri", "จองคิว"))
	s.Advance(10 * time.Minute)
	if err := s.Release(simulator.Release{}); err != nil {
		t.Fatal(err)
	}
	s.wants("a reply within a minute of receipt", s.reply(s.last().ReplyToken, hello), 200, "")
}

func TestSentMessages(t *testing.T) {
	s := begin(t, nil)
	got := s.push(s.id("somsri"), `[{"type":"text","text":"a"},{"type":"location","title":"a","address":"b","latitude":1,"longitude":2}]`, "")
	var out struct {
		SentMessages []struct{ ID, QuoteToken string }
	}
	if err := json.Unmarshal([]byte(got.body), &out); err != nil || len(out.SentMessages) != 2 {
		t.Fatalf("a push should tell both messages' ids: %s", got.body)
	}
	text, place := out.SentMessages[0], out.SentMessages[1]
	if text.ID == "" || text.QuoteToken == "" || place.ID == "" || place.QuoteToken != "" {
		t.Errorf("a text can be quoted and a place cannot: %s", got.body)
	}
	quote := `[{"type":"text","text":"a","quoteToken":"` + text.QuoteToken + `"}]`
	s.wants("a quote in its chat", s.push(s.id("somsri"), quote, ""), 200, "")
	s.did(s.Follow("boonmee"))
	s.wants("a quote in another chat", s.push(s.id("boonmee"), quote, ""), 400, "")
}

func TestRetryKey(t *testing.T) {
	s := begin(t, nil)
	const key = "123E4567-e89b-12d3-a456-426614174000"
	first := s.push(s.id("somsri"), hello, key)
	s.wants("the first push", first, 200, "")
	second := s.push(s.id("somsri"), hello, key)
	s.wants("the same push", second, 409, `{"message":"The retry key is already accepted",`+strings.TrimPrefix(first.body, "{"))
	if second.header.Get("X-Line-Accepted-Request-Id") != first.header.Get("X-Line-Request-Id") {
		t.Error("409 should name the request that was accepted")
	}
	s.Advance(24 * time.Hour)
	s.wants("the key after 24 hours", s.push(s.id("somsri"), hello, key), 200, "")
	if n := s.hears("somsri"); n != 2 {
		t.Errorf("somsri should read two messages, not %d", n)
	}
	refused := "123e4567-e89b-12d3-a456-426614174001"
	s.wants("a broken push", s.push(s.id("somsri"), `[]`, refused), 400, "")
	s.wants("its key after a 400", s.push(s.id("somsri"), hello, refused), 200, "")
}

func TestRecipients(t *testing.T) {
	s := begin(t, nil)
	s.wants("a push to no friend", s.push(s.id("boonmee"), hello, ""), 200, "")
	if s.hears("boonmee") != 0 || s.State().Quota.Used != 0 {
		t.Error("who is no friend and never wrote gets nothing, and it does not count")
	}
	s.did(s.Text("boonmee", "สวัสดี"))
	s.wants("a push to one who wrote", s.push(s.id("boonmee"), hello, ""), 200, "")
	s.Advance(8 * 24 * time.Hour)
	s.wants("a push 8 days later", s.push(s.id("boonmee"), hello, ""), 200, "")
	if n := s.hears("boonmee"); n != 1 {
		t.Errorf("who wrote within 7 days gets pushes, later not: %d messages", n)
	}
	s.did(s.Unfollow("somsri"))
	s.wants("a push to one who blocked", s.push(s.id("somsri"), hello, ""), 200, "")
	if s.hears("somsri") != 0 {
		t.Error("who blocked the account gets nothing")
	}
	if _, err := s.Text("somsri", "สวัสดี"); err == nil {
		t.Error("who blocked the account cannot write to it")
	}
	s.did(s.JoinGroup("duty"))
	s.wants("a push to the group", s.push(s.id("duty"), hello, ""), 200, "")
	if s.hears("duty") != 1 || s.State().Quota.Used != 2 {
		t.Errorf("a group push counts its two members, and a new month has begun: used %d", s.State().Quota.Used)
	}
}

func TestQuota(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Quota = 2 })
	for range 2 {
		s.wants("a push within the quota", s.push(s.id("somsri"), `[{"type":"text","text":"a"},{"type":"text","text":"b"}]`, ""), 200, "")
	}
	s.wants("one too many", s.push(s.id("somsri"), hello, ""), 429, `{"message":"You have reached your monthly limit."}`)
	s.did(s.Text("somsri", "สวัสดี"))
	s.wants("replies are free", s.reply(s.last().ReplyToken, hello), 200, "")
	s.wants("consumption", s.call("GET", "/v2/bot/message/quota/consumption", "", nil), 200, `{"totalUsage":2}`)
	s.Set(time.Date(2026, 11, 30, 17, 0, 0, 0, time.UTC)) // 1 December in Bangkok
	s.wants("the next month", s.push(s.id("somsri"), hello, ""), 200, "")
}

func TestCrowdsOfPushes(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Unlimited = true })
	const key = "123e4567-e89b-12d3-a456-426614174000"
	accepted := make(chan int, 20)
	for range 20 {
		go func() { accepted <- s.push(s.id("somsri"), hello, key).status }()
	}
	count := map[int]int{}
	for range 20 {
		count[<-accepted]++
	}
	if count[200] != 1 || count[409] != 19 {
		t.Errorf("of twenty pushes with one key one is accepted and the others get 409, not %v", count)
	}
	for range 2100 {
		s.push(s.id("somsri"), hello, "")
	}
	if entries := s.chat("somsri"); len(entries) != 500 || entries[len(entries)-1].Seq != 2101 {
		t.Errorf("a chat should keep its newest 2,000 entries and go on counting, not %d", len(entries))
	}
}
