package console_test

// Sessions as a browser lives them: one at a time, ended with a proof, the way out on every page.

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services/staff"
	"tambon/store"
)

func TestComingInAgainEndsTheSessionThatWas(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		token, err := o.Staff.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		const password = "ปลากระบอก ย่าง สามตัว"
		if got := o.browser().post("/join/"+token, "name", "อารีย์ พรหมแก้ว", "login", "aree", "password", password); got.to != "/enrol" {
			t.Fatalf("the set-up link answers %d %s", got.status, got.to)
		}
		b := o.as(staff.Grant{Role: staff.Auditor, Scope: staff.Town})
		at, _ := url.Parse(b.url)
		before := b.client.Jar.Cookies(at)
		if got := b.post("/sign-in", "login", "aree", "password", "ปลากระบอก ทอด สามตัว"); got.status != http.StatusUnprocessableEntity || b.get("/me").status != http.StatusOK {
			t.Errorf("a wrong password answers %d, or ends the session; want 422 and the session kept", got.status)
		}
		if got := b.post("/sign-in", "login", "aree", "password", password); got.status != http.StatusSeeOther {
			t.Fatalf("the right password answers %d", got.status)
		}
		if after := b.client.Jar.Cookies(at); len(after) != 1 || after[0].Value == before[0].Value {
			t.Errorf("the cookies are %v; want one new token", after)
		}
		b.client.Jar.SetCookies(at, []*http.Cookie{{Name: before[0].Name, Value: before[0].Value, Path: "/", Secure: true}})
		if got := b.get("/me"); !strings.HasPrefix(got.to, "/sign-in") {
			t.Errorf("the token of before opens %d %s; want the door", got.status, got.to)
		}
	})
}

func TestAnotherBrowserIsEndedWithAProof(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Auditor, Scope: staff.Town})
		var id string
		if err := s.DB(t.Context()).Raw("SELECT staff_id FROM staff_sessions").Scan(&id).Error; err != nil {
			t.Fatal(err)
		}
		other := o.browser()
		other.enter(id, models.StepOpen)
		_, after, _ := strings.Cut(b.get("/me").page, `action="/console/me/sessions/`)
		end, _, _ := strings.Cut(after, `"`)
		if err := b.age(); err != nil {
			t.Fatal(err)
		}
		if got := b.post("/me/sessions/" + end); got.to != "/prove?next=%2Fconsole%2Fme" || other.get("/me").status != http.StatusOK {
			t.Errorf("an hour after the last proof it answers %d %s; want to be asked, and the other browser still in", got.status, got.to)
		}
		fresh := o.browser()
		fresh.enter(id, models.StepOpen)
		if got := fresh.post("/me/sessions/" + end); got.to != "/me" {
			t.Errorf("just after a proof it answers %d %s", got.status, got.to)
		}
		if got := other.get("/me"); !strings.HasPrefix(got.to, "/sign-in") {
			t.Errorf("the browser that was ended sees %d %s; want the door", got.status, got.to)
		}
	})
}

func TestEveryPageHasTheWayOut(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town}, staff.Grant{Role: staff.CentreHead, Scope: staff.Town})
		pages := 0
		for _, r := range o.Table() {
			if r.Method != http.MethodGet || !r.Inside || strings.Contains(r.Path, ":") || strings.HasSuffix(r.Path, "/print") { // paper
				continue
			}
			got := b.get(r.Path)
			if got.status != http.StatusOK || !strings.Contains(got.page, "<html") {
				continue // a file, a piece of a page, or the way to another
			}
			if pages++; !strings.Contains(got.page, `action="/console/sign-out"`) {
				t.Errorf("%s has no way out", r.Path)
			}
		}
		if pages < 8 {
			t.Errorf("%d pages were looked at; want every one without an id", pages)
		}
	})
}

// Password managers and people who cannot see what they type are both served.
func TestPasswordFieldsAreMaskedAndNamed(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		token, err := o.Staff.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b := o.as(staff.Grant{Role: staff.Reception, Scope: staff.CentreScope("north")})
		for page, fields := range map[string]map[string]string{
			o.browser().get("/join/" + token).page: {"password": "new-password"},
			o.browser().get("/sign-in").page:       {"password": "current-password"},
			b.get("/me/password").page:             {"old": "current-password", "password": "new-password"},
		} {
			for name, complete := range fields {
				_, tag, _ := strings.Cut(page, `name="`+name+`"`)
				start := strings.LastIndex(page[:len(page)-len(tag)], "<input")
				end, _, _ := strings.Cut(tag, ">")
				field := page[max(0, start):len(page)-len(tag)] + end
				if !strings.Contains(field, `type="password"`) || !strings.Contains(field, `autocomplete="`+complete+`"`) || !strings.Contains(field, `value=""`) || strings.Contains(field, "maxlength=") {
					t.Errorf("the field %s is %s; want it masked, %s, empty and as long as one likes", name, field, complete)
				}
			}
		}
		got := b.post("/me/password", "old", "ปลากระบอก ทอด สามตัว", "password", "four dolphins eat mangoes")
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.page, `href="#old"`) || !strings.Contains(got.page, "รหัสผ่านเดิมไม่ถูก") || strings.Contains(got.page, "dolphins") {
			t.Errorf("a wrong old password answers %d; want 422, the fault at its field, and no password shown", got.status)
		}
	})
}
