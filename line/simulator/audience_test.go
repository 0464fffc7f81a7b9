package simulator_test

// Audiences: uploading, limits, LINE's codes, and narrowcasts to them.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

const audiencePath = "/v2/bot/audienceGroup/"

// put is call for the method that has no other short form.
func (s *scene) put(path, body string) said {
	s.t.Helper()
	return s.call(http.MethodPut, path, body, header{"Content-Type": "application/json"})
}

func ids(all ...string) string {
	if len(all) == 0 {
		return `[]`
	}
	return `[{"id":"` + strings.Join(all, `"},{"id":"`) + `"}]`
}

// audience makes one of these residents and returns its id.
func (s *scene) audience(name string, residents ...string) string {
	s.t.Helper()
	var users []string
	for _, r := range residents {
		users = append(users, s.id(r))
	}
	got := s.call("POST", audiencePath+"upload", `{"description":"`+name+`","audiences":`+ids(users...)+`}`, nil)
	s.wants("a new audience", got, 202, "")
	return idIn(s.t, got)
}

func idIn(t *testing.T, got said) string {
	t.Helper()
	var in struct{ AudienceGroupID int64 }
	if err := json.Unmarshal([]byte(got.body), &in); err != nil || in.AudienceGroupID == 0 {
		t.Fatalf("an audience should have an id: %s", got.body)
	}
	return strconv.FormatInt(in.AudienceGroupID, 10)
}

func coded(code string) string {
	said := map[string]string{"AUDIENCE_GROUP_NAME_SIZE_OVER": "size over audienceGroupName", "AUDIENCE_GROUP_NOT_FOUND": "audience group not found"}[code]
	if said == "" {
		said = code
	}
	return `{"message":"` + said + `","details":[{"message":"` + code + `"}]}`
}

func TestAudienceLife(t *testing.T) {
	s := begin(t, nil)
	got := s.call("POST", audiencePath+"upload", `{"description":"หมู่ 1","uploadDescription":"หมู่ 1.txt","audiences":`+ids(s.id("somsri"), s.id("boonmee"))+`}`, nil)
	id := idIn(t, got)
	s.wants("created", got, 202, `{"audienceGroupId":`+id+`,"createRoute":"MESSAGING_API","type":"UPLOAD","description":"หมู่ 1","created":1795582800,"permission":"READ_WRITE","expireTimestamp":1811134800,"isIfaAudience":false}`)
	tell := func(status string, count, added int, job string) string {
		return fmt.Sprintf(`{"audienceGroup":{"audienceGroupId":%s,"createRoute":"MESSAGING_API","type":"UPLOAD","description":"หมู่ 1","status":%q,"audienceCount":%d,"created":1795582800,"permission":"READ_WRITE","expireTimestamp":1811134800,"isIfaAudience":false},"jobs":[{"audienceCount":%d,"audienceGroupId":%s,"audienceGroupJobId":%s,"created":1795582800,"description":"หมู่ 1.txt","failedType":null,"jobStatus":%q,"type":"DIFF_ADD"}]}`,
			id, status, count, added, id, next(id), job)
	}
	s.wants("at once", s.call("GET", audiencePath+id, "", nil), 200, tell("IN_PROGRESS", 0, 2, "QUEUED"))
	s.Advance(10 * time.Second)
	s.wants("later", s.call("GET", audiencePath+id, "", nil), 200, tell("IN_PROGRESS", 0, 2, "WORKING"))
	s.wants("a narrowcast before it is ready", s.send("narrowcast", toAudience(id), ""), 400, `{"message":"Invalid audience group id: `+id+`"}`)
	s.Advance(50 * time.Second)
	s.wants("ready", s.call("GET", audiencePath+id, "", nil), 200, tell("READY", 2, 2, "FINISHED"))
	s.Advance(180*24*time.Hour - time.Minute)
	s.wants("after 180 days", s.call("GET", audiencePath+id, "", nil), 200, tell("EXPIRED", 2, 2, "FINISHED"))
	s.wants("adding then", s.put(audiencePath+"upload", `{"audienceGroupId":`+id+`,"audiences":`+ids(s.id("somsri"))+`}`), 400, coded("AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"))
	s.wants("a narrowcast then", s.send("narrowcast", toAudience(id), ""), 400, `{"message":"Invalid audience group id: `+id+`"}`)
	s.Advance(30 * 24 * time.Hour)
	s.wants("a month after that", s.call("GET", audiencePath+id, "", nil), 400, coded("AUDIENCE_GROUP_NOT_FOUND"))
}

func next(id string) string {
	n, _ := strconv.ParseInt(id, 10, 64)
	return strconv.FormatInt(n+1, 10)
}

