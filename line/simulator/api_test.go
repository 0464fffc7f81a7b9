package simulator_test

// LINE's API as a client sees it: statuses, words and the order of checks.

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestCommonChecks(t *testing.T) {
	s := begin(t, nil)
	const reply = "/v2/bot/message/reply"
	noToken := `{"message":"Authentication failed. Confirm that the access token in the authorization header is valid."}`
	broken := "{\"replyToken\":\"a\",\n \"messages\": [}"
	tests := []struct {
		name, method, path, body string
		headers                  header
		status                   int
		want                     string
	}{
		{"unknown path", "POST", "/v2/bot/message/replies", "{}", nil, 404, `{"message":"Not found"}`},
		{"trailing slash", "POST", reply + "/", "{}", nil, 404, ""},
		{"doubled slash", "POST", "//v2/bot/message/reply", "{}", nil, 404, ""},
		{"path with ..", "GET", "/v2/bot/profile/../info", "", nil, 404, ""},
		{"wrong method", "GET", reply, "", nil, 405, `{"message":"Method not allowed"}`},
		{"path before token", "POST", "/v2/bot/nothing", "{}", header{"Authorization": "Bearer x"}, 404, ""},
		{"wrong token", "POST", reply, "{}", header{"Authorization": "Bearer x"}, 401, noToken},
		{"no token", "POST", reply, "{}", header{"Authorization": ""}, 401, noToken},
		{"token before type", "POST", reply, "no", header{"Authorization": "x", "Content-Type": "text/plain"}, 401, noToken},
		{"wrong type", "POST", reply, "no", header{"Content-Type": "text/plain"}, 415, `{"message":"The content type, text/plain, is not supported"}`},
		{"size before type", "POST", reply, strings.Repeat("a", 2<<20+1), header{"Content-Type": "text/plain"}, 413, ""},
		{"no JSON", "POST", reply, broken, nil, 400, `{"message":"The request body could not be parsed as JSON (line: 2, column: 15)"}`},
		{"no object", "POST", reply, "[]", nil, 400, `{"message":"The request body could not be parsed as JSON (line: 1, column: 1)"}`},
		{"JSON before retry key", "POST", reply, "no", header{"X-Line-Retry-Key": "x"}, 400, `{"message":"The request body could not be parsed as JSON (line: 1, column: 2)"}`},
		{"retry key on reply", "POST", reply, "{}", header{"X-Line-Retry-Key": "123e4567-e89b-12d3-a456-426614174000"}, 400, `{"message":"The retry key is not supported by this endpoint"}`},
		{"empty retry key on reply", "POST", reply, `{"replyToken":"x","messages":` + hello + `}`, header{"X-Line-Retry-Key": ""}, 400, `{"message":"Invalid reply token"}`},
		{"malformed retry key", "POST", "/v2/bot/message/push", "{}", header{"X-Line-Retry-Key": "123"}, 400, `{"message":"The retry key is invalid"}`},
		{"charset is fine", "POST", "/v2/bot/message/validate/reply", `{"messages":` + hello + `}`, header{"Content-Type": "application/json; charset=utf-8"}, 200, "{}"},
		{"validate push", "POST", "/v2/bot/message/validate/push", `{"messages":[{"type":"text"}]}`, nil, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}`},
		{"validate what is not", "POST", "/v2/bot/message/validate/post", `{"messages":` + hello + `}`, nil, 404, ""},
		{"bad id for push", "POST", "/v2/bot/message/push", `{"to":"Uabc","messages":` + hello + `}`, nil, 400, `{"message":"The property, to, in the request body is invalid (line: -, column: -)"}`},
		{"unknown id for push", "POST", "/v2/bot/message/push", `{"to":"U` + strings.Repeat("0", 32) + `","messages":` + hello + `}`, nil, 400, `{"message":"Failed to send messages"}`},
		{"group without the bot", "POST", "/v2/bot/message/push", `{"to":"` + s.id("duty") + `","messages":` + hello + `}`, nil, 400, `{"message":"Failed to send messages"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.call(test.method, test.path, test.body, test.headers), test.status, test.want)
		})
	}
}

