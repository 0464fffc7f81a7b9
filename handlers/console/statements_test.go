package console_test

// No page asks the database more often because more is on it.

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"

	"gorm.io/gorm"
)

// TestNoPagesStatementsGrow asks every page of the table with a few rows of
// everything and with many. A page that is new is in it; rows that are new are
// added to more.
func TestNoPagesStatementsGrow(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		const few, many = 3, 60
		o := start(t, s)
		grants := make([]staff.Grant, len(staff.Roles()))
		for i, role := range staff.Roles() {
			grants[i] = staff.Grant{Role: role, Scope: staff.Town}
		}
		b := o.as(grants...)
		var me string
		if err := s.DB(t.Context()).Raw("SELECT id FROM staff").Scan(&me).Error; err != nil {
			t.Fatal(err)
		}
		north := o.visit("hydro", 11, "วิไล แก้วมณี")
		changed := o.closed("north", "2026-12-07")
		o.scene(me)
		var pages []string
		for _, r := range o.Table() {
			if r.Method == http.MethodGet {
				pages = append(pages, filled(r.Path, me, changed, north))
			}
		}
		pages = append(pages,
			"/desk?centre=north&show=all&rows=600", "/desk/live?centre=north&show=all&rows=600",
			"/find?centre=north&q=วิไล", "/desk/book?centre=north&q=วิไล", "/audit?what=booking")
		asked := statements(t, s)
		count := func() map[string]int64 {
			took := map[string]int64{}
			for _, page := range pages {
				before := asked.Load()
				if got := b.get(page); got.status >= http.StatusBadRequest && !strings.HasSuffix(page, "/stream?centre=north") && page != "/join/:token" && page != "/line/back" {
					t.Errorf("%s answers %d", page, got.status)
				}
				took[page] = asked.Load() - before
			}
			return took
		}
		o.more(0, few, me, north)
		little := count()
		o.more(few, many, me, north)
		for page, took := range count() {
			if took > little[page] {
				t.Errorf("%s takes %d statements with %d of everything and %d with %d; want no more", page, took, many, little[page], few)
			}
		}
	})
}

