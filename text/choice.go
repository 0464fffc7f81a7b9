package text

// ReadChoice: the number of the option a resident answers with.

import (
	"regexp"
	"strings"
)

var (
	choice = regexp.MustCompile(`^(?:(?:ขอ|เอา|เลือก|กด|ตอบ|ข้อที่|ข้อ|อันที่|อัน|ตัวที่|ตัวเลือกที่|ตัวเลือก|หมายเลข|เบอร์|เลข|ลำดับที่|ลำดับ|แบบที่|รอบที่|รอบ|ช่องที่|ช่อง|รายการที่|บริการที่|คนที่|ที่|เป็น|the|option|number|no\.?|choose|choice|#|\()\s*)*` +
		`(` + numeral + `|(?:วัน|เวลา|บริการ|คิว)?(?:แรก(?:สุด)?|สุดท้าย|ท้ายสุด|หลังสุด)|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|last)(?:\s+one)?\s*[.)\]]?` + polite + `$`)
	englishNumbers = [...]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)

// Last is the choice of the last option, however many there are.
const Last = -1

// ReadChoice is the number, 1 to 99, of an answer that is nothing but a choice: 2, ๒, ข้อ 2, อันที่สอง, "เอา 2 ค่ะ";
// Last for อันสุดท้าย.
//
// A number with a unit (9 โมง, 2 คน) or inside a sentence is no choice.
func ReadChoice(s string) (n int, ok bool) {
	if tooLong(s) {
		return 0, false
	}
	m := choice.FindStringSubmatch(Fold(s))
	if m == nil {
		return 0, false
	}
	switch {
	case strings.Contains(m[1], "แรก"), m[1] == "first":
		return 1, true
	case strings.HasSuffix(m[1], "ท้าย"), strings.HasSuffix(m[1], "ท้ายสุด"), strings.HasSuffix(m[1], "หลังสุด"), m[1] == "last":
		return Last, true
	case m[1] == "second":
		return 2, true
	case m[1] == "third":
		return 3, true
	}
	for i, word := range englishNumbers {
		if m[1] == word {
			return i + 1, true
		}
	}
	n = numeralValue(m[1])
	return n, n >= 1 && n <= 99
}
