package simulator_test

// Groups and multi-person chats as a bot sees them.

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tambon/line/simulator"
)

func TestGroupEndpoints(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Verified = true
		c.Groups[0].PictureURL = "https://example.com/duty.png"
		c.Groups = append(c.Groups, simulator.Group{Name: "trip", Room: true, Members: []string{"somsri"}, Joined: true})
	})
	s.did(s.JoinGroup("duty"))
	duty, trip, somsri, boonmee := s.id("duty"), s.id("trip"), s.id("somsri"), s.id("boonmee")
	nowhere := strings.Repeat("0", 32)
	wrongGroup := `{"message":"The value for the 'groupId' parameter is invalid"}`
	wrongRoom := `{"message":"The value for the 'roomId' parameter is invalid"}`
	notFound := `{"message":"Not found"}`
	tests := []struct {
		name, path string
		status     int
		want       string
	}{
		{"summary", "group/" + duty + "/summary", 200, `{"groupId":"` + duty + `","groupName":"กลุ่มเวร","pictureUrl":"https://example.com/duty.png"}`},
		{"summary of a group without the bot", "group/C" + nowhere + "/summary", 404, notFound},
		{"summary of a wrong id", "group/" + trip + "/summary", 400, wrongGroup},
		{"a room has no summary", "room/" + trip + "/summary", 404, notFound},
		{"count without the bot", "group/" + duty + "/members/count", 200, `{"count":2}`},
		{"count of a room", "room/" + trip + "/members/count", 200, `{"count":1}`},
		{"count of a wrong room", "room/" + duty + "/members/count", 400, wrongRoom},
		{"ids", "group/" + duty + "/members/ids", 200, `{"memberIds":["` + somsri + `","` + boonmee + `"]}`},
		{"ids of a room", "room/" + trip + "/members/ids", 200, `{"memberIds":["` + somsri + `"]}`},
		{"ids from nowhere", "group/" + duty + "/members/ids?start=x", 400, `{"message":"Invalid start param"}`},
		{"a member who is no friend", "group/" + duty + "/member/" + boonmee, 200, `{"displayName":"บุญมี สุขใจ","userId":"` + boonmee + `"}`},
		{"a member of a room", "room/" + trip + "/member/" + somsri, 200, `{"displayName":"สมศรี ใจดี","userId":"` + somsri + `"}`},
		{"no member of the room", "room/" + trip + "/member/" + boonmee, 404, notFound},
		{"a wrong user id", "group/" + duty + "/member/somsri", 400, `{"message":"The value for the 'userId' parameter is invalid"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.call("GET", "/v2/bot/"+test.path, "", nil), test.status, test.want)
		})
	}
}

func TestMemberIDsAreForVerifiedAccounts(t *testing.T) {
	s := begin(t, nil)
	s.did(s.JoinGroup("duty"))
	s.wants("member ids", s.call("GET", "/v2/bot/group/"+s.id("duty")+"/members/ids", "", nil), 403, `{"message":"Access to this API is not available for your account"}`)
}

func TestMemberIDsComeInPages(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Verified = true })
	for i := range 250 {
		s.AddResident(simulator.Resident{Name: fmt.Sprintf("p%03d", i)})
		s.did(s.MemberJoins("duty", fmt.Sprintf("p%03d", i)))
	}
	s.did(s.JoinGroup("duty"))
	seen, sizes, start := map[string]bool{}, "", ""
	for {
		got := s.call("GET", "/v2/bot/group/"+s.id("duty")+"/members/ids"+start, "", nil)
		s.wants("a page", got, 200, "")
		var page struct {
			MemberIDs []string
			Next      string
		}
		if err := json.Unmarshal([]byte(got.body), &page); err != nil {
			t.Fatal(err)
		}
		for _, id := range page.MemberIDs {
			seen[id] = true
		}
		sizes += fmt.Sprint(len(page.MemberIDs), " ")
		if page.Next == "" {
			break
		}
		start = "?start=" + page.Next
	}
	if len(seen) != 252 || sizes != "100 100 52 " {
		t.Errorf("252 members come in pages of 100, each once: %d in %s", len(seen), sizes)
	}
}

func TestLeaving(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Groups = append(c.Groups, simulator.Group{Name: "trip", Room: true, Members: []string{"somsri"}, Joined: true})
	})
	s.did(s.JoinGroup("duty"))
	for name, kind := range map[string]string{"duty": "group", "trip": "room"} {
		path := "/v2/bot/" + kind + "/" + s.id(name) + "/leave"
		s.wants("leaving "+name, s.call("POST", path, "", nil), 200, "{}")
		if e := s.last(); e.Type != "leave" || e.ReplyToken != "" || e.Source.Type != kind {
			t.Errorf("LINE tells of the leaving: %+v", e)
		}
		s.wants("leaving twice", s.call("POST", path, "", nil), 404, `{"message":"Not found"}`)
		s.wants("a push after leaving", s.push(s.id(name), hello, ""), 400, `{"message":"Failed to send messages"}`)
	}
	heard := len(s.events())
	s.did(s.GroupText("duty", "somsri", "a"))
	s.did(s.MemberLeaves("duty", "boonmee"))
	if n := len(s.events()); n != heard {
		t.Error("who has left a group hears nothing of it")
	}
}

func TestWhoMayNotJoin(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.NoGroups = true })
	if _, err := s.JoinGroup("duty"); !errors.Is(err, simulator.ErrNotAllowed) {
		t.Errorf("an account that is set not to join groups cannot be invited: %v", err)
	}
	s = begin(t, func(c *simulator.Config) { c.Groups[0].Taken = true })
	if _, err := s.JoinGroup("duty"); !errors.Is(err, simulator.ErrNotAllowed) {
		t.Errorf("a group has one Official Account: %v", err)
	}
	if n := len(s.events()); n != 0 {
		t.Errorf("who is not let in hears nothing, but %d events came", n)
	}
}

func TestAPushToARoomCountsItsMembers(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Quota = 2
		c.Groups = append(c.Groups, simulator.Group{Name: "trip", Room: true, Members: []string{"somsri", "boonmee"}, Joined: true})
	})
	s.wants("a push to two", s.push(s.id("trip"), hello, ""), 200, "")
	if used := s.State().Quota.Used; used != 2 {
		t.Errorf("a push to a room of two counts two, not %d", used)
	}
	s.wants("a push beyond the quota", s.push(s.id("trip"), hello, ""), 429, "")
}
