package inbox_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tambon/line"
	"tambon/models"
)

// Nothing that an inbox started outlives it.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A worker that was frozen past its lease finds, when it wakes, that its fence is
// not the lane's: it can write nothing.
func TestAWorkerWhoseLaneWasTakenWritesNothing(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		other := w.replica(w.sender)
		w.accept(w.inbox, said("U1", "E1", 1, "1"), said("U1", "E2", 2, "2"))
		frozen, ok, err := w.inbox.Claim(ctx, "U1")
		if err != nil || !ok {
			t.Fatalf("a free lane should be claimed: %v %v", ok, err)
		}
		if _, ok, err := other.Claim(ctx, "U1"); ok || err != nil {
			t.Fatalf("a lane under lease is claimed by another: %v %v", ok, err)
		}
		w.exec("UPDATE lanes SET leased_until = 1") // the lease ends
		taken, ok, err := other.Claim(ctx, "U1")
		if err != nil || !ok {
			t.Fatalf("a lane whose lease is over should be claimed: %v %v", ok, err)
		}
		if lost, err := w.inbox.Effect(ctx, frozen); !lost || err != nil {
			t.Errorf("the frozen worker wakes before the other is done: lost %v, %v; want it to find its lane lost", lost, err)
		}
		if lost, err := other.Effect(ctx, taken); lost || err != nil {
			t.Errorf("who holds the lane cannot work: lost %v, %v", lost, err)
		}
		if lost, err := w.inbox.Effect(ctx, frozen); !lost || err != nil {
			t.Errorf("the frozen worker wakes after the other is done: lost %v, %v; want it to find its lane lost", lost, err)
		}
		if got := w.one("SELECT noun_id || attempts FROM audit_events JOIN inbox_events ON event_id = noun_id"); got != "E12" {
			t.Errorf("effects and attempts are %q, want E1 once, at its second attempt", got)
		}
	})
}

func TestRestartFindsWhatWasLeft(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		for i := range 6 {
			w.accept(w.inbox, said(fmt.Sprintf("U%d", i), fmt.Sprintf("E%d", i), 1, "x"))
		}
		for i, stage := range []string{"stored", "claimed", "claimed", "worked", "worked"} { // and U5 stored too
			if stage == "stored" {
				continue
			}
			c, ok, err := w.inbox.Claim(ctx, fmt.Sprintf("U%d", i))
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if stage == "worked" {
				if _, err := w.inbox.Effect(ctx, c); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.hurry() // the time that leases and answers wait for
		w.run(w.replica(w.sender))
		w.settled()
		words := w.sender.words()
		if n := len(w.list("SELECT id FROM audit_events")); n != 6 || len(words) != 6 {
			t.Errorf("after the restart there are %d effects and the answers %q, want 6 of each", n, words)
		}
	})
}

// A stop lets what has begun end: the effect is committed, the answer sent, the
// lane given back; nothing else begins, and nothing is left running.
func TestRunStopsCleanly(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		began, finish := make(chan bool, 1), make(chan bool)
		w.fail = func(line.Event) error {
			select {
			case began <- true:
			default:
			}
			<-finish
			return nil
		}
		w.accept(w.inbox, said("U1", "E1", 1, "1"), said("U1", "E2", 2, "2"))
		ctx, cancel := context.WithCancel(context.Background())
		stopped := make(chan bool)
		go func() { w.inbox.Run(ctx); close(stopped) }()
		<-began
		cancel()
		select {
		case <-stopped:
			t.Error("Run returned in the middle of an event")
		default:
		}
		close(finish)
		<-stopped
		if got := w.one("SELECT event_id || status || reply_state FROM inbox_events WHERE event_id = 'E1'"); got != "E1donesent" {
			t.Errorf("the event at work is %q, want it done and its answer sent", got)
		}
		if got := w.one("SELECT status FROM inbox_events WHERE event_id = 'E2'"); got != "received" {
			t.Errorf("the event after it is %s, want it left for the next start", got)
		}
		if got := w.one("SELECT leased_until FROM lanes"); got != "0" {
			t.Errorf("the lane is leased until %s, want it given back", got)
		}
		w.run(w.replica(w.sender))
		w.settled()
	})
}

// A message that was taken back before it was worked is never worked; one that
// was worked is forgotten, and what was said to it. The state is told.
func TestUnsend(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.accept(w.inbox,
			unsend("U1", "X1", 3, "mE1"), // arrives before its message
			said("U2", "E2", 1, "kept"), said("U2", "E3", 2, "taken"),
			said("U3", "E5", 1, "mine"), unsend("U4", "X4", 2, "mE5"), // another's message
		)
		stop := w.run(w.inbox)
		w.settled()
		w.accept(w.inbox, said("U1", "E1", 1, "early"), unsend("U2", "X2", 4, "mE3"),
			strings.Replace(said("U2", "E4", 3, "edited"), `"id":"mE4"`, `"id":"mE3"`, 1))
		w.settled()
		stop()
		for event, want := range map[string]string{
			"E1": "done none unsent nothing", "E2": "done sent kept", "E3": "done none unsent nothing", "E4": "done none unsent nothing", "E5": "done sent kept",
		} {
			got := w.one(`SELECT status || ' ' || reply_state || ' ' || fault || CASE WHEN body IS NULL AND reply IS NULL THEN ' nothing' ELSE 'kept' END
				FROM inbox_events WHERE event_id = ?`, event)
			if got != want {
				t.Errorf("event %s is %q, want %q", event, got, want)
			}
		}
		words := w.sender.words()
		slices.Sort(words)
		if got := strings.Join(words, " "); strings.Contains(got, "early") || !strings.Contains(got, "a:taken") {
			t.Errorf("people heard %q, want the message taken back later answered and the one taken back before it came not", got)
		}
		if got := w.one("SELECT detail FROM audit_events WHERE noun_id = 'X2'"); !strings.HasPrefix(got, "kepttaken") {
			t.Errorf("the unsend was handled with the state %q, want the one that the messages left", got)
		}
	})
}

