package bench

// A town that is filled at once, past the services: the rows are those that they
// make, sealed by the same keys and found by the same fingerprints.

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
	"tambon/services/staff"
	"tambon/store"
)

const (
	people    = 100_000
	visits    = 1_000_000
	pastDays  = 730
	pastSeats = 15 // booked of each session that is over
	chats     = 3000
	longChat  = 2000 // lines of the longest one
	colleague = 40
)

// A morning is a clock that goes as the real one, from half past ten of today.
type morning struct{ ahead time.Duration }

func newMorning(zone *time.Location) morning {
	now := time.Now()
	return morning{models.DateOf(now, zone).At(10*60+30, zone).Sub(now)}
}

func (m morning) Now() time.Time { return time.Now().Add(m.ahead) }

// bigSite is the town of the demo with a second centre, of the same services;
// each has nine sessions a day, of 24 places.
func bigSite(b *testing.B) config.Site {
	b.Helper()
	site, err := config.LoadSite("")
	if err != nil {
		b.Fatal(err)
	}
	second := site.Centres[0]
	second.Code, second.Name = "second", config.Words{TH: "รพ.สต.แห่งที่สอง", EN: "Second Health Centre"}
	site.Centres = append(site.Centres, second)
	var list []config.HealthService
	for _, h := range site.Services {
		h.Minutes, h.Capacity = 60, 24
		h.Rules = []config.Rule{{Days: []config.Weekday{0, 1, 2, 3, 4, 5, 6}, From: 8 * 60, To: 17 * 60, Step: 60}}
		again := h
		again.Code, again.Prefix, again.Centre = h.Code+"2", "S"+h.Prefix, second.Code
		list = append(list, h, again)
	}
	site.Services, site.Closures = list, nil
	return site
}

// A bigTown is what of its rows addresses are made of.
type bigTown struct {
	*town
	clock    morning
	zone     *time.Location
	random   *rand.Rand
	people   []person
	staffID  string
	regular  int              // in people: who came most often
	today    []models.Booking // of the first centre, that have not begun
	changed  string           // id of a change of the schedule
	chatID   string
	message  string // with a picture
	canned   string
	settings *config.Site
}

type person struct{ id, name, phone string }

// fill makes the town, and tells how long it took.
func fill(b *testing.B, engine store.Engine) *bigTown {
	b.Helper()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		b.Fatal(err)
	}
	site, clock := bigSite(b), newMorning(zone)
	t := &bigTown{town: openTownOf(b, engine, site, clock), clock: clock, zone: zone, random: rand.New(rand.NewPCG(2569, 100_000)), settings: &site}
	began := time.Now()
	t.staffers(b)
	t.register(b)
	t.book(b)
	t.talk(b)
	t.settle(b)
	t.close(b)
	fmt.Printf("\nconsole · %s: a town of %d residents and %d bookings, filled in %.0f s\n", engine, people, visits, time.Since(began).Seconds())
	return t
}

// staffers are the people of the console, and the one who looks at it.
func (t *bigTown) staffers(b *testing.B) {
	b.Helper()
	all := make([]staff.Grant, len(staff.Roles()))
	for i, role := range staff.Roles() {
		all[i] = staff.Grant{Role: role, Scope: staff.Town}
	}
	var err error
	if t.staffID, err = t.Staff.Seed(b.Context(), "all", "สุดารัตน์ ชูแก้ว", all...); err != nil {
		b.Fatal(err)
	}
	for i := range colleague {
		centre := t.settings.Centres[i%2].Code
		if _, err := t.Staff.Seed(b.Context(), fmt.Sprint("colleague", i), t.name(), staff.Grant{Role: staff.Reception, Scope: staff.CentreScope(centre)}); err != nil {
			b.Fatal(err)
		}
	}
}

// name makes one of a million names, so that some are shared.
func (t *bigTown) name() string {
	pick := func(list string) string {
		words := strings.Fields(list)
		return words[t.random.IntN(len(words))]
	}
	return pick("สม วิ บุญ ประ สุ อา นิ จัน ศิ ธน พร กิต รัต มาลี ฮา") + pick("ชาย ศรี มี เสริฐ ดา ทิพย์ พร เดช วรรณ ชัย ลักษณ์ กร ภา เรือน ใจ นี ยา ณี พงษ์ รัก") + " " +
		pick("ทอง แก้ว ศรี ใจ สุข บุญ จันทร์ ชู นวล พรหม เพชร รัตน คง ขวัญ ยอด") + pick("มณี สุวรรณ ดี ขาว สังข์ เพ็ชร ชู คำ นาค งาม แสง หมัด รักษ์ ไทย เกิด") + pick("นุ่น หนู ศรี วงศ์ กุล เมือง ช่วย ทอง ดำ แดง เอียด น้อย ใหญ่ เดช รอด")
}

