package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/services/staff"
	"tambon/store"
)

func TestToLINEAndBack(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.browser()
		went := b.get("/line?next=%2Fconsole%2Fpeople")
		to, err := url.Parse(went.header.Get("Location"))
		if err != nil || went.status != http.StatusSeeOther || to.Host != "access.line.me" {
			t.Fatalf("LINE Login leads to %s, %d; want LINE", went.header.Get("Location"), went.status)
		}
		asked := to.Query()
		for name, value := range map[string]string{
			"response_type": "code", "client_id": "1650000002", "scope": "openid", "code_challenge_method": "S256", "redirect_uri": o.url + "/console/line/back",
		} {
			if asked.Get(name) != value {
				t.Errorf("LINE is asked with %s=%q; want %q", name, asked.Get(name), value)
			}
		}
		cookie := went.header.Get("Set-Cookie")
		for _, part := range []string{"__Host-tambon-line=", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=300"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("the cookie of the trip is %q; want %s", cookie, part)
			}
		}
		if strings.Contains(cookie, asked.Get("state")) {
			t.Error("the cookie holds the state that stands in addresses")
		}

		// Somebody else's answer, the person's no, and the same answer again.
		if got := o.browser().get("/line/back?code=x&state=" + asked.Get("state")); got.status != http.StatusUnprocessableEntity {
			t.Errorf("an answer in another browser is %d; want 422", got.status)
		}
		no := b.get("/line/back?error=ACCESS_DENIED&error_description=%3Cscript%3E&state=" + asked.Get("state"))
		if no.status != http.StatusUnprocessableEntity || !strings.Contains(no.page, "ไม่ได้อนุญาตใน") || strings.Contains(no.page, "ACCESS_DENIED") || !strings.Contains(no.page, "next=%2Fconsole%2Fpeople") {
			t.Errorf("a no at LINE is %d and reads\n%s\nwant our sentence, none of the address's, and the way to where they wanted to go", no.status, no.page)
		}
		if again := b.get("/line/back?code=x&state=" + asked.Get("state")); !strings.Contains(again.page, "เปิดซ้ำ") {
			t.Errorf("the same answer again is %d; want it refused", again.status)
		}
	})
}

func TestWithoutAChannelThereIsNoLINE(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		o.LINE = nil
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town})
		for _, path := range []string{"/line", "/line/back?code=x&state=y", "/me/line"} {
			if got := b.get(path); got.status != http.StatusNotFound {
				t.Errorf("%s answers %d in a town without LINE Login; want 404", path, got.status)
			}
		}
		if page := b.get("/me").page; strings.Contains(page, "LINE") {
			t.Error("one's own account speaks of LINE in a town without LINE Login")
		}
	})
}
