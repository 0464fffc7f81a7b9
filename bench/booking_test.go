package bench

// Booking with everything that belongs to it, beside pgbench with the same
// statements.

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
	"tambon/store"
)

const (
	bookShare = 0.60 // of pgbench -M prepared
	slots     = 200  // that are booked, over the five services
	// Two blocks of residents a round, pgbench's and Tambon's, each of atOnce
	// thousands. Nobody books twice: a long list of bookings would be measured.
	firstResident = 1_000_000
	block         = atOnce * 1000
)

func BenchmarkBook(b *testing.B) {
	b.Run("postgres", func(b *testing.B) {
		t := openBooking(b, store.Postgres)
		const n = 100 // bookings of each at once
		title := fmt.Sprintf("booking · postgres · %d at once, %d bookings a round", atOnce, n*atOnce)
		figures := measure(b, title, "pgbench/s", "Tambon/s")
		bench := pgbench(b)
		next := firstResident
		pair := func() (floor, ours float64) {
			t.residents(b, next, n)
			t.residents(b, next+block, n)
			floor = t.pgbench(b, bench, next, n)
			ours = t.book(b, next+block, n)
			next += 2 * block
			return floor, ours
		}
		pair() // connections, prepared statements, statistics of tables that are not empty
		t.exec(b, "ANALYZE")
		for range rounds {
			load := busy()
			floor, ours := pair()
			figures.row(load, floor, ours)
		}
		t.sameRows(b)
		m := figures.close()
		figures.atLeast("booking of pgbench", "share", m[1]/m[0], bookShare)
	})
	b.Run("sqlite", func(b *testing.B) {
		t := openBooking(b, store.SQLite)
		const n = 40
		figures := measure(b, fmt.Sprintf("booking · sqlite, one writer, no floor · %d at once, %d bookings a round", atOnce, n*atOnce), "Tambon/s")
		for round := range rounds {
			load, from := busy(), firstResident+round*block
			t.residents(b, from, n)
			figures.row(load, t.book(b, from, n))
		}
		b.ReportMetric(figures.close()[0], "bookings/s")
		b.ReportMetric(0, "ns/op")
	})
}

// openBooking opens a town with slots three days ahead that never fill up.
func openBooking(b *testing.B, engine store.Engine) *town {
	b.Helper()
	t := openTown(b, engine)
	services := []string{"hydro", "horse", "physio", "thai", "chinese"}
	morning := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 3).Add(3 * time.Hour) // 10:00 in Bangkok
	rows := make([]models.Slot, slots)
	for i := range rows {
		at := morning.Add(time.Duration(i)*time.Minute + time.Second) // no slot of the town begins at a full minute and a second
		rows[i] = models.Slot{
			ID: strconv.Itoa(i + 1), ServiceID: services[i%len(services)], Day: models.DateOf(at, time.UTC),
			StartsAt: at, EndsAt: at.Add(time.Hour), Capacity: 1_000_000,
		}
	}
	t.create(b, func(ctx context.Context) error {
		return t.Store.DB(ctx).Omit("Service").CreateInBatches(rows, 200).Error
	})
	return t
}

func (t *town) create(b *testing.B, fn func(ctx context.Context) error) {
	b.Helper()
	if err := t.Store.Tx(b.Context(), fn); err != nil {
		b.Fatal(err)
	}
}

// residents makes n residents for each of those at once, from the given id on.
func (t *town) residents(b *testing.B, from, n int) {
	b.Helper()
	now := time.Now().UTC()
	var rows []models.Resident
	for client := range atOnce {
		for i := range n {
			id := strconv.Itoa(from + client*1000 + i + 1)
			user := "U" + id
			rows = append(rows, models.Resident{ID: id, LineUserID: &user, Language: "th", Following: true, CreatedAt: now, UpdatedAt: now})
		}
	}
	t.create(b, func(ctx context.Context) error { return t.Store.DB(ctx).CreateInBatches(rows, 200).Error })
}

// book lets each of those residents book a slot.
func (t *town) book(b *testing.B, from, n int) float64 {
	b.Helper()
	return perSecond(b, n*atOnce, each(func(i int) error {
		id := strconv.Itoa(from + i%atOnce*1000 + i/atOnce + 1)
		_, err := t.Bookings.Book(b.Context(), booking.Request{
			ResidentID: id, SlotID: strconv.Itoa(1 + rand.IntN(slots)), Patient: "สมศรี ใจดี", Phone: "0812345678",
			Channel: "line", EventKey: "line:01HBENCH" + id, By: services.Resident(id),
		})
		return err
	}))
}

// pgbench finds PostgreSQL's own load generator.
func pgbench(b *testing.B) string {
	b.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if len(found) > 0 {
		return found[len(found)-1]
	}
	path, err := exec.LookPath("pgbench")
	if err != nil {
		b.Fatal("pgbench is missing; it comes with PostgreSQL (Debian: apt-get install postgresql)")
	}
	return path
}

var perSecondOf = regexp.MustCompile(`tps = ([0-9.]+) \(without`)

// pgbench lets each of those residents book by the same statements, and returns
// how many a second did.
func (t *town) pgbench(b *testing.B, program string, from, n int) float64 {
	b.Helper()
	cmd := exec.Command(program, "-n", "-M", "prepared", "-c", strconv.Itoa(atOnce), "-j", "2", "-t", strconv.Itoa(n),
		"-D", "i=0", "-D", fmt.Sprint("base=", from), "-f", "testdata/book.sql", t.address)
	out, err := cmd.CombinedOutput()
	found := perSecondOf.FindSubmatch(out)
	if err != nil || found == nil {
		b.Fatalf("pgbench: %v\n%s", err, out)
	}
	speed, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	return speed
}

// sameRows fails when pgbench's bookings and Tambon's left different rows: then
// testdata/book.sql is no longer what Tambon sends, and is to be written anew
// from the log of a PostgreSQL with log_statement = 'all'.
func (t *town) sameRows(b *testing.B) {
	b.Helper()
	for _, query := range []string{
		"SELECT count(*) FROM bookings WHERE %s AND number IS NOT NULL AND status = 'booked'",
		"SELECT count(*) FROM audit_events WHERE %s AND verb = 'booking.book'",
		"SELECT count(*) FROM residents WHERE %s AND version = 1",
	} {
		column := "resident_id"
		if strings.Contains(query, "audit") {
			column = "actor_id"
		} else if strings.Contains(query, "residents") {
			column = "id"
		}
		var made [2]int
		for i := range made {
			where := fmt.Sprintf("(CAST(%s AS bigint) - %d) / %d %% 2 = %d", column, firstResident, block, i)
			if err := t.Store.DB(b.Context()).Raw(fmt.Sprintf(query, where)).Scan(&made[i]).Error; err != nil {
				b.Fatal(err)
			}
		}
		if made[0] != made[1] {
			b.Fatalf("pgbench left %d rows and Tambon %d (%s); testdata/book.sql no longer is what Tambon sends", made[0], made[1], query)
		}
	}
}