// register makes residents: nine of ten have LINE.
func (t *bigTown) register(b *testing.B) {
	b.Helper()
	first := t.clock.Now().AddDate(-2, 0, -7)
	t.people = make([]person, people)
	prints := make([][]string, people)
	t.pour(b, "residents", "id line_user_id name phone language following notice_version notice_at created_at updated_at indexed indexed_at twin_key version", func(yield func([]any) bool) {
		for i := range people {
			at := first.Add(time.Duration(i) * (730 * 24 * time.Hour / people)).UTC()
			p := person{models.NewID(at), t.name(), fmt.Sprintf("08%08d", t.random.IntN(100_000_000))}
			f := t.Residents.Fingerprints(models.Person{Name: p.name, Phone: p.phone})
			t.people[i], prints[i] = p, f.Tokens
			var line any
			if i%10 != 0 {
				line = userID(i)
			}
			if !yield([]any{
				p.id, line, t.seal("residents", "name", p.id, p.name), t.seal("residents", "phone", p.id, p.phone), "th", line != nil, "2026-11-01", at, at, at, f.Mark, at, f.Twin, 0,
			}) {
				return
			}
		}
	})
	t.pour(b, "resident_tokens", "token resident_id", func(yield func([]any) bool) {
		for i, tokens := range prints {
			for _, token := range tokens {
				if !yield([]any{token, t.people[i].id}) {
					return
				}
			}
		}
	})
}

func (t *bigTown) seal(table, column, row, plain string) []byte {
	return t.Store.Keys.Seal(table, column, row, []byte(plain))
}

// A session is a slot on its way into the table, with who is booked for it.
type session struct {
	models.Slot
	prefix, centre string
	seats          int
}

// book makes the sessions of two years, and all visits of them and of the weeks
// to come, with what happened to each and its row of the log.
func (t *bigTown) book(b *testing.B) {
	b.Helper()
	list := t.sessions(b)
	numbers, made := map[string]int{}, make([]models.Booking, 0, visits)
	key := func(s session) string { return fmt.Sprintf("%s-%d", s.prefix, fiscalYear(s.StartsAt.In(t.zone))) }
	t.pour(b, "bookings", "id number service_id slot_id resident_id patient phone status channel created_at updated_at cancelled_at version", func(yield func([]any) bool) {
		for at, s := range list {
			for seat := range s.seats {
				// Half of the people belong to each centre, a tenth go to the other too;
				// one in a thousand visits is the regular's.
				who := t.random.IntN(people/2)*2 + at%2
				if t.random.IntN(1000) == 0 {
					who = t.regular
				}
				p := t.people[who]
				created := s.StartsAt.AddDate(0, 0, -1-t.random.IntN(6)).Add(-time.Duration(seat) * time.Minute)
				b := models.Booking{ID: models.NewID(created), SlotID: s.ID, ServiceID: s.ServiceID, ResidentID: p.id, Status: t.became(s.Slot, seat), CreatedAt: created, UpdatedAt: created, Slot: s.Slot}
				if b.Status != models.BookingBooked {
					b.Version, b.UpdatedAt = 1, s.StartsAt
				}
				numbers[key(s)]++
				made = append(made, b)
				if s.centre == t.settings.Centres[0].Code && s.Day == models.DateOf(t.clock.Now(), t.zone) && b.Status == models.BookingBooked {
					t.today = append(t.today, b)
				}
				if !yield([]any{
					b.ID, fmt.Sprintf("%s-%06d", key(s), numbers[key(s)]), s.ServiceID, s.ID, p.id, t.seal("bookings", "patient", b.ID, p.name), t.seal("bookings", "phone", b.ID, p.phone),
					string(b.Status), "line", created, b.UpdatedAt, nil, b.Version,
				}) {
					return
				}
			}
		}
	})
	if len(made) != visits {
		b.Fatalf("%d bookings were made; want %d", len(made), visits)
	}
	t.pour(b, "booking_numbers", "prefix year last", func(yield func([]any) bool) {
		for name, last := range numbers {
			prefix, year, _ := strings.Cut(name, "-")
			if !yield([]any{prefix, number(year), last}) {
				return
			}
		}
	})
	t.pour(b, "booking_changes", "id booking_id verb from_status to_status from_slot to_slot version at actor_kind actor_id telling", func(yield func([]any) bool) {
		for _, m := range made {
			if m.Status != models.BookingBooked && !yield([]any{models.NewID(m.UpdatedAt), m.ID, "booking.finish", "booked", string(m.Status), m.SlotID, m.SlotID, 1, m.UpdatedAt, "staff", t.staffID, "none"}) {
				return
			}
		}
	})
	// The places in the chain are right; its fingerprints are not, for no page reads them.
	mac := strings.Repeat("0", 64)
	t.pour(b, "audit_events", "id at actor_kind actor_id verb noun_id detail seq mac", func(yield func([]any) bool) {
		for i, m := range made {
			if !yield([]any{models.NewID(m.CreatedAt), m.CreatedAt, "resident", m.ResidentID, "booking.book", m.ID, "line", i + 1, mac}) {
				return
			}
		}
	})
	t.run(b, fmt.Sprintf("UPDATE audit_heads SET seq = %d, mac = '%s'", len(made), mac))
}

