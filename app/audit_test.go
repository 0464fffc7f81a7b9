package app_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/services"
	"tambon/services/audit"
)

func TestAuditVerify(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		s := db.Open(t)
		log := &apptest.Journal{}
		service := audit.New(s, time.Now, slog.New(slog.NewTextHandler(log, nil)))
		act := func(n int) {
			t.Helper()
			err := s.Tx(t.Context(), func(ctx context.Context) error {
				for range n {
					if err := services.Audit(ctx, s, time.Now(), services.Staff("s"), "booking.arrive", "b", ""); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		act(3)
		if _, err := service.Seal(t.Context()); err != nil {
			t.Fatal(err)
		}
		head := strings.TrimSpace(log.String()[strings.LastIndex(log.String(), "head=")+5:])
		act(2)
		code, out, _ := tambon(environ(db), "audit", "verify", "--head", head)
		if code != 0 || !strings.Contains(out, "3 rows are what they were") || strings.Count(out, "not sealed yet: ") != 2 {
			t.Errorf("a whole log exits %d and says\n%s", code, out)
		}
		if _, out, _ := tambon(environ(db), "audit", "verify"); !strings.Contains(out, "--head") {
			t.Errorf("without a head it does not say what it cannot tell:\n%s", out)
		}
		cut := func(ctx context.Context) error {
			db := s.DB(ctx)
			if err := db.Exec("DELETE FROM audit_events WHERE seq = 3 OR seq IS NULL").Error; err != nil {
				return err
			}
			return db.Exec("UPDATE audit_heads SET seq = 2, mac = (SELECT mac FROM audit_events WHERE seq = 2)").Error
		}
		if err := s.Tx(t.Context(), cut); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := tambon(environ(db), "audit", "verify", "--head", head); code != 1 || !strings.Contains(out, "cut off") {
			t.Errorf("a log whose end was cut off exits %d and says\n%s%s", code, out, errs)
		}
		if code, _, errs := tambon(environ(db), "audit", "verify", "--head", "soon"); code != 1 || !strings.Contains(errs, "42:9f3a") {
			t.Errorf("a head that is none exits %d and says %s", code, errs)
		}
		if code, _, errs := tambon(environ(db), "audit"); code != 2 || !strings.Contains(errs, "audit verify") {
			t.Errorf("audit alone exits %d and says %s", code, errs)
		}
	})
}
