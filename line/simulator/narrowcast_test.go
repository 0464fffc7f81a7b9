package simulator_test

// Narrowcast: recipients, filters, LINE's minimums, reservation and progress.

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

func narrow(rest string) string { return `{"messages":` + hello + rest + `}` }

const only = `,"filter":{"demographic":`

// progress is what LINE tells of a narrowcast, its times aside.
func (s *scene) progress(requestID string) string {
	s.t.Helper()
	got := s.call("GET", "/v2/bot/message/progress/narrowcast?requestId="+requestID, "", nil)
	var in map[string]any
	if got.status != 200 || json.Unmarshal([]byte(got.body), &in) != nil {
		s.t.Fatalf("the progress should be told: %d %s", got.status, got.body)
	}
	_, completed := in["completedTime"]
	if phase := in["phase"]; completed != (phase == "succeeded" || phase == "failed") {
		s.t.Errorf("completedTime belongs to the end alone: %s", got.body)
	}
	delete(in, "acceptedTime")
	delete(in, "completedTime")
	delete(in, "failedDescription")
	raw, _ := json.Marshal(in)
	return string(raw)
}

// sentOut is what became of a narrowcast ten seconds later.
func (s *scene) sentOut(body string) string {
	s.t.Helper()
	got := s.send("narrowcast", body, "")
	s.wants("the narrowcast", got, 202, "{}")
	s.Advance(10 * time.Second)
	return s.progress(got.header.Get("X-Line-Request-Id"))
}

func TestNarrowcastProgress(t *testing.T) {
	s := town(t, 2, nil)
	got := s.send("narrowcast", narrow(`,"notificationDisabled":true`), "")
	s.wants("the narrowcast", got, 202, "{}")
	id := got.header.Get("X-Line-Request-Id")
	steps := []struct {
		after   time.Duration
		want    string
		reached string
	}{
		{0, `{"phase":"waiting"}`, ""},
		{4 * time.Second, `{"phase":"waiting"}`, ""},
		{time.Second, `{"failureCount":0,"phase":"sending","successCount":3,"targetCount":3}`, "somsri friend-1 friend-2"},
		{5 * time.Second, `{"failureCount":0,"phase":"succeeded","successCount":3,"targetCount":3}`, "somsri friend-1 friend-2"},
	}
	for _, step := range steps {
		s.Advance(step.after)
		if got := s.progress(id); got != step.want {
			t.Errorf("the progress should be %s, not %s", step.want, got)
		}
		s.reached(step.reached)
	}
	times := s.call("GET", "/v2/bot/message/progress/narrowcast?requestId="+id, "", nil).body
	if !strings.Contains(times, `"acceptedTime":"2026-11-25T05:00:00.000Z"`) || !strings.Contains(times, `"completedTime":"2026-11-25T05:00:10.000Z"`) {
		t.Errorf("times should be those of the platform's clock, in UTC with milliseconds: %s", times)
	}
	if e := s.chat("somsri"); !e[0].Quiet {
		t.Error("notificationDisabled should reach the recipients")
	}
	path := "/v2/bot/message/progress/narrowcast?requestId="
	s.wants("no id", s.call("GET", path, "", nil), 400, `{"message":"Invalid request id: "}`)
	s.wants("an id of another kind", s.call("GET", path+"abc", "", nil), 400, `{"message":"Invalid request id: abc"}`)
	s.wants("an unknown id", s.call("GET", path+aKey, "", nil), 404, `{"message":"Not found"}`)
	pushed := s.push(s.id("somsri"), hello, "").header.Get("X-Line-Request-Id")
	s.wants("the id of a push", s.call("GET", path+pushed, "", nil), 404, `{"message":"Not found"}`)
	s.Advance(14*24*time.Hour - 11*time.Second)
	s.wants("just within 14 days", s.call("GET", path+id, "", nil), 200, "")
	s.Advance(time.Second)
	s.wants("after 14 days", s.call("GET", path+id, "", nil), 404, `{"message":"Not found"}`)
}

