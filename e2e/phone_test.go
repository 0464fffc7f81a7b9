package e2e

// A resident books, sees the booking, cancels it; the nurse sees each step.

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tambon/text"
)

// start opens the demo's phones; ok is false where there is no browser and none is needed.
func start(t *testing.T) (s *screen, ok bool) {
	t.Helper()
	path, ok := found(t)
	if !ok {
		return nil, false
	}
	s = openBrowser(t, path, startDemo(t))
	s.open("/")
	return s, true
}

// tomorrow is the day as the day card's row names it.
func (d *demo) tomorrow() string { return text.Thai.Day(d.day) }

var numbered = regexp.MustCompile(`HY-25\d\d-\d{6}`)

func TestBookingByTapping(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	nurse := s.tab()
	nurse.open("/")
	nurse.do(front)
	nurse.tap(".links", "Console")
	nurse.do(chromedp.WaitVisible(chromedp.CSS("#desk")))
	s.do(front)
	s.picture("first-view-1440")
	somsri := s.person("somsri")
	number := booksByTapping(somsri, "09.30 น.", "สมศรี ใจดี", "๐๘๑-๒๓๔ ๕๖๗๘")

	tomorrow := "/console/desk?show=all&day=" + s.d.day.Format(time.DateOnly)
	nurse.reads(tomorrow, "สมศรี ใจดี", "09.30 น.")
	s.do(front)

	somsri.tap("การจองของฉัน")
	if said := somsri.hears("09.30 น.", "ยกเลิกการจอง"); !strings.Contains(said, number) {
		t.Errorf("การจองของฉัน should show %s; it says\n%s", number, said)
	}
	s.picture("list")
	somsri.tap("ยกเลิกการจอง")
	somsri.hears("ยืนยันการยกเลิก")
	s.picture("confirm-cancel")
	somsri.tap("ยืนยันการยกเลิก")
	somsri.hears("ยกเลิกแล้ว")
	s.picture("cancelled")
	nurse.open(tomorrow)
	if page := nurse.text(); strings.Contains(page, "สมศรี ใจดี") {
		t.Errorf("the console should not list %s after it was cancelled; it reads\n%s", number, page)
	}
	s.do(front)

	boonmee := s.person("boonmee")
	other := booksByTapping(boonmee, "10.30 น.", "บุญมี สุขใจ", "0898765432")
	if other == number {
		t.Errorf("two bookings should have two numbers, both are %s", number)
	}
	nurse.reads(tomorrow, "บุญมี สุขใจ", "10.30 น.")
	s.do(front)

	somsri.tap("จองคิว")
	somsri.hears("จองคิวบริการใด")
	somsri.tap("เมนู")
	somsri.hears("ต้องการใช้บริการใด")
	somsri.tap("แจ้งเหตุฉุกเฉิน")
	somsri.hears("1669", "191", "199")
	s.picture("emergency")
}

// booksByTapping goes from friend to จองสำเร็จ and returns the booking's number.
func booksByTapping(p *person, clock, name, phone string) string {
	p.t.Helper()
	p.tap("เพิ่มเพื่อน")
	p.hears("ยินดีต้อนรับ", "ต้องการใช้บริการใด")
	p.picture("menu")
	p.tap("จองคิว")
	p.hears("จองคิวบริการใด", "แพทย์แผนจีน")
	p.picture("services")
	p.tap("วารีบำบัด")
	p.hears("เลือกวัน")
	p.picture("days")
	p.tap(p.d.tomorrow())
	p.hears("เลือกเวลา")
	p.picture("times")
	p.tap(clock)
	p.hears("เรื่องข้อมูลส่วนตัว")
	p.picture("privacy")
	p.tap("รับทราบ")
	p.hears("ขอชื่อ")
	p.picture("ask-name")
	p.tap("พิมพ์ชื่อ")
	p.types(name)
	p.hears("ขอเบอร์โทร")
	p.tap("พิมพ์เบอร์โทร")
	p.types(phone)
	p.hears("ตรวจดูก่อนยืนยัน", name, clock)
	p.picture("summary")
	p.tap("ยืนยันการจอง")
	return p.booked(clock)
}

// booked reads the ticket and returns its number.
func (p *person) booked(clock string) string {
	p.t.Helper()
	said := p.hears("จองสำเร็จ", clock)
	p.picture("ticket")
	number := numbered.FindString(said)
	if number == "" {
		p.t.Fatalf("the ticket should carry a number such as HY-2569-000001; it says\n%s", said)
	}
	return number
}

func TestBookingByKeyboard(t *testing.T) {
	s, ok := start(t)
	if !ok {
		return
	}
	p := s.person("somsri")
	p.keys("เพิ่มเพื่อน")
	p.hears("ต้องการใช้บริการใด")
	p.keys("จองคิว")
	p.hears("จองคิวบริการใด", "แพทย์แผนจีน")
	p.keys("วารีบำบัด")
	p.hears("เลือกวัน")
	p.keys(s.d.tomorrow())
	p.hears("เลือกเวลา")
	p.keys("09.30 น.")
	p.hears("เรื่องข้อมูลส่วนตัว")
	p.keys("รับทราบ")
	p.hears("ขอชื่อ")
	p.keys("พิมพ์ชื่อ")
	p.types("สมศรี ใจดี")
	p.hears("ขอเบอร์โทร")
	p.keys("พิมพ์เบอร์โทร")
	p.types("081-234-5678")
	p.hears("ตรวจดูก่อนยืนยัน")
	p.keys("ยืนยันการจอง")
	p.booked("09.30 น.")
}

// text is what the page reads.
func (s *screen) text() string {
	s.t.Helper()
	return see[string](s, "the page's words", `eyes.plain(document.body.innerText)`)
}

// reads opens a page that must hold the words.
func (s *screen) reads(path string, words ...string) {
	s.t.Helper()
	s.do(front)
	s.open(path)
	page := s.text()
	for _, word := range words {
		if !strings.Contains(page, word) {
			s.t.Errorf("%s should show %q; it reads\n%s", path, word, page)
		}
	}
}
