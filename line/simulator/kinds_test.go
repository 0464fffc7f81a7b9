package simulator_test

// Every kind of webhook event beside those of everyday, with exactly LINE's
// properties. That each has LINE's form is checked at the end of every scene.

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// raws are all events so far as they came.
func (s *scene) raws() []map[string]any {
	s.t.Helper()
	var all []map[string]any
	for _, h := range s.settled() {
		var in struct{ Events []map[string]any }
		if err := json.Unmarshal(h.raw, &in); err != nil {
			s.t.Fatal(err)
		}
		all = append(all, in.Events...)
	}
	return all
}

// raw is the event of an id as it came; events of several chats come in any order.
func (s *scene) raw(id string) map[string]any {
	s.t.Helper()
	for _, e := range s.raws() {
		if e["webhookEventId"] == id {
			return e
		}
	}
	s.t.Fatalf("the bot should have heard of the event %q", id)
	return nil
}

// at follows keys and indexes, such as source.userId or message.emojis.0.index.
func at(v any, path string) any {
	for step := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[step]
		case []any:
			v = in[int(step[0]-'0')]
		default:
			return nil
		}
	}
	return v
}

func keys(v any) string {
	obj, _ := v.(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(obj)), " ")
}

const common = "deliveryContext mode source timestamp type webhookEventId"

func TestEventKinds(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Groups = append(c.Groups, simulator.Group{Name: "trip", Room: true, Members: []string{"somsri", "boonmee"}, Joined: true})
	})
	somsri, boonmee, duty, trip := s.id("somsri"), s.id("boonmee"), s.id("duty"), s.id("trip")
	s.did(s.JoinGroup("duty"))
	said := s.did(s.GroupText("duty", "boonmee", "พบกัน 9 โมง"))
	s.wants("a tracked video", s.push(somsri, `[{"type":"video","originalContentUrl":"https://example.com/a.mp4","previewImageUrl":"https://example.com/a.png","trackingId":"t-1"}]`, ""), 200, "")
	bot := s.State().Bot.DisplayName
	tests := []struct {
		name  string
		do    func() (simulator.Act, error)
		top   string // the event's keys beside the common ones
		part  string // a part of it
		keys  string
		value map[string]any // values by path
	}{
		{"emoji", func() (simulator.Act, error) {
			return s.Write("somsri", simulator.Words{Text: "ดี(hello)", Emojis: []simulator.Emoji{{2, 7, "5ac", "001"}}})
		}, "message replyToken", "message.emojis.0", "emojiId index length productId", map[string]any{"message.emojis.0.index": 2.0}},
		{"mention of the bot and all", func() (simulator.Act, error) {
			return s.Write("duty", simulator.Words{Text: "😀@" + bot + " กับ @All และ @บุญมี สุขใจ", Mention: []string{"all", "bot", "boonmee"}, As: "somsri"})
		}, "message replyToken", "message.mention.mentionees.0", "index isSelf length type userId", map[string]any{
			"message.mention.mentionees.0.index": 2.0, "message.mention.mentionees.0.isSelf": true, "message.mention.mentionees.0.userId": s.State().Bot.UserID,
			"message.mention.mentionees.1.type": "all", "message.mention.mentionees.1.length": 4.0, "message.mention.mentionees.1.userId": nil,
			"message.mention.mentionees.2.userId": boonmee, "message.mention.mentionees.2.isSelf": false, "source.userId": somsri,
		}},
		{"quote", func() (simulator.Act, error) {
			return s.Write("duty", simulator.Words{Text: "ครับ", Quote: said.MessageID, As: "somsri"})
		}, "message replyToken", "message", "id markAsReadToken quoteToken quotedMessageId text type", map[string]any{"message.quotedMessageId": said.MessageID}},
		{"quote by sticker", func() (simulator.Act, error) {
			return s.Stamp("duty", simulator.Stamp{PackageID: "1", StickerID: "2", ResourceType: "MESSAGE", Text: "สู้", Keywords: []string{"go"}, Quote: said.MessageID})
		}, "message replyToken", "message", "id keywords markAsReadToken packageId quoteToken quotedMessageId stickerId stickerResourceType text type", nil},
		{"video", func() (simulator.Act, error) { return s.Video("somsri", simulator.Upload{Duration: time.Minute}) }, "message replyToken", "message", "contentProvider duration id markAsReadToken quoteToken type", map[string]any{"message.duration": 60000.0}},
		{"file", func() (simulator.Act, error) {
			return s.File("somsri", simulator.Upload{Data: []byte("abc"), FileName: "a.pdf"})
		}, "message replyToken", "message", "fileName fileSize id markAsReadToken type", map[string]any{"message.fileName": "a.pdf", "message.fileSize": 3.0}},
		{"image from elsewhere", func() (simulator.Act, error) {
			return s.Photo("somsri", simulator.Upload{URL: "https://example.com/a.jpg"})
		}, "message replyToken", "message.contentProvider", "originalContentUrl previewImageUrl type", map[string]any{"message.contentProvider.type": "external"}},
		{"edited", func() (simulator.Act, error) {
			return s.Edit("duty", said.MessageID, simulator.Words{Text: "พบกัน 10 โมง"})
		}, "message replyToken", "message", "id quoteToken text type", map[string]any{"type": "messageEdited", "message.id": said.MessageID, "message.text": "พบกัน 10 โมง", "source.userId": boonmee}},
		{"unsent in a group", func() (simulator.Act, error) { return s.Unsend("duty", said.MessageID) }, "unsend", "unsend", "messageId", map[string]any{"source.userId": boonmee}},
		{"postback in a group", func() (simulator.Act, error) { return s.Postback("duty", "d", "", nil) }, "postback replyToken", "source", "groupId type", nil},
		{"text in a room", func() (simulator.Act, error) { return s.GroupText("trip", "boonmee", "a") }, "message replyToken", "source", "roomId type userId", map[string]any{"source.roomId": trip}},
		{"member left", func() (simulator.Act, error) { return s.MemberLeaves("duty", "boonmee") }, "left", "left.members.0", "type userId", map[string]any{"left.members.0.userId": boonmee, "source.userId": nil}},
		{"member joined", func() (simulator.Act, error) { return s.MemberJoins("duty", "boonmee") }, "joined replyToken", "joined.members.0", "type userId", map[string]any{"joined.members.0.userId": boonmee, "source.groupId": duty}},
		{"video played", func() (simulator.Act, error) { return s.PlayVideo("somsri", "") }, "replyToken videoPlayComplete", "videoPlayComplete", "trackingId", map[string]any{"videoPlayComplete.trackingId": "t-1"}},
		{"beacon", func() (simulator.Act, error) {
			return s.Beacon("somsri", simulator.Beacon{HWID: "d41d8cd98f", Type: "stay", DM: "0a0b"})
		}, "beacon replyToken", "beacon", "dm hwid type", map[string]any{"beacon.type": "stay"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			act := s.did(test.do())
			e := s.raw(act.EventID)
			want := strings.Fields(common + " " + test.top)
			slices.Sort(want)
			if got := keys(e); got != strings.Join(want, " ") {
				t.Errorf("the event should have %v, not %s", want, got)
			}
			if got := keys(at(e, test.part)); got != test.keys {
				t.Errorf("%s should have %q, not %q", test.part, test.keys, got)
			}
			for path, want := range test.value {
				if got := at(e, path); got != want {
					t.Errorf("%s should be %v, not %v", path, want, got)
				}
			}
		})
	}
}

