package e2e

// The console's doors: from the terminal's link to a nurse who comes in by an
// invitation, by keyboard and screen reader as by eye.

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/pquerna/otp/totp"
)

const password = "ปลากระบอก ย่าง สามตัว"

func TestDoors(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t, "--public")
	boss := openBrowser(t, path, d)
	boss.refusals.Store(true)
	boss.look("light", 1280, 900)
	boss.open("/console/")
	boss.on("เข้าสู่ระบบ")
	boss.picture("door-sign-in")

	boss.open(d.link)
	boss.on("เริ่มใช้ระบบ")
	boss.visited("door-set-up")
	boss.fill("name", "อารีย์ พรหมแก้ว", "login", "aree", "password", "สั้น")
	boss.sends()
	boss.on("รหัสผ่านต้องมี 12 ตัวอักษรขึ้นไป")
	boss.visited("door-set-up-refused")
	boss.fill("password", password)
	boss.sends()
	secret := boss.enrols()

	boss.on("จดรหัสกู้คืนไว้")
	boss.visited("door-codes")
	boss.follow("เก็บแล้ว ไปต่อ")
	boss.on("งานวันนี้")
	boss.visited("home")
	boss.follow("เจ้าหน้าที่และสิทธิ์")
	boss.on("เชิญเจ้าหน้าที่")
	boss.visited("people")
	boss.follow("หน้าที่ใดทำอะไรได้")
	boss.visited("people-roles")
	boss.open("/console/people")
	boss.follow("เชิญเจ้าหน้าที่")
	boss.visited("people-invite")
	boss.fill("name", "นางสาวสุดารัตน์ ชูแก้ว")
	boss.ticks("reception centre:pakphun")
	boss.visited("people-invite-filled")
	boss.sends()
	boss.on("ลิงก์สำหรับเข้าครั้งแรก")
	boss.visited("people-link")
	link := strings.TrimPrefix(see[string](boss, "the link", `document.getElementById('link').value`), d.url)

	nurse := openBrowser(t, path, d)
	nurse.refusals.Store(true)
	nurse.look("dark", 820, 1100)
	nurse.open(link + "?lang=th")
	nurse.on("สุดารัตน์ ชูแก้ว")
	nurse.visited("door-invited")
	nurse.fill("login", "sudarat", "password", password)
	nurse.sends()
	hers := nurse.enrols()
	nurse.follow("เก็บแล้ว ไปต่อ")
	nurse.on("คิววันนี้")
	nurse.open("/console/people")
	nurse.on("ไม่มีสิทธิ์")
	nurse.visited("door-forbidden")
	nurse.open("/console/home")
	nurse.on("รอเราอยู่")
	nurse.visited("home-nurse")
	nurse.open("/console/me")
	nurse.on("บัญชีของฉัน")
	nurse.visited("me")

	// A phone, a wrong password, the right one, and the paper in place of the app.
	nurse.presses("ออก")
	nurse.look("light", 390, 844)
	nurse.on("เข้าสู่ระบบ")
	nurse.fill("login", "sudarat", "password", "ปลากระบอก ทอด สามตัว")
	nurse.sends()
	nurse.on("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูก")
	nurse.visited("door-wrong")
	nurse.fill("password", password)
	nurse.sends()
	nurse.on("ใส่รหัสจากแอป")
	nurse.visited("door-second")
	d.call("clock", map[string]any{"advance": "1m"}, nil)
	nurse.fill("code", d.code(hers))
	nurse.sends()
	nurse.on("คิววันนี้")

	// An hour later a dangerous act asks again; then the nurse is let go.
	d.call("clock", map[string]any{"advance": "1h"}, nil)
	boss.open("/console/people")
	boss.follow("สุดารัตน์ ชูแก้ว")
	boss.visited("person")
	boss.follow("ระงับบัญชี")
	boss.on("ยืนยันอีกครั้ง")
	boss.visited("prove")
	boss.fill("code", d.code(secret))
	boss.sends()
	boss.on("ระงับบัญชีของ สุดารัตน์ ชูแก้ว")
	boss.visited("person-suspend")
	boss.presses("ระงับบัญชี 1 คน")
	boss.on("ระงับแล้ว")
	nurse.open("/console/")
	nurse.on("เข้าสู่ระบบ")

	// All of it stands in the log.
	boss.look("light", 1280, 900)
	boss.open("/console/audit")
	boss.on("ระงับบัญชี")
	boss.on("ใส่รหัสผิด")
	boss.visited("audit")
	boss.look("dark", 390, 844)
	boss.open("/console/audit?lang=en")
	boss.on("Suspend an account")
	boss.visited("audit-en")

	// The machine room: LINE answers, and every promise is counted one after the other.
	boss.look("light", 1280, 900)
	boss.open("/console/machine?lang=th")
	boss.on("ไม่มีข้อความที่พักไว้")
	boss.on("ที่รับข้อความ")
	boss.visited("machine")
	boss.follow("ตรวจข้อมูลทั้งหมด")
	boss.follow("ตรวจตอนนี้")
	boss.on("ถูกต้องครบ")
	boss.visited("machine-check")
	boss.look("dark", 390, 844)
	boss.open("/console/machine")
	boss.visited("machine-phone")
}