func toAudience(id string) string {
	return narrow(`,"recipient":{"type":"audience","audienceGroupId":` + id + `}`)
}

func TestAudienceRefusals(t *testing.T) {
	s := begin(t, nil)
	id := s.audience("a", "somsri")
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"no name", "POST", "upload", `{}`, 400, coded("AUDIENCE_GROUP_NAME_EMPTY")},
		{"a name of spaces", "POST", "upload", `{"description":"  "}`, 400, coded("AUDIENCE_GROUP_NAME_EMPTY")},
		{"a name of 121", "POST", "upload", `{"description":"` + strings.Repeat("ก", 121) + `"}`, 400, coded("AUDIENCE_GROUP_NAME_SIZE_OVER")},
		{"a name of 120", "POST", "upload", `{"description":"` + strings.Repeat("ก", 120) + `"}`, 202, ""},
		{"a line feed in a name", "POST", "upload", `{"description":"a\nb"}`, 400, coded("AUDIENCE_GROUP_NAME_WRONG")},
		{"a name that is a number", "POST", "upload", `{"description":7}`, 400, `{"message":"The property, description, in the request body is invalid (line: -, column: -)"}`},
		{"a long job description", "POST", "upload", `{"description":"a","uploadDescription":"` + strings.Repeat("b", 301) + `"}`, 400, coded("AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER")},
		{"10,001 ids", "POST", "upload", `{"description":"a","audiences":[` + strings.Repeat(`{"id":"x"},`, 10_000) + `{"id":"x"}]}`, 400, coded("UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS")},
		{"an id of a wrong form", "POST", "upload", `{"description":"a","audiences":` + ids(s.id("somsri"), "x") + `}`, 400, `{"message":"UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT","details":[{"message":"UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT","property":"audiences[1].id"}]}`},
		{"an unknown id", "POST", "upload", `{"description":"a","audiences":` + ids(nobody) + `}`, 400, `{"message":"UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT","details":[{"message":"UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT","property":"audiences[0].id"}]}`},
		{"identifiers for advertisers", "POST", "upload", `{"description":"a","isIfaAudience":true}`, 403, `{"message":"Access to this API is not available for your account"}`},
		{"who is no friend may be in one", "POST", "upload", `{"description":"a","audiences":` + ids(s.id("boonmee")) + `}`, 202, ""},
		{"adding to an unknown one", "PUT", "upload", `{"audienceGroupId":7,"audiences":` + ids(s.id("somsri")) + `}`, 400, coded("AUDIENCE_GROUP_NOT_FOUND")},
		{"adding nobody", "PUT", "upload", `{"audienceGroupId":` + id + `,"audiences":[]}`, 400, coded("UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS")},
		{"adding", "PUT", "upload", `{"audienceGroupId":` + id + `,"audiences":` + ids(s.id("boonmee")) + `}`, 202, "{}"},
		{"no page", "GET", "list", "", 400, `{"message":"page: must be greater than or equal to 1","details":[{"message":"TOO_LOW"}]}`},
		{"41 a page", "GET", "list?page=1&size=41", "", 400, `{"message":"size: must be less than or equal to 40","details":[{"message":"TOO_HIGH"}]}`},
		{"a page far away", "GET", "list?page=9223372036854775807&size=40&description=zzz", "", 200, `{"audienceGroups":[],"hasNextPage":false,"page":9223372036854775807,"readWriteAudienceGroupTotalCount":0,"size":40,"totalCount":0}`},
		{"an unknown one", "GET", "7", "", 400, coded("AUDIENCE_GROUP_NOT_FOUND")},
		{"one that is no number", "GET", "abc", "", 400, coded("AUDIENCE_GROUP_NOT_FOUND")},
		{"renaming an unknown one", "PUT", "7/updateDescription", `{"description":"b"}`, 400, coded("AUDIENCE_GROUP_NOT_FOUND")},
		{"renaming to a long name", "PUT", id + "/updateDescription", `{"description":"` + strings.Repeat("b", 121) + `"}`, 400, coded("AUDIENCE_GROUP_NAME_SIZE_OVER")},
		{"renaming", "PUT", id + "/updateDescription", `{"description":"Village"}`, 200, "{}"},
		{"deleting an unknown one", "DELETE", "7", "", 400, coded("AUDIENCE_GROUP_NOT_FOUND")},
		{"deleting", "DELETE", id, "", 202, "{}"},
		{"deleting again", "DELETE", id, "", 400, coded("AUDIENCE_GROUP_NOT_FOUND")},
		{"a retry key", "POST", "upload", `{"description":"a"}`, 400, `{"message":"The retry key is not supported by this endpoint"}`},
		{"of an unknown message", "POST", "click", `{"description":"a","requestId":"` + aKey + `"}`, 400, coded("REQUEST_NOT_FOUND")},
		{"of no message", "POST", "imp", `{"description":"a"}`, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"requestId"}]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			headers := header{"Content-Type": "application/json"}
			if test.name == "a retry key" {
				headers["X-Line-Retry-Key"] = aKey
			}
			s.wants(test.name, s.call(test.method, audiencePath+test.path, test.body, headers), test.status, test.want)
		})
	}
}

