package setting

// The sentences that staff may reword: what residents read in LINE and in the
// privacy notice; not the console's, nor the words that always work.

import (
	"slices"
	"strings"

	"tambon/text"
)

// Topics are the first parts of the keys of sentences that staff may reword, in
// the order of showing.
func Topics() []string {
	return []string{"card", "flow", "booking", "danger", "privacy", "resident", "town", "talk", "kind", "group", "error"}
}

// staffOnly begin the keys of sentences under a resident's topic that staff alone read.
var staffOnly = []string{
	"booking.changed", "booking.not_begun", "booking.not_today", "booking.other_service", "booking.reason_", "booking.same_slot",
	"booking.slot_closed", "booking.step", "booking.undo_", "booking.undone", "booking.visit_over", "resident.find_short",
	"resident.name_wrong", "resident.phone_wrong",
}

// promised are words that stay in their sentences: by them a resident finds the
// last step of a flow, and hears that it worked.
var promised = map[string]string{
	"card.summary.confirm": "ยืนยันการจอง",
	"card.cancel.confirm":  "ยืนยันการยกเลิก",
	"card.erase.confirm":   "ยืนยัน",
	"card.ticket.title":    "จองสำเร็จ",
	"card.cancelled.title": "ยกเลิกแล้ว",
}

func mayReword(key string) bool {
	topic, _, _ := strings.Cut(key, ".")
	return slices.Contains(Topics(), topic) && !slices.ContainsFunc(staffOnly, func(p string) bool { return strings.HasPrefix(key, p) })
}

// ofNotice reports whether a sentence tells residents what becomes of their data,
// before they give it.
func ofNotice(key string) bool {
	return strings.HasPrefix(key, "card.privacy.") || strings.HasPrefix(key, "privacy.") && !strings.HasPrefix(key, "privacy.refused")
}

// faultsOfText judges a sentence by the rules of the catalogue, in both
// languages. The program fills the same placeholders whatever the words are.
func faultsOfText(key string, v Value) []Fault {
	said, known := text.Sentence(key)
	if !known {
		return []Fault{{Field: "th", Key: "setting.fault.unknown"}}
	}
	var faults []Fault
	for _, lang := range []text.Lang{text.Thai, text.English} {
		field := string(lang)
		for _, f := range text.Faults(lang, v[field]) {
			faults = append(faults, Fault{field, "setting.fault.text." + string(f.Kind), []any{"found", f.Found, "instead", f.Instead, "n", text.MaxSentence, "lines", text.MaxLines}})
		}
		want := text.Placeholders(said.In(lang))
		if got := text.Placeholders(v[field]); !slices.Equal(got, want) && len(faults) == 0 {
			fault := "setting.fault.text.placeholder"
			if len(want) == 0 {
				fault = "setting.fault.text.no_placeholder"
			}
			faults = append(faults, Fault{field, fault, []any{"names", strings.Join(want, " ")}})
		}
	}
	if word := promised[key]; !strings.Contains(v["th"], word) {
		faults = append(faults, Fault{"th", "setting.fault.text.promised", []any{"words", word}})
	}
	return faults
}

// A Sought is what to find among the sentences.
type Sought struct {
	Words   string // in either language, or of the key; empty: all
	Topic   string // one of Topics; empty: all
	Changed bool   // only what staff set
	After   string // the last key that was shown
}

// Sentences lists a page of the sentences that staff may reword, by key, and the
// key to go on after, empty at the end. total is how many were found in all.
func (t Town) Sentences(q Sought, limit int) (page []Held, more string, total int) {
	wanted := text.Fold(q.Words)
	for _, key := range text.Keys() {
		if topic, _, _ := strings.Cut(key, "."); !mayReword(key) || q.Topic != "" && topic != q.Topic {
			continue
		}
		h, _ := t.Held(TextKey(key))
		if q.Changed && !h.Set || wanted != "" && !strings.Contains(text.Fold(key+"\n"+h.Value["th"]+"\n"+h.Value["en"]), wanted) {
			continue
		}
		total++
		if key <= q.After || more != "" {
			continue
		}
		if len(page) == limit {
			more = strings.TrimPrefix(page[limit-1].Key, textPrefix)
			continue
		}
		page = append(page, h)
	}
	return page, more, total
}