// on waits until the page says something.
func (s *screen) on(words string) {
	s.t.Helper()
	if !see[bool](s, "the page to say "+words, `eyes.until(() => document.body.innerText.replace(/\s+/g, ' ').includes(%v))`, words) {
		s.t.Fatalf("the page should say %s; it reads\n%s", words, s.text())
	}
}

// visited judges a page as it stands: no sideways scrolling, no barrier, thumbs hit.
func (s *screen) visited(name string) {
	s.t.Helper()
	s.straight(name)
	s.accessible(name)
	s.pressable(name)
	s.tall(name)
}

// fill types values into fields by their ids: "name", "สมศรี", …
func (s *screen) fill(fields ...string) {
	s.t.Helper()
	for i := 0; i+1 < len(fields); i += 2 {
		see[bool](s, "the field "+fields[i], `(() => { const f = document.getElementById(%v); f.focus(); f.select(); return document.activeElement === f; })()`, fields[i])
		s.do(chromedp.KeyEvent(fields[i+1]))
	}
}

// sends presses Enter in the field that was filled last, and waits for the answer.
func (s *screen) sends() {
	s.t.Helper()
	s.leaves(chromedp.KeyEvent(kb.Enter))
}

func (s *screen) leaves(step chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	see[bool](s, "a mark on this page", `(() => { globalThis.before = true; return true; })()`)
	s.do(step)
	for end := time.Now().Add(patience); ; {
		if fresh, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool](`!globalThis.before && document.readyState === 'complete'`)); err == nil && fresh {
			return
		}
		if time.Now().After(end) {
			s.t.Fatalf("the page should be left; it reads\n%s", s.text())
		}
	}
}

// follow goes where a link leads.
func (s *screen) follow(words string) { s.clicks("a", words) }

// presses presses a button.
func (s *screen) presses(words string) { s.clicks("button", words) }

func (s *screen) clicks(tag, words string) {
	s.t.Helper()
	see[bool](s, fmt.Sprintf("the %s %s", tag, words), `(() => {
		const all = [...document.querySelectorAll(%v)]; // what stands around the page comes last
		const it = [...all.filter((e) => e.closest('main')), ...all].find((e) => e.innerText.replaceAll('\u00a0', ' ').includes(%v) && e.getClientRects().length > 0);
		it.focus();
		return document.activeElement === it;
	})()`, tag, words)
	s.leaves(chromedp.KeyEvent(kb.Enter))
}

// ticks ticks a box by its value, with the space key.
func (s *screen) ticks(value string) {
	s.t.Helper()
	see[bool](s, "the box "+value, `(() => { const b = document.querySelector('[type=checkbox][value="' + %v + '"]'); b.focus(); return document.activeElement === b; })()`, value)
	s.do(chromedp.KeyEvent(" "))
}

// enrols sets up the app that the page shows, and returns its secret.
func (s *screen) enrols() string {
	s.t.Helper()
	s.on("ตั้งวิธียืนยันตัวตน")
	s.visited("door-enrol")
	secret := strings.ReplaceAll(see[string](s, "the app's secret", `document.querySelector('.qr code').textContent`), " ", "")
	s.fill("code", "000000")
	s.sends()
	s.on("รหัสนี้ใช้ไม่ได้")
	s.visited("door-enrol-refused")
	s.fill("code", s.d.code(secret))
	s.sends()
	return secret
}

// code is what the app shows in the demo's time.
func (d *demo) code(secret string) string {
	d.t.Helper()
	var state struct{ Now time.Time }
	d.fetch("state", &state)
	code, err := totp.GenerateCode(secret, state.Now)
	if err != nil {
		d.t.Fatal(err)
	}
	return code
}
