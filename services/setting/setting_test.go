package setting_test

// Settings on both databases: what is taken, what is refused, and what holds.

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/services/setting"
	"tambon/store"
)

var officer = services.Staff("officer")

// opened is a service over the built-in town, changed by alter.
func opened(t *testing.T, s *store.Store, alter func(*config.Site)) *setting.Service {
	t.Helper()
	site, err := config.LoadSite("")
	if err != nil {
		t.Fatal(err)
	}
	if alter != nil {
		alter(&site)
	}
	one := setting.New(setting.Options{Store: s, Now: func() time.Time { return apptest.Morning }, Log: slog.New(slog.DiscardHandler), File: site})
	if err := one.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return one
}

func each(t *testing.T, test func(t *testing.T, s *store.Store, one *setting.Service)) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(t.Context(), func(ctx context.Context) error {
			return s.DB(ctx).Exec("INSERT INTO staff (id, login, state, password_hash, created_at, updated_at) VALUES ('officer', 'officer', 'active', 'x', ?, ?)", apptest.Morning, apptest.Morning).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, s, opened(t, s, nil))
	})
}

// set changes a setting from the version that holds.
func set(t *testing.T, one *setting.Service, key string, v setting.Value) {
	t.Helper()
	h, known := one.Town().Held(key)
	if !known {
		t.Fatalf("there is no setting %s", key)
	}
	if err := one.Change(t.Context(), officer, setting.Wish{Key: key, Value: v, Version: h.Version()}); err != nil {
		t.Fatalf("%s to %v: %v", key, v, err)
	}
}

func TestASettingStandsAboveTheFileUntilItIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, one *setting.Service) {
		const key = "centre/pakphun/phone"
		set(t, one, key, setting.Value{"number": "๐ ๗๕๗๗ ๔๑๓๑"})
		town := one.Town()
		if got := town.Site.Centres[0].Phone; got != "075774131" {
			t.Errorf("the centre's phone is %q, want the number in 0-9 without spaces", got)
		}
		if got := town.File().Centres[0].Phone; got != "075774130" {
			t.Errorf("the file's own phone became %q", got)
		}
		h, _ := town.Held(key)
		if !h.Set || h.Moved || h.Version() != 1 || h.Last.StaffID != "officer" {
			t.Errorf("it stands as %+v, want set by the officer, version 1", h)
		}
		if anew := opened(t, s, nil).Town().Site.Centres[0].Phone; anew != "075774131" {
			t.Errorf("after a restart the phone is %q", anew)
		}
		set(t, one, key, setting.Value{"number": "075774132"})
		set(t, one, key, setting.Value{"number": "075774131"}) // back to an earlier one: one more row
		if err := one.Change(t.Context(), officer, setting.Wish{Key: key, File: true, Version: 3, Why: "เบอร์เดิม"}); err != nil {
			t.Fatal(err)
		}
		if got := one.Town().Site.Centres[0].Phone; got != "075774130" {
			t.Errorf("taken back, the phone is %q, want the file's", got)
		}
		past, err := one.History(t.Context(), key)
		if err != nil || len(past) != 4 {
			t.Fatalf("the history has %d rows, %v; want all four", len(past), err)
		}
		if p := past[0]; !p.ToFile || p.Words != "เบอร์เดิม" || p.From["number"] != "075774131" || p.To["number"] != "075774130" {
			t.Errorf("the newest row is %+v", p)
		}
		var verbs []string
		if err := s.DB(t.Context()).Raw("SELECT verb FROM audit_events WHERE noun_id = ?", key).Scan(&verbs).Error; err != nil || len(verbs) != 4 || verbs[0] != "centre.change" {
			t.Errorf("the log of acts has %v, %v; want a row for each", verbs, err)
		}
	})
}

