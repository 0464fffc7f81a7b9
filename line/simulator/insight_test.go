package simulator_test

// Figures: days, friends, what people did with messages, and what is not told.

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

func (s *scene) get(path string) said { s.t.Helper(); return s.call("GET", path, "", nil) }

func TestSentMessagesOfADay(t *testing.T) {
	s := town(t, 2, nil) // noon in Bangkok is 14:00 of the same day in UTC+9
	s.did(s.Text("somsri", "สวัสดี"))
	s.wants("reply", s.reply(s.last().ReplyToken, hello), 200, "")
	for range 2 {
		s.wants("push", s.push(s.id("somsri"), hello, ""), 200, "")
	}
	s.wants("a push that reaches nobody", s.push(s.id("boonmee"), hello, ""), 200, "")
	s.wants("multicast", s.send("multicast", multi(quoted(s.id("friend-1"), s.id("friend-2"), s.id("boonmee"))), ""), 200, "")
	s.wants("broadcast", s.send("broadcast", `{"messages":`+hello+`}`, ""), 200, "")
	s.sentOut(narrow(""))
	s.Set(time.Date(2026, 11, 25, 15, 30, 0, 0, time.UTC)) // 26 November in UTC+9
	s.wants("the next day's push", s.push(s.id("somsri"), hello, ""), 200, "")

	path := func(kind, date string) string { return "/v2/bot/message/delivery/" + kind + "?date=" + date }
	s.wants("a day that is not counted yet", s.get(path("push", "20261125")), 200, `{"status":"unready"}`)
	s.Set(time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC).Add(-time.Second))
	s.wants("a second before", s.get(path("push", "20261125")), 200, `{"status":"unready"}`)
	s.Advance(time.Second)
	for kind, n := range map[string]int{"reply": 1, "push": 2, "multicast": 2, "broadcast": 3} {
		s.wants(kind, s.get(path(kind, "20261125")), 200, fmt.Sprintf(`{"status":"ready","success":%d}`, n))
	}
	s.wants("the day after", s.get(path("push", "20261126")), 200, `{"status":"unready"}`)
	s.wants("a quiet day", s.get(path("push", "20261101")), 200, `{"status":"ready","success":0}`)
	s.wants("before LINE counted", s.get(path("push", "20180330")), 200, `{"status":"out_of_service"}`)
	s.wants("from when LINE counted", s.get(path("push", "20180331")), 200, `{"status":"ready","success":0}`)
	for _, date := range []string{"", "2026-11-25", "20261301", "2026112", "25690101x", "tomorrow"} {
		s.wants("date "+date, s.get(path("push", date)), 400, `{"message":"The value for the 'date' parameter is invalid"}`)
	}
	s.wants("all kinds of a day", s.get("/v2/bot/insight/message/delivery?date=20261125"), 200,
		`{"apiBroadcast":3,"apiMulticast":2,"apiNarrowcast":3,"apiPush":2,"apiReply":1,"autoResponse":0,"broadcast":0,"chat":0,"status":"ready","targeting":0,"welcomeResponse":0}`)
	s.wants("all kinds, not counted yet", s.get("/v2/bot/insight/message/delivery?date=20261126"), 200, `{"status":"unready"}`)
	s.wants("all kinds, before LINE counted", s.get("/v2/bot/insight/message/delivery?date=20170228"), 200, `{"status":"out_of_service"}`)
	s.wants("all kinds of no day", s.get("/v2/bot/insight/message/delivery"), 400, `{"message":"Bad Request"}`)
}

func TestFriendsOfADay(t *testing.T) {
	s := town(t, 3, nil) // four friends with somsri
	s.did(s.Follow("boonmee"))
	s.did(s.Unfollow("somsri"))
	s.did(s.Unfollow("friend-1"))
	s.Advance(24 * time.Hour)
	s.did(s.Follow("somsri")) // an old friend takes the block back
	s.Advance(72 * time.Hour)
	path := "/v2/bot/insight/followers?date="
	s.wants("before", s.get(path+"20261124"), 200, `{"blocks":0,"followers":4,"status":"ready","targetedReaches":4}`)
	s.wants("the day", s.get(path+"20261125"), 200, `{"blocks":2,"followers":5,"status":"ready","targetedReaches":3}`)
	s.wants("the day after", s.get(path+"20261126"), 200, `{"blocks":1,"followers":5,"status":"ready","targetedReaches":4}`)
	s.wants("today", s.get(path+"20261129"), 200, `{"blocks":null,"followers":null,"status":"unready","targetedReaches":null}`)
	s.wants("long ago", s.get(path+"20161031"), 200, `{"blocks":null,"followers":null,"status":"out_of_service","targetedReaches":null}`)
	s.wants("no date", s.get("/v2/bot/insight/followers"), 400, `{"message":"date is required"}`)
	s.wants("a wrong date", s.get(path+"1"), 400, `{"message":"Bad Request"}`)
}

