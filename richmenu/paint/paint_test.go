package paint_test

// Every picture that cards may name is drawn, small, whole and in its colour.

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"tambon/richmenu/paint"
	"tambon/web"
)

func open(t *testing.T) *paint.Fonts {
	t.Helper()
	if !web.Built() {
		t.Skip("the front end was never built, so there is no icon face to draw with; run make assets")
	}
	f, err := paint.Open(web.Dist())
	if err != nil {
		t.Fatalf("the built front end must hold every icon that paint names: %v", err)
	}
	return f
}

func decode(t *testing.T, content []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("what paint returns must be a PNG: %v", err)
	}
	return img
}

func TestEveryNamedPictureIsDrawn(t *testing.T) {
	f := open(t)
	for _, name := range paint.Names() {
		content, err := paint.Picture(f, name)
		if err != nil {
			t.Errorf("%s is in Names, so cards may name it, but it is not drawn: %v", name, err)
			continue
		}
		if len(content) > 20<<10 {
			t.Errorf("%s has %d bytes; at most 20 KB, phones load a dozen of them", name, len(content))
		}
		img, side := decode(t, content), paint.IconSize
		if strings.HasPrefix(name, "disc/") {
			side = paint.DiscSize
		}
		if img.Bounds() != image.Rect(0, 0, side, side) {
			t.Errorf("%s is %v; three times its size on a card is %d pixels a side", name, img.Bounds(), side)
		}
		if strings.HasPrefix(name, "icon/") && !strings.HasSuffix(name, "-ink.png") {
			continue // the same mask in another colour
		}
		if drawn := opaque(img); drawn < side*side/50 {
			t.Errorf("%s has %d painted pixels of %d; it is empty", name, drawn, side*side)
		}
	}
}

func opaque(img image.Image) int {
	n := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if _, _, _, a := img.At(x, y).RGBA(); a > 0xC000 {
				n++
			}
		}
	}
	return n
}

func TestIconLiesWholeInItsSquare(t *testing.T) {
	f := open(t)
	for _, name := range paint.Icons() {
		content, err := paint.Icon(f, name, "ink", paint.IconSize)
		if err != nil {
			t.Fatal(err)
		}
		img := decode(t, content)
		last := paint.IconSize - 1
		for i := range paint.IconSize {
			for _, p := range []image.Point{{i, 0}, {i, last}, {0, i}, {last, i}} {
				if _, _, _, a := img.At(p.X, p.Y).RGBA(); a > 0 {
					t.Errorf("%s is painted at its edge %v, so a part of it is cut off", name, p)
				}
			}
		}
	}
}

func TestColours(t *testing.T) {
	f := open(t)
	content, err := paint.Icon(f, "siren", "danger", 96)
	if err != nil {
		t.Fatal(err)
	}
	danger := color.NRGBA{0xB3, 0x26, 0x1E, 0xFF}
	if n := count(decode(t, content), danger); n < 500 {
		t.Errorf("the siren in danger has %d pixels in #B3261E; the tone must be that of the house", n)
	}
	content, err = paint.Disc(f, "hydro", 156)
	if err != nil {
		t.Fatal(err)
	}
	img := decode(t, content)
	if n := count(img, color.NRGBA{0x0B, 0x5F, 0xA5, 0xFF}); n < 156*156/3 {
		t.Errorf("the disc of hydrotherapy has %d pixels in #0B5FA5; most of it must be", n)
	}
	if n := count(img, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}); n < 1000 {
		t.Errorf("the disc has %d white pixels; the icon on it must be white", n)
	}
	if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
		t.Error("the corner of a disc must be transparent, for cards of any colour")
	}
}