// sessions makes those that are over and reads those to come, the earliest first.
func (t *bigTown) sessions(b *testing.B) (list []session) {
	b.Helper()
	today := models.DateOf(t.clock.Now(), t.zone)
	for back := pastDays; back > 0; back-- {
		for hour := 8; hour < 17; hour++ {
			for _, h := range t.settings.Services {
				at := today.Add(-back).At(hour*60, t.zone).UTC()
				list = append(list, session{models.Slot{ID: models.NewID(at.AddDate(0, 0, -14)), ServiceID: h.Code, Day: today.Add(-back), StartsAt: at, EndsAt: at.Add(time.Hour), Capacity: 24, Taken: pastSeats}, h.Prefix, h.Centre, pastSeats})
			}
		}
	}
	over := len(list)
	t.pour(b, "slots", "id service_id day starts_at ends_at capacity taken closed version", func(yield func([]any) bool) {
		for _, s := range list {
			if !yield([]any{s.ID, s.ServiceID, string(s.Day), s.StartsAt, s.EndsAt, s.Capacity, s.Taken, false, s.Taken}) {
				return
			}
		}
	})
	var next []models.Slot
	if err := t.Store.DB(b.Context()).Where("day >= ?", today).Order("starts_at, service_id").Find(&next).Error; err != nil {
		b.Fatal(err)
	}
	of := map[string]config.HealthService{}
	for _, h := range t.settings.Services {
		of[h.Code] = h
	}
	left := visits - over*pastSeats
	for i, s := range next {
		seats := left / (len(next) - i)
		left -= seats
		if seats > s.Capacity {
			b.Fatalf("%d visits for a session of %d places", seats, s.Capacity)
		}
		list = append(list, session{s, of[s.ServiceID].Prefix, of[s.ServiceID].Centre, seats})
	}
	return list
}

// became is what a visit is by now.
func (t *bigTown) became(s models.Slot, seat int) models.BookingStatus {
	switch now := t.clock.Now(); {
	case now.After(s.EndsAt):
		return []models.BookingStatus{models.BookingFulfilled, models.BookingFulfilled, models.BookingFulfilled, models.BookingNoShow}[seat%4]
	case now.After(s.StartsAt):
		return []models.BookingStatus{models.BookingArrived, models.BookingCheckedIn, models.BookingBooked}[seat%3]
	}
	return models.BookingBooked
}

