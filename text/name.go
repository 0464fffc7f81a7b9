package text

// ReadName: a person's name out of what a resident typed.

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	maxNameClusters = 60
	maxNameWords    = 6
	// The longest Thai surnames have fewer; an unspaced sentence has more.
	maxWordClusters = 25
)

// ReadName is the name in s as it is kept and called: "ชื่อ นางสมศรี ใจดี ค่ะ" → "สมศรี ใจดี".
//
// A title (นาย น.ส. นายแพทย์ พ.ต.ท. คุณ ลุง Mr …) is dropped, a religious one (พระ, แม่ชี, ฮัจยี) stays. Emoji, what stands in
// brackets and politeness at the end fall away. Letters of any script, hyphen, apostrophe and dot may be in a name.
// Not ok: figures, links, other signs, fewer than two or more than 60 letters as people count them, more than six
// words, our own command words and plain sentences.
func ReadName(s string) (name string, ok bool) {
	if tooLong(s) {
		return "", false
	}
	name = bracketed.ReplaceAllString(Clean(s), " ")
	name = strings.Map(nameRune, name)
	if strings.ContainsRune(name, utf8.RuneError) {
		return "", false
	}
	name = trimName(name)
	name = trimName(introduced(name))
	name = trimName(courtesy.ReplaceAllString(name, ""))
	name = trimName(withoutTitle(name))
	// What was dropped may have stood between a letter and its mark.
	name = Clean(trimName(surnameWord.ReplaceAllString(name, " ")))
	if !looksLikeName(name) || saysSomethingElse(name) {
		return "", false
	}
	return name, true
}

var bracketed = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）`)

// nameRune keeps what may be in a name, drops pictures, and answers RuneError for what no name has.
func nameRune(r rune) rune {
	switch {
	case r == ' ', r == '-', r == '.', r == '\'', unicode.Is(unicode.Mn, r), unicode.Is(unicode.Mc, r):
		return r
	case r == '’', r == '‘', r == 'ʼ', r == '`':
		return '\''
	case r == '‐', r == '‑', r == '–':
		return '-'
	case r == ',', r == ':', r == '!', r == '"', r == '“', r == '”', r == '~':
		return ' '
	case r == 'ๆ':
		return utf8.RuneError
	case unicode.IsLetter(r):
		return r
	case unicode.In(r, unicode.So, unicode.Sk):
		return -1
	}
	return utf8.RuneError
}

func trimName(s string) string {
	return strings.Trim(strings.Join(strings.Fields(s), " "), " -'")
}

var (
	introduction = regexp.MustCompile(`(?i)^(?:(?:สวัสดี|หวัดดี)?(?:ค่ะ|คะ|ครับ|คับ|จ้า)?\s*)?(?:(?:(?:ขอ|อยาก|จะ)?จองให้|ให้|จองของ)?\s*(?:คุณแม่|คุณพ่อ|คุณยาย|คุณตา|ดิฉัน|กระผม|ข้าพเจ้า|ผม|ฉัน|หนู|เรา|แม่|พ่อ|ยาย|ตา|ลูกสาว|ลูกชาย|ลูก|ป้า|ลุง|น้า|พี่|น้อง|สามี|ภรรยา|ผู้รับบริการ|ผู้ป่วย|คนไข้)?(?:ค่ะ|คะ|ครับ|คับ)?\s*ชื่อ(?:จริง|เล่น)?\s*(?:ว่า|คือ)?\s*(?:(?:และ|กับ)?\s*[-]?\s*(?:นามสกุล|สกุล))?\s*(?:คือ|ว่า)?\s*|(?:my\s+)?name(?:\s+is)?\s+|i\s+am\s+|i'm\s+)`)
	courtesy     = regexp.MustCompile(`(?:\s*(?:นะครับ|นะคะ|นะค่ะ|นะคับ|ครับผม|ครับ|ค่ะ|คร้าบ|ค้าบ)|\s+(?:คะ|ค่า|คับ|จ้า|จ้ะ|จ๊ะ|จ๋า|นะ|เอง|ฮะ|(?i:krub|krab|kub|kha|ka)))+\.?$`)
	surnameWord  = regexp.MustCompile(`\s*นามสกุล\s*|\s+สกุล\s+`)
)

func introduced(s string) string {
	if at := introduction.FindStringIndex(s); at != nil {
		return s[at[1]:]
	}
	return s
}

// needsLetterBefore is true of a vowel or mark that cannot begin a Thai word.
func needsLetterBefore(r rune) bool {
	return mark(r) || r == saraA || r == saraAa || r == saraAm || r == 'ๅ'
}

func looksLikeName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > maxNameWords || uniseg.GraphemeClusterCount(s) > maxNameClusters || sameLetters(s) {
		return false
	}
	letters := 0
	for _, word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsLetter(r) || needsLetterBefore(r) || uniseg.GraphemeClusterCount(word) > maxWordClusters {
			return false
		}
		for _, r := range word {
			if unicode.IsLetter(r) && !needsLetterBefore(r) {
				letters++
			}
		}
	}
	return letters >= 2 && uniseg.GraphemeClusterCount(s) >= 2
}

// sameLetters is true of กกกก and the like.
func sameLetters(s string) bool {
	run, last := 0, rune(0)
	for _, r := range s {
		if r != last {
			run, last = 0, r
		}
		run++
		if run >= 4 {
			return true
		}
	}
	return false
}
