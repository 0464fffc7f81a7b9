package bot_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/line/simulator"
)

var update = flag.Bool("update", false, "write what is said now into testdata/*.txt")

// TestConversations plays every conversation in testdata through the real
// webhook. A line "name > words" is what a person does, and the indented lines
// below it are what they read next:
//
//	สมศรี > จองคิว            types it; \u200b is a character that cannot be seen, ก*5000 is ก five thousand times
//	สมศรี > [วารีบำบัด]        presses the newest button of that name
//	สมศรี > (เพิ่มเพื่อน)       also (บล็อก) (สติกเกอร์) (รูป) (เสียง) (ตำแหน่ง) (ยกเลิกข้อความ)
//	สมศรี > {noun.verb?…}     sends a button's data that no button carries
//	มานะ > {สมศรี [จองคิว]}    sends the data of somebody else's button
//	นาฬิกา > 18.00            moves the clock to then; also +2 ชั่วโมง, +30 นาที, +1 วัน
//	พยาบาล > ดูคิว 2026-11-26  reads that day's list as staff do
//	วรรณา > ตอบ สมศรี ได้เลย    answers a chat as staff do: see officer
//	ฉาก > เต็ม 26 พ.ย. 09.30   sets the scene: see scene below
//
// What comes by itself, after a clock or a scene, stands under the person's name
// with what their phone shows before it is opened: (แจ้งเตือน) ….
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) { play(t, db, file) })
		})
	}
}

func play(t *testing.T, db apptest.Database, file string) {
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t, db)
	var got strings.Builder
	for number, l := range strings.Split(strings.TrimRight(string(want), "\n"), "\n") {
		if strings.HasPrefix(l, "  ") {
			continue
		}
		got.WriteString(l + "\n")
		who, does, ok := strings.Cut(l, " > ")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		if err := s.do(who, does); err != nil {
			t.Fatalf("%s:%d: %s: %v", file, number+1, l, err)
		}
		seen := s.seen(who)
		if len(seen) == 0 && s.names[who] != "" && !silent(does) && !s.withStaff(who) {
			t.Errorf("%s:%d: %s: nothing is answered", file, number+1, l)
		}
		for _, line := range seen {
			got.WriteString("  " + line + "\n")
		}
	}
	if broken := s.Broken(); len(broken) > 0 {
		t.Errorf("after %s the database breaks promises: %v", file, broken)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got.String() != string(want) {
		t.Errorf("%s (on %s):\n%s", file, db.Engine, difference(string(want), got.String()))
	}
}

// nurse is who reads the lists of staff.
const nurse = "พยาบาล"

// officer is who answers chats.
const officer = "วรรณา"

// silent are the only acts that LINE gives no way to answer, or that need none.
func silent(does string) bool {
	return slices.Contains([]string{"(บล็อก)", "(ยกเลิกข้อความ)", "[พิมพ์ชื่อ]", "[พิมพ์ชื่อคนอื่น]", "[พิมพ์เบอร์โทร]", "[พิมพ์เบอร์อื่น]"}, does)
}

// stage is a world in which the people of a conversation act.
type stage struct {
	*apptest.World
	t     *testing.T
	names map[string]string // as written → the simulator's name
	users map[string]string // as written → LINE user id
	order []string
	list  []string          // what the nurse just read
	read  map[string]int    // the newest message that a person has read
	last  map[string]string // id of the newest message that a person sent
}

func newStage(t *testing.T, db apptest.Database) *stage {
	return &stage{World: apptest.Start(t, db, nil), t: t, names: map[string]string{}, users: map[string]string{}, read: map[string]int{}, last: map[string]string{}}
}

func (s *stage) person(who string) string {
	name, ok := s.names[who]
	if !ok {
		r := s.LINE.AddResident(simulator.Resident{Name: fmt.Sprintf("p%d", len(s.names)+1), DisplayName: who, Friend: true})
		name, s.users[who] = r.Name, r.UserID
		s.names[who] = name
		s.order = append(s.order, who)
	}
	return name
}

func (s *stage) do(who, does string) error {
	switch who {
	case "นาฬิกา":
		return s.clock(does)
	case "ฉาก":
		return s.scene(does)
	case nurse, officer:
		read := s.nurse
		if who == officer {
			read = s.officer
		}
		list, err := read(does)
		s.list = list
		return err
	}
	name := s.person(who)
	act, err := s.act(name, does)
	if err != nil {
		return err
	}
	if act.MessageID != "" {
		s.last[name] = act.MessageID
	}
	if act.URI != "" {
		return fmt.Errorf("the button opens %s; nothing is said", act.URI)
	}
	s.Settled()
	return nil
}

