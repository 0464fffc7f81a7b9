package resident_test

// The register is searched without a clear word in it.

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/services"
	"tambon/services/resident"
	"tambon/store"
)

// alone has no bookings.
type alone struct{}

func (alone) CorrectOf(context.Context, services.Actor, string, models.Person, models.Person) (int, error) {
	return 0, nil
}

func (alone) ClashesOf(context.Context, [2]string, [2]string) ([][2]models.Booking, error) {
	return nil, nil
}
func (alone) MoveOf(context.Context, string, string) ([]string, error) { return nil, nil }
func (alone) ReturnOf(context.Context, string, string, []string) error { return nil }

func register(s *store.Store) *resident.Service {
	return resident.New(s, func() time.Time { return apptest.Morning }, alone{})
}

var nurse = services.Staff("nurse")

// crowd registers a thousand people of made-up names, none of which is looked for.
func crowd(t *testing.T, s *store.Store, r *resident.Service) {
	t.Helper()
	first, last := []string{"กมล", "ขวัญใจ", "จรัญ", "ชูศักดิ์", "ดวงเดือน", "ธนพล", "บุญมา", "ปราณี", "พรทิพย์", "มานพ"}, []string{"ทองดี", "แสงอรุณ", "ศรีสุข", "รักษา", "บินหมัด", "เพชรรัตน์", "แซ่ตัน", "หมัดอะดั้ม", "ชูช่วย", "นวลศรี"}
	err := s.Tx(context.Background(), func(ctx context.Context) error {
		for i := range 1000 {
			p := models.Person{Name: first[i%10] + " " + last[i/10%10], Phone: fmt.Sprintf("08%08d", 10000000+i*9)}
			if _, err := r.Register(ctx, p, nurse); err != nil {
				return fmt.Errorf("%s: %w", p.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, r *resident.Service, said string) (list []string) {
	t.Helper()
	found, err := r.Find(context.Background(), said)
	if err != nil {
		t.Fatalf("%q: %v", said, err)
	}
	for _, m := range found.People {
		list = append(list, m.Name)
	}
	return list
}

func TestFindAmongAThousand(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := register(s)
		crowd(t, s, r)
		ids := map[string]string{}
		for _, p := range []models.Person{
			{Name: "นางสมศรี ใจดี", Phone: "081-234-5678"},
			{Name: "สมศักดิ์ ใจกล้า", Phone: "0899995678"},
			{Name: "ณัฐวัฒน์ แก้วใส"},
			{Name: "John O'Brien", Phone: "075774130"},
			{Name: "ลี แซ่ลี้"},
		} {
			made, err := r.Register(ctx, p, nurse)
			if err != nil {
				t.Fatalf("%s: %v", p.Name, err)
			}
			ids[p.Name] = made.ID
		}
		for _, c := range []struct {
			said string
			want []string
		}{
			{"สมศ", []string{"สมศรี ใจดี", "สมศักดิ์ ใจกล้า"}},
			{"สมศร", []string{"สมศรี ใจดี"}},
			{"นางสมศรี", []string{"สมศรี ใจดี"}},
			{"ใจด", []string{"สมศรี ใจดี"}},
			{"ไจดี", []string{"สมศรี ใจดี"}},
			{"ใจดี สม", []string{"สมศรี ใจดี"}},
			{"สมศ ใจก", []string{"สมศักดิ์ ใจกล้า"}},
			{"สมศักดิ์", []string{"สมศักดิ์ ใจกล้า"}},
			{"สมศักดิ์ศรี", nil},
			{"เเกว\u200b", []string{"ณัฐวัฒน์ แก้วใส"}},
			{"แก้้วใ", []string{"ณัฐวัฒน์ แก้วใส"}},
			{"ณัฐ", []string{"ณัฐวัฒน์ แก้วใส"}},
			{"JOH", []string{"John O'Brien"}},
			{"mr. john", []string{"John O'Brien"}},
			{"brie", []string{"John O'Brien"}},
			{"ลี", []string{"ลี แซ่ลี้"}},
			{"ลี แซ่ล", []string{"ลี แซ่ลี้"}},
			{"081 234 5678", []string{"สมศรี ใจดี"}},
			{"+66812345678", []string{"สมศรี ใจดี"}},
			{"๕๖๗๘", []string{"สมศรี ใจดี", "สมศักดิ์ ใจกล้า"}},
			{"4130", []string{"John O'Brien"}},
			{"ไม่มีใคร", nil},
		} {
			if got := names(t, r, c.said); !slices.Equal(got, c.want) {
				t.Errorf("%q finds %q; want %q", c.said, got, c.want)
			}
		}
		for _, short := range []string{"", " ", "12", "567", "😀", "ก ข"} {
			if _, err := r.Find(ctx, short); !errors.Is(err, resident.ErrFindShort) {
				t.Errorf("%q: %v; want that more is needed", short, err)
			}
		}
		many, err := r.Find(ctx, "กมล")
		if err != nil || len(many.People) != resident.MaxFound || !many.More {
			t.Errorf("of a hundred of one name %d are shown, more %v, %v; want %d, and that there are more", len(many.People), many.More, err, resident.MaxFound)
		}
		if m, err := r.Find(ctx, "สมศรี"); err != nil || m.People[0].Tail != "5678" || m.People[0].LINE || m.People[0].LastVisit != nil {
			t.Errorf("somsri is %+v, %v; want the phone's end, no LINE, no visit", m.People, err)
		}

		somsri, err := r.One(ctx, ids["นางสมศรี ใจดี"])
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Keep(ctx, somsri, models.Person{Name: "สมหญิง ใจดี"}); err != nil {
			t.Fatal(err)
		}
		if got := names(t, r, "สมศร"); got != nil {
			t.Errorf("under the old name are found %q; want nobody", got)
		}
		if got := names(t, r, "สมห"); len(got) != 1 {
			t.Errorf("under the corrected name are found %q; want her", got)
		}
		if err := r.Erase(ctx, somsri, services.Resident(somsri.ID)); err != nil {
			t.Fatal(err)
		}
		for _, said := range []string{"สมห", "0812345678"} {
			if got := names(t, r, said); got != nil {
				t.Errorf("erased, %q finds %q; want nobody", said, got)
			}
		}
		if broken := apptest.Broken(t, s, apptest.Morning); len(broken) > 0 {
			t.Errorf("the database breaks promises: %v", broken)
		}
	})
}

func TestTheIndexHoldsNothingToRead(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		if _, err := register(s).Register(context.Background(), models.Person{Name: "somsri jaidee", Phone: "0812345678"}, nurse); err != nil {
			t.Fatal(err)
		}
		var tokens []string
		if err := s.DB(context.Background()).Raw("SELECT token FROM resident_tokens").Scan(&tokens).Error; err != nil || len(tokens) != 10 {
			t.Fatalf("%d tokens, %v; want four beginnings of each word, the phone and its end", len(tokens), err)
		}
		for _, token := range tokens {
			if strings.Trim(token, "0123456789abcdef") != "" || len(token) != 20 || strings.Contains(token, "5678") && strings.Contains(token, "0812") {
				t.Errorf("the token %q can be read; want a fingerprint", token)
			}
		}
	})
}

func TestTheIndexFollowsOldRowsAndNewKeys(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		ctx := context.Background()
		s := db.Open(t)
		r := register(s)
		for i := range 120 {
			if _, err := r.Register(ctx, models.Person{Name: fmt.Sprintf("สมศรี คนที%c", 'ก'+rune(i%40)), Phone: "0812345678"}, nurse); err != nil {
				t.Fatal(err)
			}
		}
		old := []string{"DELETE FROM resident_tokens", "UPDATE residents SET indexed = '', indexed_at = NULL"}
		for _, sql := range old { // as a version without an index leaves it
			if err := s.Tx(ctx, func(ctx context.Context) error { return s.DB(ctx).Exec(sql).Error }); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := r.IndexAll(ctx); err != nil || n != 120 {
			t.Errorf("%d were indexed, %v; want all 120", n, err)
		}
		if n, err := r.IndexAll(ctx); err != nil || n != 0 {
			t.Errorf("%d were indexed again, %v; want none", n, err)
		}
		if got := names(t, r, "คนทีก"); len(got) != 3 {
			t.Errorf("afterwards are found %q; want three", got)
		}

		db.Master = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=," + db.Master
		rotated := register(db.Open(t))
		if got := names(t, rotated, "คนทีก"); len(got) != 3 {
			t.Errorf("under a new key, before the job, are found %q; want three, by the old one", got)
		}
		if n, err := rotated.IndexAll(ctx); err != nil || n != 120 {
			t.Errorf("%d were indexed under the new key, %v; want all 120", n, err)
		}
		if got := names(t, r, "คนทีก"); got != nil {
			t.Errorf("by the old key alone are found %q; want nobody: the tokens are the new key's", got)
		}
		if got := names(t, rotated, "คนทีก"); len(got) != 3 {
			t.Errorf("under the new key are found %q; want three", got)
		}
	})
}

