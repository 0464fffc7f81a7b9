package text

// What a sentence must be, whoever writes it: the catalogue's and a town's own.

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Fault is what is wrong with a sentence.
type Fault struct {
	Kind    FaultKind
	Found   string // the words or sign that are wrong; may be empty
	Instead string // what the house says in their place; may be empty
}

// A FaultKind names a rule of sentences.
type FaultKind string

// The rules that a sentence may break.
const (
	FaultEmpty       FaultKind = "empty"
	FaultLong        FaultKind = "long"        // more than MaxSentence letters, or MaxLines lines
	FaultVoice       FaultKind = "voice"       // a word that the house does not use
	FaultSpace       FaultKind = "space"       // white space at an end of a line, or two spaces
	FaultHidden      FaultKind = "hidden"      // a sign that nobody sees
	FaultBrace       FaultKind = "brace"       // a brace outside a {placeholder}
	FaultMarkup      FaultKind = "markup"      // < or >: a phone would show it as it is
	FaultPlaceholder FaultKind = "placeholder" // not the placeholders that the program fills
)

// MaxSentence and MaxLines bound a sentence: no card and no page has room for more.
const (
	MaxSentence = 300 // letters with their marks counted apart
	MaxLines    = 8
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// Placeholders lists the {names} of a sentence, each once, sorted.
func Placeholders(sentence string) []string {
	found := placeholder.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Each pattern with what the house says instead (CONTRIBUTING.md, Sentences).
var forbidden = []struct {
	rule    *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`ค่ะ|นะคะ|ครับ|ดิฉัน|(?:^|[^เ])จ้า|จ้ะ|นะจ๊ะ`), "ไม่ลงท้าย ไม่แทนตัวว่า ผม ดิฉัน"},
	{regexp.MustCompile(`คลิก|คลิ้ก|แตะ`), "กด"},
	{regexp.MustCompile(`บุ๊ก|สำรองสิทธิ์`), "จองคิว"},
	{regexp.MustCompile(`สล็อต|โควตา|โควต้า`), "ที่ว่าง"},
	{regexp.MustCompile(`แคนเซิล`), "ยกเลิกการจอง"},
	{regexp.MustCompile(`เวตลิสต์|เวทลิสต์`), "คิวสำรอง"},
	{regexp.MustCompile(`แอดมิน|จนท\.`), "เจ้าหน้าที่"},
	{regexp.MustCompile(`คนไข้`), "ผู้รับบริการ"},
	{regexp.MustCompile(`ดาต้า`), "ข้อมูลส่วนตัว"},
	{regexp.MustCompile(`(?i)error|ล้มเหลว`), "ระบบขัดข้อง"},
	{regexp.MustCompile(`โลเคชั่?น`), "ตำแหน่ง"},
	{regexp.MustCompile(`คนแก่|คนชรา|ต่างด้าว`), "ผู้สูงอายุ, แรงงานข้ามชาติ"},
	{regexp.MustCompile(`ผิดนัด|เบี้ยว`), "ไม่ได้มาตามนัด"},
	{regexp.MustCompile(`อนุญาติ|สังเกตุ|ปรากฎ|แชท|ลิ้งค์|ลิงค์|แอพ|อัพเดท|อัพเดต|สติ๊กเกอร์`), "อนุญาต สังเกต ปรากฏ แชต ลิงก์ แอป อัปเดต สติกเกอร์"},
	{regexp.MustCompile(`แขก|🙏|🐶|🐷|🍺`), "คำหรือรูปที่ใช้ได้กับทุกศาสนา"},
	{regexp.MustCompile(`[๐-๙]`), "0-9"},
	{regexp.MustCompile(`เเ|ํา`), "แ และ ำ ที่พิมพ์ครั้งเดียว"},
	{regexp.MustCompile(`[0-9] ?นาฬิกา|[0-9]:[0-9]{2}`), "09.30 น."},
}

// Faults is what is wrong with a sentence in a language; nothing where it is right.
func Faults(l Lang, sentence string) []Fault {
	if strings.TrimSpace(sentence) == "" {
		return []Fault{{Kind: FaultEmpty}}
	}
	var faults []Fault
	add := func(kind FaultKind, found, instead string) { faults = append(faults, Fault{kind, found, instead}) }
	if utf8.RuneCountInString(sentence) > MaxSentence || strings.Count(sentence, "\n") >= MaxLines {
		add(FaultLong, "", "")
	}
	if l != English {
		for _, f := range forbidden {
			if found := f.rule.FindString(sentence); found != "" {
				add(FaultVoice, found, f.instead)
			}
		}
	}
	if strings.Trim(sentence, " \n\t") != sentence || strings.Contains(sentence, "  ") || strings.Contains(sentence, " \n") {
		add(FaultSpace, "", "")
	}
	if strings.ContainsFunc(sentence, unseen) {
		add(FaultHidden, "", "")
	}
	if bare := placeholder.ReplaceAllString(sentence, ""); strings.ContainsAny(bare, "{}") {
		add(FaultBrace, "", "")
	}
	if strings.ContainsAny(sentence, "<>") {
		add(FaultMarkup, "", "")
	}
	return faults
}

// unseen is true of a sign that no reader sees; spaces are bound by Bind alone.
func unseen(r rune) bool {
	return r != '\n' && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar || r == '\u00a0')
}

// CleanLines is s as it is kept where lines matter: each line as Clean makes it,
// without empty ones at either end.
func CleanLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