func TestForgetScrubsWhatAResidentSaid(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		w.sender.answer = func(c call) error {
			if c.words == "a:waits" {
				return refusal(429, "slow down")
			}
			return nil
		}
		id := models.NewID(w.clock.Now())
		w.exec("INSERT INTO residents (id, line_user_id, created_at, updated_at) VALUES (?, 'U1', ?, ?)", id, w.clock.Now(), w.clock.Now())
		w.accept(w.inbox, said("U1", "E1", 1, "said"), said("U1", "E2", 2, "waits"), said("U2", "F1", 1, "other"))
		for _, lane := range []string{"U1", "U1", "U2"} {
			c, ok, err := w.inbox.Claim(ctx, lane)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if _, err := w.inbox.Effect(ctx, c); err != nil {
				t.Fatal(err)
			}
			w.inbox.Send(ctx, c)
			w.exec("UPDATE lanes SET leased_until = 0")
		}
		w.accept(w.inbox, said("U1", "E3", 3, "at work"))
		if err := w.inbox.Forget(ctx, id); err != nil {
			t.Fatal(err)
		}
		got := w.list(`SELECT event_id || ' ' || reply_state || CASE WHEN body IS NULL THEN '' ELSE ' body' END || CASE WHEN reply IS NULL THEN '' ELSE ' reply' END
			FROM inbox_events ORDER BY event_id`)
		if want := []string{"E1 sent", "E2 dropped", "E3 none body", "F1 sent body reply"}; !slices.Equal(got, want) {
			t.Errorf("kept are %q, want %q", got, want)
		}
	})
}

// What is forgotten while its answer is on its way stays forgotten, whatever
// comes of the call.
func TestForgetWhileAnAnswerIsOnItsWay(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		id := models.NewID(w.clock.Now())
		w.exec("INSERT INTO residents (id, line_user_id, created_at, updated_at) VALUES (?, 'U1', ?, ?)", id, w.clock.Now(), w.clock.Now())
		w.sender.answer = func(call) error {
			if err := w.inbox.Forget(ctx, id); err != nil {
				t.Error(err)
			}
			return errDied
		}
		w.accept(w.inbox, said("U1", "E1", 1, "x"))
		c, _, err := w.inbox.Claim(ctx, "U1")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.inbox.Effect(ctx, c); err != nil {
			t.Fatal(err)
		}
		w.inbox.Send(ctx, c)
		if got := w.one("SELECT reply_state FROM inbox_events WHERE reply IS NULL AND body IS NULL"); got != "dropped" {
			t.Errorf("the forgotten answer is %q, want dropped: there is nothing left to send", got)
		}
	})
}

func TestPurge(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		const day = 24
		for name, scene := range map[string]struct {
			status, reply string
			hours         int
		}{
			"fresh": {"done", "sent", 6 * day}, "old": {"done", "sent", 8 * day}, "unsent": {"done", "ready", 8 * day}, "pushing": {"done", "push", 8 * day},
			"aside": {"aside", "sent", 29 * day}, "oldaside": {"aside", "sent", 31 * day}, "waiting": {"received", "none", 40 * day},
		} {
			w.accept(w.inbox, said("U"+name, name, 1, "x"))
			at := w.clock.Now().Add(-time.Duration(scene.hours) * time.Hour).UTC()
			w.exec("UPDATE inbox_events SET status = ?, reply_state = ?, done_at = ?, received_at = ? WHERE event_id = ?", scene.status, scene.reply, at, at, name)
			w.exec("UPDATE lanes SET updated_at = ? WHERE id = ?", at, "U"+name)
		}
		w.accept(w.inbox, said("Unew", "new", 1, "x"))
		w.exec("DELETE FROM inbox_events WHERE event_id = 'new'")
		if err := w.inbox.Purge(ctx); err != nil {
			t.Fatal(err)
		}
		if got, want := w.list("SELECT event_id FROM inbox_events ORDER BY event_id"), []string{"aside", "fresh", "pushing", "unsent", "waiting"}; !slices.Equal(got, want) {
			t.Errorf("kept are the events %q, want %q", got, want)
		}
		if got, want := w.list("SELECT id FROM lanes ORDER BY id"), []string{"Uaside", "Ufresh", "Unew", "Upushing", "Uunsent", "Uwaiting"}; !slices.Equal(got, want) {
			t.Errorf("kept are the lanes %q, want %q: an empty lane's name is a person's id", got, want)
		}
	})
}

func TestReadyAndWaiting(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		ctx := context.Background()
		w.accept(w.inbox, said("U1", "E1", 1, "x"), said("U1", "E2", 2, "x"))
		w.exec("UPDATE inbox_events SET status = 'aside' WHERE event_id = 'E2'")
		if received, aside, err := w.inbox.Waiting(ctx); received != 1 || aside != 1 || err != nil {
			t.Errorf("%d wait and %d are set aside (%v), want one of each", received, aside, err)
		}
		if err := w.inbox.Ready(ctx); err != nil {
			t.Errorf("an open database is not ready: %v", err)
		}
		if err := w.store.Close(); err != nil {
			t.Fatal(err)
		}
		if w.inbox.Ready(ctx) == nil {
			t.Error("a closed database is ready")
		}
	})
}
