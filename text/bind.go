package text

// Unbreakable spaces where a line must not end.

import "regexp"

const nbsp = "\u00a0"

// Each rule's first group is followed by the plain space that becomes unbreakable.
var bindings = []*regexp.Regexp{
	regexp.MustCompile(`([0-9๐-๙]) (?:น\.|` +
		`ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.|` +
		`มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|` +
		`ที่|คิว|คน|ครั้ง|ตัว|รูป|เรื่อง|ข้อ|ช่อง|นาที|ชั่วโมง|วัน|เดือน|ปี|สัปดาห์|บาท|` +
		`มิลลิเมตร|เซนติเมตร|เมตร|กิโลเมตร|กิโลกรัม|องศา|หลัง|ครัวเรือน|โมง|` +
		`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|` +
		`places?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|digits?\b|photos?\b|baht\b|cm\b|m\b|km\b)`),
	regexp.MustCompile(`((?:ค\.|พ\.|ย\.|คม|พันธ์|ยน|` +
		`[0-9][ \x{a0}](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)) (?:[0-9]{4}|[0-9]{2})(?:[^0-9.:]|$)`),
	regexp.MustCompile(`((?:หมู่|หมู่ที่|วันที่|คิวที่|โทร|บดีที่|จันทร์ที่|อังคารที่|พุธที่|ศุกร์ที่|เสาร์ที่|อาทิตย์ที่|Moo|Village)) [0-9๐-๙]`),
	regexp.MustCompile(`([^\s]) ๆ`),
}

// Bind puts U+00A0 between a number and its unit and within dates and hours (09.30 น., 26 พ.ย. 69, หมู่ 3, ว่าง 3 ที่).
//
// For message texts only; labels and altText stay plain. Binding twice changes nothing.
func Bind(s string) string {
	for _, rule := range bindings {
		out := make([]byte, 0, len(s)+8)
		from := 0
		for from < len(s) {
			m := rule.FindStringSubmatchIndex(s[from:])
			if m == nil {
				break
			}
			out = append(out, s[from:from+m[3]]...)
			out = append(out, nbsp...)
			// Go on right behind the space: what follows it may bind to its own right side too.
			from += m[3] + 1
		}
		s = string(append(out, s[from:]...))
	}
	return s
}
