package app_test

// One change of a setting, and every replica answers with it: nudged through Redis,
// or by its own asking where Redis is away or each has one of its own.

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tambon/app"
	"tambon/app/apptest"
	"tambon/config"
	"tambon/line/simulator"
	"tambon/services"
	"tambon/services/setting"
	"tambon/services/staff"
	"tambon/store/storetest"
)

func TestReplicasAnswerWithWhatWasSet(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		var line string
		one := apptest.Start(t, db, sharing(&line, ""))
		two := apptest.Start(t, db, sharing(&line, ""))
		answersEverywhere(t, one.LINE, one, two, "รอบแรกของวัน", 1)
	})
}

func TestReplicasAreNudgedAndDoWithoutRedis(t *testing.T) {
	t.Parallel()
	storetest.EachRedis(t, func(t *testing.T, r *storetest.Redis) {
		db := apptest.SQLite(t)
		var line string
		replica := func() *apptest.World { return apptest.Start(t, db, sharing(&line, r.Address)) }
		one, two := replica(), replica()
		answersEverywhere(t, one.LINE, one, two, "รอบแรกของวัน", 1)
		r.Cut()
		answersEverywhere(t, one.LINE, two, one, "รอบที่สองของวัน", 2)
		anew := replica()
		if said := hello(t, one.LINE, anew, 3); !strings.Contains(said, "รอบที่สองของวัน") {
			t.Errorf("a replica that starts later greets with %q", said)
		}
	})
}

// sharing lets replicas speak to the LINE of the first of them, whose address line
// keeps, and to one Redis; without an address each has one of its own.
func sharing(line *string, redis string) func(*app.Options) {
	return func(o *app.Options) {
		if *line == "" {
			*line = o.Config.LineAPIURL
		}
		o.Config.LineAPIURL, o.Config.RedisURL = *line, config.Secret(redis)
	}
}

// answersEverywhere sets the greeting at one replica and hears it at both.
func answersEverywhere(t *testing.T, box *simulator.Platform, at, other *apptest.World, words string, n int) {
	t.Helper()
	const key = "text/card.greeting"
	officer, err := at.Staff.Seed(t.Context(), "officer", "อารีย์ พรหมแก้ว", staff.Grant{Role: staff.Editor, Scope: staff.Town})
	if err != nil {
		t.Fatal(err)
	}
	held, _ := at.Settings.Town().Held(key)
	w := setting.Wish{Key: key, Version: held.Version(), Value: setting.Value{
		"th": "{town} {centre}\n" + words, "en": "{town} {centre}: " + words,
	}}
	if err := at.Settings.Change(t.Context(), services.Staff(officer), w); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(5 * time.Millisecond) {
		if h, _ := other.Settings.Town().Held(key); h.Version() == n {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the other replica never learns of the change")
		}
	}
	for i, w := range []*apptest.World{at, other} {
		if said := hello(t, box, w, 10*n+i); !strings.Contains(said, words) {
			t.Errorf("replica %d greets with %q, want %q", i+1, said, words)
		}
	}
}

// hello is what somebody new hears from a replica.
func hello(t *testing.T, box *simulator.Platform, w *apptest.World, n int) string {
	t.Helper()
	if err := box.Point(w.URL + "/webhook"); err != nil {
		t.Fatal(err)
	}
	name := "new" + strings.Repeat("x", n)
	box.AddResident(simulator.Resident{Name: name, DisplayName: "สมศรี ใจดี"})
	if _, err := box.Follow(name); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if err := box.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	w.Settled()
	entries, err := box.Messages(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
