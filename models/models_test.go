package models_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/models"
)

func TestDaysAreThoseOfTheTown(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("+07", 7*3600)
	for at, want := range map[string]models.Date{
		"2026-11-25T16:59:59Z": "2026-11-25", "2026-11-25T17:00:00Z": "2026-11-26", "2026-12-31T17:00:00Z": "2027-01-01",
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := models.DateOf(moment, zone); got != want {
			t.Errorf("%s is %s in the town; want %s", at, got, want)
		}
	}
	if at := models.Date("2026-11-26").At(9*60+30, zone); at.UTC().Format(time.RFC3339) != "2026-11-26T02:30:00Z" {
		t.Errorf("half past nine is %v; want 02:30 in UTC", at)
	}
	if got := models.Date("2028-02-28").Add(2); got != "2028-03-01" {
		t.Errorf("two days after 28 February of a leap year is %s; want 1 March", got)
	}
	for _, s := range []string{"", "26-11-2026", "2026-2-3", "2026-02-30", "2026-11-26T00:00:00Z", "๒๕๖๙-11-26"} {
		if d, err := models.ParseDate(s); err == nil {
			t.Errorf("%q is read as %s; want a refusal", s, d)
		}
	}
}

func TestIDsSortByTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)
	var ids []string
	for i := range 100 {
		ids = append(ids, models.NewID(at.Add(time.Duration(i)*time.Millisecond)))
	}
	if !slices.IsSorted(ids) || len(ids[0]) != 24 {
		t.Errorf("ids of one millisecond after another are %v …; want 24 letters in that order", ids[:3])
	}
	if one, other := models.NewID(at), models.NewID(at); one == other {
		t.Error("two ids of one moment are the same")
	}
}

func TestASecretNeverShowsItself(t *testing.T) {
	t.Parallel()
	s := models.Secret("\x01สมศรี")
	written, err := json.Marshal(map[string]any{"name": s})
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprint(s), fmt.Sprintf("%#v %+v %s %q", s, s, s, s), string(written)} {
		if strings.Contains(shown, "สมศรี") || strings.Contains(shown, "\\xe0") {
			t.Errorf("a secret shows as %s", shown)
		}
	}
	if _, err := models.Secret("สมศรี").Value(); !errors.Is(err, models.ErrUnsealed) {
		t.Errorf("unsealed it may be stored: %v; want ErrUnsealed", err)
	}
	if _, err := (models.Secret{}).Value(); !errors.Is(err, models.ErrUnsealed) {
		t.Errorf("empty it may be stored: %v; want ErrUnsealed", err)
	}
}

func TestStatusesGoForward(t *testing.T) {
	t.Parallel()
	all := append(models.OccupyingStatuses(), models.BookingCancelled)
	for _, from := range all {
		if from.Occupies() == (from == models.BookingCancelled) {
			t.Errorf("%s occupies a place: %v", from, from.Occupies())
		}
		for _, to := range all {
			ends := slices.Contains([]models.BookingStatus{models.BookingCancelled, models.BookingFulfilled, models.BookingNoShow}, from)
			if may := from.CanBecome(to); may && (ends || to == models.BookingBooked || to == from) {
				t.Errorf("%s may become %s; want ends to stay and nothing to go back", from, to)
			}
		}
	}
}

func TestFreePlaces(t *testing.T) {
	t.Parallel()
	for want, s := range map[int]models.Slot{3: {Capacity: 5, Taken: 2}, 0: {Capacity: 5, Taken: 2, Closed: true}} {
		if got := s.Free(); got != want {
			t.Errorf("%+v has %d free places; want %d", s, got, want)
		}
	}
}