func TestOneOfTwoWhoChangeTheSameWins(t *testing.T) {
	each(t, func(t *testing.T, _ *store.Store, one *setting.Service) {
		var group sync.WaitGroup
		results := make([]error, 6)
		for i := range results {
			group.Go(func() {
				results[i] = one.Change(context.Background(), officer, setting.Wish{Key: "phone", Value: setting.Value{"number": fmt.Sprintf("07577414%d", i)}})
			})
		}
		group.Wait()
		won := 0
		for _, err := range results {
			switch {
			case err == nil:
				won++
			case !setting.ErrChanged.Is(err):
				t.Errorf("who came second is refused with %v, want to be told that somebody was first", err)
			}
		}
		if won != 1 {
			t.Errorf("%d of those at once won, want one", won)
		}
		late := setting.Wish{Key: "phone", Value: setting.Value{"number": "075774199"}}
		if p, err := one.Look(late); err != nil || !p.Others || p.Held.Value["number"] == p.Value["number"] {
			t.Errorf("who looks with an old version sees %+v, %v; want both values", p, err)
		}
		same := setting.Wish{Key: "phone", Value: one.Town().All(setting.Municipality, "")[1].Value, Version: 1}
		if err := one.Change(t.Context(), officer, same); !setting.ErrSame.Is(err) {
			t.Errorf("what changes nothing is answered with %v", err)
		}
	})
}

func TestWhatIsNotRightIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, one *setting.Service) {
		long := strings.Repeat("ก", 5000)
		for _, c := range []struct {
			key   string
			value setting.Value
			want  string
		}{
			{"name", setting.Value{"th": "<script>alert(1)</script>"}, "th setting.fault.th"},
			{"name", setting.Value{"th": long}, "th setting.fault.th"},
			{"name", setting.Value{"th": "\u200b\u200b"}, "th setting.fault.th"},
			{"name", setting.Value{"th": "เทศบาล", "en": long}, "en setting.fault.en"},
			{"phone", setting.Value{"number": "1669"}, "number setting.fault.number"},
			{"phone", setting.Value{"number": long}, "number setting.fault.number"},
			{"notice", setting.Value{"address": "javascript:alert(1)"}, "address setting.fault.address"},
			{"centre/pakphun/address", setting.Value{"subdistrict": "ต.ปากพูน", "district": "เมือง", "province": "นคร", "postcode": "๘๐๐๐"}, "postcode setting.fault.postcode"},
			{"centre/pakphun/address", setting.Value{"subdistrict": "ต.", "district": "เมือง", "province": "นคร", "postcode": "80000", "village": "4"}, "subdistrict setting.fault.subdistrict"},
			{"centre/pakphun/address", setting.Value{"subdistrict": long, "district": "เมือง", "province": "นคร", "postcode": "80000"}, "subdistrict setting.fault.subdistrict"},
			{"centre/pakphun/address", setting.Value{"subdistrict": "ก", "district": "ข", "province": "ค", "postcode": "80000", "village": "หกสิบ"}, "village setting.fault.village"},
			{"centre/pakphun/place", setting.Value{"latitude": "99.97", "longitude": "8.53"}, "latitude setting.fault.latitude"},
			{"centre/pakphun/place", setting.Value{"latitude": "NaN", "longitude": "99.9"}, "latitude setting.fault.latitude"},
			{"centre/pakphun/early", setting.Value{"minutes": "-5"}, "minutes setting.fault.minutes"},
			{"hotlines", setting.Value{}, "0.number setting.fault.hotlines"},
			{"hotlines", setting.Value{"0.number": "1669", "0.th": "เจ็บป่วย"}, "0.number setting.fault.hotlines"},
			{"hotlines", setting.Value{"0.number": "โทรเลย", "0.th": "เจ็บป่วย", "0.danger": "yes"}, "0.number setting.fault.hotline.number"},
			{"hotlines", setting.Value{"0.number": "1669", "0.th": "", "0.danger": "yes"}, "0.th setting.fault.hotline.th"},
			{"hotlines", setting.Value{"0.number": "1669", "0.th": "ก", "0.danger": "yes", "1.number": "๑๖๖๙", "1.th": "ข"}, "1.number setting.fault.hotline.number"},
			{"text/card.greeting", setting.Value{"th": long, "en": "x"}, "th setting.fault.text.long"},
			{"text/card.ticket.title", setting.Value{"th": "เรียบร้อย", "en": "Booked"}, "th setting.fault.text.promised"},
			{"text/card.menu.book", setting.Value{"th": "จอง {ศูนย์}", "en": "Book"}, "th setting.fault.text.brace"},
			{"text/card.menu.book", setting.Value{"th": "จองคิว", "en": "Book at {centre}"}, "th setting.fault.text.placeholder"},
			{"text/booking.full", setting.Value{"th": "เต็ม {day}", "en": "Full {day}"}, "th setting.fault.text.no_placeholder"},
			{"text/booking.full", setting.Value{"th": "เต็มแล้วค่ะ", "en": "Full"}, "th setting.fault.text.voice"},
			{"text/booking.full", setting.Value{"th": "<b>เต็ม</b>", "en": "Full"}, "th setting.fault.text.markup"},
			{"text/booking.full", setting.Value{"th": "เต็มแล้ว", "en": ""}, "en setting.fault.text.empty"},
		} {
			err := one.Change(t.Context(), officer, setting.Wish{Key: c.key, Value: c.value})
			var refused setting.Refused
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s to %.60v is answered with %v, want %q", c.key, c.value, err, c.want)
			}
		}
		for _, key := range []string{"slug", "centre/elsewhere/phone", "text/word.menu", "text/console.nav.home", "text/booking.reason_needed", "text/no.such"} {
			if err := one.Change(t.Context(), officer, setting.Wish{Key: key}); !setting.ErrUnknown.Is(err) {
				t.Errorf("%s is answered with %v, want that staff cannot set it", key, err)
			}
		}
		var n int
		if err := s.DB(t.Context()).Raw("SELECT count(*) FROM setting_changes").Scan(&n).Error; err != nil || n != 0 {
			t.Errorf("%d refused changes are kept, %v", n, err)
		}
	})
}

