package bench

// From an event to its answer: residents hold whole conversations with the real
// binary, and arrive whether or not the earlier ones were answered.

import (
	"bytes"
	"crypto/hmac"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/store"
)

const (
	offered = 200 // events a second
	ramp    = 5 * time.Second
	window  = 6 * time.Second // that is measured, after the ramp
	pause   = 500 * time.Millisecond
	p50ms   = 10
	p99ms   = 50
)

// A receiver is the part of LINE that takes answers, and notes when.
type receiver struct {
	mu     sync.Mutex
	came   map[string]time.Time // by reply token
	pushes int
	booked int
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	at := time.Now()
	body, _ := io.ReadAll(io.LimitReader(req.Body, 1<<20))
	var said struct {
		ReplyToken string `json:"replyToken"`
	}
	_ = json.Unmarshal(body, &said)
	r.mu.Lock()
	switch {
	case strings.HasSuffix(req.URL.Path, "/message/reply"):
		if _, ok := r.came[said.ReplyToken]; !ok {
			r.came[said.ReplyToken] = at
		}
	case strings.HasSuffix(req.URL.Path, "/message/push"):
		r.pushes++
	}
	if bytes.Contains(body, []byte("จองสำเร็จ")) {
		r.booked++
	}
	r.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"sentMessages":[]}`)
}

// conversation is what one resident does, from the menu to a booking and after.
func conversation(resident, step int) (kind, what string) {
	said := []string{
		"จองคิว", fmt.Sprint(1 + resident%5), fmt.Sprint(1 + resident/5%3), fmt.Sprint(1 + resident/15%3), "",
		"สมศรี ใจดี", "081-234-5678", "ยืนยัน", "การจองของฉัน", "เมนู",
	}
	if said[step] == "" {
		return "postback", `"postback":{"data":"privacy.acknowledge"}`
	}
	return "message", saying(said[step], resident*steps+step)
}

const steps = 10

// A stimulus is one event and when it is sent, counted from the beginning.
type stimulus struct {
	at    time.Duration
	token string
	body  []byte
}

// stimuli lets residents arrive at random, one after the other taking their
// steps with a pause between; the numbers are the same in every run.
func stimuli(first int, ramp, length time.Duration) []stimulus {
	chance := rand.New(rand.NewPCG(2569, uint64(first)))
	between := steps * time.Second / offered
	var list []stimulus
	resident := first
	for arrives := time.Duration(0); arrives < ramp+length; arrives += time.Duration(chance.ExpFloat64() * float64(between)) {
		for step := range steps {
			at := arrives + time.Duration(step)*pause + time.Duration(chance.Float64()*float64(pause)/2)
			if at >= ramp+length {
				break
			}
			n := resident*steps + step
			token := fmt.Sprintf("%032x", n)
			kind, what := conversation(resident, step)
			body := webhookBody(event(fmt.Sprintf("01HREPLY%018d", n), userID(resident), token, kind, what, time.Now()))
			list = append(list, stimulus{at, token, body})
		}
		resident++
	}
	slices.SortFunc(list, func(a, b stimulus) int { return int(a.at - b.at) })
	return list
}

// lost is how long an event counts that was refused or never answered.
const lost = 10 * time.Second

// offer sends each stimulus at its time and returns, sorted, how long the
// answers took of those sent after the ramp, counted from that time.
func (r *receiver) offer(b *testing.B, url string, list []stimulus, ramp time.Duration) []time.Duration {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	var wg sync.WaitGroup
	began := time.Now()
	for _, s := range list {
		time.Sleep(time.Until(began.Add(s.at)))
		wg.Go(func() {
			req, err := http.NewRequest(http.MethodPost, url+"/webhook", bytes.NewReader(s.body))
			if err != nil {
				return
			}
			req.Header.Set("X-Line-Signature", signature(s.body))
			if resp, err := client.Do(req); err == nil {
				_ = resp.Body.Close()
			}
		})
	}
	wg.Wait()
	var took []time.Duration
	for deadline := time.Now().Add(lost); ; time.Sleep(20 * time.Millisecond) {
		took = took[:0]
		missing := 0
		r.mu.Lock()
		for _, s := range list {
			at, ok := r.came[s.token]
			if !ok {
				missing++
				at = began.Add(s.at + lost)
			}
			if s.at >= ramp {
				took = append(took, at.Sub(began.Add(s.at)))
			}
		}
		r.mu.Unlock()
		if missing == 0 {
			break
		}
		if time.Now().After(deadline) {
			fmt.Printf("  %d of %d events were refused or not answered\n", missing, len(list))
			break
		}
	}
	slices.Sort(took)
	return took
}

func BenchmarkReply(b *testing.B) {
	line := &receiver{came: map[string]time.Time{}}
	box := httptest.NewServer(line)
	defer box.Close()
	where := address(b, store.Postgres)
	tambon, _ := start(b, "serve", environment(b, where, box.URL))
	db := connect(b, where)
	// Places for everybody; the first making of slots, at the start, is over by then.
	time.Sleep(2 * time.Second)
	if _, err := db.Exec("UPDATE slots SET capacity = 100000"); err != nil {
		b.Fatal(err)
	}
	floor := httptest.NewServer(keepAndReply(db, box.URL))
	defer floor.Close()

	title := fmt.Sprintf("event to answer · postgres · ms at %d events/s; the floor keeps the event and replies at once", offered)
	figures := measure(b, title, "floor p50", "floor p99", "p50", "p99", "worst", "CPU ms/event", "database's")
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	first := 1 << 20
	tambonRound := func(length time.Duration) []time.Duration {
		first += 10_000
		return line.offer(b, tambon.url, stimuli(first, ramp, length), ramp)
	}
	tambonRound(window) // connections, prepared statements, tables that are not empty
	for range rounds {
		load := busy()
		first += 10_000
		least := line.offer(b, floor.URL, stimuli(first, time.Second, 2*time.Second), time.Second)
		used, usedBeside := tambon.cpu(), backends(b, db)
		took := tambonRound(window)
		all := float64(offered) * (ramp/2 + window).Seconds()
		figures.row(load, ms(quantile(least, .5)), ms(quantile(least, .99)),
			ms(quantile(took, .5)), ms(quantile(took, .99)), ms(took[len(took)-1]),
			ms(tambon.cpu()-used)/all, ms(backends(b, db)-usedBeside)/all)
	}
	m := figures.close()
	var booked int
	if err := db.QueryRow("SELECT count(*) FROM bookings").Scan(&booked); err != nil {
		b.Fatal(err)
	}
	fmt.Printf("  %d bookings were made, %d were told of theirs, %d answers had to be pushed\n", booked, line.booked, line.pushes)
	if booked == 0 {
		b.Fatal("nobody booked: the conversation of this benchmark is out of date")
	}
	figures.atMost("event to answer p50", "ms", m[2], p50ms)
	figures.atMost("event to answer p99", "ms", m[3], p99ms)
}

// backends adds up the processor time of the database's processes that serve
// this measurement; 0 where they run on another machine.
func backends(b *testing.B, db *sql.DB) time.Duration {
	b.Helper()
	var list string
	err := db.QueryRow("SELECT string_agg(CAST(pid AS text), ' ') FROM pg_stat_activity WHERE datname = current_database()").Scan(&list)
	if err != nil {
		b.Fatal(err)
	}
	var sum time.Duration
	for pid := range strings.FieldsSeq(list) {
		sum += cpu(pid)
	}
	return sum
}

// keepAndReply is the least that a bot can do which loses nothing: check the
// signature, keep the event, answer 200, reply.
func keepAndReply(db *sql.DB, lineURL string) http.HandlerFunc {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil || !hmac.Equal([]byte(signature(body)), []byte(r.Header.Get("X-Line-Signature"))) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var said struct {
			Events []struct {
				ID         string `json:"webhookEventId"`
				ReplyToken string `json:"replyToken"`
				Source     struct {
					UserID string `json:"userId"`
				} `json:"source"`
			} `json:"events"`
		}
		if err := json.Unmarshal(body, &said); err != nil || len(said.Events) != 1 {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		e := said.Events[0]
		row := rowOf(string(body), 0)
		row.eventID, row.lane = e.ID, e.Source.UserID
		if err := row.keep(db, "done"); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		go func() {
			resp, err := client.Post(lineURL+"/v2/bot/message/reply", "application/json",
				strings.NewReader(fmt.Sprintf(`{"replyToken":%q,"messages":[{"type":"text","text":"รับแล้ว"}]}`, e.ReplyToken)))
			if err == nil {
				_ = resp.Body.Close()
			}
		}()
	}
}