func TestNarrowcastGoesOnByItself(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Frozen = false })
	s.wants("the narrowcast", s.send("narrowcast", narrow(""), ""), 202, "{}")
	s.Advance(4900 * time.Millisecond)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := s.Wait(ctx, "somsri", 0); err != nil {
		t.Errorf("a narrowcast should be sent though nobody asks or turns the clock: %v", err)
	}
}

// aged are so many friends with an age each, and a gender by turns.
func aged(ages ...int) func(*simulator.Config) {
	return func(c *simulator.Config) {
		c.Residents = nil
		for i, age := range ages {
			c.Residents = append(c.Residents, simulator.Resident{
				Name: fmt.Sprintf("r-%d", i), Friend: true, Age: age, Gender: []string{"male", "female"}[i%2],
				Area: []string{"th_05", "th_01", ""}[i%3], App: []string{"ios", "android"}[i%2],
			})
		}
		c.Groups = nil
	}
}

func times(n, age int) (out []int) {
	for range n {
		out = append(out, age)
	}
	return out
}

func TestNarrowcastMinimums(t *testing.T) {
	const few = `{"message":"Your account does not have enough friends"}`
	male := only + `{"type":"gender","oneOf":["male"]}}`
	s := begin(t, aged(times(99, 50)...))
	s.wants("attributes below 100 friends", s.send("narrowcast", narrow(male), ""), 403, few)
	if got := s.sentOut(narrow("")); got != `{"failureCount":0,"phase":"succeeded","successCount":99,"targetCount":99}` {
		t.Errorf("without attributes there is no minimum: %s", got)
	}
	s = begin(t, aged(times(98, 50)...))
	for _, name := range []string{"a", "b"} {
		s.AddResident(simulator.Resident{Name: name, Friend: true, Gender: "male", Age: 40})
	}
	if got := s.sentOut(narrow(male)); got != `{"failureCount":0,"phase":"succeeded","successCount":51,"targetCount":51}` {
		t.Errorf("100 friends of whom 51 are meant should be enough: %s", got)
	}
	if got := s.sentOut(narrow(only + `{"type":"gender","oneOf":["female"]}}`)); got != `{"errorCode":2,"failureCount":0,"phase":"failed","successCount":0,"targetCount":49}` {
		t.Errorf("fewer than 50 recipients should fail with 2: %s", got)
	}
	s.did(s.Unfollow("a"))
	s.wants("99 who are left", s.send("narrowcast", narrow(male), ""), 403, few)
}

func TestNarrowcastFilters(t *testing.T) {
	// 60 of 15, 60 of 30, 60 of 70 and 60 of an unknown age, genders and apps by turns.
	ages := append(append(append(times(60, 15), times(60, 30)...), times(60, 70)...), times(60, 0)...)
	tests := []struct {
		name, filter string
		want         int
	}{
		{"male, who is under twenty never", `{"type":"gender","oneOf":["male"]}`, 90},
		{"both", `{"type":"gender","oneOf":["male","female"]}`, 180},
		{"thirty and older", `{"type":"age","gte":"age_30"}`, 120},
		{"younger than seventy, unknown ages not", `{"type":"age","lt":"age_70"}`, 60},
		{"between", `{"type":"age","gte":"age_20","lt":"age_50"}`, 60},
		{"android", `{"type":"appType","oneOf":["android"]}`, 90},
		{"the south", `{"type":"area","oneOf":["th_05"]}`, 60},
		{"old friends", `{"type":"subscriptionPeriod","gte":"day_365"}`, 180},
		{"and", `{"type":"operator","and":[{"type":"age","gte":"age_30"},{"type":"gender","oneOf":["male"]}]}`, 60},
		{"or", `{"type":"operator","or":[{"type":"age","gte":"age_70"},{"type":"gender","oneOf":["male"]}]}`, 120},
		{"not", `{"type":"operator","not":{"type":"age","gte":"age_70"}}`, 120},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := begin(t, aged(ages...))
			want := fmt.Sprintf(`{"failureCount":0,"phase":"succeeded","successCount":%d,"targetCount":%d}`, test.want, test.want)
			if got := s.sentOut(narrow(only + test.filter + "}")); got != want {
				t.Errorf("%s should reach %d: %s", test.filter, test.want, got)
			}
		})
	}
}