func TestImageSet(t *testing.T) {
	s := begin(t, nil)
	if _, err := s.Photos("somsri", simulator.Upload{}, simulator.Upload{}, simulator.Upload{}); err != nil {
		t.Fatal(err)
	}
	all := s.raws()
	if len(all) != 3 {
		t.Fatalf("three photos sent at once are three events, not %d", len(all))
	}
	for i, e := range all {
		if at(e, "message.imageSet.total") != 3.0 || at(e, "message.imageSet.index") != float64(i+1) || at(e, "message.imageSet.id") != at(all[0], "message.imageSet.id") {
			t.Errorf("photo %d should have its place in the one set: %v", i+1, e["message"])
		}
	}
	if _, err := s.Photos("somsri", simulator.Upload{}); err != nil || at(s.raws()[3], "message.imageSet") != nil {
		t.Errorf("one photo alone is in no set: %v", err)
	}
}

func TestWhoUsesAComputerIsNotNamedInGroups(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Residents[1].Desktop = true })
	s.did(s.JoinGroup("duty"))
	s.did(s.GroupText("duty", "boonmee", "a"))
	if got := at(s.raws()[1], "source.userId"); got != nil {
		t.Errorf("a group event names only people on iOS and Android, not %v", got)
	}
}

func TestWhatIsNoSuchAct(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Groups = append(c.Groups, simulator.Group{Name: "trip", Room: true, Members: []string{"somsri"}, Joined: true})
	})
	s.did(s.JoinGroup("duty"))
	own := s.did(s.Text("somsri", "a"))
	inRoom := s.did(s.GroupText("trip", "somsri", "a"))
	photo := s.did(s.Photo("duty", simulator.Upload{}))
	heard := len(s.events())
	tests := map[string]error{}
	try := func(name string, _ simulator.Act, err error) { tests[name] = err }
	do := func(name string, do func() (simulator.Act, error)) { act, err := do(); try(name, act, err) }
	do("editing outside groups", func() (simulator.Act, error) { return s.Edit("somsri", own.MessageID, simulator.Words{Text: "b"}) })
	do("editing in a room", func() (simulator.Act, error) { return s.Edit("trip", inRoom.MessageID, simulator.Words{Text: "b"}) })
	do("editing a photo", func() (simulator.Act, error) { return s.Edit("duty", photo.MessageID, simulator.Words{Text: "b"}) })
	do("a mention outside groups", func() (simulator.Act, error) {
		return s.Write("somsri", simulator.Words{Text: "@All", Mention: []string{"all"}})
	})
	do("a mention that stands nowhere", func() (simulator.Act, error) {
		return s.Write("duty", simulator.Words{Text: "a", Mention: []string{"bot"}})
	})
	do("an emoji beyond the text", func() (simulator.Act, error) {
		return s.Write("somsri", simulator.Words{Text: "a", Emojis: []simulator.Emoji{{0, 2, "p", "e"}}})
	})
	do("a quote of another chat", func() (simulator.Act, error) {
		return s.Write("duty", simulator.Words{Text: "a", Quote: own.MessageID})
	})
	do("a beacon without id", func() (simulator.Act, error) { return s.Beacon("somsri", simulator.Beacon{HWID: "x"}) })
	do("a photo that is none", func() (simulator.Act, error) {
		return s.Photo("somsri", simulator.Upload{Data: []byte("<svg>")})
	})
	do("a photo of 10 MB and a byte", func() (simulator.Act, error) {
		return s.Photo("somsri", simulator.Upload{Data: make([]byte, 10<<20+1)})
	})
	do("a video that is not there", func() (simulator.Act, error) { return s.PlayVideo("somsri", "1") })
	do("16 keywords", func() (simulator.Act, error) {
		return s.Stamp("somsri", simulator.Stamp{PackageID: "1", StickerID: "1", Keywords: make([]string, 16)})
	})
	do("somebody in a group who is none", func() (simulator.Act, error) { return s.MemberJoins("duty", "trip") })
	for name, err := range tests {
		if err == nil {
			t.Errorf("%s should be an error", name)
		}
	}
	if n := len(s.events()); n != heard {
		t.Errorf("what cannot be done makes no event, but %d came", n-heard)
	}
	if act := s.did(s.Beacon("boonmee", simulator.Beacon{HWID: "d41d8cd98f"})); act.EventID != "" {
		t.Error("LINE tells of beacons only for friends")
	}
}