func count(img image.Image, want color.NRGBA) int {
	n := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if color.NRGBAModel.Convert(img.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

func TestDiscOfASiteFile(t *testing.T) {
	f := open(t)
	content, err := paint.DiscOf(f, "tooth", "#5A4632", paint.DiscSize)
	if err != nil {
		t.Fatalf("a service that a site file adds must get its disc: %v", err)
	}
	if n := count(decode(t, content), color.NRGBA{0x5A, 0x46, 0x32, 0xFF}); n < 5000 {
		t.Errorf("%d pixels in the colour of the site file; most of the disc must be", n)
	}
	if !f.Has("tooth") || f.Has("no-such-icon") {
		t.Error("Has must know the icons of the face and no others")
	}
	for _, colour := range []string{"", "blue", "#12345", "#GGGGGG", "0B5FA5", "#0B5FA500", "+0B5FA5"} {
		if _, err := paint.DiscOf(f, "tooth", colour, 156); err == nil {
			t.Errorf("%q was taken for a colour", colour)
		}
	}
}

func TestUnknownPictures(t *testing.T) {
	f := open(t)
	for _, name := range []string{
		"", "disc/", "disc/hydro", "disc/nobody.png", "icon/siren.png", "icon/siren-mauve.png", "icon/-white.png",
		"icon/acorn-white.png", "icon/../disc/hydro.png", "disc/hydro.png/x", "photo/hydro.png", "disc/HYDRO.png",
	} {
		if _, err := paint.Picture(f, name); !errors.Is(err, paint.ErrUnknown) {
			t.Errorf("%q: got %v, want ErrUnknown, so that the page answers 404", name, err)
		}
	}
	for _, px := range []int{-1, 0, 7, 1025, 1 << 30} {
		if _, err := paint.Disc(f, "hydro", px); !errors.Is(err, paint.ErrUnknown) {
			t.Errorf("%d pixels: got %v, want ErrUnknown, for a size must not cost memory", px, err)
		}
		if _, err := paint.Icon(f, "siren", "ink", px); !errors.Is(err, paint.ErrUnknown) {
			t.Errorf("%d pixels: got %v, want ErrUnknown, for a size must not cost memory", px, err)
		}
	}
}

func TestSmallestAndLargest(t *testing.T) {
	f := open(t)
	for _, px := range []int{8, 9, 1024} {
		content, err := paint.Disc(f, "hydro", px)
		if err != nil {
			t.Errorf("%d pixels are allowed: %v", px, err)
			continue
		}
		if got := decode(t, content).Bounds().Dx(); got != px {
			t.Errorf("asked for %d pixels, got %d", px, got)
		}
	}
}

func TestManyDrawAtOnce(t *testing.T) {
	f := open(t)
	want, err := paint.Picture(f, "icon/siren-white.png")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 5 {
				if got, err := paint.Picture(f, "icon/siren-white.png"); err != nil || !bytes.Equal(got, want) {
					t.Errorf("the same name must give the same bytes, also drawn at once by many (%v)", err)
				}
			}
		})
	}
	group.Wait()
}

func TestNames(t *testing.T) {
	names := paint.Names()
	if !slices.IsSorted(paint.Icons()) {
		t.Error("Icons must be sorted, for they are searched by halves")
	}
	seen := map[string]bool{}
	for _, name := range names {
		if seen[name] {
			t.Errorf("%s stands twice in Names", name)
		}
		seen[name] = true
	}
	for _, want := range []string{
		"disc/hydro.png", "disc/horse.png", "disc/physio.png", "disc/thai.png", "disc/chinese.png",
		"disc/mybookings.png", "disc/complaint.png", "disc/news.png", "disc/healthinfo.png", "disc/healthlist.png",
		"disc/me.png", "icon/siren-white.png", "icon/phone-call-ink.png", "icon/hourglass-medium-warn.png",
	} {
		if !seen[want] {
			t.Errorf("%s is not in Names, but the drawn cards use it", want)
		}
	}
}

func TestOpenSaysWhatIsMissing(t *testing.T) {
	if _, err := paint.Open(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a built front end: got %v, want fs.ErrNotExist", err)
	}
	if _, err := paint.Open(fstest.MapFS{"fonts/phosphor-bold.woff": {Data: []byte("no font")}}); err == nil {
		t.Error("a file that is no font was opened")
	}
	open(t)
	woff, err := fs.ReadFile(web.Dist(), "fonts/phosphor-bold.woff")
	if err != nil {
		t.Fatal(err)
	}
	_, err = paint.Open(fstest.MapFS{
		"fonts/phosphor-bold.woff": {Data: woff},
		"icons/phosphor-bold.json": {Data: []byte(`{"siren":59834}`)},
	})
	if err == nil || !strings.Contains(err.Error(), "swimming-pool") {
		t.Errorf("with icons missing: got %v, want an error that lists them", err)
	}
}
