package console_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/handlers/console"
	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"

	"github.com/labstack/echo/v4"
)

// TestEveryRouteIsInTheTable fails on an address of the console that was added
// beside routes(): it would have no right attached.
func TestEveryRouteIsInTheTable(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		e := echo.New()
		o.Mount(e)
		known := []string{"GET " + console.Root}
		for _, r := range o.Table() {
			known = append(known, r.Method+" "+console.Root+r.Path)
			switch {
			case r.Inside && r.Act == "":
				t.Errorf("%s %s is inside and asks for no right", r.Method, r.Path)
			case !r.Inside && (r.Act != "" || r.Prove):
				t.Errorf("%s %s asks for a right of people who are not known yet", r.Method, r.Path)
			}
		}
		for _, r := range e.Routes() {
			if !slices.Contains(known, r.Method+" "+r.Path) {
				t.Errorf("%s %s is no row of routes()", r.Method, r.Path)
			}
		}
	})
}

// TestRights asks every route as every role, at home in its own centre, in the
// other centre, and in the whole town; and as nobody, and as somebody half in.
func TestRights(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		target, err := o.Staff.Seed(t.Context(), "target", "ประเสริฐ ทองขาว", staff.Grant{Role: staff.Auditor, Scope: staff.Town})
		if err != nil {
			t.Fatal(err)
		}
		north := o.visit("hydro", 11, "วิไล แก้วมณี")
		changed := o.closed("north", "2026-12-07")
		o.scene(target)
		asked := 0
		for _, role := range staff.Roles() {
			for _, scope := range []string{staff.CentreScope("north"), staff.CentreScope("south"), staff.Town} {
				g := staff.Grant{Role: role, Scope: scope}
				who := staff.Identity{Grants: []staff.Grant{g}}
				for _, r := range o.Table() {
					if !r.Inside || r.Act == staff.Self && strings.Contains(r.Path, ":id") { // one's own: somebody else's is not there
						continue
					}
					b := o.as(g) // anew each time: an act may end it
					got := b.send(r.Method, filled(r.Path, target, changed, north), form(r), nil)
					may := !r.Of && who.May(r.Act, "") || r.Of && who.May(r.Act, "north")
					if refused := got.status == http.StatusForbidden || got.status == http.StatusNotFound || got.status == http.StatusUnauthorized; refused == may {
						t.Errorf("%s %s as %s in %s answers %d; it may is %t", r.Method, r.Path, role, scope, got.status, may)
					}
					if !may && (strings.Contains(got.page, "ประเสริฐ") || strings.Contains(got.page, "วิไล")) {
						t.Errorf("%s %s as %s in %s shows what it refuses", r.Method, r.Path, role, scope)
					}
					asked++
				}
			}
		}
		for _, r := range o.Table() {
			if r.Outside {
				continue
			}
			nobody := o.browser().send(r.Method, filled(r.Path, target, changed, north), form(r), nil)
			if r.Method == http.MethodGet && (nobody.status != http.StatusSeeOther || !strings.HasPrefix(nobody.to, "/sign-in")) || r.Method == http.MethodPost && nobody.status != http.StatusUnauthorized {
				t.Errorf("%s %s as nobody answers %d %s; want the door", r.Method, r.Path, nobody.status, nobody.to)
			}
			if !r.Inside {
				continue
			}
			for _, step := range []models.SessionStep{models.StepSecond, models.StepEnrol} {
				b := o.browser()
				b.enter(target, step)
				if got := b.send(r.Method, filled(r.Path, target, changed, north), form(r), nil); got.status != http.StatusSeeOther || got.to != console.StepPage(step) {
					t.Errorf("%s %s half in (%s) answers %d %s; want %s", r.Method, r.Path, step, got.status, got.to, console.StepPage(step))
				}
			}
		}
		if asked < 300 {
			t.Errorf("%d cases were asked; want every route × role × scope", asked)
		}
	})
}

// filled is a route's address: about somebody, or in the north a booking, its
// resident, a service, a change of the schedule or a chat.
func filled(path, person, changed string, north models.Booking) string {
	switch {
	case strings.HasPrefix(path, "/schedule/services/"):
		return strings.ReplaceAll(path, ":id", "hydro")
	case strings.HasPrefix(path, "/schedule/changes/"):
		return strings.ReplaceAll(path, ":id", changed)
	case strings.HasPrefix(path, "/schedule/closures/open"), strings.HasPrefix(path, "/schedule/closures/file"):
		return path + "?centre=north&was=2026-12-07"
	case strings.HasPrefix(path, "/schedule"):
		return path + "?centre=north"
	case path == "/help/:task":
		return "/help/book"
	case strings.HasPrefix(path, "/chats/canned/:id"):
		return strings.ReplaceAll(path, ":id", "canned")
	case strings.HasPrefix(path, "/chats/:id"):
		return strings.NewReplacer(":id", "chat", ":message", "message").Replace(path)
	case strings.HasPrefix(path, "/chats") && !strings.HasPrefix(path, "/chats/canned"):
		return path + "?centre=north"
	case strings.HasPrefix(path, "/bookings/"):
		return strings.ReplaceAll(path, ":id", north.ID)
	case strings.HasPrefix(path, "/residents/:id"):
		return strings.ReplaceAll(path, ":id", north.ResidentID)
	case strings.HasPrefix(path, "/desk"), strings.HasPrefix(path, "/find"), strings.HasPrefix(path, "/residents"), path == "/settings", path == "/settings/centres":
		return path + "?centre=north"
	case strings.HasPrefix(path, "/settings/"):
		key := "phone"
		if strings.HasPrefix(path, "/settings/texts") {
			key = "card.greeting"
		}
		return strings.NewReplacer(":centre", "north", ":key", key).Replace(path)
	}
	return strings.ReplaceAll(path, ":id", person)
}

