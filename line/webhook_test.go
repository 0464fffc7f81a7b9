package line_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tambon/line"
)

// LINE's own example (Messaging API documentation, "Verify webhook signature").
const (
	exampleSecret    = "8c570fa6dd201bb328f1c1eac23a96d8"
	exampleBody      = `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`
	exampleSignature = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
)

func TestSignedAsLINEDocuments(t *testing.T) {
	for _, c := range []struct {
		secrets []string
		want    bool
	}{
		{[]string{exampleSecret}, true},
		{[]string{"another", exampleSecret}, true},
		{[]string{"", exampleSecret}, true},
		{[]string{"another"}, false},
		{[]string{""}, false},
		{nil, false},
	} {
		if got := line.Signed(c.secrets, exampleSignature, []byte(exampleBody)); got != c.want {
			t.Errorf("signed with one of %q: %v, want %v", c.secrets, got, c.want)
		}
	}
	empty := "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=" // of "" with the empty key
	if line.Signed([]string{""}, empty, nil) {
		t.Error("an empty secret signs nothing: whoever has none would be believed")
	}
}

func TestAddress(t *testing.T) {
	user := `"source":{"type":"user","userId":"U1"}`
	for _, c := range []struct {
		name, event string
		want        line.Envelope
	}{
		{
			"a message", `{"type":"message","webhookEventId":"E1","timestamp":5,` + user + `,"message":{"id":"7","type":"text"}}`,
			line.Envelope{ID: "E1", Lane: "U1", Kind: "message", MessageID: "7", Timestamp: 5},
		},
		{
			"an edit is of the same message", `{"type":"messageEdited","webhookEventId":"E1","message":{"id":"7"},"source":{"type":"group","groupId":"C1","userId":"U1"}}`,
			line.Envelope{ID: "E1", Lane: "C1", Kind: "messageEdited", MessageID: "7"},
		},
		{
			"an unsend", `{"type":"unsend","webhookEventId":"E1",` + user + `,"unsend":{"messageId":"7"},"message":{"id":"8"}}`,
			line.Envelope{ID: "E1", Lane: "U1", Kind: "unsend", MessageID: "7"},
		},
		{
			"a room", `{"type":"join","webhookEventId":"E1","source":{"type":"room","roomId":"R1"}}`,
			line.Envelope{ID: "E1", Lane: "R1", Kind: "join"},
		},
		{"no source", `{"type":"accountLink","webhookEventId":"E1"}`, line.Envelope{ID: "E1", Lane: "E1", Kind: "accountLink"}},
		{"a strange source", `{"type":"join","webhookEventId":"E1","source":{"type":"planet","userId":"U1"}}`, line.Envelope{ID: "E1", Lane: "E1", Kind: "join"}},
		{"wrong types", `{"type":1,"webhookEventId":"E1","timestamp":"x","source":[],"message":"x"}`, line.Envelope{ID: "E1", Lane: "E1", Kind: "?"}},
		{"time before 1970", `{"type":"x","webhookEventId":"E1","timestamp":-7}`, line.Envelope{ID: "E1", Lane: "E1", Kind: "x"}},
		{"ids that are none", `{"type":"x y","webhookEventId":"E1","source":{"type":"user","userId":"../x"}}`, line.Envelope{ID: "E1", Lane: "E1", Kind: "?"}},
	} {
		if diff := cmp.Diff(c.want, line.Address([]byte(c.event))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// An event without id is known again by its bytes, so that a second delivery of
// it does nothing.
func TestAddressOfAnEventWithoutID(t *testing.T) {
	one, again, other := line.Address([]byte(`{"type":"x"}`)), line.Address([]byte(`{"type":"x"}`)), line.Address([]byte(`{"type":"y"}`))
	if one.ID == "" || one != again || one.ID == other.ID || one.Lane != one.ID {
		t.Errorf("want one id for the same bytes, another for others, and a lane of its own: %+v, %+v, %+v", one, again, other)
	}
}

func TestDecodeEvent(t *testing.T) {
	for event, ok := range map[string]bool{
		`{"type":"message","message":{"id":"1","type":"text","text":"x"}}`: true,
		`{"type":"message","message":{"id":"1","type":"hologram"}}`:        true,
		`{"type":"message"}`:                  false,
		`{"type":"message","message":null}`:   false,
		`{"type":"message","message":[]}`:     false,
		`{"type":"postback"}`:                 false,
		`{"type":"postback","postback":{}}`:   true,
		`{"type":"teleported","future":true}`: true,
		`{"type":7}`:                          false,
		`{}`:                                  true,
		`null`:                                true,
		`7`:                                   false,
		`{"type":`:                            false,
	} {
		if _, err := line.DecodeEvent([]byte(event)); (err == nil) != ok {
			t.Errorf("%s: %v, want it readable: %v", event, err, ok)
		}
	}
}

// Two readers of one event must never see two people: one of them chooses the
// lane, the other acts.
func TestDecodeEventAgreesWithAddress(t *testing.T) {
	twice := `{"type":"message","webhookEventId":"E1","source":{"type":"user","userId":"U1"},"SOURCE":{"userId":"U2"},"replyToken":"a","replyToken":null,"message":{"id":"1"}}`
	e, err := line.DecodeEvent([]byte(twice))
	if err != nil {
		t.Fatal(err)
	}
	if lane := line.Address([]byte(twice)).Lane; e.Source.Chat() != lane || lane != "U1" || e.ReplyToken != "" {
		t.Errorf("the lane is %q, the person %q, the reply token %q; want U1 twice and no token", lane, e.Source.Chat(), e.ReplyToken)
	}
}

// What is done once for an event is done for each of two that have no id.
func TestDecodeEventWithoutID(t *testing.T) {
	one, err := line.DecodeEvent([]byte(`{"type":"x"}`))
	other, err2 := line.DecodeEvent([]byte(`{"type":"y"}`))
	if err != nil || err2 != nil || one.ID == "" || one.ID == other.ID {
		t.Errorf("two events without id are %q and %q (%v, %v); want a name of its own for each", one.ID, other.ID, err, err2)
	}
}

func TestDecodeEventLeavesNULOut(t *testing.T) {
	e, err := line.DecodeEvent([]byte(`{"type":"message","message":{"id":"1","type":"text","text":"a\u0000b"},"postback":{"data":"\u0000c"}}`))
	if err != nil || e.Message.Text != "ab" || e.Postback.Data != "c" {
		t.Errorf("%+v %+v %v, want ab and c: PostgreSQL refuses NUL", e.Message, e.Postback, err)
	}
}

func FuzzSigned(f *testing.F) {
	f.Add(exampleSignature, []byte(exampleBody))
	f.Add("", []byte(nil))
	f.Add(exampleSignature[:43]+"t", []byte(exampleBody))
	f.Fuzz(func(t *testing.T, signature string, body []byte) {
		if line.Signed([]string{exampleSecret}, signature, body) && (signature != exampleSignature || string(body) != exampleBody) {
			t.Errorf("a signature that nobody with the secret made is taken: %q of %q", signature, body)
		}
	})
}

func FuzzSplit(f *testing.F) {
	for _, body := range []string{exampleBody, `{"events":[null,1,{"type":"x"}]}`, `{"events":null}`, `{"EVENTS":[{}]}`, `[]`, "{\"events\":[\"\xff\"]}"} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		events, err := line.SplitEvents(body)
		if err != nil && strings.Contains(err.Error(), string(body)) && len(body) > 40 {
			t.Error("the error quotes the body")
		}
		for _, event := range events {
			if !json.Valid(event) {
				t.Errorf("%q is no event of its own", event)
			}
		}
	})
}

func addEvents(f *testing.F) {
	for _, event := range []string{
		`{"type":"message","webhookEventId":"E1","timestamp":5,"replyToken":"r","mode":"active","source":{"type":"user","userId":"U1"},"message":{"id":"7","type":"text","text":"x\u0000\ud800"}}`,
		`{"type":"unsend","unsend":{"messageId":"7"},"source":{"type":"group","groupId":"C1"}}`,
		`{"type":"postback","postback":{"data":"a.b?c=d"}}`, `{"type":"message","TYPE":"x"}`, `{"type":7,"source":[]}`, `null`, `[`, ``,
	} {
		f.Add([]byte(event))
	}
}

func FuzzAddress(f *testing.F) {
	addEvents(f)
	f.Fuzz(func(t *testing.T, event []byte) {
		e := line.Address(event)
		for _, id := range []string{e.ID, e.Lane, e.Kind, e.MessageID + "x"} {
			if id == "" || len(id) > 65 || strings.ContainsFunc(id, func(r rune) bool { return r > 'z' || r < '-' }) && id != "?" {
				t.Errorf("%q of %q is no name that a table can keep", id, event)
			}
		}
		if e.Timestamp < 0 {
			t.Errorf("timestamp %d", e.Timestamp)
		}
	})
}

func FuzzDecode(f *testing.F) {
	addEvents(f)
	f.Fuzz(func(t *testing.T, event []byte) {
		e, err := line.DecodeEvent(event)
		if err != nil {
			return
		}
		if e.Type == "message" && e.Message == nil || e.Type == "postback" && e.Postback == nil {
			t.Errorf("%q is decoded without its content", event)
		}
		if lane := line.Address(event).Lane; e.Source.Chat() != "" && e.Source.Chat() != lane {
			t.Errorf("%q happens in lane %q and is acted on as %q", event, lane, e.Source.Chat())
		}
	})
}
