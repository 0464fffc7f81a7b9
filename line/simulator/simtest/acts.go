package simtest

// What a test's residents do, and what they read then.

import (
	"context"
	"encoding/json"

	"tambon/line/simulator"
)

// Says writes a text message and returns what the person reads next.
func (w *World) Says(name, words string) []string {
	w.t.Helper()
	return w.answer(name, "says "+words)(w.Text(name, words))
}

// Presses presses the newest button with that label and returns what the person
// reads next. A button that opens an address returns the address alone.
func (w *World) Presses(name, label string) []string {
	w.t.Helper()
	return w.answer(name, "presses "+label)(w.Press(name, label))
}

// PressesNth presses the nth button with that label, from 1.
func (w *World) PressesNth(name, label string, nth int) []string {
	w.t.Helper()
	return w.answer(name, "presses "+label)(w.PressNth(name, label, nth))
}

// Picks presses a date picker and chooses a value.
func (w *World) Picks(name, label, value string) []string {
	w.t.Helper()
	return w.answer(name, "picks "+value)(w.Pick(name, label, value))
}

// Follows adds the account as a friend and returns the greeting.
func (w *World) Follows(name string) []string {
	w.t.Helper()
	return w.answer(name, "follows")(w.Follow(name))
}

// Posts sends a postback with any data and returns what the person reads next.
func (w *World) Posts(name, data string) []string {
	w.t.Helper()
	return w.answer(name, "posts "+data)(w.Postback(name, data, "", nil))
}

// SendsSticker sends a sticker and returns what the person reads next.
func (w *World) SendsSticker(name string) []string {
	w.t.Helper()
	return w.answer(name, "sends a sticker")(w.Sticker(name, "446", "1988"))
}

// SendsImage sends a photo and returns what the person reads next.
func (w *World) SendsImage(name string) []string {
	w.t.Helper()
	return w.answer(name, "sends a photo")(w.Image(name))
}

// SendsAudio sends a voice message and returns what the person reads next.
func (w *World) SendsAudio(name string) []string {
	w.t.Helper()
	return w.answer(name, "sends a voice message")(w.Audio(name))
}

// SendsLocation sends a place and returns what the person reads next.
func (w *World) SendsLocation(name string, at simulator.Spot) []string {
	w.t.Helper()
	return w.answer(name, "sends a place")(w.Location(name, at))
}

// Reads waits for messages that the test has not read yet and returns what the
// person reads in them: for what comes by itself, such as a reminder.
func (w *World) Reads(name string) []string {
	w.t.Helper()
	return w.wait(name, w.seen[name], "should be told something")
}

// Does does something and fails the test on an error; for acts that are not answered.
func (w *World) Does(act simulator.Act, err error) simulator.Act {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	return act
}

// Quiet does something after which the bot must not say a word in that chat.
func (w *World) Quiet(name string, do func() (simulator.Act, error)) {
	w.t.Helper()
	if w.Idle == nil {
		w.t.Fatal("simtest: Quiet needs World.Idle, or silence could not be told from slowness")
	}
	act := w.Does(do())
	w.Settled()
	entries, err := w.Messages(name, act.Seq)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(entries) > 0 {
		w.t.Fatalf("the bot should keep silent towards %s, but there came %q", name, w.read(name, entries))
	}
}

func (w *World) answer(name, deed string) func(simulator.Act, error) []string {
	return func(act simulator.Act, err error) []string {
		w.t.Helper()
		switch {
		case err != nil:
			w.t.Fatalf("%s %s: %v\n%s", name, deed, err, w.Transcript(name))
		case act.URI != "":
			return []string{act.URI}
		case act.EventID == "":
			w.t.Fatalf("%s %s: LINE tells the bot nothing of it, so there will be no answer", name, deed)
		}
		return w.wait(name, act.Seq, deed)
	}
}

func (w *World) wait(name string, after int, deed string) []string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), w.Patience)
	defer cancel()
	entries, err := w.Wait(ctx, name, after)
	if err != nil {
		w.t.Fatalf("%s %s: no answer within %v (%v); the chat was:\n%s", name, deed, w.Patience, err, w.Transcript(name))
	}
	return w.read(name, entries)
}

// read notes entries as read and returns what stands in them.
func (w *World) read(name string, entries []simulator.Entry) []string {
	w.t.Helper()
	var messages []json.RawMessage
	for _, e := range entries {
		if e.Refused != nil {
			w.t.Fatalf("LINE refuses what the bot says to %s: %d %s\nrequest: %s", name, e.Refused.Status, e.Refused.Body, e.Refused.Request)
		}
		w.seen[name] = max(w.seen[name], e.Seq)
		messages = append(messages, e.Message)
	}
	return simulator.ReadAll(messages)
}

// LogsIn lets a person go through an authorization URL of LINE Login, allow
// everything and, where asked, add the account as a friend. It returns the address
// to which their browser is led.
func (w *World) LogsIn(name, authorizationURL string) string {
	w.t.Helper()
	to, err := w.Platform.LogIn(name, authorizationURL)
	if err != nil {
		w.t.Fatal(err)
	}
	return to
}