func TestTheFileChangesBeneathWhatWasSet(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, one *setting.Service) {
		set(t, one, "phone", setting.Value{"number": "075774131"})
		set(t, one, "name", setting.Value{"th": "เทศบาลใหม่", "en": "New"})
		later := opened(t, s, func(site *config.Site) { site.Phone = "075774199" })
		h, _ := later.Town().Held("phone")
		if !h.Moved || h.Value["number"] != "075774131" || h.File["number"] != "075774199" {
			t.Errorf("it stands as %+v, want what was set, with the file's new value beside it", h)
		}
		if n, _ := later.Town().Held("name"); n.Moved {
			t.Error("a setting of which the file says what it said is called moved")
		}
		if err := later.Change(t.Context(), officer, setting.Wish{Key: "phone", Value: h.Value, Version: 1}); err != nil {
			t.Fatalf("keeping what was set: %v", err)
		}
		if h, _ = later.Town().Held("phone"); h.Moved || h.Value["number"] != "075774131" {
			t.Errorf("after it was kept it stands as %+v", h)
		}
	})
}

// What a later version of the program does not take anymore must not break a town.
func TestWhatFitsNoLongerIsLeftOut(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, one *setting.Service) {
		set(t, one, "name", setting.Value{"th": "เทศบาลใหม่", "en": "New"})
		for i, bad := range [][2]string{{"phone", `{"number":"1"}`}, {"text/booking.full", `{"th":"{who}","en":"x"}`}, {"text/gone", `{}`}, {"centre/gone/phone", `{"number":"075774131"}`}, {"hotlines", `nonsense`}} {
			err := s.Tx(t.Context(), func(ctx context.Context) error {
				return s.DB(ctx).Create(&models.SettingChange{ID: fmt.Sprint(i), Key: bad[0], Version: 1, Value: &bad[1], StaffID: "officer", At: apptest.Morning}).Error
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		town := opened(t, s, nil).Town()
		if faults := town.Site.Faults(); len(faults) > 0 {
			t.Errorf("the town that holds has faults: %v", faults)
		}
		if town.Site.Phone != "075774130" || town.Site.Name.TH != "เทศบาลใหม่" || len(town.Site.Hotlines) != 7 {
			t.Errorf("it holds %q %q %d; want the file's in place of what is not right, and the rest as set", town.Site.Phone, town.Site.Name.TH, len(town.Site.Hotlines))
		}
		if h, _ := town.Held("phone"); !h.Unfit || h.Set {
			t.Errorf("the phone stands as %+v, want unfit", h)
		}
	})
}

// Who acknowledged a wording acknowledged no other, not even when it comes back.
func TestTheNoticesVersionNeverRepeats(t *testing.T) {
	each(t, func(t *testing.T, _ *store.Store, one *setting.Service) {
		const key = "text/card.privacy.what"
		before := one.Town()
		first, _ := before.Held(key)
		seen := []string{before.Site.Privacy.Version}
		for i, v := range []setting.Value{{"th": "ชื่อและเบอร์โทร", "en": "Name and phone"}, first.Value, {"th": "ชื่อและเบอร์โทร", "en": "Name and phone"}} {
			set(t, one, key, v)
			version := one.Town().Site.Privacy.Version
			if slices.Contains(seen, version) || !strings.HasPrefix(version, seen[0]) {
				t.Errorf("after change %d the notice is version %s; there was %v already", i+1, version, seen)
			}
			seen = append(seen, version)
		}
		held := one.Town().Site.Privacy.Version
		set(t, one, "text/booking.full", setting.Value{"th": "รอบนี้เต็มแล้ว", "en": "This time is full"})
		if one.Town().Site.Privacy.Version != held {
			t.Error("a sentence that is not of the notice asks everybody again")
		}
	})
}

// One look takes all of one transaction or none: who reads while settings change
// never sees half of them.
func TestATownIsNeverHalfOfAChange(t *testing.T) {
	each(t, func(t *testing.T, _ *store.Store, one *setting.Service) {
		stop := make(chan struct{})
		var readers sync.WaitGroup
		for range 2 {
			readers.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					town := one.Town()
					if th, en := town.Site.Name.TH, town.Site.Name.EN; th != "เทศบาลเมืองปากพูน" && th != "เทศบาล "+en {
						t.Errorf("the name is %q and %q, which nobody set together", th, en)
						return
					}
				}
			})
		}
		for i := range 20 {
			set(t, one, "name", setting.Value{"th": fmt.Sprintf("เทศบาล %d", i), "en": fmt.Sprint(i)})
		}
		close(stop)
		readers.Wait()
	})
}

