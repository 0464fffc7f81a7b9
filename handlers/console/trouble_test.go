package console_test

import (
	"net/http"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/services/staff"
	"tambon/store"
)

func TestWhenTheDatabaseIsAwayTheFormIsKept(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		got := b.post("/people/invite", "name", `สมชาย "><script>alert(1)</script>`, "grant", "reception centre:north")
		if got.status != http.StatusServiceUnavailable {
			t.Errorf("without a database the answer is %d; want 503", got.status)
		}
		for _, want := range []string{`name="grant" value="reception centre:north"`, `name="name" value="สมชาย &#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"`, `action="/console/people/invite"`, "ยังไม่ได้บันทึก"} {
			if !strings.Contains(got.page, want) {
				t.Errorf("the page does not hold %s:\n%s", want, got.page)
			}
		}
		if strings.Contains(got.page, "<script>alert") {
			t.Error("what was typed is run")
		}
		got = b.post("/sign-in", "login", "aree", "password", "ปลากระบอก ย่าง สามตัว")
		if strings.Contains(got.page, "ปลากระบอก") || strings.Contains(o.log.String(), "ปลากระบอก") {
			t.Error("a password stands on the page or in the log")
		}
		if !strings.Contains(o.log.String(), "page failed") || strings.Contains(o.log.String(), "สมชาย") {
			t.Errorf("the fault is not logged, or with what was typed:\n%s", o.log)
		}
		if get := b.get("/people"); get.status != http.StatusServiceUnavailable || strings.Contains(get.page, "sql") {
			t.Errorf("a page without a database answers %d and shows\n%s", get.status, get.page)
		}
	})
}