func TestRegistering(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := register(s)
		for _, c := range []struct {
			p    models.Person
			want error
		}{
			{models.Person{}, resident.ErrName},
			{models.Person{Name: "123"}, resident.ErrName},
			{models.Person{Name: "สมศรี ใจดี", Phone: "12345"}, resident.ErrPhone},
			{models.Person{Name: "สมศรี ใจดี", Phone: " "}, nil},
		} {
			if _, err := r.Register(ctx, c.p, nurse); !errors.Is(err, c.want) {
				t.Errorf("%+v: %v; want %v", c.p, err, c.want)
			}
		}
		made, err := r.Register(ctx, models.Person{Name: "บุญมา ดี", Phone: "081-234-5678"}, nurse)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := r.One(ctx, made.ID)
		if err != nil || kept.LineUserID != nil || kept.Following {
			t.Errorf("registered as %+v, %v; want without LINE", kept, err)
		}
		if phone, err := r.Phone(ctx, made.ID, nurse); err != nil || phone != "0812345678" {
			t.Errorf("the phone is %q, %v", phone, err)
		}
		var n int
		err = s.DB(ctx).Raw("SELECT count(*) FROM audit_events WHERE noun_id = ? AND actor_id = 'nurse' AND verb IN ('resident.register', 'resident.reveal')", made.ID).Scan(&n).Error
		if err != nil || n != 2 {
			t.Errorf("%d records, %v; want who registered them and who looked at the phone", n, err)
		}
	})
}
