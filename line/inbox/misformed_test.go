package inbox_test

// Events that are not of the form that LINE documents: every kind of event, with
// each of its properties spoilt in turn.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tambon/line/simulator/facts"
)

// mark stands in all that a person says in these events.
const mark = "0812345678"

// spoilt are the ways to spoil a property; the last one leaves it out.
var spoilt = []any{nil, 7, map[string]any{"x": "x"}, missing{}}

type missing struct{}

// common are the properties of all events: to spoil them in one kind is enough.
var common = []string{"type", "mode", "timestamp", "source", "webhookEventId", "deliveryContext", "replyToken"}

// spoil returns the event once for each of its properties, at any depth, but for
// those left, and each way to spoil it.
func spoil(event map[string]any, left []string) (all []map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(event)) {
		if slices.Contains(left, name) {
			continue
		}
		for _, how := range spoilt {
			one := maps.Clone(event)
			if one[name] = how; how == any(missing{}) {
				delete(one, name)
			}
			all = append(all, one)
		}
		if inner, ok := event[name].(map[string]any); ok {
			for _, bad := range spoil(inner, nil) {
				one := maps.Clone(event)
				one[name] = bad
				all = append(all, one)
			}
		}
	}
	return all
}

// misformed are the spoilt events of one kind, of one person and in their order,
// and after them a message that is right.
func misformed(t *testing.T, kind, schema string) (events []string) {
	t.Helper()
	m := &facts.Maker{
		Table:  facts.Webhook(),
		Values: map[string]any{"text": mark, "data": mark, "userId": "U" + kind},
		Prefer: map[string]string{"MessageContent": "TextMessageContent", "Source": "UserSource", "Mentionee": "UserMentionee"},
	}
	event := m.Smallest(schema)
	event["replyToken"] = "r" + kind
	event["source"] = map[string]any{"type": "user", "userId": "U" + kind}
	left := common
	if kind == "message" {
		left = nil
	}
	for i, one := range spoil(event, left) {
		if one["webhookEventId"] == event["webhookEventId"] {
			one["webhookEventId"] = fmt.Sprintf("%s-%d", kind, i)
		}
		raw, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, string(raw))
	}
	return append(events, said("U"+kind, kind+"-after", 1, "after"+kind))
}

// What cannot be read is set aside at its first attempt: it holds no lane, nobody
// is told of what nobody did, and the log has an id of it and no word of it.
func TestMisformedEventsAreSetAsideAtOnce(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		w.run(w.inbox)
		kinds, sent := facts.Webhook()["Event"].Kinds, map[string]bool{}
		for kind, schema := range kinds {
			for part := range slices.Chunk(misformed(t, kind, schema), 100) {
				for _, e := range part {
					sent[e] = true
				}
				w.accept(w.inbox, part...)
			}
		}
		w.settled()
		if n := len(w.list("SELECT id FROM inbox_events")); n < len(sent)*9/10 {
			t.Errorf("%d of %d events are kept; want nearly all: only those that are the same twice are one", n, len(sent))
		}
		if n := len(w.list("SELECT id FROM inbox_events WHERE attempts > 1")); n > 0 {
			t.Errorf("%d events were tried again; want each worked or set aside at once, or its lane waits", n)
		}
		words := w.sender.words()
		if slices.Contains(words, "sorry") {
			t.Error("somebody was told of an event that they did not see; want silence")
		}
		for kind := range kinds {
			if !slices.Contains(words, "a:after"+kind) {
				t.Errorf("after spoilt events of the kind %s the person's message is not answered", kind)
			}
		}
		aside := w.list("SELECT fault FROM inbox_events WHERE status = 'aside'")
		if len(aside) < 30 {
			t.Errorf("%d events are set aside; want all that cannot be read", len(aside))
		}
		log := w.log.String()
		for _, fault := range aside {
			_, id, _ := strings.Cut(strings.TrimSuffix(fault, ")"), "(")
			if !strings.Contains(fault, "not of the form") || id == "" || !strings.Contains(log, "error_id="+id) {
				t.Errorf("an event is set aside for %q; want the reason, and an id that the log knows", fault)
			}
		}
		if strings.Contains(log+strings.Join(aside, " "), mark) {
			t.Error("the log or a reason holds what a person wrote")
		}
	})
}
