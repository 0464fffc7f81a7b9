package schedule_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/config"
	"tambon/models"
	"tambon/services/schedule"
	"tambon/store"
)

// A town has one health service, hydro, on working days at 9, 10 and 11, and a
// clock at Wednesday 25 November 2026, 10:00.
type town struct {
	*schedule.Service
	t     *testing.T
	store *store.Store
	site  config.Site
	now   time.Time
}

func found(t *testing.T, s *store.Store) *town {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	d := &town{t: t, store: s, now: apptest.Morning}
	d.Service = schedule.New(s, func() time.Time { return d.now }, zone)
	d.site = config.Site{
		Centres: []config.Centre{{Code: "pakphun", Name: config.Words{TH: "รพ.สต."}, Phone: "075774130"}, {Code: "other", Name: config.Words{TH: "อีกแห่ง"}, Phone: "075774131"}},
		Services: []config.HealthService{{
			Code: "hydro", Prefix: "HY", Centre: "pakphun", Name: config.Words{TH: "วารีบำบัด"}, Minutes: 60, Capacity: 4,
			Rules:            []config.Rule{{Days: []config.Weekday{1, 2, 3, 4, 5}, From: 9 * 60, To: 12 * 60, Step: 60}},
			BookAheadMaxDays: 14, CancelCutoff: 120, MaxOpen: 2,
		}},
	}
	d.open()
	return d
}

// open writes the site and opens its slots; it returns how many slots changed.
func (d *town) open() int {
	d.t.Helper()
	if err := d.Sync(context.Background(), d.site); err != nil {
		d.t.Fatal(err)
	}
	n, err := d.OpenSlots(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

// day describes a day's slots: hours, places, + for what is closed.
func (d *town) day(day models.Date) string {
	d.t.Helper()
	var slots []models.Slot
	if err := d.store.DB(context.Background()).Where("day = ?", day).Order("service_id, starts_at").Find(&slots).Error; err != nil {
		d.t.Fatal(err)
	}
	var said []string
	for _, s := range slots {
		one := fmt.Sprintf("%s %d/%d", s.StartsAt.Add(7*time.Hour).Format("15:04"), s.Taken, s.Capacity)
		if s.Closed {
			one += " closed"
		}
		said = append(said, one)
	}
	return strings.Join(said, ", ")
}

func (d *town) want(day models.Date, want, why string) {
	d.t.Helper()
	if got := d.day(day); got != want {
		d.t.Errorf("%s: %s has %q; want %q", why, day, got, want)
	}
}

func (d *town) exec(query string, args ...any) {
	d.t.Helper()
	err := d.store.Tx(context.Background(), func(ctx context.Context) error { return d.store.DB(ctx).Exec(query, args...).Error })
	if err != nil {
		d.t.Fatal(err)
	}
}

// rows is every row that Sync and OpenSlots write, as text.
func (d *town) rows() (all []string) {
	d.t.Helper()
	for _, table := range []string{"centres", "health_services", "schedules", "closures", "slots"} {
		var rows []map[string]any
		if err := d.store.DB(context.Background()).Table(table).Order("id").Find(&rows).Error; err != nil {
			d.t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, table+" "+fmt.Sprint(r))
		}
	}
	return all
}

func TestRepeatingChangesNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		d.site.Closures = []config.Closure{
			{Day: "2026-12-07", Reason: config.Words{TH: "วันหยุดชดเชย"}},
			{Day: "2026-12-08", Reason: config.Words{TH: "ซ่อมสระ"}, Service: "hydro"},
			{Day: "2026-12-09", Reason: config.Words{TH: "ประชุม"}, Centre: "other"},
		}
		d.open()
		before := d.rows()
		if n := d.open(); n != 0 {
			t.Errorf("the second time %d slots changed; want none", n)
		}
		if after := d.rows(); !slices.Equal(before, after) {
			t.Errorf("the second time the rows are\n%s\nbut were\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
		}
		if len(before) < 2+1+5+4+30 {
			t.Errorf("only %d rows; want the centres, the service, its rules, closures and slots", len(before))
		}
	})
}

func TestManyReplicasOpenAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		site := found(t, db.Open(t)).site
		site.Services[0].Capacity = 3
		zone, _ := time.LoadLocation("Asia/Bangkok")
		said := make(chan error)
		for range 4 {
			replica := schedule.New(db.Open(t), func() time.Time { return apptest.Morning.AddDate(0, 0, 3) }, zone)
			go func() {
				err := replica.Sync(context.Background(), site)
				if err == nil {
					_, err = replica.OpenSlots(context.Background())
				}
				said <- err
			}()
		}
		for range 4 {
			if err := <-said; err != nil {
				t.Errorf("one of four replicas that start at once: %v", err)
			}
		}
	})
}

func TestADayThatIsClosedAndOpenedAgain(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		const day = "2026-12-07"
		d.exec("UPDATE slots SET taken = 2 WHERE day = ? AND starts_at = (SELECT min(starts_at) FROM slots WHERE day = ?)", day, day)
		d.want(day, "09:00 2/4, 10:00 0/4, 11:00 0/4", "before")
		d.site.Closures = []config.Closure{{Day: day, Reason: config.Words{TH: "หยุด"}}, {Day: "2026-12-08", Service: "hydro", Reason: config.Words{TH: "ซ่อม"}}}
		d.open()
		d.want(day, "09:00 2/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "the centre is closed, who booked keeps it")
		d.want("2026-12-08", "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "the service is closed")
		d.want("2026-12-09", "09:00 0/4, 10:00 0/4, 11:00 0/4", "the next day")
		d.site.Closures[0].Reason = config.Words{TH: "น้ำท่วม"}
		d.open()
		var reasons []string
		if err := s.DB(context.Background()).Raw("SELECT reason_th FROM closures WHERE day = ? ORDER BY reason_th", day).Scan(&reasons).Error; err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(reasons) != "[น้ำท่วม น้ำท่วม]" {
			t.Errorf("the reasons are %v; want the new one for both centres", reasons)
		}
		d.site.Closures = nil
		d.open()
		d.want(day, "09:00 2/4, 10:00 0/4, 11:00 0/4", "open again")
		d.want("2026-12-08", "09:00 0/4, 10:00 0/4, 11:00 0/4", "open again")
	})
}

func TestPastClosuresStayOnRecord(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		d.site.Closures = []config.Closure{{Day: "2026-12-07", Reason: config.Words{TH: "หยุด"}}}
		d.open()
		d.now = d.now.AddDate(0, 1, 0)
		d.site.Closures = nil
		d.open()
		var n int64
		if err := s.DB(context.Background()).Model(&models.Closure{}).Count(&n).Error; err != nil || n != 2 {
			t.Errorf("%d closures, %v; want those of both centres, they say why nobody came", n, err)
		}
		d.want("2026-12-07", "09:00 0/4 closed, 10:00 0/4 closed, 11:00 0/4 closed", "a past day")
	})
}

func TestPlacesAndHoursFollowTheRules(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		const day = "2026-11-26"
		d.exec("UPDATE slots SET taken = 3 WHERE day = ? AND starts_at = (SELECT min(starts_at) FROM slots WHERE day = ?)", day, day)
		d.site.Services[0].Capacity = 2
		d.open()
		d.want(day, "09:00 3/3, 10:00 0/2, 11:00 0/2", "fewer places: nobody loses theirs, and nobody new gets one")
		d.exec("UPDATE slots SET taken = 1 WHERE day = ? AND taken = 3", day)
		d.open()
		d.want(day, "09:00 1/2, 10:00 0/2, 11:00 0/2", "after two were cancelled")
		rule := &d.site.Services[0].Rules[0]
		rule.From, rule.To = 10*60, 13*60
		d.open()
		d.want(day, "09:00 1/2 closed, 10:00 0/2, 11:00 0/2, 12:00 0/2", "an hour later")
		d.want("2026-11-25", "09:00 0/4, 10:00 0/4, 11:00 0/2, 12:00 0/2", "today: what has begun stays as it was")
		rule.Days = []config.Weekday{1, 2, 3}
		d.open()
		d.want(day, "09:00 1/2 closed, 10:00 0/2 closed, 11:00 0/2 closed, 12:00 0/2 closed", "no longer on Thursdays")
		rule.Days = []config.Weekday{4, 6}
		rule.Capacity = 7
		d.open()
		d.want(day, "09:00 1/2 closed, 10:00 0/7, 11:00 0/7, 12:00 0/7", "on Thursdays again")
		d.want("2026-11-28", "10:00 0/7, 11:00 0/7, 12:00 0/7", "and Saturdays")
		var n int64
		if err := s.DB(context.Background()).Model(&models.Schedule{}).Count(&n).Error; err != nil || n != 2 {
			t.Errorf("%d weekly rules, %v; want the site's two", n, err)
		}
	})
}

