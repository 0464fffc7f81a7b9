package e2e

// Every kind of message that a bot may send, as the phone shows it.

import (
	"encoding/json"
	"strings"
	"testing"
)

const picture = `"https://bot.example/flood.png"`

// said are messages of every kind and what a person reads or finds by name on them.
var said = []struct {
	name, message string
	reads         []string
	named         string // accessible name of something in it
}{
	{"text with an emoji", `{"type":"text","text":"สวัสดี $ วันนี้","emojis":[{"index":7,"productId":"5ac1bfd5040ab15980c9b435","emojiId":"001"}]}`, []string{"สวัสดี", "วันนี้"}, "อีโมจิ 001"},
	{"text with an address", `{"type":"text","text":"อ่านต่อที่ https://tambon.example/news"}`, []string{"อ่านต่อที่ https://tambon.example/news"}, ""},
	{"textV2 with an emoji", `{"type":"textV2","text":"ขอบคุณ {smile} {{ไม่ใช่ตัวแปร}}","substitution":{"smile":{"type":"emoji","productId":"5ac1bfd5040ab15980c9b435","emojiId":"002"}}}`, []string{"ขอบคุณ", "{ไม่ใช่ตัวแปร}"}, "อีโมจิ 002"},
	{"sticker", `{"type":"sticker","packageId":"446","stickerId":"1988"}`, []string{"446 / 1988"}, "สติกเกอร์ 446 / 1988"},
	{"image", `{"type":"image","originalContentUrl":` + picture + `,"previewImageUrl":` + picture + `}`, nil, "รูปภาพ"},
	{"video", `{"type":"video","originalContentUrl":"https://bot.example/v.mp4","previewImageUrl":` + picture + `}`, nil, "วิดีโอ"},
	{"audio", `{"type":"audio","originalContentUrl":"https://bot.example/a.m4a","duration":65000}`, []string{"1:05"}, "ข้อความเสียง 1:05"},
	{"location", `{"type":"location","title":"อาคารอเนกประสงค์","address":"หมู่ 2 ต.ปากพูน","latitude":8.53,"longitude":99.95}`, []string{"อาคารอเนกประสงค์", "หมู่ 2 ต.ปากพูน"}, ""},
	{"imagemap", `{"type":"imagemap","baseUrl":"https://bot.example/map","altText":"แผนที่หมู่บ้าน","baseSize":{"width":1040,"height":520},"actions":[{"type":"message","label":"หมู่ 3","text":"หมู่ 3","area":{"x":0,"y":0,"width":520,"height":520}},{"type":"uri","label":"หมู่ 4","linkUri":"https://tambon.example/4","area":{"x":520,"y":0,"width":520,"height":520}}]}`, nil, "หมู่ 3"},
	{"buttons", `{"type":"template","altText":"เลือกเรื่อง","template":{"type":"buttons","thumbnailImageUrl":` + picture + `,"title":"ร้องทุกข์","text":"เลือกเรื่อง","actions":[{"type":"message","label":"ไฟฟ้า","text":"ไฟฟ้า"},{"type":"postback","label":"ถนน","data":"road"}]}}`, []string{"ร้องทุกข์", "เลือกเรื่อง", "ไฟฟ้า", "ถนน"}, ""},
	{"confirm", `{"type":"template","altText":"ใช่ไหม","template":{"type":"confirm","text":"ยกเลิกใช่ไหม","actions":[{"type":"message","label":"ใช่","text":"ใช่"},{"type":"message","label":"ไม่ใช่","text":"ไม่ใช่"}]}}`, []string{"ยกเลิกใช่ไหม", "ใช่", "ไม่ใช่"}, ""},
	{"carousel", `{"type":"template","altText":"ข่าว","template":{"type":"carousel","columns":[{"title":"ข่าวหนึ่ง","text":"น้ำลดแล้ว","actions":[{"type":"uri","label":"อ่านข่าว","uri":"https://tambon.example/1"}]},{"title":"ข่าวสอง","text":"รับเบี้ยยังชีพ","actions":[{"type":"uri","label":"อ่านต่อ","uri":"https://tambon.example/2"}]}]}}`, []string{"ข่าวหนึ่ง", "น้ำลดแล้ว", "ข่าวสอง", "อ่านต่อ"}, ""},
	{"image carousel", `{"type":"template","altText":"รูป","template":{"type":"image_carousel","columns":[{"imageUrl":` + picture + `,"action":{"type":"message","label":"สะพาน","text":"สะพาน"}},{"imageUrl":` + picture + `,"action":{"type":"message","label":"ตลาด","text":"ตลาด"}}]}}`, []string{"สะพาน", "ตลาด"}, ""},
	{"coupon", `{"type":"coupon","couponId":"COUPON"}`, []string{"คูปอง", "COUPON"}, ""},
	{"sender", `{"type":"text","text":"ถึงคิวแล้ว","sender":{"name":"ห้องกายภาพ","iconUrl":` + picture + `}}`, []string{"ห้องกายภาพ จาก เทศบาลเมืองปากพูน"}, ""},
}

func TestPhoneShowsEveryKindOfMessage(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	somsri := b.person("somsri")
	coupon := b.coupon()
	for i, m := range said {
		b.says("somsri", strings.ReplaceAll(m.message, "COUPON", coupon))
		see[bool](b.screen, "a row for the "+m.name, `eyes.until(() => eyes.rows('#phone-somsri').length > %v)`, i)
		for _, words := range m.reads {
			words = strings.ReplaceAll(words, "COUPON", coupon)
			if told := see[string](b.screen, "the row", `eyes.told('#phone-somsri', %v)`, i); !contains(told, words) {
				t.Errorf("%s: the phone should read %q, it reads %q", m.name, words, told)
			}
		}
		if m.named != "" && !see[bool](b.screen, m.name, `[...eyes.rows('#phone-somsri').at(-1).querySelectorAll('*')].some((node) => (node.getAttribute('aria-label') ?? node.alt) === %v)`, m.named) {
			t.Errorf("%s: a screen reader should find %q on it", m.name, m.named)
		}
		somsri.straight(m.name)
	}
	b.accessible("every kind of message")
	for _, view := range []struct {
		theme string
		width int64
	}{{"light", 1440}, {"dark", 1440}, {"light", 390}, {"dark", 390}} {
		b.look(view.theme, view.width, 1000)
		b.pages("kinds-"+view.theme+"-"+itoa(view.width), "#phone-somsri")
		b.accessible("every kind of message, " + view.theme)
		b.straight("every kind of message")
	}
}

// coupon makes a coupon and returns its id: LINE takes messages of coupons that exist.
func (b *box) coupon() string {
	b.t.Helper()
	_, answer := b.asks("/v2/bot/coupon", `{"title":"ตรวจฟรี","acquisitionCondition":{"type":"normal"},"maxUseCountPerTicket":1,
		"startTimestamp":0,"endTimestamp":1798000000,"timezone":"ASIA_BANGKOK","visibility":"UNLISTED","reward":{"type":"free"}}`)
	var made struct{ CouponID string }
	if err := json.Unmarshal([]byte(answer), &made); err != nil || made.CouponID == "" {
		b.t.Fatalf("LINE should make a coupon; it answered %s", answer)
	}
	return made.CouponID
}