func TestAccount(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Quota = 300 })
	somsri, boonmee := s.id("somsri"), s.id("boonmee")
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"bot info", "GET", "/v2/bot/info", "", 200, ""},
		{"profile of a friend", "GET", "/v2/bot/profile/" + somsri, "", 200, `{"displayName":"สมศรี ใจดี","language":"th","userId":"` + somsri + `"}`},
		{"profile of no friend", "GET", "/v2/bot/profile/" + boonmee, "", 404, `{"message":"Not found"}`},
		{"profile of nobody", "GET", "/v2/bot/profile/U" + strings.Repeat("f", 32), "", 404, `{"message":"Not found"}`},
		{"profile of a wrong id", "GET", "/v2/bot/profile/somsri", "", 400, `{"message":"The value for the 'userId' parameter is invalid"}`},
		{"quota", "GET", "/v2/bot/message/quota", "", 200, `{"type":"limited","value":300}`},
		{"consumption", "GET", "/v2/bot/message/quota/consumption", "", 200, `{"totalUsage":0}`},
		{"loading", "POST", "/v2/bot/chat/loading/start", `{"chatId":"` + somsri + `","loadingSeconds":10}`, 202, "{}"},
		{"loading for 61 s", "POST", "/v2/bot/chat/loading/start", `{"chatId":"` + somsri + `","loadingSeconds":65}`, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"Must be between 5 and 60","property":"loadingSeconds"}]}`},
		{"loading for 7 s", "POST", "/v2/bot/chat/loading/start", `{"chatId":"` + somsri + `","loadingSeconds":7}`, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"must be a multiple of five","property":"loadingSeconds"}]}`},
		{"loading in a group", "POST", "/v2/bot/chat/loading/start", `{"chatId":"` + s.id("duty") + `"}`, 400, `{"message":"Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."}`},
		{"wrong markAsReadToken", "POST", "/v2/bot/chat/markAsRead", `{"markAsReadToken":"x"}`, 400, `{"message":"Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."}`},
		{"content of nothing", "GET", "/v2/bot/message/1/content", "", 404, `{"message":"not found"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.call(test.method, test.path, test.body, nil), test.status, test.want)
		})
	}
	if s.State().Residents[0].Loading == nil {
		t.Error("the loading animation should be shown to somsri")
	}
	s.did(s.Image("somsri"))
	photo := s.last().Message
	got := s.call("GET", "/v2/bot/message/"+photo["id"].(string)+"/content", "", nil)
	if got.status != 200 || got.header.Get("Content-Type") != "image/png" || !strings.HasPrefix(got.body, "\x89PNG") {
		t.Errorf("the photo's content should be a PNG, not %d %s", got.status, got.header.Get("Content-Type"))
	}
	s.wants("marking the photo as read", s.call("POST", "/v2/bot/chat/markAsRead", `{"markAsReadToken":"`+photo["markAsReadToken"].(string)+`"}`, nil), 200, "{}")
	s.did(s.Unsend("somsri", photo["id"].(string)))
	s.wants("content after unsending", s.call("GET", "/v2/bot/message/"+photo["id"].(string)+"/content", "", nil), 410, `{"message":"The content is gone"}`)
}

func TestFaults(t *testing.T) {
	s := begin(t, nil)
	somsri := s.id("somsri")
	fault := func(kind string, n int) {
		t.Helper()
		if err := s.Fault(simulator.Fault{Endpoint: "push", Kind: kind, Count: n}); err != nil {
			t.Fatal(err)
		}
	}
	key := func(n int) string { return fmt.Sprintf("123e4567-e89b-12d3-a456-%012d", n) }

	fault(simulator.Error500, 2)
	s.wants("first of two 500s", s.push(somsri, hello, key(1)), 500, "")
	s.wants("other endpoints", s.call("GET", "/v2/bot/info", "", nil), 200, "")
	s.wants("second of two 500s", s.push(somsri, hello, key(1)), 500, "")
	s.wants("the same key after 500s", s.push(somsri, hello, key(1)), 200, "")

	fault(simulator.Error429, 1)
	s.wants("429", s.push(somsri, hello, key(2)), 429, `{"message":"The API rate limit has been exceeded. Try again later."}`)
	s.wants("the same key after 429", s.push(somsri, hello, key(2)), 200, "")

	fault(simulator.Lost, 1)
	if got := s.push(somsri, hello, key(3)); got.err == nil {
		t.Errorf("a lost answer should break the connection, not say %d", got.status)
	}
	s.wants("the same key after a lost answer", s.push(somsri, hello, key(3)), 409, "")

	fault(simulator.Lost500, 1)
	s.wants("accepted, then 500", s.push(somsri, hello, key(4)), 500, "")
	s.wants("the same key after that", s.push(somsri, hello, key(4)), 409, "")

	if n := s.hears("somsri"); n != 4 {
		t.Errorf("somsri should have got each of the four messages once, not %d", n)
	}

	fault(simulator.Error500, 5)
	fault("", 0)
	s.wants("after clearing", s.push(somsri, hello, ""), 200, "")
	for _, wrong := range []simulator.Fault{{"post", "500", 1}, {"push", "teapot", 1}, {"push", "500", -1}} {
		if s.Fault(wrong) == nil {
			t.Errorf("%+v should be refused", wrong)
		}
	}
}

func TestTimeout(t *testing.T) {
	s := begin(t, nil)
	if err := s.Fault(simulator.Fault{Endpoint: "*", Kind: simulator.Timeout, Count: 1}); err != nil {
		t.Fatal(err)
	}
	done := make(chan said)
	go func() { done <- s.push(s.id("somsri"), hello, "") }()
	for len(s.Requests()) == 0 { // the call is logged when it begins to hang
		runtime.Gosched()
	}
	s.Close() // lets go of callers
	if got := <-done; got.err == nil {
		t.Errorf("a call that hangs should never be answered, but was with %d", got.status)
	}
	if n := s.hears("somsri"); n != 0 {
		t.Error("a call that hangs should not be accepted")
	}
}

func TestHooks(t *testing.T) {
	s := begin(t, nil)
	var order []string
	s.Watch(
		func(r *http.Request) { order = append(order, "before "+r.URL.Path) },
		func(r *http.Request) { order = append(order, fmt.Sprintf("after, %d in chat", s.hears("somsri"))) },
	)
	s.push(s.id("somsri"), hello, "")
	s.push("nobody", hello, "")
	want := "before /v2/bot/message/push; after, 1 in chat; before /v2/bot/message/push"
	if got := strings.Join(order, "; "); got != want {
		t.Errorf("hooks should be called as %q, not %q", want, got)
	}
}