func TestSentencesAreFound(t *testing.T) {
	each(t, func(t *testing.T, _ *store.Store, one *setting.Service) {
		set(t, one, "text/booking.full", setting.Value{"th": "รอบนี้มีคนจองหมด", "en": "This time is full"})
		town := one.Town()
		keys := map[string]bool{}
		after, pages := "", 0
		for more := true; more; pages++ {
			page, next, total := town.Sentences(setting.Sought{After: after}, 30)
			if total < 300 {
				t.Fatalf("%d sentences may be reworded, want hundreds", total)
			}
			for _, h := range page {
				if keys[h.Key] {
					t.Errorf("%s stands on two pages", h.Key)
				}
				keys[h.Key] = true
			}
			after, more = next, next != ""
		}
		if _, _, total := town.Sentences(setting.Sought{}, 30); total != len(keys) || pages != (total+29)/30 {
			t.Errorf("%d pages show %d of %d sentences", pages, len(keys), total)
		}
		for q, want := range map[setting.Sought]string{
			{Words: "คนจองหมด"}: "text/booking.full", {Words: "  THIS TIME is"}: "text/booking.full", {Changed: true}: "text/booking.full", {Words: "card.greeting"}: "text/card.greeting",
		} {
			page, _, _ := town.Sentences(q, 30)
			if !slices.ContainsFunc(page, func(h setting.Held) bool { return h.Key == want }) {
				t.Errorf("%+v finds %d sentences and not %s", q, len(page), want)
			}
		}
		if page, _, total := town.Sentences(setting.Sought{Words: "ไม่มีคำนี้แน่นอน"}, 30); total != 0 || len(page) != 0 {
			t.Errorf("a word that is nowhere finds %d", total)
		}
	})
}
