package facts_test

// The table checks what it describes: each event of a webhook, right and wrong.

import (
	"encoding/json"
	"testing"

	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"tambon/line"
	"tambon/line/simulator/facts"
)

func events() *facts.Maker {
	return &facts.Maker{
		Table:  facts.Webhook(),
		Values: map[string]any{"destination": "U0123456789abcdef0123456789abcdef"},
		Prefer: map[string]string{"MessageContent": "TextMessageContent", "Source": "UserSource", "Mentionee": "UserMentionee"},
	}
}

func raw(t *testing.T, v any) json.RawMessage {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// objects are the schemas that are told from each other by no type, or are one kind.
func objects() (names []string) {
	table := facts.Webhook()
	for _, name := range table.Names() {
		if s := table[name]; s.Type == "object" && len(s.Kinds) == 0 {
			names = append(names, name)
		}
	}
	return names
}

func TestRightSamplesOfEvents(t *testing.T) {
	m := events()
	for _, schema := range objects() {
		samples := append([]facts.Sample{{What: "smallest", Value: m.Smallest(schema)}}, m.Fuller(schema)...)
		for _, s := range samples {
			if wrong := m.Table.Check(schema, raw(t, s.Value)); len(wrong) > 0 {
				t.Errorf("%s %s is what LINE describes, but Check says %q", schema, s.What, wrong)
			}
		}
	}
}

func TestWrongSamplesOfEvents(t *testing.T) {
	m := events()
	for _, schema := range objects() {
		for _, s := range m.Invalid(schema) {
			if wrong := m.Table.Check(schema, raw(t, s.Value)); len(wrong) == 0 {
				t.Errorf("Check should find a %s whose %s: %s", schema, s.What, raw(t, s.Value))
			}
		}
	}
	if wrong := m.Table.Check("Event", json.RawMessage(`{"type":"unsend","unheard":1}`)); len(wrong) == 0 {
		t.Error("Check should find a property that LINE does not describe")
	}
}

// LINE's SDK and our codec read each kind of event and of message; what is wrong
// in one of them is refused or read, and never harms the reader.
func TestEventsAreRead(t *testing.T) {
	m := events()
	for kind, schema := range m.Table["Event"].Kinds {
		t.Run(kind, func(t *testing.T) {
			reads(t, m.Smallest(schema))
			for _, s := range m.Invalid(schema) {
				_, _ = line.DecodeEvent(raw(t, s.Value))
				line.Address(raw(t, s.Value))
			}
		})
	}
	for kind, schema := range m.Table["MessageContent"].Kinds {
		t.Run("message "+kind, func(t *testing.T) {
			for _, s := range append(m.Fuller(schema), facts.Sample{Value: m.Smallest(schema)}) {
				e := m.Smallest("MessageEvent")
				e["message"] = s.Value
				reads(t, e)
			}
		})
	}
}

func reads(t *testing.T, event any) {
	t.Helper()
	parsed, err := webhook.UnmarshalEvent(raw(t, event))
	if _, unknown := parsed.(webhook.UnknownEvent); err != nil || unknown {
		t.Errorf("LINE's SDK should know this event: %v\n%s", err, raw(t, event))
	}
	if _, err := line.DecodeEvent(raw(t, event)); err != nil {
		t.Errorf("our codec should read this event: %v\n%s", err, raw(t, event))
	}
}
