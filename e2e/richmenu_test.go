package e2e

// A rich menu on the phone: seen, pressed by touch and by keyboard, its tabs and
// its bar.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// makes calls LINE's API as the bot, which must be taken, and returns the id of
// what was made.
func (b *box) makes(path, kind, body string) (id string) {
	b.t.Helper()
	request, err := http.NewRequest(http.MethodPost, b.d.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+boxToken)
	request.Header.Set("Content-Type", kind)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var made struct{ RichMenuID string }
	if err := json.NewDecoder(answer.Body).Decode(&made); err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("LINE should take POST %s: %d %v", path, answer.StatusCode, err)
	}
	return made.RichMenuID
}

// menu makes a rich menu of 1200 × 810 whose first row is two tabs and whose
// second is three areas.
func (b *box) menu(selected bool, bar string, shade uint8, tabs [2]string, areas [3]string) string {
	b.t.Helper()
	var all []string
	area := func(x, y, width, height int, action string) {
		all = append(all, fmt.Sprintf(`{"bounds":{"x":%d,"y":%d,"width":%d,"height":%d},"action":%s}`, x, y, width, height, action))
	}
	for i, action := range tabs {
		area(i*600, 0, 600, 210, action)
	}
	for i, action := range areas {
		area(i*400, 210, 400, 600, action)
	}
	id := b.makes("/v2/bot/richmenu", "application/json", fmt.Sprintf(
		`{"size":{"width":1200,"height":810},"selected":%v,"name":"menu","chatBarText":%q,"areas":[%s]}`, selected, bar, strings.Join(all, ",")))
	b.makes("/v2/bot/richmenu/"+id+"/content", "image/png", tiles(b.t, shade))
	return id
}