// scene is a chat in the north with a picture, and a canned answer.
func (o *office) scene(staffID string) {
	o.t.Helper()
	now := apptest.Morning.UTC()
	north, key := "north", "key"
	err := o.store.Tx(o.t.Context(), func(ctx context.Context) error {
		db := o.store.DB(ctx)
		r, err := o.Residents.Register(ctx, models.Person{Name: "วิไล แก้วมณี", Phone: "0812345678"}, services.System("test"))
		if err != nil {
			return err
		}
		for _, row := range []any{
			&models.Chat{ID: "chat", ResidentID: r.ID, CentreID: &north, State: models.ChatWaiting, AskedAt: &now, DueAt: &now, Seq: 1, OpenedAt: now, TouchedAt: now},
			&models.ChatMessage{ID: "message", ChatID: "chat", Seq: 1, Sender: "staff", StaffID: &staffID, Kind: "image", Picture: "kept", At: now, Delivery: models.DeliveryFailed, Way: "push", FormKey: &key},
			&models.ChatPicture{MessageID: "message", Data: o.store.Keys.Seal("chat_pictures", "data", "message", []byte("jpeg")), Width: 1, Height: 1, CreatedAt: now},
			&models.CannedAnswer{ID: "canned", Label: "เวลาทำการ", Words: "จันทร์–ศุกร์", UpdatedAt: now, Version: 7},
		} {
			if err := db.Create(row).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func form(r console.Route) url.Values {
	if r.Method == http.MethodPost {
		return url.Values{"version": {"0"}}
	}
	return nil
}

func TestOtherSitesPostNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town})
		fields := url.Values{"name": {"คนแปลก หน้า"}, "grant": {"administrator town"}}
		for what, header := range map[string]http.Header{
			"another origin":       {"Origin": {"https://evil.example"}},
			"a sibling host":       {"Origin": {"https://oa.example.go.th.evil.example"}},
			"an opaque origin":     {"Origin": {"null"}},
			"a cross-site fetch":   {"Sec-Fetch-Site": {"cross-site"}},
			"a same-site neighbor": {"Sec-Fetch-Site": {"same-site"}},
		} {
			if got := b.send(http.MethodPost, "/people/invite", fields, header); got.status != http.StatusForbidden {
				t.Errorf("a form from %s answers %d; want 403", what, got.status)
			}
		}
		if got := b.send(http.MethodPost, "/people/invite", fields, http.Header{"Origin": {o.url}, "Sec-Fetch-Site": {"same-origin"}}); got.status != http.StatusOK {
			t.Errorf("the console's own form answers %d; want the link", got.status)
		}
		var n int
		if err := s.DB(t.Context()).Raw("SELECT count(*) FROM staff WHERE state = 'invited'").Scan(&n).Error; err != nil || n != 1 {
			t.Errorf("%d people were invited, %v; want the one by the console's own form", n, err)
		}
	})
}

func TestDangerousActsAskAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		north := o.visit("hydro", 11, "วิไล แก้วมณี")
		for _, r := range o.Table() {
			if !r.Prove {
				continue
			}
			b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town}, head("north"))
			if err := b.age(); err != nil {
				t.Fatal(err)
			}
			got := b.send(r.Method, filled(r.Path, "x", "x", north), form(r), nil)
			if got.status != http.StatusSeeOther || !strings.HasPrefix(got.to, "/prove?next=") {
				t.Errorf("%s %s after an hour answers %d %s; want to be asked again", r.Method, r.Path, got.status, got.to)
			}
		}
	})
}

func TestNextLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.Administrator, Scope: staff.Town})
		for to, want := range map[string]string{
			"/console/people?x=1": "/people?x=1", "": "/", "https://evil.example/console/": "/", "//evil.example/console/": "/",
			`/\evil.example`: "/", "/console/../webhook": "/", "javascript:alert(1)": "/", "/consolexyz": "/", `/console/\\evil`: "/",
		} {
			if got := b.get("/sign-in?next=" + url.QueryEscape(to)); got.to != want {
				t.Errorf("next=%s leads to %q; want %q", to, got.to, want)
			}
		}
	})
}

func TestSecretsOfBrowsers(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		token, err := o.Staff.SetupToken(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b := o.browser()
		got := b.post("/join/"+token, "name", "อารีย์ พรหมแก้ว", "login", "aree", "password", "ปลากระบอก ย่าง สามตัว")
		cookie := got.header.Get("Set-Cookie")
		for _, part := range []string{"__Host-tambon=", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("the session's cookie is %q; want %s", cookie, part)
			}
		}
		if strings.Contains(cookie, "Domain") {
			t.Errorf("the session's cookie is %q; want no Domain", cookie)
		}
		if got.status != http.StatusSeeOther || got.to != "/enrol" {
			t.Errorf("after the password the answer is %d %s; want the second factor", got.status, got.to)
		}
		if page := b.get("/enrol"); !strings.Contains(page.page, "data:image/png;base64,") || page.header.Get("Cache-Control") != "no-store" {
			t.Errorf("the page of the second factor has no picture, or may be kept: %s", page.header)
		}
		if wrong := b.post("/sign-in", "login", "aree", "password", "<script>"); strings.Contains(wrong.page, "<script>") || wrong.status != http.StatusUnprocessableEntity {
			t.Errorf("a wrong password answers %d and shows it again", wrong.status)
		}
	})
}

// age makes the browser's proof an hour old.
func (b *browser) age() error {
	return b.store.Tx(b.t.Context(), func(ctx context.Context) error {
		return b.store.DB(ctx).Exec("UPDATE staff_sessions SET proved_at = ?", apptest.Morning.UTC().Add(-time.Hour)).Error
	})
}
