package text

// What the readers share: number words, the edges of a word in unspaced Thai, and taking a match out of a sentence.

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading says how sure a reader is.
type Reading int

// None: not this kind of thing. Sure: exactly one meaning. Ask: this kind of thing, but with two meanings or none
// that exists (32 พ.ย.), so ask back. Not: the one thing that is refused (ไม่เอา 9 โมง), so offer the others.
const (
	None Reading = iota
	Sure
	Ask
	Not
)

// Longer texts are stories, not answers.
const maxRunes = 200

func tooLong(s string) bool {
	return len(s) > maxRunes*utf8.UTFMax || utf8.RuneCountInString(s) > maxRunes
}

// numeral matches 0–99 in folded figures or 1–59 in words.
const numeral = `(?:\d{1,2}|(?:ยี่สิบ|ยี่สิป|สามสิบ|สี่สิบ|ห้าสิบ|สิบ)(?:เอ็ด|เอด|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|เจด|แปด|เก้า)?|` +
	`หนึ่ง|นึง|สอง|สาม|สี่|ห้า|หก|เจ็ด|เจด|แปด|เก้า)`

var units = []struct {
	word string
	n    int
}{
	{"เอ็ด", 1},
	{"เอด", 1},
	{"หนึ่ง", 1},
	{"นึง", 1},
	{"สอง", 2},
	{"สาม", 3},
	{"สี่", 4},
	{"ห้า", 5},
	{"หก", 6},
	{"เจ็ด", 7},
	{"เจด", 7},
	{"แปด", 8},
	{"เก้า", 9},
}

// numeralValue is the number that a match of numeral stands for.
func numeralValue(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	tens, rest, ten := strings.Cut(strings.ReplaceAll(s, "สิป", "สิบ"), "สิบ")
	if !ten {
		return unitValue(s)
	}
	n := 10
	switch tens {
	case "":
	case "ยี่":
		n = 20
	default:
		n = 10 * unitValue(tens)
	}
	return n + unitValue(rest)
}

func unitValue(s string) int {
	for _, u := range units {
		if u.word == s {
			return u.n
		}
	}
	return 0
}

// The politeness that may end an answer, folded.
const polite = `(?:\s*(?:นะ|น่ะ|ครับผม|ครับ|คับ|คร้าบ|ค้าบ|ค่ะ|คะ|ค่า|ค้ะ|ขา|จ้า|จ้ะ|จ๊ะ|จ๋า|ฮะ|ฮับ|ล่ะ|ละ|แหละ|เลย|please|pls|krub|krab|kub|kha|ka)|\s*[.!~,])*`

// Thai writes no spaces, so a short word (เสาร์, พุธ) counts only where these may stand next to it.
var (
	leads = regexp.MustCompile(`(?:วัน|ขอ|เอา|จอง|เป็น|ไป|มา|ได้|สะดวก|ว่าง|เช้า|บ่าย|เย็น|ค่ำ|อยาก|หรือ|รึ|คือ|ตรง|เฉพาะ|มี|นัด|เลือก|ให้|ถึง|และ|กับ|ต่าง|ตอน|ทุก|คิว|ก่อน|หลัง|โมง|ครึ่ง|ทุ่ม|เที่ยง|นาที|แล้ว|งั้น)$`)
	// ดี and ไป would swallow names; ดีไหม and ได้ไหม are questions.
	follows = regexp.MustCompile(`^(?:นี้|นี่|หน้า|ถัด|ต่อไป|ที่|ได้|ตอน|เช้า|บ่าย|เย็น|ค่ำ|สาย|เวลา|เที่ยง|ก่อน|หลัง|ครับ|คับ|ค่ะ|คะ|ค่า|ค้ะ|คร้าบ|จ้า|จ้ะ|จ๊ะ|นะ|น่ะ|ก็|ดีไหม|ดีมั้ย|ดีกว่า|ว่าง|มี|ไป|มา|แล้ว|หรือ|รึ|โอเค|เลย|แหละ|ละ|ล่ะ|ไหม|มั้ย|มัย|ไม่|ฮะ|กี่|และ|กับ|สัก|ซัก|ประมาณ|จะ|อ่ะ|อะ|จอง|ขอ|เอา|สะดวก|คิว|เป็น|` +
		`บ่าย|ตี|(?:ยี่)?สิบ|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)`)
)

func startsWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !thaiLetter(r) && !unicode.IsLetter(r) || leads.MatchString(before)
}

func endsWord(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || !thaiLetter(r) || follows.MatchString(after)
}

// thaiLetter is true of a letter, vowel or mark, not of ฿, ๆ, ฯ or a digit.
func thaiLetter(r rune) bool {
	return thaiRune(r) && r != '฿' && r != 'ๆ' && r != 'ฯ' && r < '๏'
}

// taken stands for a part of the sentence that a rule has understood already.
const taken = "¦"