func TestEmit(t *testing.T) {
	s := begin(t, nil)
	tests := []struct{ name, event, keys, source string }{
		{"membership", `{"type":"membership","membership":{"type":"joined","membershipId":3}}`, "membership replyToken source", "type userId"},
		{"module", `{"type":"module","module":{"type":"attached","botId":"U1","scopes":["message:send"]}}`, "module", ""},
		{"activated", `{"type":"activated","chatControl":{"expireAt":1}}`, "chatControl", ""},
		{"deactivated", `{"type":"deactivated"}`, "", ""},
		{"botSuspended", `{"type":"botSuspended"}`, "", ""},
		{"botResumed", `{"type":"botResumed"}`, "", ""},
		{"delivery", `{"type":"delivery","delivery":{"data":"abc"}}`, "delivery source", "type userId"},
		{"with a time of its own", `{"type":"follow","follow":{"isUnblocked":false},"timestamp":1,"webhookEventId":"01M88H6C406AKCW2218FHK6AJE"}`, "follow replyToken source", "type userId"},
	}
	for _, test := range tests {
		act := s.did(s.Emit("somsri", json.RawMessage(test.event)))
		e := s.raw(act.EventID)
		want := strings.Fields("deliveryContext mode timestamp type webhookEventId " + test.keys)
		slices.Sort(want)
		if got := keys(e); got != strings.Join(want, " ") || e["webhookEventId"] != act.EventID {
			t.Errorf("%s should have %v, not %s", test.name, want, got)
		}
		if got := keys(e["source"]); got != test.source {
			t.Errorf("the source of %s should have %q, not %q", test.name, test.source, got)
		}
	}
	all := s.raws()
	if last := all[len(all)-1]; last["timestamp"] != 1.0 || last["webhookEventId"] != "01M88H6C406AKCW2218FHK6AJE" {
		t.Errorf("what a test gives should be kept: %v", last)
	}
	for _, wrong := range []string{
		`{`, `[]`, `{"type":"hologram"}`, `{"type":"membership"}`, `{"type":"membership","membership":{"type":"joined"}}`,
		`{"type":"follow","follow":{"isUnblocked":"no"}}`, `{"type":"follow","follow":{"isUnblocked":true},"colour":"red"}`,
		`{"type":"beacon","beacon":{"hwid":"a","type":"near"}}`, `{"type":"message","message":{"type":"text","id":"1"}}`,
	} {
		if _, err := s.Emit("somsri", json.RawMessage(wrong)); err == nil {
			t.Errorf("LINE sends no such event, so it should be refused: %s", wrong)
		}
	}
}

func FuzzEmit(f *testing.F) {
	f.Add([]byte(`{"type":"membership","membership":{"type":"joined","membershipId":3}}`))
	f.Add([]byte(`{"type":"message","message":{"type":"text","id":"1","text":"a","quoteToken":"q"},"source":{}}`))
	p := simulator.New(simulator.Config{Secret: secret, Token: token, Frozen: true, Residents: []simulator.Resident{{Name: "somsri"}}})
	f.Cleanup(p.Close)
	p.Hold()
	f.Fuzz(func(_ *testing.T, raw []byte) {
		_, _ = p.Emit("somsri", raw) // must not crash
	})
}
