package bot

// Whether a message says that somebody is in danger, or only speaks of danger.
// The signs stand in word_danger_signs.go, what changes their meaning in
// word_danger_around.go.

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// How sure a message is of danger. A call too many costs a card, one too few a
// life: what is not plainly past or feared is now.
const (
	harmless  int = iota
	mentioned     // of what was, lasts, is feared or exaggerated
	urgent
)

// An alarm is what a message says of danger. Despair is about one's own life: it
// wants somebody to talk to first.
type alarm struct {
	level   int
	despair bool
}

// isDanger reports whether a message says that somebody is in danger now.
func isDanger(s string) bool { return alarmIn(s).level == urgent }

// alarmIn reads a message, all of it: cries stand at the end as often as not.
func alarmIn(s string) alarm {
	said := hear(s)
	u := sayingOf(said)
	a := alarm{level: max(
		u.loudest(english, nil),
		u.loudest(threats, nil),
		u.loudest(dying, exaggerated),
		u.loudest(falling, toppled),
		u.loudest(burning, lamp),
		u.numbers(),
		u.called(),
		u.cry(),
	)}
	if level := u.loudest(lives, nil); level > harmless && level >= a.level {
		a = alarm{level, true}
	}
	return a
}

// A saying is a heard message with and without its spaces: Thai sets them where
// it likes, in the middle of ไฟ ไหม้, and they still end a thought.
type saying struct {
	said   string
	closed string
	at     []int // where each byte of closed stands in said
}

func sayingOf(said string) saying {
	said = withoutInnocent(said)
	u := saying{said: said, at: make([]int, 0, len(said))}
	for i := range len(said) {
		if said[i] != ' ' {
			u.at = append(u.at, i)
		}
	}
	u.closed = closed(said)
	if clean := withoutInnocent(u.closed); clean != u.closed { // ลิ้น ชัก
		return sayingOf(clean)
	}
	return u
}

func withoutInnocent(said string) string {
	if !innocent.mayMatch(said) {
		return said
	}
	return innocent.rule.ReplaceAllString(said, "·")
}

// loudest is the level of the most alarming sign. What weakens these signs
// alone is given beside what weakens all.
func (u saying) loudest(signs []sign, weaker func(before, hit string) int) int {
	level := harmless
	for _, sign := range signs {
		if !sign.mayMatch(u.closed) {
			continue
		}
		for from := 0; from < len(u.closed) && level < urgent; {
			hit := sign.rule.FindStringIndex(u.closed[from:])
			if hit == nil {
				break
			}
			start, end := from+hit[0], from+hit[1]
			heard := u.level(start, end)
			if weaker != nil && heard > harmless {
				heard = min(heard, weaker(tail(u.closed[:start]), u.closed[start:end]))
			}
			level = max(level, heard)
			// Another sign may begin inside one that was denied.
			_, size := utf8.DecodeRuneInString(u.closed[start:])
			from = start + size
		}
	}
	return level
}

// level is what the words around a sign leave of it.
func (u saying) level(start, end int) int {
	begins, ends := u.at[start], u.at[end-1]+1
	before, after := tail(u.said[:begins]), head(u.said[ends:])
	switch {
	case cutsLetter(after), insideWord(before, u.said[begins:]), denied.MatchString(before):
		return harmless
	case spokenOf.MatchString(before) && !notSpokenOf.MatchString(before), lasting.MatchString(u.said[begins:ends] + after), isPast(before, after):
		return mentioned
	}
	return urgent
}

// insideWord is true where a Latin sign begins in the middle of a word.
func insideWord(before, sign string) bool {
	return latin.MatchString(sign) && latinEnd.MatchString(before)
}

var (
	latin    = regexp.MustCompile(`^[a-z]`)
	latinEnd = regexp.MustCompile(`[a-z]$`)
)

// isPast reports whether the thought in which a sign stands is of another time.
// A word of now begins a new thought: เป็นลมเมื่อปีก่อน ตอนนี้หมดสติ.
func isPast(before, after string) bool {
	if cuts := presently.FindAllStringIndex(before, -1); cuts != nil {
		before = before[cuts[len(cuts)-1][1]:]
	}
	if cut := presently.FindStringIndex(after); cut != nil {
		if again.MatchString(after[:cut[1]]) {
			return false
		}
		after = after[:cut[0]]
	}
	return past.MatchString(before) || past.MatchString(after)
}

// head is enough of what stands behind a sign to see what is said of it.
func head(after string) string {
	to := min(len(after), 150)
	for to < len(after) && !utf8.RuneStart(after[to]) {
		to++
	}
	return after[:to]
}

// numbers finds a number for danger that stands for itself, not for a house or a price.
func (u saying) numbers() int {
	for _, at := range figures.FindAllStringIndex(u.closed, -1) {
		before, after := tail(u.closed[:at[0]]), head(u.closed[at[1]:])
		if slices.Contains(hotlineNumbers, u.closed[at[0]:at[1]]) && !countedBefore.MatchString(before) && !countedBehind.MatchString(after) {
			return urgent
		}
	}
	return harmless
}

// called finds who is sent for: เรียกตำรวจ, or the bare ตำรวจ. พ่อเป็นตำรวจ calls nobody.
func (u saying) called() int {
	for _, form := range forms(u.said) {
		if slices.Contains(cries, strings.TrimRight(closed(form), "!.")) {
			return urgent
		}
	}
	return u.loudest(sentFor, nil)
}

// cry finds a cry for help. Over a form it is none: จองไม่เป็น ช่วยด้วย.
func (u saying) cry() int {
	level := u.loudest(cryings, nil)
	if level > harmless && business.MatchString(u.closed) {
		return harmless
	}
	return level
}
