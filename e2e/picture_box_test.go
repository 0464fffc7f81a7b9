package e2e

// The picture of LINE in a box in README.md, drawn by `make pictures`: phones with
// a rich menu, a chat and a refused message, and the developer's panel.

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"

	"tambon/line/simulator"
)

//go:embed menu.js
var menuScript string

// A tile is one of six on the menu's picture.
type menuTile struct {
	Icon  string `json:"icon"`
	Words string `json:"words"`
	Back  string `json:"back"`
	Ink   string `json:"ink"`
}

func (b *box) drawnMenu() {
	b.t.Helper()
	tiles := []menuTile{
		{"ticket", "จองคิว", "#0B5C7A", "#FFFFFF"},
		{"list-dashes", "การจองของฉัน", "#FFFFFF", "#0B5C7A"},
		{"phone-call", "แจ้งเหตุฉุกเฉิน", "#B3261E", "#FFFFFF"},
		{"chat-circle-dots", "ร้องทุกข์", "#FFFFFF", "#1A2B3C"},
		{"file", "ข่าวสาร", "#FFFFFF", "#1A2B3C"},
		{"list", "เมนู", "#FFFFFF", "#1A2B3C"},
	}
	png, err := base64.StdEncoding.DecodeString(see[string](b.screen, "the menu's picture", `(`+strings.ReplaceAll(menuScript, "%", "%%")+`)(%v)`, tiles))
	if err != nil {
		b.t.Fatal(err)
	}
	var areas []string
	for i, tile := range tiles {
		areas = append(areas, fmt.Sprintf(`{"bounds":{"x":%d,"y":%d,"width":500,"height":506},"action":{"type":"message","label":%q,"text":%q}}`, i%3*500, i/3*506, tile.Words, tile.Words))
	}
	id := b.makes("/v2/bot/richmenu", "application/json", `{"size":{"width":1500,"height":1012},"selected":true,"name":"menu","chatBarText":"เมนู","areas":[`+strings.Join(areas, ",")+`]}`)
	b.makes("/v2/bot/richmenu/"+id+"/content", "image/png", string(png))
	b.makes("/v2/bot/user/all/richmenu/"+id, "", "")
}

const (
	queueCard = `{"type":"flex","altText":"อีก 2 คิว","contents":{"type":"bubble",
		"header":{"type":"box","layout":"vertical","backgroundColor":"#0B5C7A","paddingAll":"16px","contents":[
			{"type":"text","text":"อีก 2 คิว","color":"#FFFFFF","size":"4xl","weight":"bold","align":"center"},{"type":"text","text":"ถึงคิวของท่าน","color":"#FFFFFF","size":"lg","align":"center"}]},
		"body":{"type":"box","layout":"vertical","spacing":"sm","contents":[{"type":"text","text":"คิวของท่าน","size":"sm","color":"#46566A"},{"type":"text","text":"คิวที่ 12","size":"xl","weight":"bold"},
			{"type":"text","text":"กรุณามารอหน้าห้อง 2","size":"lg","wrap":true}]},
		"footer":{"type":"box","layout":"vertical","contents":[{"type":"button","style":"secondary","action":{"type":"message","label":"ไปไม่ทัน","text":"ไปไม่ทัน"}}]}}}`
	refusedCard = `{"type":"flex","altText":"ยืนยันการจอง","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"ตรวจดูก่อนยืนยัน","weight":"bold"}]},
		"footer":{"type":"box","layout":"vertical","contents":[{"type":"button","style":"primary","action":{"type":"postback","label":"ยืนยันการจองคิววารีบำบัดวันพฤหัสบดีที่ 26 พฤศจิกายน 2569 เวลา 09.30 น.","data":"booking.confirm"}}]}}}`
)

// dayCard asks for a day; each row says what is free.
func dayCard() string {
	var rows []string
	for _, row := range [][2]string{{"พฤหัสบดี 26 พ.ย. 69", "ว่าง 3 ที่"}, {"ศุกร์ 27 พ.ย. 69", "ว่าง 1 ที่"}, {"จันทร์ 30 พ.ย. 69", "ว่าง 8 ที่"}} {
		rows = append(rows, fmt.Sprintf(`{"type":"box","layout":"vertical","backgroundColor":"#EEF3F7","cornerRadius":"12px","paddingAll":"12px","action":{"type":"message","label":%[1]q,"text":%[1]q},
			"contents":[{"type":"text","text":%[1]q,"size":"lg","weight":"bold"},{"type":"text","text":%[2]q,"color":"#1B6E3C"}]}`, row[0], row[1]))
	}
	return `{"type":"flex","altText":"เลือกวัน","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","spacing":"md","contents":[{"type":"text","text":"เลือกวัน","size":"xl","weight":"bold"},` + strings.Join(rows, ",") + `]}},
		"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"ย้อนกลับ","text":"ย้อนกลับ"}},{"type":"action","action":{"type":"message","label":"ยกเลิก","text":"ยกเลิก"}}]}}`
}

func TestPictureOfTheBox(t *testing.T) {
	if os.Getenv("TAMBON_PICTURES") == "" {
		return
	}
	b, ok := startBox(t, func(c *simulator.Config) {
		c.Quota = 300
		c.Residents[1].Friend = true
	})
	if !ok {
		return
	}
	b.drawnMenu()
	somsri, boonmee := b.person("somsri"), b.person("boonmee")
	b.says("somsri", queueCard)
	somsri.shows("คิวที่ 12")
	somsri.menuShows(true)
	b.says("duty", `{"type":"text","text":"กมล รับเรื่องแล้ว เวลา 14.02 น. เลขที่ E-2569-000007"}`)
	for _, words := range []string{"จองคิว", "วารีบำบัด"} {
		if _, err := b.line.Text("boonmee", words); err != nil {
			t.Fatal(err)
		}
	}
	boonmee.shows("วารีบำบัด")
	see[bool](b.screen, "the menu to close", `(() => { document.querySelector('#phone-boonmee .menu-toggle').click(); return true; })()`)
	b.says("boonmee", dayCard())
	boonmee.shows("ว่าง 8 ที่")
	b.asks("/v2/bot/message/push", `{"to":"`+b.id("boonmee")+`","messages":[`+refusedCard+`]}`)
	boonmee.shows("LINE ไม่รับ")
	b.tap(".start", "Hide the first steps")
	b.panel("the refusal", ".verdict", "400 refused")
	b.panel("what all that cost", ".quota", "4 of 300")
	b.look("light", 1440, 1180)
	b.draw("simulator", 1440, page.Viewport{X: 0, Y: 0, Width: 1440, Height: 1180})
}
