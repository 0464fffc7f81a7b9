package crash

// What a resident does, and how often they were answered.

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tambon/line/simulator"
)

// A step is one act of a resident and a line that stands in its answer.
type step struct {
	deed  string
	act   func(w *town, who string) (simulator.Act, error)
	reads string
}

func says(words, reads string) step {
	return step{"says " + words, func(w *town, who string) (simulator.Act, error) { return w.line.Text(who, words) }, reads}
}

// taps presses the nth of the last answer's buttons that carry postback data of an action.
func taps(action string, nth int, reads string) step {
	return step{"taps " + action, func(w *town, who string) (simulator.Act, error) { return w.tap(who, action, nth) }, reads}
}

var follows = step{"follows", func(w *town, who string) (simulator.Act, error) { return w.line.Follow(who) }, "จองคิว"}

// booking is a conversation from จองคิว to จองสำเร็จ: first for who was never
// asked for name and phone, day and hour are the nth that are offered.
func booking(first bool, day, hour int) []step {
	steps := []step{
		says("จองคิว", "วารีบำบัด"),
		taps("booking.days", 1, "เลือกวัน"),
		taps("booking.times", day, "เลือกเวลา"),
	}
	if first {
		return append(steps,
			taps("booking.choose", hour, "รับทราบ"),
			taps("privacy.acknowledge", 1, "ขอชื่อ"),
			says("นางสมศรี ใจดี", "ขอเบอร์"),
			says("081-234-5678", "ยืนยันการจอง"),
			taps("booking.confirm", 1, "จองสำเร็จ"))
	}
	return append(steps, taps("booking.choose", hour, "ยืนยันการจอง"), taps("booking.confirm", 1, "จองสำเร็จ"))
}

func cancelling() []step {
	return []step{
		taps("booking.cancel?", 1, "ยืนยันการยกเลิก"),
		taps("booking.cancel_confirm", 1, "ยกเลิกแล้ว"),
	}
}

func (w *town) tap(who, action string, nth int) (simulator.Act, error) {
	w.mu.Lock()
	after := w.acted[who]
	w.mu.Unlock()
	shown, err := w.line.Messages(who, after)
	if err != nil {
		return simulator.Act{}, err
	}
	for i := len(shown) - 1; i >= 0; i-- {
		if shown[i].From != "bot" {
			continue
		}
		left := nth
		for _, b := range simulator.Buttons(shown[i].Message) {
			var a struct{ Type, Data, DisplayText string }
			if json.Unmarshal(b.Action, &a) != nil || a.Type != "postback" || !strings.HasPrefix(a.Data, action) {
				continue
			}
			if left--; left == 0 {
				return w.line.Postback(who, a.Data, a.DisplayText, nil)
			}
		}
	}
	return simulator.Act{}, fmt.Errorf("%s sees no button %d of %s", who, nth, action)
}

// answer waits for the bot's messages after a place in the chat and checks that
// one line of them says what the step wants.
func (w *town) answer(who string, s step, after int) error {
	w.mu.Lock()
	w.acted[who] = after
	w.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		came, err := w.line.Wait(ctx, who, after)
		if err != nil {
			return fmt.Errorf("%s %s: no answer within %s: %w\n%s", who, s.deed, patience, err, w.chat(who))
		}
		var read []string
		for _, e := range came {
			after = e.Seq // LINE's refusal of a used reply token is nothing that a resident sees
			if e.From == "bot" {
				read = append(read, e.Read...)
			}
		}
		if len(read) == 0 {
			continue
		}
		if !strings.Contains(strings.Join(read, "\n"), s.reads) {
			return fmt.Errorf("%s %s: the answer is %q, want %q in it\n%s", who, s.deed, read, s.reads, w.chat(who))
		}
		return nil
	}
}

// heard counts the bot's messages in a chat.
func (w *town) heard(who string) (n int) {
	shown, _ := w.line.Messages(who, 0)
	for _, e := range shown {
		if e.From == "bot" {
			n++
		}
	}
	return n
}

// chat is a chat's last entries, for a failure.
func (w *town) chat(who string) string {
	shown, _ := w.line.Messages(who, 0)
	var b strings.Builder
	for _, e := range shown[max(0, len(shown)-12):] {
		fmt.Fprintf(&b, "  %s %s %s", e.At.Format(time.TimeOnly), e.From, strings.Join(e.Read, " / "))
		if e.Refused != nil {
			fmt.Fprintf(&b, " refused: %s", e.Refused.Body)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// rows are the latest stored events and the lanes that are leased, for a failure.
func (w *town) rows() string {
	var rows []struct {
		Kind, Status, ReplyState, Fault string
		Attempts, Tries                 int
		LeasedIn, TryIn                 int64
	}
	now := time.Now().UnixMilli()
	err := w.look().DB(context.Background()).Raw(`SELECT e.kind, e.status, e.reply_state, e.fault, e.attempts, e.tries,
		l.leased_until - ? AS leased_in, e.next_try_at - ? AS try_in
		FROM inbox_events e JOIN lanes l ON l.id = e.lane_id ORDER BY e.received_at DESC LIMIT 5`, now, now).Scan(&rows).Error
	return fmt.Sprintf("latest events: %+v %v", rows, err)
}
