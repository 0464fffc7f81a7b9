package simulator_test

// Rich menu figures: by period and by day, and below the threshold.

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRichMenuInsight(t *testing.T) {
	s := begin(t, aged(times(30, 50)...))
	id := s.menu(true, `{"type":"message","label":"จอง","text":"จองคิว"}`, `{"type":"message","label":"ข่าว","text":"ข่าวสาร"}`)
	s.wants("default", s.call("POST", "/v2/bot/user/all/richmenu/"+id, "", nil), 200, "")
	press := func(from, to int, label string) {
		for i := from; i < to; i++ {
			s.did(s.PressArea(fmt.Sprintf("r-%d", i), label))
		}
	}
	press(0, 15, "จอง")
	press(0, 4, "ข่าว")
	s.Advance(24 * time.Hour)
	press(10, 19, "จอง")
	path := func(kind, from, to string) string {
		return "/v2/bot/insight/richmenu/" + id + "/" + kind + "?from=" + from + "&to=" + to
	}
	below := `{"richMenuId":"` + id + `"}`
	s.Advance(24 * time.Hour)
	s.wants("19 people pressed", s.get(path("summary", "20261125", "20261126")), 200, below)
	press(0, 30, "ข่าว") // today, which is not counted yet
	s.wants("today is not over", s.get(path("summary", "20261125", "20261127")), 200, below)
	s.Advance(24 * time.Hour)
	summary := s.get(path("summary", "20261125", "20261127"))
	for _, want := range []string{
		`"metricsFrom":"20261125","metricsTo":"20261127"`, `"impression":{"metrics":{"count":30,"uniqueUsers":30}}`,
		`"metrics":{"count":24,"uniqueUsers":19}`, `"metrics":{"count":34,"uniqueUsers":30}`,
	} {
		if summary.status != 200 || !strings.Contains(summary.body, want) {
			t.Errorf("the summary should have %s: %d %s", want, summary.status, summary.body)
		}
	}
	daily := s.get(path("daily", "20261126", "20261127"))
	for _, want := range []string{
		`"impression":{"metrics":[{"count":0,"date":"20261126","uniqueUsers":0},{"count":0,"date":"20261127","uniqueUsers":0}]}`,
		`"metrics":[{"count":9,"date":"20261126","uniqueUsers":9},{"count":0,"date":"20261127","uniqueUsers":0}]`,
		`"metrics":[{"count":0,"date":"20261126","uniqueUsers":0},{"count":30,"date":"20261127","uniqueUsers":30}]`,
	} {
		if daily.status != 200 || !strings.Contains(daily.body, want) {
			t.Errorf("the days should have %s: %d %s", want, daily.status, daily.body)
		}
	}
	wrong := func(name string) string { return `{"message":"The value for the '` + name + `' parameter is invalid"}` }
	s.wants("no from", s.get(path("summary", "", "20261127")), 400, wrong("from"))
	s.wants("more than three years ago", s.get(path("summary", "20231120", "20231127")), 400, wrong("from"))
	s.wants("backwards", s.get(path("summary", "20261127", "20261125")), 400, wrong("to"))
	s.wants("397 days", s.get(path("summary", "20250101", "20260202")), 400, wrong("to"))
	s.wants("396 days", s.get(path("summary", "20250101", "20260201")), 200, below)
	s.wants("100 days", s.get(path("daily", "20260101", "20260411")), 400, wrong("to"))
	s.wants("99 days", s.get(path("daily", "20260101", "20260410")), 200, below)
	s.wants("an unknown menu", s.get("/v2/bot/insight/richmenu/richmenu-0/summary?from=20261125&to=20261127"), 404, `{"message":"Not found"}`)
}