func TestServicesThatComeAndGo(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		thai := d.site.Services[0]
		thai.Code, thai.Prefix = "thai", "TM"
		hydro := d.site.Services[0]
		d.site.Services = []config.HealthService{thai}
		d.open()
		active := func() (ids []string) {
			if err := s.DB(context.Background()).Raw("SELECT id FROM health_services WHERE active ORDER BY position").Scan(&ids).Error; err != nil {
				t.Fatal(err)
			}
			return ids
		}
		if got := active(); !slices.Equal(got, []string{"thai"}) {
			t.Errorf("offered are %v; want thai alone", got)
		}
		d.site.Services = []config.HealthService{thai, hydro}
		d.open()
		if got := active(); !slices.Equal(got, []string{"thai", "hydro"}) {
			t.Errorf("offered are %v; want both, in the site's order", got)
		}
	})
}

func TestAPrefixBelongsToOneService(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		d := found(t, s)
		d.site.Services[0].Code = "aqua" // renamed, with the numbers' prefix
		before := d.rows()
		err := d.Sync(context.Background(), d.site)
		if err == nil || !strings.Contains(err.Error(), "service aqua") || !strings.Contains(err.Error(), "prefix HY belongs to the service hydro") {
			t.Errorf("a prefix of another service: %v; want to be told whose it is and what to do", err)
		}
		if after := d.rows(); !slices.Equal(before, after) {
			t.Error("a site that is refused changed rows; want nothing changed")
		}
		d.site.Services[0].Code, d.site.Services[0].Prefix = "hydro", "WA"
		d.open() // its own prefix may change: its numbers begin anew
	})
}

func TestSlotsOfARule(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Asia/Bangkok")
	if err != nil {
		t.Fatal(err)
	}
	rules := []schedule.Time{{Weekday: time.Thursday, From: 540, To: 630, Step: 30, Capacity: 3}}
	slots := schedule.Slots(rules, models.HealthService{ID: "x", Minutes: 45}, "2026-11-26", zone)
	var got []string
	for _, s := range slots {
		got = append(got, s.StartsAt.Format("02 15:04")+"-"+s.EndsAt.Format("15:04")+" "+string(s.Day))
	}
	if want := []string{"26 02:00-02:45 2026-11-26", "26 02:30-03:15 2026-11-26"}; !slices.Equal(got, want) {
		t.Errorf("slots (UTC) are %v; want %v: the last ends by 10:30 in Bangkok", got, want)
	}
	if n := len(schedule.Slots(rules, models.HealthService{Minutes: 45}, "2026-11-27", zone)); n != 0 {
		t.Errorf("%d slots on a Friday; want none", n)
	}
	early := []schedule.Time{{Weekday: time.Thursday, From: 0, To: 60, Step: 60, Capacity: 1}}
	if s := schedule.Slots(early, models.HealthService{Minutes: 60}, "2026-11-26", zone); len(s) != 1 || s[0].StartsAt.Day() != 25 || s[0].Day != "2026-11-26" {
		t.Errorf("midnight's slot is %+v; want it on its day in the town, the 25th in UTC", s)
	}
}
