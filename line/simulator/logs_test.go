package simulator_test

// The two logs as the page reads them: filtered, page by page, bounded.

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestLogsAreFiltered(t *testing.T) {
	s := begin(t, nil)
	s.did(s.Text("somsri", "น้ำท่วม"))
	s.settled()
	s.answers(503)
	s.did(s.Text("boonmee", "สวัสดี"))
	s.did(s.Unfollow("somsri"))
	s.settled()
	s.push(s.id("boonmee"), `[{"type":"text","text":""}]`, "")
	s.call("GET", "/v2/bot/info", "", nil)
	tests := []struct {
		path string
		want int
	}{
		{"webhooks", 3},
		{"webhooks?type=message", 2},
		{"webhooks?type=message&resident=boonmee", 1},
		{"webhooks?outcome=ok", 1},
		{"webhooks?outcome=failed", 2},
		{"webhooks?q=%E0%B8%99%E0%B9%89%E0%B8%B3", 1},
		{"webhooks?limit=2", 2},
		{"webhooks?before=2", 1},
		{"webhooks?after=2", 1},
		{"requests", 2},
		{"requests?endpoint=info", 1},
		{"requests?status=4xx", 1},
		{"requests?status=none", 0},
		{"requests?q=MESSAGES", 1},
	}
	for _, test := range tests {
		got := s.call("GET", v1+test.path, "", nil)
		var list []struct{ Seq int }
		if err := json.Unmarshal([]byte(got.body), &list); err != nil || len(list) != test.want {
			t.Errorf("GET %s should give %d entries, it gives %d %s", test.path, test.want, got.status, got.body)
		}
	}
	for _, path := range []string{"webhooks?outcome=good", "requests?status=3", "webhooks?limit=many", "requests?before=-1"} {
		if got := s.call("GET", v1+path, "", nil); got.status != 400 || !strings.Contains(got.body, "wanted") {
			t.Errorf("GET %s should be told what was wanted: %d %s", path, got.status, got.body)
		}
	}
}

func TestLogsAreReadBackToTheirBeginning(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Unlimited = true })
	const all = 450
	for range all {
		s.call("GET", "/v2/bot/info", "", nil)
	}
	seen, before := 0, ""
	for {
		var list []struct{ Seq int }
		got := s.call("GET", v1+"requests?limit=100"+before, "", nil)
		if err := json.Unmarshal([]byte(got.body), &list); err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		seen, before = seen+len(list), fmt.Sprintf("&before=%d", list[0].Seq)
	}
	if seen != all {
		t.Errorf("page by page all %d calls should be read, not %d", all, seen)
	}
	if n := len(s.Requests()); n != 200 {
		t.Errorf("Requests gives the last 200, not %d", n)
	}
}
