package e2e

// The two pictures of README.md, drawn by `make pictures` from the real pages.

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// largest is what a picture of the documents may weigh, in bytes.
const largest = 250_000

func TestPicturesForTheReadme(t *testing.T) {
	if os.Getenv("TAMBON_PICTURES") == "" {
		return
	}
	s, ok := start(t)
	if !ok {
		return
	}
	s.look("light", 1440, 1050)
	s.open("/")
	s.do(front)
	s.tap(".tools", "Developer")
	somsri := s.person("somsri")
	somsri.tap("เพิ่มเพื่อน")
	somsri.hears("ต้องการใช้บริการใด")
	somsri.tap("จองคิว")
	somsri.hears("จองคิวบริการใด", "แพทย์แผนจีน")
	somsri.tap("วารีบำบัด")
	somsri.hears("เลือกวัน")
	booksByTapping(s.person("boonmee"), "09.30 น.", "บุญมี สุขใจ", "0812345678")
	s.draw("phone", 1440, see[page.Viewport](s, "two phones", `(() => {
		const [first, second] = [...document.querySelectorAll('.phone')].map((phone) => phone.getBoundingClientRect());
		return { x: first.left - 12, y: first.top - 8, width: second.right - first.left + 24, height: first.height + 20 };
	})()`))

	for i, name := range people[:6] {
		s.d.books("r"+string(rune('a'+i)), name, "กายภาพบำบัด", []string{"09.00 น.", "09.45 น.", "10.30 น."}[i/2], "081234567"+string(rune('0'+i)))
	}
	s.d.call("clock", map[string]any{"advance": "23h30m"}, nil)
	s.look("light", 1280, 900)
	s.open("/console/desk")
	s.pressIn(people[0], "มาถึงแล้ว")
	s.on("บันทึกแล้ว")
	s.draw("console", 1100, page.Viewport{X: 0, Y: 0, Width: 1280, Height: 900})
}

// draw writes a part of the page as NAME.png, width pixels wide, in few colours.
func (s *screen) draw(name string, width float64, clip page.Viewport) {
	s.t.Helper()
	s.do(chromedp.MouseEvent(chromedp.MouseMoved, 1, 1))
	see[bool](s, "the page with its letters and pictures", `eyes.ready()`)
	clip.Scale = width / clip.Width
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &clip})
	if err != nil {
		s.t.Fatal(err)
	}
	small, err := fewColours(shot.Data)
	if err != nil {
		s.t.Fatal(err)
	}
	if len(small) > largest {
		s.t.Errorf("%s.png weighs %d bytes, want at most %d", name, len(small), largest)
	}
	if err := os.WriteFile(filepath.Join(os.Getenv("TAMBON_PICTURES"), name+".png"), small, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// fewColours draws a PNG anew with its 256 commonest colours.
func fewColours(raw []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	count := map[color.RGBA]int{}
	bounds := full.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			count[color.RGBAModel.Convert(full.At(x, y)).(color.RGBA)]++
		}
	}
	var common []color.RGBA
	for c := range count {
		common = append(common, c)
	}
	slices.SortFunc(common, func(a, b color.RGBA) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return bytes.Compare([]byte{a.R, a.G, a.B}, []byte{b.R, b.G, b.B})
	})
	var palette color.Palette
	for _, c := range common {
		if len(palette) < 256 && !slices.ContainsFunc(palette, func(had color.Color) bool { return near(had.(color.RGBA), c) }) {
			palette = append(palette, c)
		}
	}
	few := image.NewPaletted(bounds, palette)
	draw.Draw(few, bounds, full, bounds.Min, draw.Src)
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few)
	return out.Bytes(), err
}

// near says that no eye tells the two apart.
func near(a, b color.RGBA) bool {
	far := func(x, y uint8) int { return max(int(x), int(y)) - min(int(x), int(y)) }
	return far(a.R, b.R)+far(a.G, b.G)+far(a.B, b.B) <= 9
}