// statements counts what is asked of a store.
func statements(t *testing.T, s *store.Store) *atomic.Int64 {
	t.Helper()
	n := &atomic.Int64{}
	count := func(*gorm.DB) { n.Add(1) }
	watch := func(ctx context.Context) error {
		c := s.DB(ctx).Callback()
		for _, err := range []error{
			c.Query().Before("gorm:query").Register("count", count), c.Row().Before("gorm:row").Register("count", count),
			c.Raw().Before("gorm:raw").Register("count", count), c.Create().Before("gorm:create").Register("count", count),
			c.Update().Before("gorm:update").Register("count", count), c.Delete().Before("gorm:delete").Register("count", count),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := watch(t.Context()); err != nil { // those who read
		t.Fatal(err)
	}
	if err := s.Tx(t.Context(), watch); err != nil {
		t.Fatal(err)
	}
	return n
}

// more makes the rows numbered from to, without to, of everything that pages of
// the north show.
func (o *office) more(from, to int, me string, north models.Booking) {
	o.t.Helper()
	ctx := o.t.Context()
	now := apptest.Morning.UTC()
	o.exec("UPDATE slots SET closed = FALSE WHERE service_id = 'physio'")
	for i := from; i < to; i++ {
		hour := 10 + i%6
		o.visit("physio", hour, fmt.Sprintf("คนที%c ใจดี", rune('ก'+i%40)))
		b := o.visit("hydro", hour, "วิไล แก้วมณี") // another card of the same name
		day := models.Date("2026-12-08").Add(i)
		if _, err := o.Staff.Seed(ctx, fmt.Sprintf("colleague%d", i), "อารีย์ พรหมแก้ว", nurse("north"), nurse("south")); err != nil {
			o.t.Fatal(err)
		}
		gone := o.register(fmt.Sprintf("คนเก่%c ใจดี", rune('ก'+i%40)), "0899992290")
		err := o.store.Tx(ctx, func(ctx context.Context) error {
			for _, do := range []struct {
				query string
				args  []any
			}{
				// Somebody's visits: to come, over, called off, moved and to be called about.
				{"UPDATE bookings SET resident_id = ?, status = ? WHERE id = ?", []any{north.ResidentID, []string{"booked", "fulfilled", "arrived"}[i%3], b.ID}},
				{`INSERT INTO booking_changes (id, booking_id, verb, from_status, to_status, from_slot, to_slot, version, at, actor_kind, actor_id, telling)
					VALUES (?, ?, 'booking.move', 'booked', 'booked', ?, ?, 1, ?, 'staff', ?, 'call')`, []any{fmt.Sprint("m", i), b.ID, b.SlotID, b.SlotID, now, me}},
				{`INSERT INTO booking_changes (id, booking_id, verb, from_status, to_status, from_slot, to_slot, version, at, actor_kind, actor_id, telling)
					VALUES (?, ?, 'booking.arrive', 'booked', 'arrived', ?, ?, ?, ?, 'staff', ?, 'none')`, []any{fmt.Sprint("a", i), north.ID, north.SlotID, north.SlotID, 1000 + i, now, me}},
				// A card that was merged into theirs.
				{"UPDATE residents SET merged_into = ? WHERE id = ?", []any{north.ResidentID, gone.ID}},
				{`INSERT INTO resident_merges (id, kept_id, gone_id, at, actor_kind, actor_id, exchanged, took_name, took_phone, was_notice_version, was_updated_at)
					VALUES (?, ?, ?, ?, 'staff', ?, FALSE, FALSE, FALSE, '', ?)`, []any{fmt.Sprint("g", i), north.ResidentID, gone.ID, now, me, now}},
				// What was changed of the schedule, by whom one looked at them, and settings.
				{"INSERT INTO closures (id, centre_id, day, reason_th, reason_en, set_by) VALUES (?, 'north', ?, 'ประชุม', '', ?)", []any{fmt.Sprint("c", i), day, me}},
				{"INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id, detail) VALUES (?, ?, 'staff', ?, 'closure.change', 'north', '{}')", []any{fmt.Sprint("s", i), now.Add(-time.Hour), me}},
				{"INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id, detail) VALUES (?, ?, 'staff', ?, 'hours.change', 'hydro', '{}')", []any{fmt.Sprint("h", i), now.Add(-time.Hour), me}},
				{"INSERT INTO audit_events (id, at, actor_kind, actor_id, verb, noun_id, detail) VALUES (?, ?, 'staff', ?, 'resident.reveal', ?, '')", []any{fmt.Sprint("r", i), now, me, north.ResidentID}},
				{"INSERT INTO setting_changes (id, key, version, was, file, staff_id, at) VALUES (?, 'phone', ?, '{}', '{}', ?, ?)", []any{fmt.Sprint("p", i), i + 1, me, now}},
				{"INSERT INTO setting_changes (id, key, version, was, file, staff_id, at) VALUES (?, 'text/card.greeting', ?, '{}', '{}', ?, ?)", []any{fmt.Sprint("t", i), i + 1, me, now}},
				// What was set aside.
				{"INSERT INTO lanes (id, updated_at) VALUES (?, ?)", []any{fmt.Sprint("U", i), now}},
				{`INSERT INTO inbox_events (id, event_id, lane_id, kind, occurred_at, received_at, body, status, attempts, fault, reply_state, tries)
					VALUES (?, ?, ?, 'message', 1, ?, ?, 'aside', 5, 'x', 'sent', 1)`, []any{fmt.Sprint("e", i), fmt.Sprint("01", i), fmt.Sprint("U", i), now, o.store.Keys.Seal("inbox_events", "body", fmt.Sprint("e", i), []byte("{}"))}},
				// Weeks that staff set, passkeys and recovery codes.
				{"INSERT INTO opening_weeks (id, service_id, from_day, set_by) VALUES (?, 'hydro', ?, ?)", []any{fmt.Sprint("w", i), day, me}},
				{"INSERT INTO opening_times (week_id, weekday, from_minute, to_minute, step, capacity) VALUES (?, 1, 480, 1020, 60, 60)", []any{fmt.Sprint("w", i)}},
				{"INSERT INTO staff_passkeys (id, staff_id, credential_id, credential, created_at) VALUES (?, ?, ?, '{}', ?)", []any{keyID(me, i), me, fmt.Sprint(i), now}},
				{"INSERT INTO staff_recovery_codes (staff_id, hash) VALUES (?, ?)", []any{me, fmt.Sprint(i)}},
			} {
				if err := o.store.DB(ctx).Exec(do.query, do.args...).Error; err != nil {
					return fmt.Errorf("%s: %w", do.query, err)
				}
			}
			return o.moreChats(ctx, i, me)
		})
		if err != nil {
			o.t.Fatal(err)
		}
		o.as(nurse("north")) // a session, a colleague
		o.browser().enter(me, models.StepOpen)
	}
	o.exec("UPDATE slots SET closed = TRUE WHERE service_id = 'physio'") // with people in it
	o.exec("UPDATE health_services SET edited = 'minutes' WHERE id = 'hydro'")
}

// keyID names the first passkey as the address of a page about one does.
func keyID(me string, i int) string {
	if i == 0 {
		return me
	}
	return fmt.Sprint("k", i)
}

func (o *office) exec(query string) {
	o.t.Helper()
	if err := o.store.Tx(o.t.Context(), func(ctx context.Context) error { return o.store.DB(ctx).Exec(query).Error }); err != nil {
		o.t.Fatal(err)
	}
}

// moreChats makes another chat that waits, a line in the first one, one that it
// had before, and a canned answer.
func (o *office) moreChats(ctx context.Context, i int, me string) error {
	now, place := apptest.Morning.UTC(), "north"
	r, err := o.Residents.Register(ctx, models.Person{Name: "ละออ ทองสุข", Phone: "0834567892"}, services.System("test"))
	if err != nil {
		return err
	}
	var first models.Chat
	if err := o.store.DB(ctx).Where("id = 'chat'").Take(&first).Error; err != nil {
		return err
	}
	id, key := fmt.Sprint("chat", i), fmt.Sprint("key", i)
	for _, row := range []any{
		&models.Chat{ID: id, ResidentID: r.ID, CentreID: &place, State: models.ChatWaiting, AskedAt: &now, DueAt: &now, Seq: 1, OpenedAt: now, TouchedAt: now},
		&models.ChatMessage{ID: "m" + id, ChatID: id, Seq: 1, Sender: "resident", Kind: "text", At: now, Delivery: "none"},
		&models.ChatMessage{ID: "n" + id, ChatID: "chat", Seq: 2 + i, Sender: "staff", StaffID: &me, Kind: "text", At: now, Delivery: models.DeliveryFailed, Way: "push", FormKey: &key},
		&models.Chat{ID: "old" + id, ResidentID: first.ResidentID, CentreID: &place, State: "closed", ClosedAt: &now, ClosedBy: "staff", OpenedAt: now, TouchedAt: now},
		&models.CannedAnswer{ID: "c" + id, Label: fmt.Sprint("คำตอบ ", i), Words: "จันทร์–ศุกร์", UpdatedAt: now},
	} {
		if err := o.store.DB(ctx).Create(row).Error; err != nil {
			return err
		}
	}
	return nil
}