func TestDemographics(t *testing.T) {
	const none = `{"ages":[],"appTypes":[],"areas":[],"available":false,"genders":[],"subscriptionPeriods":[]}`
	s := begin(t, aged(times(19, 50)...))
	s.wants("19 friends", s.get("/v2/bot/insight/demographic"), 200, none)
	s = begin(t, aged(append(append(times(10, 15), times(5, 52)...), times(5, 71)...)...))
	s.wants("20 friends", s.get("/v2/bot/insight/demographic"), 200,
		`{"ages":[{"age":"from50","percentage":50},{"age":"from50to54","percentage":25},{"age":"from70","percentage":25},{"age":"unknown","percentage":50}],`+
			`"appTypes":[{"appType":"android","percentage":50},{"appType":"ios","percentage":50}],`+
			`"areas":[{"area":"Bangkok","percentage":35},{"area":"Southern","percentage":35},{"area":"unknown","percentage":30}],`+
			`"available":true,"genders":[{"gender":"female","percentage":50},{"gender":"male","percentage":50}],`+
			`"subscriptionPeriods":[{"percentage":100,"subscriptionPeriod":"over365days"}]}`)
}

// linked is a message with a button that opens an address.
const linked = `[{"type":"text","text":"ข่าว"},{"type":"template","altText":"a","template":{"type":"buttons","text":"อ่าน","actions":[{"type":"uri","label":"เปิด","uri":"https://example.com/news"}]}}]`

const media = `"mediaPlayed":null,"mediaPlayed100Percent":null,"mediaPlayed25Percent":null,"mediaPlayed50Percent":null,"mediaPlayed75Percent":null`

func bubbleOf(seq int, impression, unique string) string {
	if unique != "" {
		unique = `,"uniqueImpression":` + unique
	}
	more := strings.ReplaceAll(media, `"mediaPlayed`, `"uniqueMediaPlayed`)
	return fmt.Sprintf(`{"impression":%s,%s,"seq":%d%s,%s}`, impression, media, seq, unique, more)
}

func overviewOf(rest string, opened, clicked string) string {
	return `{"overview":{` + rest + `"uniqueClick":` + clicked + `,"uniqueImpression":` + opened + `,"uniqueMediaPlayed":null,"uniqueMediaPlayed100Percent":null}`
}

func TestMessageEvent(t *testing.T) {
	s := begin(t, aged(times(30, 50)...))
	id := s.send("broadcast", `{"messages":`+linked+`}`, "").header.Get("X-Line-Request-Id")
	path := "/v2/bot/insight/message/event?requestId=" + id
	tell := func(opened, clicked string, rest string) string {
		over := `{"clicks":` + rest + `,"overview":{"delivered":30,"requestId":"` + id + `","timestamp":1795582800,"uniqueClick":` + clicked + `,"uniqueImpression":` + opened + `,"uniqueMediaPlayed":null,"uniqueMediaPlayed100Percent":null}}`
		return strings.Replace(over, `,"overview"`, `,"messages":[`+bubbleOf(1, opened, "")+","+bubbleOf(2, opened, "")+`],"overview"`, 1)
	}
	nothing := `{"clicks":[],"messages":[],"overview":{"delivered":30,"requestId":"` + id + `","timestamp":1795582800,"uniqueClick":null,"uniqueImpression":null,"uniqueMediaPlayed":null,"uniqueMediaPlayed100Percent":null}}`
	s.wants("nobody opened it", s.get(path), 200, nothing)
	for i := range 19 {
		s.did(s.Press(fmt.Sprintf("r-%d", i), "เปิด"))
	}
	s.wants("19 did: fewer than 20 are not told", s.get(path), 200, nothing)
	s.did(s.Text("r-19", "สวัสดี")) // opens the chat
	s.did(s.Press("r-0", "เปิด"))
	clicks := func(click, people string) string {
		return fmt.Sprintf(`[{"click":%s,"seq":2,"uniqueClick":%s,"uniqueClickOfRequest":%s,"url":"https://example.com/news"}]`, click, people, people)
	}
	s.wants("20 opened it; 20 clicks are of 19 people", s.get(path), 200, tell("20", "null", clicks("null", "null")))
	s.did(s.Press("r-19", "เปิด"))
	s.wants("20 clicked", s.get(path), 200, tell("20", "20", clicks("21", "20")))
	s.Advance(14*24*time.Hour + time.Second)
	s.did(s.Press("r-20", "เปิด"))
	s.wants("what happens after 14 days is not counted", s.get(path), 200, tell("20", "20", clicks("21", "20")))
	pushed := s.push(s.id("r-1"), hello, "").header.Get("X-Line-Request-Id")
	s.wants("of a push there is nothing", s.get("/v2/bot/insight/message/event?requestId="+pushed), 404, `{"message":"Not found"}`)
	s.wants("no id", s.get("/v2/bot/insight/message/event"), 400, `{"message":"Bad Request"}`)
	waiting := s.send("narrowcast", narrow(""), "").header.Get("X-Line-Request-Id")
	s.wants("a narrowcast that waits", s.get("/v2/bot/insight/message/event?requestId="+waiting), 200,
		`{"clicks":[],"messages":[],"overview":{"delivered":null,"requestId":"`+waiting+`","timestamp":null,"uniqueClick":null,"uniqueImpression":null,"uniqueMediaPlayed":null,"uniqueMediaPlayed100Percent":null}}`)
}

