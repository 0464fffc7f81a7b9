package console_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/services/selfcheck"
	"tambon/services/staff"
	"tambon/store"
)

func TestTheMachineRoom(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town})
		exec := func(query string, args ...any) {
			t.Helper()
			if err := s.Tx(t.Context(), func(ctx context.Context) error { return s.DB(ctx).Exec(query, args...).Error }); err != nil {
				t.Fatal(err)
			}
		}
		if page := b.get("/machine").page; !strings.Contains(page, "ติดต่อ LINE ไม่ได้ตอนนี้") || !strings.Contains(page, "ไม่มีข้อความที่พักไว้") {
			t.Errorf("with LINE away and nothing set aside the page reads\n%s", page)
		}
		exec("INSERT INTO lanes (id, updated_at) VALUES ('U1', ?)", apptest.Morning.UTC())
		exec(`INSERT INTO inbox_events (id, event_id, lane_id, kind, occurred_at, received_at, body, status, attempts, fault, reply_state, tries)
			VALUES ('e1', '01', 'U1', 'message', 1, ?, ?, 'aside', 5, 'the card did not fit', 'sent', 1)`, apptest.Morning.UTC(), s.Keys.Seal("inbox_events", "body", "e1", []byte("{}")))
		if page := b.get("/machine").page; !strings.Contains(page, "the card did not fit") || !strings.Contains(page, "/console/machine/events/e1/replay") {
			t.Errorf("an event that was set aside is not there to be worked again:\n%s", page)
		}
		auditor := o.as(staff.Grant{Role: staff.Auditor, Scope: staff.Town})
		if page := auditor.get("/machine").page; strings.Contains(page, "/replay") {
			t.Error("an auditor, who changes nothing, is offered to work an event again")
		}
		if got := b.post("/machine/events/e1/replay"); got.status != http.StatusSeeOther {
			t.Errorf("working it again answers %d", got.status)
		}
		var row struct {
			Status, ReplyState string
			Attempts, Acts     int
		}
		if err := s.DB(t.Context()).Raw("SELECT status, reply_state, attempts, (SELECT count(*) FROM audit_events WHERE verb = 'event.replay' AND noun_id = 'e1') AS acts FROM inbox_events").Scan(&row).Error; err != nil {
			t.Fatal(err)
		}
		if row.Status != "received" || row.ReplyState != "none" || row.Attempts != 0 || row.Acts != 1 {
			t.Errorf("after it the event is %+v; want it to wait like a new one, and one act in the log", row)
		}
		if got := b.post("/machine/events/e1/replay"); got.status != http.StatusConflict || !strings.Contains(got.page, "รายการนี้ไม่อยู่แล้ว") {
			t.Errorf("a second press answers %d; want 409 and a sentence", got.status)
		}
		if got := b.post("/machine/jobs/12345/retry"); got.status != http.StatusConflict {
			t.Errorf("a job that does not exist answers %d; want 409", got.status)
		}
	})
}

func TestCheckingShowsHowFarItIs(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town})
		of := len(selfcheck.Promises(apptest.Morning))
		next, seen := "/machine/check?now=1", 0
		for next != "" {
			page := strings.ReplaceAll(b.get(next).page, "\u00a0", " ")
			_, after, more := strings.Cut(page, `hx-get="/console`)
			if !more {
				if !strings.Contains(page, fmt.Sprintf("ถูกต้องครบ %d ข้อ", of)) {
					t.Errorf("at the end the page says\n%s", page)
				}
				break
			}
			if seen++; !strings.Contains(page, fmt.Sprintf("กำลังตรวจข้อ %d จาก %d", seen, of)) {
				t.Fatalf("step %d says\n%s", seen, page)
			}
			next, _, _ = strings.Cut(after, `"`)
			next = strings.ReplaceAll(next, "&amp;", "&")
		}
		if seen != of {
			t.Errorf("%d promises were counted one after the other; want %d", seen, of)
		}
	})
}
