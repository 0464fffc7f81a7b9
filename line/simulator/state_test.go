package simulator_test

// A world that is kept in a folder: what it goes on with after a stop.

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// reopen ends a scene's platform and opens its folder again, with the same configuration.
func (s *scene) reopen() {
	s.t.Helper()
	s.settled()
	s.Close()
	p, err := simulator.Open(s.dir, s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Platform = p
}

func kept(t *testing.T, change func(*simulator.Config)) *scene {
	return begin(t, func(c *simulator.Config) {
		c.Warn = func(sentence string) { t.Errorf("nothing is wrong, but there was told: %s", sentence) }
		if change != nil {
			change(c)
		}
	}, t.TempDir())
}

func TestStateSurvives(t *testing.T) {
	s := kept(t, func(c *simulator.Config) { c.Quota = 300 })
	extra := s.AddResident(simulator.Resident{DisplayName: "มานี มีนา", StatusMessage: "ว่าง"})
	s.did(s.Follow(extra.Name))
	s.settled()
	s.did(s.Text("somsri", "สวัสดี"))
	open, quote := s.last().ReplyToken, s.last().Message["quoteToken"].(string)
	s.did(s.Text("somsri", "อีกครั้ง"))
	used := s.last().ReplyToken
	s.wants("reply", s.reply(used, hello), 200, "")
	s.wants("refused reply", s.reply(open, `[{"type":"text"}]`), 400, "")
	const key = "123e4567-e89b-12d3-a456-426614174000"
	first := s.push(s.id("somsri"), hello, key)
	s.wants("push", first, 200, "")
	photo, gone := s.did(s.Image("somsri")), s.did(s.Image("somsri"))
	s.did(s.Unsend("somsri", gone.MessageID))
	s.did(s.JoinGroup("duty"))
	s.did(s.GroupText("duty", "boonmee", "มาแล้ว"))
	s.did(s.Unfollow("boonmee"))
	heard := s.last()
	s.Advance(30 * time.Second)
	if err := s.Fault(simulator.Fault{Endpoint: "push", Kind: simulator.Error500, Count: 1}); err != nil {
		s.t.Fatal(err)
	}
	s.settled()
	state, log, chats := s.State(), s.Webhooks(), s.everything()

	s.reopen()
	if after := s.State(); !reflect.DeepEqual(after, state) {
		t.Errorf("the world should be as it was:\nbefore %+v\nafter  %+v", state, after)
	}
	if after := s.everything(); after != chats {
		t.Errorf("the chats should be as they were:\nbefore %s\nafter  %s", chats, after)
	}
	if after := s.Webhooks(); !reflect.DeepEqual(after, log) {
		t.Errorf("the event log should be as it was:\nbefore %+v\nafter  %+v", log, after)
	}
	s.wants("a push that a planned fault meets", s.push(s.id("somsri"), hello, ""), 500, "")
	s.wants("a reply token that was used", s.reply(used, hello), 400, `{"message":"Invalid reply token"}`)
	s.wants("a reply token that is still open", s.reply(open, hello), 200, "")
	s.wants("a quote of an old message", s.push(s.id("somsri"), `[{"type":"text","text":"อันนี้","quoteToken":"`+quote+`"}]`, ""), 200, "")
	again := s.push(s.id("somsri"), hello, key)
	s.wants("a retry key that was accepted", again, 409, "")
	if got, want := again.header.Get("X-Line-Accepted-Request-Id"), first.header.Get("X-Line-Request-Id"); got != want {
		t.Errorf("the accepted request should be %s, not %s", want, got)
	}
	s.wants("a photo", s.call("GET", "/v2/bot/message/"+photo.MessageID+"/content", "", nil), 200, "")
	s.wants("a photo that was unsent", s.call("GET", "/v2/bot/message/"+gone.MessageID+"/content", "", nil), 410, "")
	if err := s.Redeliver(heard.WebhookEventID); err != nil {
		t.Errorf("an event from before should be there to redeliver: %v", err)
	}
	if e := s.last(); e.WebhookEventID != heard.WebhookEventID || !e.DeliveryContext.IsRedelivery {
		t.Errorf("the event should be delivered again as it was: %+v", e)
	}
}

// everything is what stands in every chat, as JSON.
func (s *scene) everything() string {
	s.t.Helper()
	out := map[string][]simulator.Entry{}
	for _, r := range s.State().Residents {
		out[r.Name] = s.chat(r.Name)
	}
	for _, g := range s.State().Groups {
		out[g.Name] = s.chat(g.Name)
	}
	raw, err := json.Marshal(out)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(raw)
}

func TestIdsAreNotGivenTwice(t *testing.T) {
	s := kept(t, nil)
	s.did(s.Text("somsri", "1"))
	before := s.last()
	s.reopen()
	s.did(s.Text("somsri", "2"))
	after := s.last()
	if after.ReplyToken == before.ReplyToken || after.WebhookEventID == before.WebhookEventID || after.Message["id"] == before.Message["id"] {
		t.Errorf("ids should go on where they were: %+v and %+v", before, after)
	}
	if after.Timestamp <= before.Timestamp {
		t.Error("a chat's timestamps should go on rising")
	}
}

func TestResetEmptiesTheFolder(t *testing.T) {
	s := kept(t, nil)
	s.did(s.Image("somsri"))
	s.reopen()
	s.Reset()
	s.did(s.Text("somsri", "new"))
	s.reopen()
	if entries := s.chat("somsri"); len(entries) != 1 || entries[0].Seq != 1 {
		t.Errorf("only what came after the reset should be there: %+v", entries)
	}
	if files, _ := os.ReadDir(filepath.Join(s.dir, "content")); len(files) != 0 {
		t.Errorf("contents from before the reset should be gone: %v", files)
	}
}

func TestOldEntriesAreReadFromTheFolder(t *testing.T) {
	s := kept(t, nil)
	for i := range 1700 {
		s.did(s.Postback("somsri", "a", fmt.Sprint(i+1), nil))
	}
	s.settled()
	for range 2 {
		tests := []struct{ after, first, count int }{
			{0, 1, 1000}, {400, 401, 1000}, {900, 901, 800}, {1150, 1151, 550}, {1500, 1501, 200}, {1700, 0, 0}, {-5, 1, 1000},
		}
		for _, test := range tests {
			got, err := s.Messages("somsri", test.after)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != test.count || test.count > 0 && (got[0].Seq != test.first || got[0].Read[0] != fmt.Sprint(test.first)) {
				t.Errorf("after %d there should be %d entries from %d on, not %d: %.1v", test.after, test.count, test.first, len(got), got)
			}
			for i := range got {
				if got[i].Seq != test.first+i {
					t.Fatalf("after %d the entry %d has seq %d: none may be left out", test.after, i, got[i].Seq)
				}
			}
		}
		newest := s.call("GET", "/simulator/v1/residents/somsri/messages", "", nil)
		old := s.call("GET", "/simulator/v1/residents/somsri/messages?after=2", "", nil)
		if strings.Count(newest.body, `"seq"`) != 500 || !strings.HasPrefix(old.body, `{"messages":[{"seq":3,`) {
			t.Errorf("without after the newest 500 should come, with it what came after: %.60s, %.60s", newest.body, old.body)
		}
		s.reopen()
	}
}

func TestWithoutAFolderOldEntriesAreGone(t *testing.T) {
	s := begin(t, nil)
	for i := range 600 {
		s.did(s.Postback("somsri", "a", fmt.Sprint(i+1), nil))
	}
	if got := s.chat("somsri"); len(got) != 500 || got[0].Seq != 101 {
		t.Errorf("the newest 500 should be there, not %d from %d on", len(got), got[0].Seq)
	}
}

func TestOneProcessAFolder(t *testing.T) {
	s := kept(t, nil)
	_, err := simulator.Open(s.dir, s.cfg)
	if !errors.Is(err, simulator.ErrInUse) || !strings.Contains(err.Error(), s.dir) {
		t.Errorf("a second simulator should be refused with the folder's name: %v", err)
	}
	s.reopen() // a closed one leaves the folder free
}

func TestFolderIsPrivate(t *testing.T) {
	s := kept(t, nil)
	s.did(s.Image("somsri"))
	s.reopen()
	err := filepath.WalkDir(s.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && path != s.dir && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v: nobody else may read it", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := simulator.Open(filepath.Join(file, "state"), simulator.Config{}); err == nil {
		t.Error("a folder that cannot be made should be an error")
	}
}

func TestWhatTheFlagsSayGoesFirst(t *testing.T) {
	s := kept(t, nil)
	s.cfg.WebhookURL = "http://127.0.0.1:9/other"
	s.cfg.Residents = append(s.cfg.Residents, simulator.Resident{Name: "kamon", DisplayName: "กมล"})
	s.reopen()
	if s.State().Webhook != s.cfg.WebhookURL {
		t.Errorf("a configured webhook should replace the kept one: %s", s.State().Webhook)
	}
	if _, err := s.Messages("kamon", 0); err != nil {
		t.Errorf("a resident that was added to the configuration should be there: %v", err)
	}
	if got := s.call(http.MethodGet, "/v2/bot/profile/"+s.id("somsri"), "", nil); got.status != 200 {
		t.Errorf("who was a friend should be one: %d", got.status)
	}
}

func TestWhatGoesToManyIsKeptForEach(t *testing.T) {
	s := kept(t, nil)
	s.did(s.Follow("boonmee"))
	s.did(s.Text("somsri", "บรรทัดที่อยู่ก่อน")) // so that the same message has another number in each chat
	ids := []string{s.id("somsri"), s.id("boonmee")}
	two := `[{"type":"text","text":"น้ำขึ้น <หมู่ 3>"},{"type":"sticker","packageId":"446","stickerId":"1988"}]`
	for range 2 {
		s.wants("multicast", s.call(http.MethodPost, "/v2/bot/message/multicast", `{"to":`+quoted(ids...)+`,"messages":`+two+`}`, nil), 200, "")
	}
	s.wants("broadcast", s.call(http.MethodPost, "/v2/bot/message/broadcast", `{"messages":`+two+`}`, nil), 200, "")
	chats := s.everything()
	if n := strings.Count(chats, "หมู่ 3"); n != 12 {
		t.Fatalf("both should have three such messages and read them, which is 12 times, not %d: %s", n, chats)
	}
	s.reopen()
	if after := s.everything(); after != chats {
		t.Errorf("each chat should be as it was:\nbefore %s\nafter  %s", chats, after)
	}
	raw, err := os.ReadFile(filepath.Join(s.dir, "chats", ids[1]+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		if !json.Valid([]byte(line)) || !strings.HasPrefix(line, fmt.Sprintf(`{"seq":%d,"at":`, i+1)) {
			t.Errorf("line %d should be the entry %d: %s", i+1, i+1, line)
		}
	}
}
