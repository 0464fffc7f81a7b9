package text

// Titles before a name, which are dropped: นาย, นายแพทย์, พ.ต.ท., คุณยาย, ลุง.

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// What must stand before the parts of it, since the first that fits is taken.
	title = regexp.MustCompile(`^(?:นางสาว|น\.\s?ส\.|นส\.|เด็กชาย|เด็กหญิง|ด\.\s?ช\.|ด\.\s?ญ\.|ดช\.|ดญ\.|` +
		`นายสัตวแพทย์|สัตวแพทย์หญิง|สัตวแพทย์|ทันตแพทย์หญิง|ทันตแพทย์|นายแพทย์|แพทย์หญิง|เภสัชกรหญิง|เภสัชกร|นพ\.|พญ\.|ทพ\.|ทพญ\.|สพ\.|สพญ\.|ภก\.|ภญ\.|` +
		`(?:ผู้ช่วย|รอง)?ศาสตราจารย์|อาจารย์|ดร\.|ผศ\.|รศ\.|ศ\.|อ\.|ผู้ใหญ่บ้าน|กำนัน|` +
		`ว่าที่\s?(?:ร้อยตรี|ร้อยโท|ร้อยเอก|ร\.\s?[ตทอ]\.)|` +
		`(?:พล|พัน|ร้อย|เรือ|นาวา|พันจ่า|จ่าสิบ|จ่า|สิบ)(?:ตำรวจ|อากาศ)?(?:ตรี|โท|เอก)|ดาบตำรวจ|` +
		`(?:พล|[พรน])\.\s?(?:ต\.\s?)?[ตทอ]\.|จ\.\s?ส\.\s?[ตทอ]\.|ส\.\s?(?:ต\.\s?)?[ตทอ]\.|ด\.\s?ต\.|` +
		`คุณหญิง|นาย|นาง|คุณ|(?i:mr|mrs|ms|miss|master|dr)(?:\.|\s))\s*`)
	spacedTitle = regexp.MustCompile(`^(?:นส|ดช|ดญ|น\.ส|ด\.ช|ด\.ญ|หมอ|ครู)\s+`)
	// Longer words that begin like a title and are none, and titles of faith, which stay.
	notATitle = regexp.MustCompile(`^(?:นายก|คุณวุฒิ|คุณธรรม|คุณภัทร|คุณค่า|แม่ชี|แม่พระ|พ่อท่าน|พ่อหลวง)`)
	// Nobody is named the first; the second are names too, and mean a relative only
	// before a name and surname; ตา is often the beginning of a name.
	elder   = regexp.MustCompile(`^(?:(?:พ่อ|แม่|ผู้)เฒ่า|ยาย|แม่|พ่อ|ย่า|ปู่|ป้า|ลุง|น้า|พี่|คุณหมอ|คุณครู|ครู)\s*`)
	younger = regexp.MustCompile(`^(?:ตา|อา|น้อง|ลูก|หลาน|ลูกสาว|ลูกชาย)\s+`)
	grandpa = regexp.MustCompile(`^ตา(?:[ก-ฮ]|[เแโใไ])`)
	// ตา with a letter that may end it: ตาล, ตาบทิพย์, ตากสิน.
	longTa = regexp.MustCompile(`^ตา(?:[รลณฬ]|[กงดบนมยว](?:[ก-ฮ]|\s|$))`)
)

// withoutTitle drops titles, three at most (คุณนายแพทย์…), but not the beginning of a name (คุณากร, ตาล, แม่น).
func withoutTitle(s string) string {
	for range 3 {
		short, ok := cutTitle(s)
		if !ok {
			break
		}
		s = short
	}
	return s
}

func cutTitle(s string) (short string, ok bool) {
	if notATitle.MatchString(s) {
		return s, false
	}
	if at := elder.FindString(s); at != "" && begins(s[len(at):]) && syllable(s[len(at):]) && looksLikeName(s[len(at):]) {
		return s[len(at):], true
	}
	for _, rule := range []*regexp.Regexp{title, spacedTitle} {
		if at := rule.FindString(s); at != "" {
			return s[len(at):], begins(s[len(at):])
		}
	}
	if at := younger.FindString(s); at != "" {
		return s[len(at):], len(strings.Fields(s)) > 2 // ตา ใจดี is a name, ตา สมชาย ใจดี is not
	}
	rest := strings.TrimPrefix(s, "ตา")
	return rest, grandpa.MatchString(s) && !longTa.MatchString(s) && consonants(rest) > 2 // ตาทิพย์ is a name, ตาสมชาย is not
}

// begins reports whether a word can begin here: what is left is not a vowel or mark of the letter before.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || !needsLetterBefore(r)
}

// syllable reports whether the first word can be spoken: มี and ดำ can, the น of ป้าน cannot.
func syllable(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	return consonants(word) > 1 || utf8.RuneCountInString(tones.Replace(word)) > 1
}

// consonants counts those of the first word that are spoken, ห before another as one with it (หวาน has two).
func consonants(s string) int {
	word, _, _ := strings.Cut(s, " ")
	n := 0
	letters := []rune(silent.ReplaceAllString(word, ""))
	for i, r := range letters {
		leads := r == 'ห' && i+1 < len(letters) && strings.ContainsRune("งญนมยรลว", letters[i+1])
		if r >= 'ก' && r <= 'ฮ' && !leads {
			n++
		}
	}
	return n
}

// silent is a letter under its thanthakhat: the ย์ of ทิพย์.
var silent = regexp.MustCompile(`.[ิุ]?์`)

var tones = strings.NewReplacer("่", "", "้", "", "๊", "", "๋", "", "็", "", "์", "")