func (s *stage) act(name, does string) (simulator.Act, error) {
	inside := strings.Trim(does, "[](){}")
	switch {
	case strings.HasPrefix(does, "["):
		return s.LINE.Press(name, inside)
	case strings.HasPrefix(does, "{"):
		if other, label, ok := strings.Cut(inside, " ["); ok {
			data, err := s.dataOf(other, label)
			if err != nil {
				return simulator.Act{}, err
			}
			inside = data
		}
		return s.LINE.Postback(name, inside, "", nil)
	case !strings.HasPrefix(does, "("):
		return s.LINE.Text(name, unescape(does))
	}
	switch inside {
	case "เพิ่มเพื่อน":
		// A person is a friend when they first appear, so the account is added anew.
		if _, err := s.LINE.Unfollow(name); err != nil {
			return simulator.Act{}, err
		}
		s.Settled()
		return s.LINE.Follow(name)
	case "บล็อก":
		return s.LINE.Unfollow(name)
	case "สติกเกอร์":
		return s.LINE.Sticker(name, "446", "1988")
	case "รูป":
		return s.LINE.Image(name)
	case "เสียง":
		return s.LINE.Audio(name)
	case "ตำแหน่ง":
		return s.LINE.Location(name, simulator.Spot{Title: "บ้าน", Address: "หมู่ 4", Latitude: 8.53, Longitude: 99.95})
	case "ยกเลิกข้อความ":
		return s.LINE.Unsend(name, s.last[name])
	}
	return simulator.Act{}, fmt.Errorf("nobody knows how to do %s", does)
}

// dataOf is the data of the newest button of that name that a person was shown.
func (s *stage) dataOf(who, label string) (string, error) {
	entries, err := s.LINE.Messages(s.names[who], 0)
	if err != nil {
		return "", err
	}
	for _, e := range slices.Backward(entries) {
		for _, b := range simulator.Buttons(e.Message) {
			var action struct{ Data string }
			if err := json.Unmarshal(b.Action, &action); err == nil && b.Label == label && action.Data != "" {
				return action.Data, nil
			}
		}
	}
	return "", fmt.Errorf("%s was shown no button %s", who, label)
}

// clock understands 18.00, +2 ชั่วโมง, +30 นาที and +1 วัน.
func (s *stage) clock(does string) error {
	var n, hour, minute int
	var unit string
	if _, err := fmt.Sscanf(does, "+%d %s", &n, &unit); err == nil {
		d := map[string]time.Duration{"ชั่วโมง": time.Hour, "นาที": time.Minute, "วัน": 24 * time.Hour}[unit]
		if d == 0 {
			return fmt.Errorf("%q is no stretch of time", does)
		}
		s.Advance(time.Duration(n) * d)
		return nil
	}
	if _, err := fmt.Sscanf(does, "%d.%d", &hour, &minute); err != nil {
		return err
	}
	s.AdvanceTo(hour, minute)
	return nil
}

// seen returns what the person reads since they last looked; after a clock or a
// scene, what everybody does.
func (s *stage) seen(who string) []string {
	if _, ok := s.names[who]; ok {
		return s.unread(who, false)
	}
	if who == nurse {
		return s.list
	}
	if who == officer && len(s.list) > 0 {
		return s.list
	}
	var all []string
	for _, one := range s.order {
		if lines := s.unread(one, true); len(lines) > 0 {
			all = append(append(all, one+" ได้รับ"), lines...)
		}
	}
	return all
}

func (s *stage) unread(who string, alerts bool) []string {
	name := s.names[who]
	entries, err := s.LINE.Messages(name, s.read[name])
	if err != nil {
		s.t.Fatal(err)
	}
	var lines []string
	for _, e := range entries {
		s.read[name] = max(s.read[name], e.Seq)
		if e.Refused != nil {
			s.t.Errorf("LINE refused a message to %s: %+v", who, *e.Refused)
		}
		if e.From == "bot" {
			if len(lines) > 0 {
				lines = append(lines, "·")
			}
			preview := s.preview(who, e.Message)
			if alerts {
				lines = append(lines, "(แจ้งเตือน) "+preview)
			}
			lines = append(lines, e.Read...)
		}
	}
	return lines
}

// preview is what a phone shows of a message before it is opened. A neighbour
// may read it, so it names no treatment.
func (s *stage) preview(who string, message []byte) string {
	var m struct{ Text, AltText string }
	if err := json.Unmarshal(message, &m); err != nil {
		s.t.Fatal(err)
	}
	shown := m.Text + m.AltText
	for _, h := range s.Site.Services {
		if strings.Contains(shown, h.Name.TH) || strings.Contains(shown, h.Name.EN) {
			s.t.Errorf("what %s's phone shows of a message names a treatment: %s", who, shown)
		}
	}
	return shown
}

var manyTimes = regexp.MustCompile(`(\S)\*(\d{3,})`)

// unescape makes what a conversation writes as \u200b or ก*5000.
func unescape(s string) string {
	for _, r := range []rune{0x200b, 0x200d, 0xfeff, 0x202e, 0} {
		s = strings.ReplaceAll(s, fmt.Sprintf(`\u%04x`, r), string(r))
	}
	return manyTimes.ReplaceAllStringFunc(s, func(m string) string {
		parts := manyTimes.FindStringSubmatch(m)
		n, _ := strconv.Atoi(parts[2])
		return strings.Repeat(parts[1], n)
	})
}

// difference shows the lines around the first one that differs.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	from := max(0, i-8)
	show := func(lines []string) string {
		return strings.Join(slices.Clone(lines[min(from, len(lines)):min(i+12, len(lines))]), "\n")
	}
	return fmt.Sprintf("line %d differs; it reads\n%s\n\nbut should read\n%s", i+1, show(g), show(w))
}
