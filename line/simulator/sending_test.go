package simulator_test

// Multicast, broadcast and what all sending endpoints have in common.

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// town is a scene with so many more friends, named friend-1 and so on.
func town(t *testing.T, friends int, change func(*simulator.Config)) *scene {
	t.Helper()
	return begin(t, func(c *simulator.Config) {
		for i := range friends {
			name := fmt.Sprintf("friend-%d", i+1)
			c.Residents = append(c.Residents, simulator.Resident{Name: name, DisplayName: name, Friend: true})
		}
		if change != nil {
			change(c)
		}
	})
}

func (s *scene) send(kind, body, key string) said {
	s.t.Helper()
	return s.call("POST", "/v2/bot/message/"+kind, body, header{"X-Line-Retry-Key": key})
}

// quoted is a JSON list of strings.
func quoted(all ...string) string { return `["` + strings.Join(all, `","`) + `"]` }

func multi(to string) string { return `{"to":` + to + `,"messages":` + hello + `}` }

const nobody = "U00000000000000000000000000000000"

func invalidTo(place string) string {
	return `{"message":"The property, to` + place + `, in the request body is invalid (line: -, column: -)"}`
}

func TestMulticastRecipients(t *testing.T) {
	tests := []struct {
		name    string
		to      func(*scene) string
		status  int
		body    string
		reached string
	}{
		{"a friend", func(s *scene) string { return quoted(s.id("somsri")) }, 200, `{}`, "somsri"},
		{"who blocked gets nothing, silently", func(s *scene) string {
			s.did(s.Unfollow("somsri"))
			return quoted(s.id("somsri"), s.id("friend-1"))
		}, 200, `{}`, "friend-1"},
		{"who was never a friend gets nothing, silently", func(s *scene) string { return quoted(s.id("boonmee")) }, 200, `{}`, ""},
		{"who wrote within 7 days is no friend either", func(s *scene) string {
			s.did(s.Text("boonmee", "สวัสดี"))
			return quoted(s.id("boonmee"))
		}, 200, `{}`, ""},
		{"an unknown id refuses all", func(s *scene) string { return quoted(s.id("somsri"), nobody) }, 400, invalidTo("[1]"), ""},
		{"a wrong form refuses all", func(s *scene) string { return quoted(s.id("somsri"), "somsri") }, 400, invalidTo("[1]"), ""},
		{"a group refuses all", func(s *scene) string { return quoted(s.id("duty")) }, 400, invalidTo("[0]"), ""},
		{"a number refuses all", func(s *scene) string { return `["` + s.id("somsri") + `",7]` }, 400, invalidTo("[1]"), ""},
		{"one string is no list", func(s *scene) string { return `"` + s.id("somsri") + `"` }, 400, invalidTo(""), ""},
		{"nobody", func(*scene) string { return `[]` }, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"Size must be between 1 and 500","property":"to"}]}`, ""},
		{"no to at all", func(*scene) string { return `null` }, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"to"}]}`, ""},
		{"501", func(s *scene) string { return quoted(slices.Repeat([]string{s.id("somsri")}, 501)...) }, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"Size must be between 1 and 500","property":"to"}]}`, ""},
		{"one person named twice", func(s *scene) string { return quoted(s.id("somsri"), s.id("somsri")) }, 200, `{}`, "somsri"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := town(t, 1, nil)
			s.wants("the multicast", s.send("multicast", multi(test.to(s)), ""), test.status, test.body)
			s.reached(test.reached)
			if n, want := s.State().Quota.Used, len(strings.Fields(test.reached)); n != want {
				t.Errorf("only whom it reaches counts: %d, not %d", want, n)
			}
		})
	}
}

// reached wants one message of the bot at each of these people and none elsewhere.
func (s *scene) reached(names string) {
	s.t.Helper()
	for _, r := range s.State().Residents {
		want := 0
		if slices.Contains(strings.Fields(names), r.Name) {
			want = 1
		}
		if n := s.hears(r.Name); n != want {
			s.t.Errorf("%s should have %d messages, not %d", r.Name, want, n)
		}
	}
}

func TestMulticastSkipsUnknown(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.MulticastSkipsUnknown = true })
	s.wants("an unknown id", s.send("multicast", multi(quoted(nobody, s.id("somsri"))), ""), 200, "{}")
	s.reached("somsri")
	s.wants("a wrong form stays wrong", s.send("multicast", multi(quoted("x")), ""), 400, invalidTo("[0]"))
}

func TestBroadcast(t *testing.T) {
	s := town(t, 3, nil)
	s.did(s.Unfollow("friend-2"))
	s.did(s.Text("boonmee", "สวัสดี"))
	s.wants("the broadcast", s.send("broadcast", `{"messages":`+hello+`}`, ""), 200, "{}")
	s.reached("somsri friend-1 friend-3")
	if n := s.State().Quota.Used; n != 3 {
		t.Errorf("a broadcast counts the three friends, not %d", n)
	}
	s.wants("no messages", s.send("broadcast", `{"messages":[{"type":"text"}]}`, ""), 400,
		`{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}`)
}

func TestValidateJudgesMessagesAlone(t *testing.T) {
	s := begin(t, nil)
	for _, kind := range []string{"reply", "push", "multicast", "narrowcast", "broadcast"} {
		path := "/v2/bot/message/validate/" + kind
		s.wants(kind, s.call("POST", path, `{"messages":`+hello+`,"to":7,"replyToken":[],"customAggregationUnits":"x","limit":{"max":0}}`, nil), 200, "{}")
		s.wants(kind, s.call("POST", path, `{"messages":[]}`, nil), 400,
			`{"message":"The request body has 1 error(s)","details":[{"message":"Size must be between 1 and 5","property":"messages"}]}`)
		s.wants(kind+" with a retry key", s.call("POST", path, `{"messages":`+hello+`}`, header{"X-Line-Retry-Key": aKey}), 400,
			`{"message":"The retry key is not supported by this endpoint"}`)
	}
}

const aKey = "123e4567-e89b-12d3-a456-426614174000"

func TestRetryKeyOfEachEndpoint(t *testing.T) {
	const accepted = `{"message":"The retry key is already accepted"}`
	for _, kind := range []string{"push", "multicast", "broadcast"} {
		t.Run(kind, func(t *testing.T) {
			s := begin(t, nil)
			body := map[string]string{
				"push":      `{"to":"` + s.id("somsri") + `","messages":` + hello + `}`,
				"multicast": multi(quoted(s.id("somsri"))), "broadcast": `{"messages":` + hello + `}`,
			}[kind]
			s.wants("an empty key is none", s.send(kind, body, ""), 200, "")
			s.wants("a malformed key", s.send(kind, body, "123"), 400, `{"message":"The retry key is invalid"}`)
			first := s.send(kind, body, aKey)
			s.wants("the first", first, 200, "")
			again := s.send(kind, body, aKey)
			want := accepted
			if kind == "push" {
				want = strings.Replace(accepted, "}", ","+strings.TrimPrefix(first.body, "{"), 1)
			}
			s.wants("the second", again, 409, want)
			if again.header.Get("X-Line-Accepted-Request-Id") != first.header.Get("X-Line-Request-Id") {
				t.Error("a 409 should name the request that was accepted")
			}
			s.wants("the key elsewhere", s.send("broadcast", `{"messages":`+hello+`}`, aKey), 409, "")
			s.Advance(24*time.Hour - time.Second)
			s.wants("a second before 24 hours", s.send(kind, body, aKey), 409, "")
			s.Advance(time.Second)
			s.wants("after 24 hours", s.send(kind, body, aKey), 200, "")
			if n := s.hears("somsri"); n != 3 {
				t.Errorf("somsri should have three messages, not %d", n)
			}
		})
	}
	s := begin(t, nil)
	for _, path := range []string{"/v2/bot/message/quota", "/v2/bot/info", "/v2/bot/profile/" + s.id("somsri")} {
		s.wants(path, s.call("GET", path, "", header{"X-Line-Retry-Key": aKey}), 400, `{"message":"The retry key is not supported by this endpoint"}`)
	}
}

func TestNotificationDisabled(t *testing.T) {
	s := begin(t, nil)
	for _, sound := range []string{"true", "false"} {
		quiet := `,"notificationDisabled":` + sound
		s.did(s.Text("somsri", "สวัสดี"))
		s.wants("reply", s.call("POST", "/v2/bot/message/reply", `{"replyToken":"`+s.last().ReplyToken+`","messages":`+hello+quiet+`}`, nil), 200, "")
		s.wants("push", s.send("push", `{"to":"`+s.id("somsri")+`","messages":`+hello+quiet+`}`, ""), 200, "")
		s.wants("multicast", s.send("multicast", `{"to":`+quoted(s.id("somsri"))+`,"messages":`+hello+quiet+`}`, ""), 200, "")
		s.wants("broadcast", s.send("broadcast", `{"messages":`+hello+quiet+`}`, ""), 200, "")
		all := s.chat("somsri")
		for _, e := range all[len(all)-4:] {
			if e.Quiet != (sound == "true") {
				t.Errorf("with notificationDisabled %s a message should say so: %+v", sound, e)
			}
		}
	}
	for _, kind := range []string{"push", "multicast", "broadcast"} {
		got := s.send(kind, `{"to":"`+s.id("somsri")+`","messages":`+hello+`,"notificationDisabled":"yes"}`, "")
		if got.status != 400 {
			t.Errorf("%s: notificationDisabled is true or false: %d %s", kind, got.status, got.body)
		}
	}
}

func TestWhatManyCannotBeSent(t *testing.T) {
	s := begin(t, nil)
	s.did(s.Text("somsri", "สวัสดี"))
	quote, _ := s.last().Message["quoteToken"].(string)
	tests := map[string]string{
		`[{"type":"text","text":"a","quoteToken":"` + quote + `"}]`:                                                                              "quoteToken",
		`[{"type":"textV2","text":"{a}","substitution":{"a":{"type":"mention","mentionee":{"type":"user","userId":"` + s.id("somsri") + `"}}}}]`: "substitution",
	}
	for messages, wrong := range tests {
		want := `{"message":"The request body has 1 error(s)","details":[{"message":"invalid property","property":"messages[0].` + wrong + `"}]}`
		s.wants("multicast", s.send("multicast", `{"to":`+quoted(s.id("somsri"))+`,"messages":`+messages+`}`, ""), 400, want)
		s.wants("broadcast", s.send("broadcast", `{"messages":`+messages+`}`, ""), 400, want)
	}
}

func TestQuotaOfMany(t *testing.T) {
	const over = `{"message":"You have reached your monthly limit."}`
	s := town(t, 3, func(c *simulator.Config) { c.Quota = 5 })
	s.wants("four friends", s.send("broadcast", `{"messages":`+hello+`}`, ""), 200, "")
	s.wants("two more are one too many", s.send("multicast", multi(quoted(s.id("somsri"), s.id("friend-1"))), ""), 429, over)
	s.reached("somsri friend-1 friend-2 friend-3")
	s.wants("four more", s.send("broadcast", `{"messages":`+hello+`}`, aKey), 429, over)
	s.wants("one fits", s.send("multicast", multi(quoted(s.id("somsri"), s.id("boonmee"))), ""), 200, "")
	s.wants("consumption", s.call("GET", "/v2/bot/message/quota/consumption", "", nil), 200, `{"totalUsage":5}`)
	s.Set(time.Date(2026, 12, 1, 0, 0, 0, 0, time.FixedZone("", 7*60*60)))
	s.wants("a key that was answered 429, next month", s.send("broadcast", `{"messages":`+hello+`}`, aKey), 200, "")
}

func TestPlans(t *testing.T) {
	for name, want := range map[string]int{"free": 300, "basic": 15_000, "pro": 35_000, "none": 0, "1234": 1234} {
		if n, err := simulator.Plan(name); err != nil || n != want {
			t.Errorf("plan %s should have %d messages a month, not %d %v", name, want, n, err)
		}
	}
	for _, name := range []string{"", "gold", "-5", "0"} {
		if n, err := simulator.Plan(name); err == nil {
			t.Errorf("%q is no plan, but gives %d", name, n)
		}
	}
}

func TestRatesOfSending(t *testing.T) {
	s := begin(t, nil)
	refused := 0
	for range 70 { // one a minute comes back, so a slow machine is let through a few more
		if s.send("broadcast", `{"messages":[]}`, "").status == 429 {
			refused++
		}
	}
	if refused == 0 {
		t.Error("more than 60 broadcasts in an hour should be answered 429, whatever is in them")
	}
	s.wants("another endpoint has its own rate", s.send("multicast", multi(quoted(s.id("somsri"))), ""), 200, "")
}
