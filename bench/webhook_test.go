package bench

// Accepting a webhook durably, beside the same INSERTs without Tambon.

import (
	"crypto/hmac"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/store"
)

const (
	acceptShare = 0.70 // of the same INSERTs through database/sql
	townsPeople = 1000 // who send these events
	sealing     = 33   // bytes that sealing adds: Tink's prefix 5, nonce 12, tag 16
)

// What Tambon sends to PostgreSQL for one event, as its log shows it.
const (
	insertLane  = `INSERT INTO "lanes" ("id","state","fence","leased_until","updated_at") VALUES ($1,$2,$3,$4,$5) ON CONFLICT DO NOTHING`
	insertEvent = `INSERT INTO "inbox_events" ("id","event_id","lane_id","kind","message_id","occurred_at","received_at","body","status","attempts","fault",` +
		`"done_at","reply","reply_state","reply_weighs","retry_key","tries","tried_at","next_try_at") ` +
		`VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19) ON CONFLICT DO NOTHING`
)

func BenchmarkWebhook(b *testing.B) {
	b.Run("postgres", func(b *testing.B) { webhook(b, store.Postgres, 3000) })
	b.Run("sqlite", func(b *testing.B) { webhook(b, store.SQLite, 1500) })
}

func webhook(b *testing.B, engine store.Engine, n int) {
	t := openTown(b, engine)
	tambon := httptest.NewServer(t.Handler) // events are stored, and wait: nobody works them here
	defer tambon.Close()
	bare := httptest.NewServer(http.HandlerFunc(checkOnly))
	defer bare.Close()
	db := connect(b, t.address)

	title := fmt.Sprintf("accepting a webhook · %s · %d at once, %d one-event bodies a round", engine, atOnce, n)
	figures := measure(b, title, "INSERTs/s", "Tambon/s", "HMAC only/s")
	made := 0
	requests := func() [][]byte {
		list := make([][]byte, n)
		for i := range list {
			made++
			list[i] = webhookRequest(webhookBody(text(made)))
		}
		return list
	}
	floor := func() float64 {
		rows := make([]inboxRow, n)
		for i := range rows {
			made++
			rows[i] = rowOf(text(made), made)
		}
		return perSecond(b, n, each(func(i int) error { return rows[i].keep(db, "received") }))
	}
	ours := func() float64 { return perSecond(b, n, caller(b, tambon.Listener.Addr().String(), requests())) }
	least := func() float64 { return perSecond(b, n, caller(b, bare.Listener.Addr().String(), requests())) }

	floor() // connections, prepared statements, warm caches
	ours()
	before := t.received(b)
	for range rounds {
		load := busy()
		f := floor()
		figures.row(load, f, ours(), least())
	}
	if got, want := t.received(b)-before, 2*n*rounds; got != want {
		b.Fatalf("%d events are stored, want %d: something was answered 200 and not kept", got, want)
	}
	m := figures.close()
	figures.atLeast("accepting of the INSERTs", "share", m[1]/m[0], acceptShare)
}

func (t *town) received(b *testing.B) (n int) {
	b.Helper()
	if err := t.Store.DB(b.Context()).Raw("SELECT count(*) FROM inbox_events").Scan(&n).Error; err != nil {
		b.Fatal(err)
	}
	return n
}

func text(n int) string {
	return event(fmt.Sprintf("01HBENCH%018d", n), userID(n%townsPeople), fmt.Sprintf("%032d", n), "message", saying("จองคิววารีบำบัดพรุ่งนี้ 9 โมง", n), time.Now())
}

// An inboxRow is what one event leaves in the database.
type inboxRow struct {
	id, eventID, lane, messageID string
	occurred                     int64
	body                         []byte
}

func rowOf(event string, n int) inboxRow {
	now := time.Now()
	return inboxRow{
		id: models.NewID(now), eventID: fmt.Sprintf("01HFLOOR%018d", n), lane: userID(n % townsPeople),
		messageID: fmt.Sprint(560_000_000_000_000_000 + n), occurred: now.UnixMilli(),
		body: append([]byte{1}, strings.Repeat("x", len(event)+sealing-1)...),
	}
}

// keep commits the row as a program without Tambon would.
func (r inboxRow) keep(db *sql.DB, status string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	now := time.Now().UTC()
	if _, err := tx.Exec(insertLane, r.lane, nil, 0, 0, now); err != nil {
		return err
	}
	_, err = tx.Exec(insertEvent, r.id, r.eventID, r.lane, "message", r.messageID, r.occurred, now, r.body, status, 0, "",
		nil, nil, "none", false, "", 0, nil, 0)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// checkOnly is the least that a webhook must do: read and check the signature.
func checkOnly(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, line.MaxWebhookBody))
	if err != nil || !hmac.Equal([]byte(signature(body)), []byte(r.Header.Get("X-Line-Signature"))) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}
