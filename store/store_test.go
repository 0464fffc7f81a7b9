package store_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tambon/app/apptest"
	"tambon/models"
	"tambon/store"

	"gorm.io/gorm"
)

func centre(id string) *models.Centre {
	return &models.Centre{ID: id, NameTH: "รพ.สต." + id, NameEN: id, Phone: "075774130"}
}

func count(t *testing.T, s *store.Store) int64 {
	t.Helper()
	var n int64
	if err := s.DB(context.Background()).Model(&models.Centre{}).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTxKeepsAllOrNothing(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		wish := errors.New("refused")
		err := s.Tx(ctx, func(ctx context.Context) error {
			if err := s.DB(ctx).Create(centre("a")).Error; err != nil {
				return err
			}
			return wish
		})
		if !errors.Is(err, wish) || count(t, s) != 0 {
			t.Errorf("after a refusal: err %v, %d rows; want the refusal and no row", err, count(t, s))
		}
	})
}

func TestInnerTxIsASavepoint(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		var ran []string
		err := s.Tx(ctx, func(ctx context.Context) error {
			if err := s.DB(ctx).Create(centre("a")).Error; err != nil {
				return err
			}
			inner := s.Tx(ctx, func(ctx context.Context) error {
				s.AfterCommit(ctx, func() { ran = append(ran, "refused") })
				if err := s.DB(ctx).Create(centre("b")).Error; err != nil {
					return err
				}
				return s.DB(ctx).Create(centre("a")).Error // there already
			})
			if !errors.Is(inner, gorm.ErrDuplicatedKey) {
				t.Errorf("a second row of one key: %v; want ErrDuplicatedKey", inner)
			}
			s.AfterCommit(ctx, func() { ran = append(ran, "kept") })
			return s.DB(ctx).Create(centre("c")).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := count(t, s); n != 2 {
			t.Errorf("%d rows; want a and c: the refused act leaves nothing, its caller goes on", n)
		}
		if len(ran) != 1 || ran[0] != "kept" {
			t.Errorf("after the commit ran %v; want what was kept alone", ran)
		}
	})
}

func TestOutsideTxNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		if err := s.DB(context.Background()).Create(centre("a")).Error; err == nil {
			t.Error("a row was written outside Tx; want a refusal by the read-only pool")
		}
	})
}

func TestConstraintsSpeakOneLanguage(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		for name, c := range map[string]struct {
			sql  string
			want error
		}{
			"foreign key": {"INSERT INTO closures (id, centre_id, day, reason_th, reason_en) VALUES ('x', 'nowhere', '2026-12-07', '', '')", gorm.ErrForeignKeyViolated},
			"check":       {"INSERT INTO booking_numbers (prefix, year, last) VALUES ('HY', 2570, 0)", gorm.ErrCheckConstraintViolated},
		} {
			err := s.Tx(context.Background(), func(ctx context.Context) error { return s.DB(ctx).Exec(c.sql).Error })
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v; want %v", name, err, c.want)
			}
		}
	})
}

func TestUnsealedPersonalDataIsRefused(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		now := time.Now().UTC()
		byType := s.Tx(context.Background(), func(ctx context.Context) error {
			return s.DB(ctx).Create(&models.Resident{ID: "r", Name: models.Secret("สมศรี"), Language: "th", CreatedAt: now, UpdatedAt: now}).Error
		})
		if !errors.Is(byType, models.ErrUnsealed) {
			t.Errorf("an unsealed name: %v; want ErrUnsealed", byType)
		}
		byTable := s.Tx(context.Background(), func(ctx context.Context) error {
			return s.DB(ctx).Exec("INSERT INTO residents (id, name, created_at, updated_at) VALUES ('r', ?, ?, ?)", []byte("สมศรี"), now, now).Error
		})
		if !errors.Is(byTable, gorm.ErrCheckConstraintViolated) {
			t.Errorf("unsealed bytes by SQL: %v; want the table's CHECK", byTable)
		}
	})
}

