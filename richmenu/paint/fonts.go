package paint

// The icon face and the outlines of its glyphs.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"io/fs"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// Fonts is the icon face. It never changes after Open, so any number of
// goroutines may draw with it.
type Fonts struct {
	// The parsed face weighs more than all that it draws, and each picture is drawn
	// once: between pictures the garbage collector may have it.
	bold   sync.Pool
	points map[string]rune
}

// Open reads fonts/phosphor-bold.woff and icons/phosphor-bold.json (icon name
// to code point) from the tree that web.Dist returns. Where the front end was
// never built the error is fs.ErrNotExist; where the face lacks a picture of
// Names the error lists what is missing.
func Open(dist fs.FS) (*Fonts, error) {
	content, err := fs.ReadFile(dist, "fonts/phosphor-bold.woff")
	if err != nil {
		return nil, fmt.Errorf("paint: %w", err)
	}
	parse := func() (*font.Font, error) {
		face, err := font.ParseTTF(bytes.NewReader(content))
		if err != nil {
			return nil, fmt.Errorf("paint: fonts/phosphor-bold.woff: %w", err)
		}
		return face.Font, nil
	}
	bold, err := parse()
	if err != nil {
		return nil, err
	}
	list, err := fs.ReadFile(dist, "icons/phosphor-bold.json")
	if err != nil {
		return nil, fmt.Errorf("paint: %w", err)
	}
	f := &Fonts{}
	f.bold.New = func() any {
		again, _ := parse() // it could be read a moment ago
		return again
	}
	f.bold.Put(bold)
	if err := json.Unmarshal(list, &f.points); err != nil {
		return nil, fmt.Errorf("paint: icons/phosphor-bold.json: %w", err)
	}
	return f, f.complete()
}

func (f *Fonts) complete() error {
	var missing []string
	want := Icons()
	for _, d := range discs() {
		want = append(want, d.icon)
	}
	for _, name := range want {
		if _, err := f.outline(name); err != nil {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("paint: the icon face lacks %s", strings.Join(missing, ", "))
	}
	return nil
}

// Has reports whether the face can draw the icon of that Phosphor name, so that
// a site file's icons can be checked.
func (f *Fonts) Has(icon string) bool {
	_, err := f.outline(icon)
	return err == nil
}

func (f *Fonts) outline(name string) ([]opentype.Segment, error) {
	point, ok := f.points[name]
	if !ok {
		return nil, fmt.Errorf("%w: icon %q", ErrUnknown, name)
	}
	bold := f.bold.Get().(*font.Font)
	defer f.bold.Put(bold)
	// A Face keeps caches and is not safe to share; wrapping the Font is cheap.
	face := font.NewFace(bold)
	id, ok := face.NominalGlyph(point)
	if !ok {
		return nil, fmt.Errorf("%w: icon %q has no glyph", ErrUnknown, name)
	}
	o, ok := face.GlyphDataOutline(id)
	if !ok || len(o.Segments) == 0 {
		return nil, fmt.Errorf("%w: icon %q has no outline", ErrUnknown, name)
	}
	return o.Segments, nil
}

// glyph returns the icon as a mask of px by px pixels; its own square, with
// the margin that the icon set gives each icon, is size wide and in the middle.
func (f *Fonts) glyph(name string, px, size int) (*image.Alpha, error) {
	segments, err := f.outline(name)
	if err != nil {
		return nil, err
	}
	bold := f.bold.Get().(*font.Font)
	defer f.bold.Put(bold)
	extents, _ := font.NewFace(bold).FontHExtents()
	scale := float32(size) / float32(bold.Upem())
	// Icons fill the em: centre what lies between ascender and descender.
	left := float32(px-size) / 2
	base := float32(px)/2 + (extents.Ascender+extents.Descender)/2*scale
	v := vector.NewRasterizer(px, px)
	at := func(p opentype.SegmentPoint) (x, y float32) { return left + p.X*scale, base - p.Y*scale }
	for _, s := range segments {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		x2, y2 := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			v.ClosePath()
			v.MoveTo(x0, y0)
		case opentype.SegmentOpLineTo:
			v.LineTo(x0, y0)
		case opentype.SegmentOpQuadTo:
			v.QuadTo(x0, y0, x1, y1)
		case opentype.SegmentOpCubeTo:
			v.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	v.ClosePath()
	return rasterized(v), nil
}