func TestUnits(t *testing.T) {
	const wrong = `{"code":null,"key":null,"message":null,"stacktrace":null}`
	s := begin(t, aged(times(25, 50)...))
	var all []string
	for _, r := range s.State().Residents {
		all = append(all, r.UserID)
	}
	unit := func(names string) string {
		return `{"to":` + quoted(all...) + `,"messages":` + hello + `,"customAggregationUnits":` + names + `}`
	}
	for _, names := range []string{`["a b"]`, `["` + strings.Repeat("a", 31) + `"]`, `["ก"]`, `["a","b"]`, `[""]`, `"a"`} {
		if got := s.send("multicast", unit(names), ""); got.status != 400 {
			t.Errorf("units %s should be refused, not answered %d %s", names, got.status, got.body)
		}
	}
	s.wants("none", s.send("multicast", unit(`[]`), ""), 200, "{}")
	s.wants("as the SDK sends none", s.send("multicast", unit(`null`), ""), 200, "{}")
	for range 2 { // on two days
		s.wants("one", s.send("multicast", unit(`["flood_1"]`), ""), 200, "{}")
		s.Advance(24 * time.Hour)
	}
	s.wants("a push of the unit", s.send("push", `{"to":"`+all[0]+`","messages":`+hello+`,"customAggregationUnits":["flood_2"]}`, ""), 200, "")
	for i := range 25 {
		s.did(s.Text(fmt.Sprintf("r-%d", i), "ขอบคุณ"))
	}
	path := "/v2/bot/insight/message/event/aggregation?customAggregationUnit="
	s.wants("two days of a unit", s.get(path+"flood_1&from=20261125&to=20261225"), 200,
		`{"clicks":[],"messages":[`+bubbleOf(1, "50", "25")+`],`+strings.TrimPrefix(overviewOf("", "25", "null"), "{")+"}")
	s.wants("one day", s.get(path+"flood_1&from=20261126&to=20261126"), 200,
		`{"clicks":[],"messages":[`+bubbleOf(1, "25", "25")+`],`+strings.TrimPrefix(overviewOf("", "25", "null"), "{")+"}")
	for _, none := range []string{"flood_1&from=20261101&to=20261124", "flood_2&from=20261125&to=20261130", "Flood_1&from=20261125&to=20261130"} {
		s.wants(none, s.get(path+none), 200, `{"clicks":[],"messages":[],`+strings.TrimPrefix(overviewOf("", "null", "null"), "{")+"}")
	}
	for _, bad := range []string{"&from=20261125&to=20261126", "a", "a&from=20261125", "a&from=20261126&to=20261125", "a&from=20261101&to=20261202", "a&from=x&to=20261126"} {
		s.wants(bad, s.get(path+bad), 400, wrong)
	}
	s.wants("how many", s.get("/v2/bot/message/aggregation/info"), 200, `{"numOfCustomAggregationUnits":2}`)
	s.wants("which", s.get("/v2/bot/message/aggregation/list"), 200, `{"customAggregationUnits":["flood_1","flood_2"]}`)
	s.wants("101", s.get("/v2/bot/message/aggregation/list?limit=101"), 400, `{"message":"The value for the 'limit' parameter is invalid"}`)
	first := s.get("/v2/bot/message/aggregation/list?limit=1")
	s.wants("a token of another list", s.get("/v2/bot/message/aggregation/list?start=yANU9IA"), 400, `{"message":"Invalid start param"}`)
	var page struct{ Next string }
	if err := json.Unmarshal([]byte(first.body), &page); err != nil || page.Next == "" {
		t.Fatalf("there should be a second page: %s", first.body)
	}
	s.wants("the second page", s.get("/v2/bot/message/aggregation/list?limit=1&start="+page.Next), 200, `{"customAggregationUnits":["flood_2"]}`)
	s.Advance(30 * 24 * time.Hour)
	s.wants("the next month", s.get("/v2/bot/message/aggregation/info"), 200, `{"numOfCustomAggregationUnits":0}`)
}