// settle does what the database does by itself in time, and what follows from
// the bookings.
func (t *bigTown) settle(b *testing.B) {
	b.Helper()
	t.run(b, `UPDATE slots SET taken = (SELECT count(*) FROM bookings b WHERE b.slot_id = slots.id AND b.status <> 'cancelled') WHERE day >= '`+string(models.DateOf(t.clock.Now(), t.zone))+`'`)
	if t.Store.Engine == store.Postgres {
		t.run(b, "VACUUM ANALYZE")
	} else {
		t.run(b, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
}

// close closes a day of the first centre that people have booked, and leaves them so.
func (t *bigTown) close(b *testing.B) {
	b.Helper()
	centre, day := t.settings.Centres[0].Code, models.DateOf(t.clock.Now(), t.zone).Add(12)
	st, err := t.Schedule.Standing(b.Context(), centre)
	if err != nil {
		b.Fatal(err)
	}
	change := schedule.CloseDays(schedule.Span{}, schedule.Span{Shut: schedule.Shut{Day: day, To: 24 * 60, ReasonTH: "ประชุม"}, Last: day})
	w := schedule.Wish{Centre: centre, Change: change, By: services.Staff(t.staffID), Mark: schedule.Mark(change, st)}
	p, err := t.Schedule.Plan(b.Context(), w)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := t.Schedule.Save(b.Context(), w, p.Seen, schedule.Keep); err != nil {
		b.Fatal(err)
	}
	past, err := t.Schedule.History(b.Context(), st, "")
	if err != nil || len(past) == 0 {
		b.Fatalf("%d changes of the schedule, %v", len(past), err)
	}
	t.changed = past[0].ID
}

// talk makes chats that are over, some that wait, and one that is long; and the
// events of a week.
func (t *bigTown) talk(b *testing.B) {
	b.Helper()
	now := t.clock.Now().UTC()
	ids := make([]string, chats)
	t.pour(b, "chats", "id resident_id centre_id state staff_id asked_at due_at seq opened_at touched_at closed_at closed_by told", func(yield func([]any) bool) {
		for i := range chats {
			at := now.Add(-time.Duration(chats-i) * 2 * time.Hour)
			ids[i] = models.NewID(at)
			row := []any{ids[i], t.people[i*3].id, t.settings.Centres[0].Code, "closed", t.staffID, nil, nil, 20, at, at, at, "staff", true}
			if i >= chats-60 { // the newest wait
				row[3], row[4], row[5], row[6], row[10], row[11] = "waiting", nil, at, at.Add(time.Hour), nil, ""
			}
			if i == chats-1 {
				row[7] = longChat
			}
			if !yield(row) {
				return
			}
		}
	})
	t.chatID = ids[chats-1]
	t.pour(b, "chat_messages", "id chat_id seq sender staff_id kind words picture at delivery way", func(yield func([]any) bool) {
		for i, id := range ids {
			lines := 20
			if i == chats-1 {
				lines = longChat
			}
			for n := range lines {
				at := now.Add(-time.Duration(chats-i)*2*time.Hour + time.Duration(n)*time.Second)
				m := models.NewID(at)
				row := []any{m, id, n + 1, "resident", nil, "text", t.seal("chat_messages", "words", m, "ขอเลื่อนนัดเป็นวันพรุ่งนี้ได้ไหมคะ"), "", at, "none", ""}
				if n%2 == 1 {
					row[3], row[4], row[9], row[10] = "staff", t.staffID, "sent", "reply"
				}
				if i == chats-1 && n == lines-1 {
					row[5], row[6], row[7] = "image", nil, "kept"
					t.message = m
				}
				if !yield(row) {
					return
				}
			}
		}
	})
	t.canned = models.NewID(now)
	t.run(b, fmt.Sprintf("INSERT INTO canned_answers (id, label, words, updated_at) VALUES ('%s', 'เวลาทำการ', 'จันทร์–ศุกร์', '%s')", t.canned, now.Format(time.DateTime)))
	t.create(b, func(ctx context.Context) error {
		return t.Store.DB(ctx).Create(&models.ChatPicture{MessageID: t.message, Data: t.seal("chat_pictures", "data", t.message, string(make([]byte, 90_000))), Width: 900, Height: 1200, CreatedAt: now}).Error
	})
	const events = 100_000
	t.pour(b, "lanes", "id updated_at", func(yield func([]any) bool) {
		for i := range 1000 {
			if !yield([]any{userID(i), now}) {
				return
			}
		}
	})
	t.pour(b, "inbox_events", "id event_id lane_id kind occurred_at received_at status done_at reply_state tries", func(yield func([]any) bool) {
		for i := range events {
			at, status := now.Add(-time.Duration(events-i)*6*time.Second), "done"
			if i%1000 == 0 {
				status = "aside"
			}
			if !yield([]any{models.NewID(at), fmt.Sprintf("01HB%022d", i), userID(i % 1000), "message", at.UnixMilli(), at, status, at, "sent", 1}) {
				return
			}
		}
	})
}

// fiscalYear is that of a booking's number.
func fiscalYear(at time.Time) int {
	if at.Month() >= time.October {
		return at.Year() + 544
	}
	return at.Year() + 543
}

func number(digits string) (n int) {
	_, _ = fmt.Sscan(digits, &n)
	return n
}

// run changes the database behind the program's back, outside a transaction.
func (t *bigTown) run(b *testing.B, query string) {
	b.Helper()
	if _, err := t.Store.Writer().ExecContext(b.Context(), query); err != nil {
		b.Fatalf("%s: %v", query, err)
	}
}
