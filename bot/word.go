package bot

// What a typed message asks for, wherever the person is: the words that always
// work, yes and no, and small talk. The lists stand in word_lists.go.

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tambon/text"
)

// WordCancelBooking is "cancel my place": it opens the list, never cancels.
const WordCancelBooking Word = "cancelbooking"

// WordHow is "I cannot do this": it says how.
const WordHow Word = "how"

// Southern words that turn or ask; หม้าย would also sound like a horse.
var southern = strings.NewReplacer("หม้าย", "ไหม", "ม่าย", "ไม่")

// hear is a message as it is matched: folded, letters held down (จองงง) once,
// southern words in the standard ones. Digits stay: 555 is a laugh.
func hear(s string) string {
	folded := []rune(text.Fold(s))
	out := make([]rune, 0, len(folded))
	for i := 0; i < len(folded); {
		r, run := folded[i], 1
		for i+run < len(folded) && folded[i+run] == r {
			run++
		}
		i += run
		ends := unicode.Is(unicode.Thai, r) && (i == len(folded) || folded[i] == ' ')
		if !unicode.IsDigit(r) && (run > 2 || run == 2 && ends) {
			run = 1
		}
		for range run {
			out = append(out, r)
		}
	}
	return southern.Replace(string(out))
}

// opening is where a long message, folded, says what it wants; only danger is
// looked for in all of it.
func opening(s string) string {
	folded := text.Fold(s)
	n := 0
	for i := range folded {
		if n++; n > 300 {
			return folded[:i]
		}
	}
	return folded
}

// closed is a message without its spaces, which Thai sets where it likes.
func closed(s string) string { return strings.ReplaceAll(s, " ", "") }

// wordOf returns the word that a message is, bare or with politeness and a
// request around it (ขอเมนูหน่อยค่ะ); "" for none.
func wordOf(s string) Word {
	for _, form := range forms(hear(opening(s))) {
		if w, ok := words[closed(form)]; ok {
			return w
		}
	}
	return ""
}

// wordIn returns the word that a message is but for one slip of the finger, or
// that stands in a longer one; "" for none.
func wordIn(s string) Word {
	said := hear(opening(s))
	for _, form := range forms(said) {
		if w := nearWord(closed(form)); w != "" {
			return w
		}
	}
	close := closed(said)
	for _, c := range contained {
		if asks(c.rule, said) || asks(c.rule, close) {
			return c.word
		}
	}
	return ""
}

var moves = regexp.MustCompile(`เลื่อน|เปลี่ยน`)

var weather = regexp.MustCompile(`(?:ฝน|พายุ)(?:จะ)?(?:ตก|เข้า|มา|แรง|หยุด)|อากาศ|\b(?:weather|rain)\b`)

// aboutElse reports whether a message is about another subject of the menu than
// bookings, bookings that were made, or the weather, whatever day it names.
func aboutElse(s string) bool {
	heard := hear(opening(s))
	if weather.MatchString(heard) {
		return true
	}
	switch wordIn(s) {
	case WordBookings:
		return !moves.MatchString(heard) // "เปลี่ยนวันนัดเป็นพรุ่งนี้" may be of the one in the making
	case WordComplaint, WordFollow, WordNews, WordHealthInfo, WordHealthList, WordStaff:
		return true
	}
	return false
}

// asks reports whether a rule matches where nothing before it says no.
func asks(rule pattern, said string) bool {
	for _, at := range rule.FindAllStringIndex(said, -1) {
		if !refused.MatchString(tail(said[:at[0]])) && !cutsLetter(said[at[1]:]) {
			return true
		}
	}
	return false
}

// tail is enough of what stands before a match to see what it is said of.
func tail(before string) string {
	from := max(0, len(before)-150)
	for from > 0 && from < len(before) && !utf8.RuneStart(before[from]) {
		from++
	}
	return before[from:]
}

// cutsLetter is true where a match ends inside a letter and its marks: ช่วยที in ช่วยที่.
func cutsLetter(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.Is(unicode.Mn, r)
}

// most is how many polite words are taken from either end of a message.
const most = 8

// forms is a heard message, then with ever more polite words taken from its end,
// then with requests taken from its beginning. It has one form at least.
func forms(said string) []string {
	list := []string{said}
	for range most {
		short := trimTail(said)
		if short == said || short == "" {
			break
		}
		said = short
		list = append(list, said)
	}
	for range most {
		short := trimLead(said)
		if short == said || short == "" {
			break
		}
		said = short
		list = append(list, said)
	}
	return list
}

// bare is a folded message without the polite words and the request around it.
func bare(folded string) string {
	list := forms(folded)
	return list[len(list)-1]
}

func trimTail(said string) string {
	if short := strings.TrimRightFunc(said, picture); short != said {
		return short
	}
	for _, w := range tails {
		if short, ok := strings.CutSuffix(said, w); ok {
			return strings.TrimSpace(short)
		}
	}
	return said
}

func trimLead(said string) string {
	if short := strings.TrimLeftFunc(said, picture); short != said {
		return short
	}
	for _, w := range leads {
		if short, ok := strings.CutPrefix(said, w); ok && !cutsLetter(short) {
			return strings.TrimSpace(short)
		}
	}
	return said
}

// picture is true of emoji, what joins and colours them, and the space beside them.
func picture(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk, unicode.Variation_Selector) || unicode.IsSpace(r)
}

// isSmallTalk reports whether a message is nothing but kindness, or begins so.
func isSmallTalk(s string) bool { return onlySmallTalk(s) || greeting.MatchString(hear(opening(s))) }

// onlySmallTalk reports whether a message is nothing but kindness: it asks for nothing.
func onlySmallTalk(s string) bool { return smallTalk.MatchString(hear(opening(s))) }

func isYes(s string) bool  { return says(s, yesWords) && !isNo(s) }
func isNo(s string) bool   { return says(s, noWords) }
func isEdit(s string) bool { return says(s, editWords) || editing.MatchString(hear(opening(s))) }

// says reports whether a message is one of the words, with politeness around it;
// in the longer words a wrong tone mark is forgiven (ยื่นยัน).
func says(s string, list []string) bool {
	return slices.ContainsFunc(forms(hear(opening(s))), func(form string) bool {
		form = closed(form)
		return slices.ContainsFunc(list, func(w string) bool {
			return form == w || utf8.RuneCountInString(w) >= 5 && toneless(form) == toneless(w)
		})
	})
}