func TestAThousandUnitsAMonth(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Unlimited = true })
	for i := range 1001 {
		body := fmt.Sprintf(`{"to":"%s","messages":%s,"customAggregationUnits":["u_%d"]}`, s.id("somsri"), hello, i)
		s.wants("a push", s.send("push", body, ""), 200, "")
	}
	s.wants("how many count", s.get("/v2/bot/message/aggregation/info"), 200, `{"numOfCustomAggregationUnits":1000}`)
	s.wants("an old name goes on", s.send("push", `{"to":"`+s.id("somsri")+`","messages":`+hello+`,"customAggregationUnits":["u_0"]}`, ""), 200, "")
}

func TestAudienceOfThoseWhoTapped(t *testing.T) {
	s := begin(t, aged(times(120, 50)...))
	id := s.send("broadcast", `{"messages":`+linked+`}`, "").header.Get("X-Line-Request-Id")
	for i := range 60 {
		s.did(s.Text(fmt.Sprintf("r-%d", i), "สวัสดี"))
	}
	for i := range 49 {
		s.did(s.Press(fmt.Sprintf("r-%d", i), "เปิด"))
	}
	body := `{"description":"news","requestId":"` + id + `"`
	click := s.call("POST", audiencePath+"click", body+`,"clickUrl":"https://example.com/news"}`, nil)
	s.wants("who tapped", click, 202, "")
	saw := s.call("POST", audiencePath+"imp", body+`}`, nil)
	s.wants("who saw", saw, 202, "")
	s.wants("a second one", s.call("POST", audiencePath+"imp", body+`}`, nil), 400, coded("AUDIENCE_GROUP_REQUESTID_DUPLICATE"))
	s.Advance(time.Minute)
	if got := s.get(audiencePath + idIn(t, click)); !strings.Contains(got.body, `"status":"IN_PROGRESS","audienceCount":49`) {
		t.Errorf("49 people who tapped are too few to be ready: %s", got.body)
	}
	s.wants("a narrowcast to 49", s.send("narrowcast", toAudience(idIn(t, click)), ""), 400, `{"message":"Invalid audience group id: `+idIn(t, click)+`"}`)
	if got := s.sentOut(toAudience(idIn(t, saw))); !strings.Contains(got, `"successCount":60`) {
		t.Errorf("sixty who saw it are enough: %s", got)
	}
	other := s.audience("all", "r-0", "r-1")
	for i := range 11 {
		s.did(s.Unfollow(fmt.Sprintf("r-%d", i)))
	}
	s.Advance(time.Minute)
	if got := s.sentOut(toAudience(idIn(t, saw))); !strings.Contains(got, `"errorCode":2`) {
		t.Errorf("49 whom it would reach are not enough: %s", got)
	}
	both := narrow(`,"recipient":{"type":"operator","or":[{"type":"audience","audienceGroupId":` + other + `},{"type":"audience","audienceGroupId":` + idIn(t, saw) + `}]}`)
	if got := s.sentOut(both); !strings.Contains(got, `"errorCode":4`) {
		t.Errorf("one of several audiences with fewer than 50 fails with 4: %s", got)
	}
	s.Advance(60 * 24 * time.Hour)
	s.wants("after 60 days", s.call("POST", audiencePath+"click", body+`}`, nil), 400, coded("TOO_OLD_MESSAGES"))
}