func TestFriendshipIsCountedInDays(t *testing.T) {
	s := begin(t, aged(times(100, 30)...))
	for i := range 60 {
		name := fmt.Sprintf("new-%d", i)
		s.AddResident(simulator.Resident{Name: name})
		s.did(s.Follow(name))
	}
	young := narrow(only + `{"type":"subscriptionPeriod","lt":"day_7"}}`)
	if got := s.sentOut(young); !strings.Contains(got, `"successCount":60`) {
		t.Errorf("sixty are friends since today: %s", got)
	}
	s.Advance(7 * 24 * time.Hour)
	if got := s.sentOut(young); !strings.Contains(got, `"errorCode":2`) {
		t.Errorf("a week later nobody is so young a friend: %s", got)
	}
}

func TestNarrowcastBodies(t *testing.T) {
	s := begin(t, nil)
	tests := []struct{ name, body, want string }{
		{"no messages", `{"messages":[]}`, `{"message":"The request body has 1 error(s)","details":[{"message":"Size must be between 1 and 5","property":"messages"}]}`},
		{"an unknown recipient", narrow(`,"recipient":{"type":"all"}`), `{"message":"The request body has 1 error(s)","details":[{"message":"Must be one of the following values: [operator, audience, redelivery]","property":"recipient.type"}]}`},
		{"an empty list", narrow(`,"recipient":{"type":"operator","or":[]}`), `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"recipient.or"}]}`},
		{"a maximum of nothing", narrow(`,"limit":{"max":0}`), `{"message":"The request body has 1 error(s)","details":[{"message":"Must be between 1 and 2147483647","property":"limit.max"}]}`},
		{"forbidPartialDelivery alone", narrow(`,"limit":{"forbidPartialDelivery":true}`), `{"message":"The option forbidPartialDelivery must be used with upToRemainingQuota."}`},
		{"an unknown audience", narrow(`,"recipient":{"type":"audience","audienceGroupId":7}`), `{"message":"Invalid audience group id: 7"}`},
		{"an unknown narrowcast", narrow(`,"recipient":{"type":"operator","not":{"type":"redelivery","requestId":"x"}}`), `{"message":"Invalid request id: x"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.send("narrowcast", test.body, ""), 400, test.want)
		})
	}
	first := s.send("narrowcast", narrow(""), aKey)
	s.wants("with a key", first, 202, "{}")
	again := s.send("narrowcast", narrow(""), aKey)
	s.wants("the key again", again, 409, `{"message":"The retry key is already accepted"}`)
	if again.header.Get("X-Line-Accepted-Request-Id") != first.header.Get("X-Line-Request-Id") {
		t.Error("a 409 should name the request that was accepted")
	}
}

func TestNarrowcastToThoseOfAnother(t *testing.T) {
	s := town(t, 4, nil)
	first := s.send("narrowcast", narrow(`,"limit":{"max":2}`), "")
	id := first.header.Get("X-Line-Request-Id")
	rest := narrow(`,"recipient":{"type":"operator","not":{"type":"redelivery","requestId":"` + id + `"}}`)
	s.wants("before the first was sent", s.send("narrowcast", rest, ""), 400, `{"message":"Invalid request id: `+id+`"}`)
	s.Advance(10 * time.Second)
	if got := s.progress(id); got != `{"failureCount":0,"phase":"succeeded","successCount":2,"targetCount":2}` {
		t.Errorf("two should have been drawn: %s", got)
	}
	if got := s.sentOut(rest); got != `{"failureCount":0,"phase":"succeeded","successCount":3,"targetCount":3}` {
		t.Errorf("the others should get it: %s", got)
	}
	s.reached("somsri friend-1 friend-2 friend-3 friend-4")
	s.Advance(14 * 24 * time.Hour)
	s.wants("14 days later", s.send("narrowcast", rest, ""), 400, `{"message":"Invalid request id: `+id+`"}`)
}

func TestNarrowcastReservesQuota(t *testing.T) {
	const over = `{"message":"You have reached your monthly limit."}`
	ten := func(quota int) *scene {
		return town(t, 9, func(c *simulator.Config) { c.Quota = quota }) // ten friends with somsri
	}
	t.Run("the target reach, while it waits", func(t *testing.T) {
		s := ten(12)
		s.AddResident(simulator.Resident{Name: "out"})
		id := s.send("narrowcast", narrow(""), "").header.Get("X-Line-Request-Id")
		if q := s.State().Quota; q.Reserved != 10 || q.Used != 0 {
			t.Errorf("ten should be reserved and none used: %+v", q)
		}
		s.wants("three others", s.send("multicast", multi(quoted(s.id("somsri"), s.id("friend-1"), s.id("friend-2"))), ""), 429, over)
		s.wants("consumption tells what was sent", s.call("GET", "/v2/bot/message/quota/consumption", "", nil), 200, `{"totalUsage":0}`)
		s.did(s.Unfollow("friend-9"))
		s.Advance(5 * time.Second)
		if q := s.State().Quota; q.Reserved != 0 || q.Used != 9 {
			t.Errorf("once it is known, the nine sent are used and nothing is reserved: %+v %s", q, s.progress(id))
		}
		s.wants("three others then", s.send("multicast", multi(quoted(s.id("somsri"), s.id("friend-1"), s.id("friend-2"))), ""), 200, "")
	})
	t.Run("limit.max reserves less", func(t *testing.T) {
		s := ten(12)
		s.send("narrowcast", narrow(`,"limit":{"max":3}`), "")
		if q := s.State().Quota; q.Reserved != 3 {
			t.Errorf("three should be reserved: %+v", q)
		}
	})
	t.Run("too little left fails when it begins", func(t *testing.T) {
		s := ten(9)
		if got := s.sentOut(narrow("")); got != `{"errorCode":1,"failureCount":0,"phase":"failed","successCount":0,"targetCount":0}` {
			t.Errorf("ten cannot be reserved of nine: %s", got)
		}
		s.reached("")
	})
	t.Run("upToRemainingQuota sends what is left", func(t *testing.T) {
		s := ten(9)
		if got := s.sentOut(narrow(`,"limit":{"upToRemainingQuota":true}`)); got != `{"failureCount":0,"phase":"succeeded","successCount":9,"targetCount":9}` {
			t.Errorf("nine should be sent: %s", got)
		}
		s.wants("nothing left", s.send("narrowcast", narrow(`,"limit":{"upToRemainingQuota":true}`), ""), 429, over)
		s.wants("nothing left", s.send("narrowcast", narrow(""), ""), 429, over)
	})
	t.Run("forbidPartialDelivery sends to all or none", func(t *testing.T) {
		s := ten(9)
		if got := s.sentOut(narrow(`,"limit":{"upToRemainingQuota":true,"forbidPartialDelivery":true}`)); got != `{"errorCode":5,"failureCount":0,"phase":"failed","successCount":0,"targetCount":10}` {
			t.Errorf("ten would not fit, so none should be sent: %s", got)
		}
		s.reached("")
	})
}

func TestRatesOfNarrowcast(t *testing.T) {
	s := begin(t, nil)
	refused := 0
	for range 70 {
		if s.send("narrowcast", `{"messages":[]}`, "").status == 429 {
			refused++
		}
	}
	if refused == 0 {
		t.Error("more than 60 narrowcasts in an hour should be answered 429")
	}
}
