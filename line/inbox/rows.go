package inbox

// The rows of the inbox, and the statements that bring an event on its way. They
// are written out and run together: every event pays for each round trip, and
// GORM's reflection costs as much as the statements themselves.

import (
	"slices"
	"strings"
	"time"

	"tambon/line"
	"tambon/models"
	"tambon/store"
)

type lane struct {
	ID          string
	State       models.Secret
	Fence       int64
	LeasedUntil int64 // ms since 1970, real time
}

type event struct {
	ID          string
	EventID     string
	LaneID      string
	Kind        string
	MessageID   *string
	OccurredAt  int64 // LINE's timestamp, ms
	ReceivedAt  time.Time
	Body        models.Secret
	Status      string
	Attempts    int
	Fault       string
	DoneAt      *time.Time
	Reply       models.Secret
	ReplyState  string
	ReplyWeighs bool
	RetryKey    string
	Tries       int
	TriedAt     *time.Time
	NextTryAt   int64 // ms since 1970, real time

	unsent bool           // the person had taken its message back when it was claimed
	words  []line.Message // of the answer, while the worker that made it has them in hand
}

func (event) TableName() string { return "inbox_events" }

// rowsAtOnce keeps one INSERT below the databases' limits of parameters (SQLite:
// 32,766); LINE's batches are far smaller.
const rowsAtOnce = 500

// insertOnce inserts rows that are not there yet.
func insertOnce(into string, rows [][]any) (steps []store.Step) {
	for some := range slices.Chunk(rows, rowsAtOnce) {
		one := "(" + strings.Repeat("?, ", len(some[0])-1) + "?)"
		values := strings.Repeat(one+", ", len(some)-1) + one
		steps = append(steps, store.Step{
			SQL:  "INSERT INTO " + into + " VALUES " + values + " ON CONFLICT DO NOTHING",
			Args: slices.Concat(some...),
		})
	}
	return steps
}

// claiming takes the lane's lease into l and its oldest event into e, and counts
// the attempt. A lane without events is given back in the same stroke. The lease
// tells the second statement that the first one took it: at worst, when two take
// a lane in one millisecond, an attempt is counted that nobody made.
func claiming(id string, fence int64, l *lane, e *event) []store.Step {
	now := time.Now()
	until := now.Add(lease).UnixMilli()
	return []store.Step{
		{
			SQL: `UPDATE lanes SET fence = fence + 1, leased_until = CASE
					WHEN EXISTS (SELECT 1 FROM inbox_events e WHERE e.lane_id = lanes.id AND e.status = 'received') THEN CAST(? AS BIGINT) ELSE 0 END
				WHERE id = ? AND (leased_until < ? OR fence = ?) RETURNING id, state, fence, leased_until`,
			Args: []any{until, id, now.UnixMilli(), fence},
			Into: []any{&l.ID, &l.State, &l.Fence, &l.LeasedUntil},
		},
		{
			SQL: `UPDATE inbox_events SET attempts = attempts + 1
				WHERE id = (SELECT e.id FROM inbox_events e WHERE e.lane_id = ? AND e.status = 'received' ORDER BY e.occurred_at, e.id LIMIT 1)
					AND EXISTS (SELECT 1 FROM lanes l WHERE l.id = ? AND l.leased_until = ?)
				RETURNING id, event_id, lane_id, kind, message_id, occurred_at, received_at, body, status, attempts, fault, reply_state,
					kind <> 'unsend' AND EXISTS (SELECT 1 FROM inbox_events u
						WHERE u.message_id = inbox_events.message_id AND u.lane_id = inbox_events.lane_id AND u.kind = 'unsend')`,
			Args: []any{id, id, until},
			Into: []any{
				&e.ID, &e.EventID, &e.LaneID, &e.Kind, &e.MessageID, &e.OccurredAt, &e.ReceivedAt, &e.Body, &e.Status, &e.Attempts, &e.Fault, &e.ReplyState,
				&e.unsent,
			},
		},
	}
}

// releasing gives the lease back, or lets the lane rest until then (ms since
// 1970) first.
func releasing(id string, fence, until int64) store.Step {
	return store.Step{
		SQL:  "UPDATE lanes SET leased_until = ? WHERE id = ? AND fence = ?",
		Args: []any{until, id, fence},
	}
}

// leavingEmpty gives the lease back unless an event waits; until is the lease
// that is left.
func leavingEmpty(id string, fence int64, until *int64) store.Step {
	return store.Step{
		SQL: `UPDATE lanes SET leased_until = CASE
				WHEN EXISTS (SELECT 1 FROM inbox_events e WHERE e.lane_id = lanes.id AND e.status = 'received') THEN leased_until ELSE 0 END
			WHERE id = ? AND fence = ? RETURNING leased_until`,
		Args: []any{id, fence},
		Into: []any{until},
	}
}

// holding locks the lane until the commit, if it is still this worker's.
func holding(l lane, now time.Time) store.Step {
	return store.Step{
		SQL:  "UPDATE lanes SET updated_at = ? WHERE id = ? AND fence = ?",
		Args: []any{now, l.ID, l.Fence},
	}
}

// remembering keeps the state of a lane that is held.
func remembering(l lane, state models.Secret) store.Step {
	return store.Step{SQL: "UPDATE lanes SET state = ? WHERE id = ?", Args: []any{state, l.ID}}
}

// ending marks the event and keeps its answer, both as they stand in e.
func ending(e event) store.Step {
	return store.Step{
		SQL: `UPDATE inbox_events SET status = ?, fault = ?, done_at = ?, reply = ?, reply_state = ?, reply_weighs = ?, retry_key = ?, next_try_at = ?
			WHERE id = ? AND status = 'received'`,
		Args: []any{e.Status, e.Fault, e.DoneAt, e.Reply, e.ReplyState, e.ReplyWeighs, e.RetryKey, e.NextTryAt, e.ID},
	}
}

// taking counts a try of the answer, unless it was tried or forgotten since e
// was read.
func taking(e event, now time.Time) store.Step {
	until := time.Now().Add(firstTry).UnixMilli()
	if e.words != nil && until-e.NextTryAt < 500 { // made just now: the same moment spares the table's indexes an entry each
		until = e.NextTryAt
	}
	return store.Step{
		SQL: `UPDATE inbox_events SET tries = tries + 1, tried_at = ?, next_try_at = ?
			WHERE id = ? AND tries = ? AND reply_state = ? AND (tried_at IS NULL) = ?`,
		Args: []any{now, until, e.ID, e.Tries, e.ReplyState, e.TriedAt == nil},
	}
}

// noting keeps the outcome of the try of e, unless the try was taken over or the
// answer was forgotten meanwhile. A try that surely failed is as if it never was.
func noting(e event, state string, failed bool, pause time.Duration) store.Step {
	return store.Step{
		SQL: `UPDATE inbox_events SET reply_state = ?, next_try_at = ?, tried_at = CASE WHEN ? THEN NULL ELSE tried_at END
			WHERE id = ? AND tries = ? AND reply_state = ?`,
		Args: []any{state, time.Now().Add(pause).UnixMilli(), failed, e.ID, e.Tries + 1, e.ReplyState},
	}
}