func TestAudienceSwitches(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Switches = simulator.Switches{AudienceTakesUnknown: true, DeleteAudienceWith200: true}
	})
	got := s.call("POST", audiencePath+"upload", `{"description":"a","audiences":`+ids(nobody)+`}`, nil)
	s.wants("an unknown id", got, 202, "")
	s.wants("deleting", s.call("DELETE", audiencePath+idIn(t, got), "", nil), 200, "{}")
}

func TestAudienceLimits(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Unlimited = true })
	id := s.audience("a")
	for i := range 10 {
		s.wants("job "+strconv.Itoa(i+1), s.put(audiencePath+"upload", `{"audienceGroupId":`+id+`,"audiences":`+ids(s.id("somsri"))+`}`), 202, "")
	}
	eleventh := `{"audienceGroupId":` + id + `,"audiences":` + ids(s.id("somsri")) + `}`
	s.wants("an eleventh job at once", s.put(audiencePath+"upload", eleventh), 429, "")
	s.Advance(time.Minute)
	s.wants("when the ten are done", s.put(audiencePath+"upload", eleventh), 202, "")
	for i := range 999 {
		s.audience(fmt.Sprintf("Village %d", i+1))
	}
	s.wants("the 1,001st", s.call("POST", audiencePath+"upload", `{"description":"b"}`, nil), 400, coded("AUDIENCE_GROUP_COUNT_MAX_OVER"))
	s.wants("an empty one is never ready", s.call("GET", audiencePath+"list?page=1&status=READY&size=1", "", nil), 200, "")
	var list struct {
		AudienceGroups []struct{ Description string }
		HasNextPage    bool
		TotalCount     int
	}
	got := s.call("GET", audiencePath+"list?page=2&size=40&description=VILLAGE&createRoute=MESSAGING_API", "", nil)
	if err := json.Unmarshal([]byte(got.body), &list); err != nil || list.TotalCount != 999 || len(list.AudienceGroups) != 40 || !list.HasNextPage || list.AudienceGroups[0].Description != "Village 959" {
		t.Errorf("the second page of names with village in any case should have 40 of 999: %v %.300s", err, got.body)
	}
}

func TestNarrowcastToAudiences(t *testing.T) {
	s := town(t, 4, nil)
	south, sick := s.audience("south", "somsri", "friend-1", "friend-2", "boonmee"), s.audience("sick", "friend-2", "friend-3")
	s.did(s.Unfollow("friend-1"))
	s.Advance(time.Minute)
	tests := []struct{ name, recipient, reached string }{
		{"uploaded ids have no minimum; who blocked or is no friend gets nothing", `{"type":"audience","audienceGroupId":` + south + `}`, "somsri friend-2"},
		{"and", `{"type":"operator","and":[{"type":"audience","audienceGroupId":` + south + `},{"type":"audience","audienceGroupId":` + sick + `}]}`, "friend-2"},
		{"or", `{"type":"operator","or":[{"type":"audience","audienceGroupId":` + south + `},{"type":"audience","audienceGroupId":` + sick + `}]}`, "somsri friend-2 friend-3"},
		{"not", `{"type":"operator","not":{"type":"audience","audienceGroupId":` + south + `}}`, "friend-3 friend-4"},
	}
	before := map[string]int{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := fmt.Sprintf(`{"failureCount":0,"phase":"succeeded","successCount":%[1]d,"targetCount":%[1]d}`, len(strings.Fields(test.reached)))
			if got := s.sentOut(narrow(`,"recipient":` + test.recipient)); got != want {
				t.Errorf("the narrowcast should end with %s, not %s", want, got)
			}
			var reached []string
			for _, r := range s.State().Residents {
				if n := s.hears(r.Name); n > before[r.Name] {
					before[r.Name] = n
					reached = append(reached, r.Name)
				}
			}
			if got := strings.Join(reached, " "); got != test.reached {
				t.Errorf("it should reach %s, not %s", test.reached, got)
			}
		})
	}
}
