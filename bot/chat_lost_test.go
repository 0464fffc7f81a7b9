package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"tambon/app/apptest"
	"tambon/line/simulator"
	"tambon/models"
	"tambon/services"
	"tambon/services/chat"
	"tambon/services/staff"
)

// TestALongChatLosesNothing is a chat of 500 messages, while LINE fails, loses its
// answers, and whoever sends dies between noting a try and making it: each word
// arrives once, in its order, on both sides.
func TestALongChatLosesNothing(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, nil)
		ctx := context.Background()
		r := w.LINE.AddResident(simulator.Resident{Name: "malee", DisplayName: "มาลี", Friend: true})
		by, err := w.Staff.Seed(ctx, "wanna", "วรรณา พรหมดี", staff.Grant{Role: staff.Officer, Scope: staff.Town})
		if err != nil {
			t.Fatal(err)
		}
		say := func(words string) {
			t.Helper()
			if _, err := w.LINE.Text(r.Name, words); err != nil {
				t.Fatal(err)
			}
		}
		say("ติดต่อเจ้าหน้าที่")
		w.Settled()
		var c models.Chat
		if err := w.Store.DB(ctx).Take(&c).Error; err != nil {
			t.Fatal(err)
		}
		kinds := []string{simulator.Lost, simulator.Error500, simulator.Lost500, simulator.Error429}
		var asked, answered, got []string
		seen := 0
		look := func() { // a phone keeps its newest messages only
			t.Helper()
			entries, err := w.LINE.Messages(r.Name, seen)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				seen = max(seen, e.Seq)
				var m struct{ Type, Text string }
				if err := json.Unmarshal(e.Message, &m); err == nil && e.From == "bot" && m.Type == "text" {
					got = append(got, m.Text)
				}
			}
		}
		for burst := range 25 {
			for i := range 10 {
				words := fmt.Sprintf("ถาม %d", burst*10+i)
				asked = append(asked, words)
				say(words)
			}
			w.Settled()
			for _, endpoint := range []string{"reply", "push"} {
				if err := w.LINE.Fault(simulator.Fault{Endpoint: endpoint, Kind: kinds[burst%len(kinds)], Count: 1 + burst%3}); err != nil {
					t.Fatal(err)
				}
			}
			for i := range 10 {
				words := fmt.Sprintf("ตอบ %d", burst*10+i)
				answered = append(answered, words)
				now, err := w.Chats.One(ctx, c.ID)
				if err != nil {
					t.Fatal(err)
				}
				act := chat.Act{ChatID: c.ID, Seen: now.Seq, By: services.Staff(by)}
				if err := w.Chats.Answer(ctx, chat.Answering{Act: act, Words: words, Pay: true, Key: fmt.Sprint("key", len(answered))}); err != nil {
					t.Fatal(err)
				}
				if i == burst%10 { // whoever counted this try died before making it
					if _, _, err := w.Chats.Next(ctx, c.ID); err != nil {
						t.Fatal(err)
					}
				}
			}
			for w.Count("SELECT count(*) FROM chat_messages WHERE delivery = 'ready'") > 0 {
				w.Exec("UPDATE river_job SET state = 'available' WHERE state = 'retryable'") // the pause before a retry is not waited for
				w.Advance(0)
			}
			look()
		}
		if !slices.Equal(got, answered) {
			t.Errorf("the phone shows %d answers; want the %d, each once and in order\n%v", len(got), len(answered), whereApart(got, answered))
		}
		lines, _, err := w.Chats.Thread(ctx, c.ID, 0, 2000)
		if err != nil {
			t.Fatal(err)
		}
		var heard []string
		for _, l := range lines {
			if l.Sender == "resident" && l.Said != "ติดต่อเจ้าหน้าที่" {
				heard = append(heard, l.Said)
			}
		}
		if !slices.Equal(heard, asked) {
			t.Errorf("staff read %d messages; want the %d, each once and in order\n%v", len(heard), len(asked), whereApart(heard, asked))
		}
		var lost []struct{ Way, Delivery, Fault string }
		if err := w.Store.DB(ctx).Raw("SELECT way, delivery, fault FROM chat_messages WHERE sender = 'staff' AND delivery <> 'sent'").Scan(&lost).Error; err != nil || len(lost) > 0 {
			t.Errorf("%d answers are not known to have arrived (%v): %v", len(lost), err, lost)
		}
	})
}

func whereApart(got, want []string) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Sprintf("at %d: %v instead of %v", i, got[min(i, len(got)):min(i+5, len(got))], want[min(i, len(want)):min(i+5, len(want))])
		}
	}
	return ""
}