// tiles is the menu's picture: two tabs above three tiles.
func tiles(t *testing.T, shade uint8) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1200, 810))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	tile := func(x, y, width, height int, c color.RGBA) {
		draw.Draw(img, image.Rect(x+6, y+6, x+width-6, y+height-6), image.NewUniform(c), image.Point{}, draw.Src)
	}
	tile(0, 0, 600, 210, color.RGBA{11, 92, 122, 255})
	tile(600, 0, 600, 210, color.RGBA{shade, 140, 160, 255})
	for i := range 3 {
		tile(i*400, 210, 400, 600, color.RGBA{shade, uint8(60 + 60*i), 90, 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func postback(label, more string) string {
	return fmt.Sprintf(`{"type":"postback","label":%q,"data":%q%s}`, label, label, more)
}

func tab(label, alias string) string {
	return fmt.Sprintf(`{"type":"richmenuswitch","label":%q,"richMenuAliasId":%q,"data":%q}`, label, alias, alias)
}

// withMenus gives everyone a menu of two tabs.
func (b *box) withMenus() {
	b.t.Helper()
	first := b.menu(true, "เมนู", 20, [2]string{tab("บริการ", "tab-a"), tab("ข้อมูล", "tab-b")},
		[3]string{postback("จองคิว", `,"displayText":"ขอจองคิว"`), postback("พิมพ์ชื่อ", `,"inputOption":"openKeyboard","fillInText":"ชื่อ "`), `{"type":"uri","label":"โทร","uri":"tel:1669"}`})
	second := b.menu(false, "ข้อมูลของฉัน", 160, [2]string{tab("บริการ", "tab-a"), tab("ข้อมูล", "tab-b")},
		[3]string{`{"type":"datetimepicker","label":"เลือกวัน","data":"day","mode":"date","initial":"2026-12-02"}`, `{"type":"message","label":"ถาม","text":"ขอถาม"}`, postback("ปิดเมนู", `,"inputOption":"closeRichMenu"`)})
	for alias, id := range map[string]string{"tab-a": first, "tab-b": second} {
		b.makes("/v2/bot/richmenu/alias", "application/json", fmt.Sprintf(`{"richMenuAliasId":%q,"richMenuId":%q}`, alias, id))
	}
	b.makes("/v2/bot/user/all/richmenu/"+first, "", "")
}

// menuShows waits until the menu is open, or closed.
func (p *person) menuShows(open bool) {
	p.t.Helper()
	see[bool](p.screen, fmt.Sprintf("the rich menu, open: %v", open), fmt.Sprintf(
		`eyes.until(() => [...document.querySelectorAll(%%v + ' .rich-menu')].some((menu) => menu.checkVisibility()) === %v)`, open), p.phone)
}

func (p *person) sees(name string) {
	p.t.Helper()
	see[bool](p.screen, "the control "+name, `eyes.until(() => eyes.control(%v, %v) !== null)`, p.phone, name)
}

// posted waits for a postback with that data, and its params.
func (b *box) posted(data string, params map[string]string) {
	b.t.Helper()
	b.hears("a postback "+data, func(e event) bool {
		return e.Type == "postback" && e.Postback.Data == data && maps.Equal(e.Postback.Params, params)
	})
}

func (b *box) said(words string) {
	b.t.Helper()
	b.hears("the words "+words, func(e event) bool { return e.Type == "message" && e.Message["text"] == words })
}

func (b *box) switched(alias string) {
	b.t.Helper()
	b.posted(alias, map[string]string{"newRichMenuAliasId": alias, "status": "SUCCESS"})
}

func TestRichMenuByTapping(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	if see[bool](p.screen, "the bar", `document.querySelector('#phone-somsri .menu-toggle').checkVisibility()`) {
		t.Error("before a bot sets a rich menu, the bar should have no button for one")
	}
	b.withMenus()
	p.menuShows(true)
	p.picture("rich-menu")
	p.accessible("rich menu")
	p.tap("จองคิว")
	b.posted("จองคิว", nil)
	see[bool](p.screen, "the words of the press in the chat", `eyes.until(() => document.querySelector('#phone-somsri .row.mine')?.textContent.includes('ขอจองคิว'))`)
	p.tap("โทร")
	p.sees("ปิด") // the sheet that calls
	p.tap("ปิด")
	p.tap("ข้อมูล")
	b.switched("tab-b")
	p.sees("ปิดเมนู")
	p.menuShows(true)
	p.picture("rich-menu-tab")
	p.tap("เลือกวัน")
	p.tap("ตกลง")
	b.posted("day", map[string]string{"date": "2026-12-02"})
	p.tap("ถาม")
	b.said("ขอถาม")
	p.tap("ปิดเมนู")
	b.posted("ปิดเมนู", nil)
	p.menuShows(false)
	p.picture("rich-menu-closed")
	p.accessible("closed rich menu")
	p.tap("ข้อมูลของฉัน") // the bar
	p.menuShows(true)
	p.tap("บริการ")
	b.switched("tab-a")
	p.sees("พิมพ์ชื่อ")
	p.tap("พิมพ์ชื่อ")
	b.posted("พิมพ์ชื่อ", nil)
	p.menuShows(false)
	if got := see[string](p.screen, "the keyboard", `eyes.until(() => document.activeElement.matches('textarea') && document.activeElement.value)`); got != "ชื่อ " {
		t.Errorf("the keyboard should open with the words filled in, not with %q", got)
	}
}

func TestRichMenuByKeyboard(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	b.withMenus()
	p.menuShows(true)
	p.keys("ข้อมูล")
	b.switched("tab-b")
	p.sees("ปิดเมนู")
	if got := see[string](p.screen, "the focus", `eyes.until(() => document.activeElement.dataset.label)`); got != "ข้อมูล" {
		t.Errorf("after a switch the focus should stay on the tab, not be on %q", got)
	}
	p.keys("ปิดเมนู")
	b.posted("ปิดเมนู", nil)
	p.menuShows(false)
	if got := see[string](p.screen, "the focus", `document.activeElement.textContent`); got != "ข้อมูลของฉัน" {
		t.Errorf("a menu that closes should leave the focus on its bar, not on %q", got)
	}
	p.do(chromedp.KeyEvent(kb.Enter))
	p.menuShows(true)
	p.reaches("ถาม")
	p.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab)) // past the line to type on
	p.menuShows(true)
	p.keys("ถาม")
	b.said("ขอถาม")
}

func TestRichMenuFits(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	b.withMenus()
	p.menuShows(true)
	for _, theme := range []string{"light", "dark"} {
		for _, width := range []int64{1440, 390, 360} {
			where := fmt.Sprintf("rich menu, %s, %d", theme, width)
			p.look(theme, width, 844)
			p.open("/")
			p.menuShows(true)
			p.straight(where)
			p.accessible(where)
			p.picture(strings.NewReplacer(", ", "-", " ", "-").Replace(where))
			inside := see[bool](p.screen, "the menu's place", `(() => {
				const [menu, glass] = ['#phone-somsri .rich-menu', '#phone-somsri .glass'].map((name) => document.querySelector(name).getBoundingClientRect());
				return menu.left >= glass.left - 1 && menu.right <= glass.right + 1 && menu.bottom <= glass.bottom && menu.height < glass.height * 0.6;
			})()`)
			if !inside {
				t.Errorf("%s: the menu should lie within the phone and leave room for the chat", where)
			}
		}
	}
	see[bool](p.screen, "letters at 200 percent", `(() => {
		const size = eyes.control('.tools', 'Size of the letters');
		size.value = '200';
		return size.dispatchEvent(new Event('change'));
	})()`)
	p.straight("rich menu with letters of 200 %")
	p.accessible("rich menu with letters of 200 %")
	p.picture("rich-menu-200")
}