// take offers each match of rule in s to accept, with what stands before and after it, and returns s without the accepted ones.
// accept answers how many bytes of after belong to the match too, or a negative number to leave it.
func take(s string, rule *regexp.Regexp, accept func(m []string, before, after string) int) string {
	for from := 0; from <= len(s); {
		at := rule.FindStringSubmatchIndex(s[from:])
		if at == nil {
			break
		}
		for i := range at {
			if at[i] >= 0 {
				at[i] += from
			}
		}
		m := make([]string, len(at)/2)
		for i := range m {
			if at[2*i] >= 0 {
				m[i] = s[at[2*i]:at[2*i+1]]
			}
		}
		more := accept(m, s[:at[0]], s[at[1]:])
		if more < 0 {
			_, size := utf8.DecodeRuneInString(s[at[0]:])
			from = at[0] + max(size, 1)
			continue
		}
		s = s[:at[0]] + taken + s[at[1]+more:]
		from = at[0] + len(taken)
	}
	return s
}

// figureEdge is true where no digit, dot, colon, slash or dash ties a number to a longer one.
func figureEdge(before, after string) bool {
	return !tiedBefore.MatchString(before) && !tiedAfter.MatchString(after)
}

var (
	tiedBefore = regexp.MustCompile(`\d$|\d[.:/,\-–—+]$|^[\-+]$`)
	tiedAfter  = regexp.MustCompile(`^\d|^[.:/,\-–—]\d`)
)

// A text that says no, other than "… or not?" and "not later than".
var (
	orNot   = regexp.MustCompile(`(?:หรือ|รึ)\s*(?:ไม่|เปล่า)|ไม่เกิน|ไม่เป็นไร`)
	denial  = regexp.MustCompile(`ไม่|ม่าย|ยกเว้น|\b(?:not|no|except|can't|cannot)\b`)
	bounded = regexp.MustCompile(`(?:ก่อน|หลัง|หลังจาก|ตั้งแต่|ภายใน|ไม่เกิน|จนถึง|ยกเว้น|\b(?:before|after|until|by|from))\s*(?:วัน|เวลา|ตอน|ที่|วันที่)?\s*$`)
)

// A thing refused and, behind it, the one that is wanted instead: พรุ่งนี้ไม่ว่าง เอามะรืนแทน, ไม่เอา 9 โมง ขอ 10 โมง.
// Where nothing links the two, ไม่เอาวันพุธ วันศุกร์ได้ไหม, the one refused is written close to its refusal.
var wishes = []*regexp.Regexp{
	regexp.MustCompile(`(ไม่ว่าง|ไม่ได้|ไม่สะดวก|ไม่ทัน|ไม่เหมาะ|ติดธุระ)` + pause + `(?:` + instead + `|\s)\s*(.+)$`),
	regexp.MustCompile(`(?:ไม่เอา|ไม่ใช่)\s*(\S.*?)` + pause + `(?:` + instead + `)\s*(.+)$`),
	regexp.MustCompile(`(?:ไม่เอา|ไม่ใช่)(\S+)\s+(.+)$`),
}

const (
	instead = `เปลี่ยนเป็น|ขอเป็น|เอาเป็น|เป็น|เอา|ขอ|จอง|แต่|งั้น`
	pause   = `(?:ค่ะ|คะ|ครับ|คับ|แล้ว|\s|,|แต่|งั้น)*`
)

// "ไม่เอาเวลา 9 โมง" refuses 9 โมง, not the word before it.
var onlyNoun = regexp.MustCompile(`^(?:วันที่|วัน|เวลา|ตอน|ช่วง|รอบ|ที่)$`)

// wishBehindRefusal is what a folded text wants in place of what it refuses, "" when it refuses nothing or wants nothing else.
func wishBehindRefusal(folded string) string {
	for _, rule := range wishes {
		if m := rule.FindStringSubmatch(folded); m != nil && !onlyNoun.MatchString(m[1]) && !denies(m[2]) {
			return m[2]
		}
	}
	return ""
}

// refusesTaken is true where the part of a sentence that a rule has understood is what the sentence says no to.
var refusesTaken = regexp.MustCompile(`(?:ไม่(?:เอา|ใช่|จอง|ไป|มา|อยากได้|อยากไป|สะดวก|ว่าง|ต้องการ)|ยกเว้น|\b(?:not|except))\s*(?:วัน|เวลา|ตอน|รอบ|ที่|on|at|\s)*` + taken +
	`|` + taken + `(?:\s|,|ก็|นี้|ที่|ผม|ฉัน|หนู|เรา|แม่|พ่อ|คง|น่าจะ|จะ|ไป|มา|ค่ะ|คะ|ครับ|น\.)*(?:ไม่(?:เอา|ใช่|จอง|ว่าง|สะดวก|ทัน|ไหว|ไป|มา)|ไม่ได้(?:$|\s|,|[ก-ฮ]รับ|คับ|ค่ะ|คะ|จ้า|นะ|แล้ว|แน่|เพราะ|ขอ|เอา|แต่)|ติดธุระ|\b(?:can't|cannot|not))`)

func denies(folded string) bool {
	return denial.MatchString(orNot.ReplaceAllString(folded, ""))
}
