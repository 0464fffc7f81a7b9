package e2e

// How the pages look and read: to eyes that need large letters, in the dark, on
// narrow windows, and to axe.

import (
	"strconv"
	"strings"
	"testing"
)

func TestPagesAreAccessible(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.accessible("first view")
	p := s.person("somsri")
	p.tap("เพิ่มเพื่อน")
	p.hears("ต้องการใช้บริการใด")
	s.accessible("menu")
	p.tap("จองคิว")
	p.hears("จองคิวบริการใด", "แพทย์แผนจีน")
	p.tap("วารีบำบัด")
	p.hears("เลือกวัน")
	p.tap(s.d.tomorrow())
	p.hears("เลือกเวลา")
	s.accessible("services, days, times")
	p.tap("09.30 น.")
	p.hears("เรื่องข้อมูลส่วนตัว")
	for _, theme := range []string{"light", "dark"} {
		for _, width := range []int64{1440, 390} {
			s.look(theme, width, 844)
			for _, path := range []string{"/", "/console/", "/privacy", "/privacy?lang=en"} {
				where := strings.Join([]string{path, theme, strconv.FormatInt(width, 10)}, " ")
				s.open(path)
				if path == "/" {
					see[bool](s, "the phone", `eyes.until(() => eyes.told(%v, 0).includes('เรื่องข้อมูลส่วนตัว'))`, p.phone)
					s.do(front)
				}
				s.accessible(where)
				s.straight(where)
			}
		}
	}
	s.look("dark", 390, 844)
	s.open("/")
	s.picture("phone-390-dark")
	s.look("light", 390, 844)
	s.open("/")
	s.picture("phone-390-light")
	s.tap("main", "Developer")
	s.straight("developer at 390")
	s.accessible("developer at 390")
	s.picture("developer-390")
}

// A phone at 200 % letters, 360 px wide: every card stays whole, nothing is
// squeezed to a letter a line, the page does not move sideways.
func TestLargeLetters(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	s.look("light", 360, 740)
	s.open("/")
	s.do(front)
	see[bool](s, "letters at 200 percent", `(() => {
		const size = eyes.control('.tools', 'Size of the letters');
		size.value = '200';
		return size.dispatchEvent(new Event('change'));
	})()`)
	p := s.person("somsri")
	check := func(card string) {
		t.Helper()
		p.straight(card)
		if squeezed := see[[]string](s, "the letters", `eyes.squeezed(%v)`, p.phone); len(squeezed) > 0 {
			t.Errorf("%s: squeezed at 200 %%: %s", card, strings.Join(squeezed, " · "))
		}
		p.picture("large-" + card)
	}
	p.tap("เพิ่มเพื่อน")
	p.hears("ต้องการใช้บริการใด")
	check("menu")
	p.tap("จองคิว")
	p.hears("จองคิวบริการใด", "แพทย์แผนจีน")
	check("services")
	p.tap("วารีบำบัด")
	p.hears("เลือกวัน")
	check("days")
	p.tap(s.d.tomorrow())
	p.hears("เลือกเวลา")
	check("times")
	p.tap("13.00 น.")
	p.hears("เรื่องข้อมูลส่วนตัว")
	check("privacy")
	p.tap("รับทราบ")
	p.hears("ขอชื่อ")
	p.tap("พิมพ์ชื่อ")
	p.types("สมศรี ใจดี")
	p.hears("ขอเบอร์โทร")
	p.tap("พิมพ์เบอร์โทร")
	p.types("0812345678")
	p.hears("ตรวจดูก่อนยืนยัน")
	check("summary")
	p.tap("ยืนยันการจอง")
	p.booked("13.00 น.")
	check("ticket")
}
