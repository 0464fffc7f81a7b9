package e2e

// Passkeys in a real browser, whose authenticator is Chromium's pretended one:
// the first, coming in with it, and proving with it who sits there.

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestPasskeys(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t, "--public")
	boss := openBrowser(t, path, d)
	boss.refusals.Store(true)
	id := boss.finger()
	boss.look("light", 1280, 900)

	boss.open(d.link)
	boss.fill("name", "อารีย์ พรหมแก้ว", "login", "aree", "password", password)
	boss.sends()
	boss.on("ตั้งวิธียืนยันตัวตน")
	boss.visited("passkey-first")
	boss.verifies(id, false)
	boss.touches("ตั้งลายนิ้วมือหรือใบหน้าของเครื่องนี้", "ยังไม่ได้ยืนยัน")
	boss.visited("passkey-first-stopped")
	boss.verifies(id, true)
	boss.presses("ตั้งลายนิ้วมือหรือใบหน้าของเครื่องนี้")
	boss.on("จดรหัสกู้คืนไว้")
	boss.follow("เก็บแล้ว ไปต่อ")
	boss.open("/console/me")
	boss.on("พาสคีย์")
	boss.visited("me-passkeys")

	// In again: the finger alone; then the password, and the finger after it.
	boss.presses("ออก")
	boss.look("dark", 390, 844)
	boss.open("/console/people")
	boss.on("ใช้ลายนิ้วมือหรือใบหน้า")
	boss.visited("passkey-sign-in")
	boss.presses("ใช้ลายนิ้วมือหรือใบหน้า")
	boss.on("เจ้าหน้าที่และสิทธิ์")
	boss.look("dark", 1280, 900)
	boss.open("/console/")
	boss.presses("ออก")
	boss.look("dark", 390, 844)
	boss.fill("login", "aree", "password", password)
	boss.sends()
	boss.on("ยืนยันว่าเป็นท่าน")
	boss.visited("passkey-second")
	boss.presses("ใช้ลายนิ้วมือหรือใบหน้า")
	boss.on("งานวันนี้")

	// An hour later a dangerous act asks again, in English.
	boss.look("light", 820, 1100)
	d.call("clock", map[string]any{"advance": "1h"}, nil)
	boss.open("/console/people/invite?lang=en")
	boss.on("Confirm that it is you")
	boss.visited("passkey-prove")
	boss.presses("Use this device")
	boss.on("Invite")

	// A name, and the only one that is not removed; a second one in this device is refused by it.
	boss.open("/console/me?lang=th")
	boss.follow("จัดการ")
	boss.fill("label", " ")
	boss.sends()
	boss.on("ตั้งชื่อเรียก")
	boss.visited("passkey-name-refused")
	boss.fill("label", "เครื่องที่เคาน์เตอร์")
	boss.sends()
	boss.on("เครื่องที่เคาน์เตอร์")
	boss.follow("เพิ่มพาสคีย์")
	boss.visited("passkey-add")
	boss.touches("ตั้งลายนิ้วมือ", "เครื่องนี้มีพาสคีย์ของบัญชีนี้แล้ว")
	boss.open("/console/me")
	boss.follow("จัดการ")
	boss.follow("ลบพาสคีย์นี้")
	boss.visited("passkey-remove")
	boss.presses("ลบพาสคีย์ 1 อัน")
	boss.on("เพิ่มอันใหม่ก่อน")
	boss.visited("passkey-remove-refused")
}

// TestNoPasskeys looks at a browser that has none, which says so, and at an
// address of figures, where there is no button.
func TestNoPasskeys(t *testing.T) {
	path, ok := found(t)
	if !ok {
		return
	}
	d := startDemo(t, "--public")
	s := openBrowser(t, path, d)
	s.do(call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `delete PublicKeyCredential.parseRequestOptionsFromJSON`}))
	s.look("light", 390, 844)
	s.open("/console/sign-in?lang=th")
	s.on("เบราว์เซอร์นี้ยังไม่มีพาสคีย์")
	s.visited("passkey-none")

	figures := strings.Replace(d.url, "localhost", "127.0.0.1", 1)
	d.also = append(d.also, figures)
	s.do(chromedp.Navigate(figures + "/console/sign-in"))
	s.on("ชื่อผู้ใช้")
	if see[bool](s, "the page", `!!document.querySelector('[data-passkey]')`) {
		t.Error("a page at an address of figures offers passkeys, which browsers refuse there")
	}
}

// finger gives the tab a device with a person's finger on it.
func (s *screen) finger() webauthn.AuthenticatorID {
	s.t.Helper()
	s.do(call(webauthn.Enable, webauthn.EnableParams{}))
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	made, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (webauthn.AddVirtualAuthenticatorResult, error) {
		got, err := cdp.Call(ctx, t, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		}})
		return got, err
	})
	if err != nil {
		s.t.Fatalf("the browser should pretend a device: %v", err)
	}
	return made.AuthenticatorID
}

// verifies says whether the device takes the finger for the right one.
func (s *screen) verifies(id webauthn.AuthenticatorID, right bool) {
	s.t.Helper()
	s.do(call(webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: id, IsUserVerified: right}))
}

// touches presses a button whose page stays and says something.
func (s *screen) touches(button, words string) {
	s.t.Helper()
	see[bool](s, "the button "+button, `(() => { const it = [...document.querySelectorAll('button')].find((e) => e.innerText.includes(%v)); it.focus(); return document.activeElement === it; })()`, button)
	s.do(chromedp.KeyEvent(kb.Enter))
	s.on(words)
}
