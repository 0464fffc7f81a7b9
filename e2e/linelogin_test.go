package e2e

// LINE Login for staff, through the box's own pages, with a resident of the box
// as one of the town's staff.

import "testing"

func TestLINELogin(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t, "--public")
	s := openBrowser(t, path, d)
	s.refusals.Store(true)
	s.look("light", 1280, 900)
	s.open(d.link)
	s.fill("name", "สมศรี ใจดี", "login", "somsri", "password", password)
	s.sends()
	secret := s.enrols()
	s.follow("เก็บแล้ว ไปต่อ")

	// No, then yes.
	s.open("/console/me")
	s.on("ยังไม่ได้ผูก")
	s.follow("ผูกบัญชี LINE")
	s.on("LINE แทนการพิมพ์รหัสผ่าน")
	s.visited("line-link")
	s.follow("ไปที่ LINE")
	s.presses("ยกเลิก")
	s.on("ไม่ได้อนุญาตใน LINE")
	s.visited("line-link-refused")
	s.follow("ลองอีกครั้ง")
	s.follow("ไปที่ LINE")
	s.presses("สมศรี ใจดี")
	s.presses("อนุญาต")
	s.on("ผูกไว้แล้ว")
	s.visited("line-linked")

	// In by it: somebody else's is no way in, and hers still asks for the code.
	s.presses("ออก")
	s.look("dark", 390, 844)
	s.open("/console/people")
	s.visited("line-sign-in")
	s.follow("เข้าด้วย LINE")
	s.presses("บุญมี สุขใจ")
	s.presses("อนุญาต")
	s.on("บัญชี LINE นี้ยังไม่ได้ผูก")
	s.visited("line-unknown")
	s.open("/console/people?lang=en")
	s.follow("Sign in with your LINE account")
	s.presses("สมศรี ใจดี")
	s.on("Enter the code from your app")
	d.call("clock", map[string]any{"advance": "1m"}, nil)
	s.fill("code", d.code(secret))
	s.sends()
	s.on("Staff")

	// And not by it any more.
	s.open("/console/me?lang=th")
	s.look("light", 820, 1100)
	s.follow("เลิกผูกบัญชี LINE")
	s.visited("line-unlink")
	s.presses("เลิกผูก LINE 1 บัญชี")
	s.on("ยังไม่ได้ผูก")
}