func TestTimesComeBackAsInstants(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		at := time.Date(2026, 11, 25, 17, 0, 0, 123456000, time.UTC)
		r := models.Resident{ID: "r", Language: "th", CreatedAt: at, UpdatedAt: at, NoticeAt: &at}
		if err := s.Tx(context.Background(), func(ctx context.Context) error { return s.DB(ctx).Create(&r).Error }); err != nil {
			t.Fatal(err)
		}
		var back models.Resident
		if err := s.DB(context.Background()).Take(&back, "id = ? AND created_at = ?", "r", at).Error; err != nil {
			t.Fatal(err)
		}
		if !back.CreatedAt.Equal(at) || !back.NoticeAt.Equal(at) || back.ErasedAt != nil {
			t.Errorf("came back as %v, %v, %v; want %v twice and none", back.CreatedAt, back.NoticeAt, back.ErasedAt, at)
		}
	})
}

func TestAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		master, err := store.LoadOrMakeMasterKey(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		db.Master = master
		if err := db.Open(t).Migrate(context.Background(), nil); !errors.Is(err, store.ErrOtherKey) {
			t.Errorf("opening with another key: %v; want ErrOtherKey", err)
		}
	})
}

func TestManyMayMigrateAtOnce(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		if db.Engine == store.SQLite {
			db.Address = filepath.Join(t.TempDir(), "fresh.db")
		}
		var all sync.WaitGroup
		for range 4 {
			s := db.Open(t)
			all.Go(func() {
				if err := s.Migrate(context.Background(), nil); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

func TestKeysBindToTheirPlace(t *testing.T) {
	t.Parallel()
	master, err := store.LoadOrMakeMasterKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	keys, err := store.NewKeys(master)
	if err != nil {
		t.Fatal(err)
	}
	sealed := keys.Seal("residents", "name", "1", []byte("สมศรี"))
	if plain, err := keys.Open("residents", "name", "1", sealed); err != nil || string(plain) != "สมศรี" {
		t.Errorf("opened %q, %v", plain, err)
	}
	for _, place := range [][3]string{{"residents", "name", "2"}, {"residents", "phone", "1"}, {"bookings", "name", "1"}} {
		if _, err := keys.Open(place[0], place[1], place[2], sealed); err == nil {
			t.Errorf("it opened in %v, where it was never sealed", place)
		}
	}
	other, _ := store.LoadOrMakeMasterKey(t.TempDir())
	rotated, err := store.NewKeys(other + "," + master)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := rotated.Open("residents", "name", "1", sealed); err != nil || string(plain) != "สมศรี" {
		t.Errorf("after rotation the old key's datum opened as %q, %v", plain, err)
	}
	if _, err := store.NewKeys("short"); !errors.Is(err, store.ErrKey) {
		t.Errorf("a short key: %v; want ErrKey", err)
	}
}

func TestBlindFingerprints(t *testing.T) {
	const master, other = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=", "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI="
	keys, err := store.NewKeys(master)
	if err != nil {
		t.Fatal(err)
	}
	phone := []byte("0812345678")
	one := keys.Blind("residents", "phone", phone)
	if !bytes.Equal(one, keys.Blind("residents", "phone", phone)) {
		t.Error("equal data have different fingerprints, so nothing can be found by them")
	}
	for what, differs := range map[string][]byte{
		"another datum":  keys.Blind("residents", "phone", []byte("0812345679")),
		"another column": keys.Blind("residents", "name", phone),
		"another table":  keys.Blind("bookings", "phone", phone),
	} {
		if bytes.Equal(one, differs) {
			t.Errorf("%s has the same fingerprint", what)
		}
	}
	rotated, err := store.NewKeys(other + "," + master)
	if err != nil {
		t.Fatal(err)
	}
	list := rotated.Blinds("residents", "phone", phone)
	if len(list) != 2 || bytes.Equal(list[0], one) || !bytes.Equal(list[1], one) {
		t.Error("after a rotation the old fingerprint is not among Blinds, or is still the first")
	}
	if !bytes.Equal(list[0], rotated.Blind("residents", "phone", phone)) {
		t.Error("Blind is not the first of Blinds")
	}
}
