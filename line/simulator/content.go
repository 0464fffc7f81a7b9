package simulator

// The photos and voice messages that residents send (R#get-content).

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"sync"
)

// content is what a media message holds.
type content struct {
	Kind string
	Gone bool   // unsent
	data []byte // nil: in the folder
}

// contentOf is what a resident's message of a kind holds; false for kinds without content.
func contentOf(kind any) (content, bool) {
	switch kind {
	case "image":
		return photo(), true
	case "audio":
		return voice(), true
	}
	return content{}, false
}

// photo is a small picture that needs no file.
var photo = sync.OnceValue(func() content {
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for y := range 48 {
		for x := range 64 {
			img.Set(x, y, color.RGBA{uint8(40 + x), uint8(90 + 2*y), 160, 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic("simulator: a picture in memory can be encoded: " + err.Error())
	}
	return content{Kind: "image/png", data: out.Bytes()}
})

// voice is the head of an M4A file, without sound.
func voice() content {
	return content{Kind: "audio/x-m4a", data: []byte("\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42")}
}

func (p *Platform) readContent(r *request) answer {
	p.mu.Lock()
	held, ok := p.world.content[r.args[0]]
	p.mu.Unlock()
	if ok && held.data == nil && !held.Gone {
		var err error
		held.data, err = p.keep.content(r.args[0])
		ok = err == nil
	}
	switch {
	case !ok:
		return refuse(http.StatusNotFound, "Not found")
	case held.Gone:
		return refuse(http.StatusGone, "The content is gone")
	}
	return answer{status: http.StatusOK, kind: held.Kind, raw: held.data}
}
