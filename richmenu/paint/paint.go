// Package paint draws the small pictures of Tambon's cards as PNG, from the
// icon face that the front end's build leaves in web/dist. It promises that the
// same name always gives the same bytes, at most 20 KB at the sizes cards use.
package paint

// The pictures: an icon in a colour, and a white icon on a disc.

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

// Sides in pixels, three times those that cards show them at.
const (
	DiscSize = 156
	IconSize = 96
)

// ErrUnknown is returned for a picture that is not in Names, or of no sensible size.
var ErrUnknown = errors.New("paint: unknown picture")

// Picture draws the picture of that name in Names, such as "disc/hydro.png" or
// "icon/siren-white.png", in the size that cards want. Others are ErrUnknown.
func Picture(f *Fonts, name string) ([]byte, error) {
	folder, file, _ := strings.Cut(name, "/")
	base, found := strings.CutSuffix(file, ".png")
	switch {
	case !found:
	case folder == "disc":
		return Disc(f, base, DiscSize)
	case folder == "icon":
		if i := strings.LastIndexByte(base, '-'); i > 0 {
			return Icon(f, base[:i], base[i+1:], IconSize)
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknown, name)
}

// Icon draws one of Icons in a colour of Tones on a transparent square with a
// side of px pixels.
func Icon(f *Fonts, name, tone string, px int) ([]byte, error) {
	c, ok := tones()[tone]
	if !ok || !known(name) {
		return nil, fmt.Errorf("%w: icon %q in %q", ErrUnknown, name, tone)
	}
	if err := checkSize(px); err != nil {
		return nil, err
	}
	// Some icons (siren, battery) reach the edge of their own square; a sixteenth
	// keeps their soft edge whole.
	glyph, err := f.glyph(name, px, px*15/16)
	if err != nil {
		return nil, err
	}
	// One colour in 256 strengths: the mask is the index.
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.NRGBA{c.R, c.G, c.B, uint8(i)}
	}
	return encode(&image.Paletted{Pix: glyph.Pix, Stride: glyph.Stride, Rect: glyph.Rect, Palette: palette})
}

// Disc draws one of the discs of Names, a white icon on a filled circle with a
// diameter of px pixels.
func Disc(f *Fonts, name string, px int) ([]byte, error) {
	for _, d := range discs() {
		if d.name == name {
			return DiscOf(f, d.icon, d.colour, px)
		}
	}
	return nil, fmt.Errorf("%w: disc %q", ErrUnknown, name)
}

// DiscOf draws any icon of the face on a circle of any colour (#RRGGBB), for
// health services that a site file adds.
func DiscOf(f *Fonts, icon, colour string, px int) ([]byte, error) {
	c, err := parseColour(colour)
	if err != nil {
		return nil, err
	}
	if err := checkSize(px); err != nil {
		return nil, err
	}
	glyph, err := f.glyph(icon, px, px*62/100)
	if err != nil {
		return nil, err
	}
	img := image.NewNRGBA(image.Rect(0, 0, px, px))
	draw.DrawMask(img, img.Rect, image.NewUniform(c), image.Point{}, circle(px), image.Point{}, draw.Over)
	draw.DrawMask(img, img.Rect, image.White, image.Point{}, glyph, image.Point{}, draw.Over)
	return encode(img)
}

// checkSize keeps a size from an address from costing memory.
func checkSize(px int) error {
	if px < 8 || px > 1024 {
		return fmt.Errorf("%w: %d pixels; 8 to 1024 are drawn", ErrUnknown, px)
	}
	return nil
}

func circle(px int) *image.Alpha {
	// k makes four cubic curves a circle within 0.03 % of the radius.
	d, r := float32(px), float32(px)/2
	k := r * 0.5523
	v := vector.NewRasterizer(px, px)
	v.MoveTo(r, 0)
	v.CubeTo(r+k, 0, d, r-k, d, r)
	v.CubeTo(d, r+k, r+k, d, r, d)
	v.CubeTo(r-k, d, 0, r+k, 0, r)
	v.CubeTo(0, r-k, r-k, 0, r, 0)
	v.ClosePath()
	return rasterized(v)
}

func rasterized(v *vector.Rasterizer) *image.Alpha {
	mask := image.NewAlpha(v.Bounds())
	v.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return mask
}

func parseColour(s string) (color.NRGBA, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 || s[0] != '#' {
		return color.NRGBA{}, fmt.Errorf("paint: %q is no colour; write #0B5FA5", s)
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}, nil
}

func encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("paint: %w", err)
	}
	return b.Bytes(), nil
}
