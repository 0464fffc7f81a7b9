package simulator

// The bot reads what residents sent: content, preview, and how far LINE is with
// preparing it (R#get-content).

import (
	"bytes"
	"cmp"
	"image"
	"image/jpeg"
	_ "image/png" // a photo may be a PNG
	"net/http"
	"time"

	"golang.org/x/image/draw"
)

var contentEndpoints = []endpoint{
	{name: "content", method: "GET", path: "/v2/bot/message/{}/content", rate: usual, work: (*Platform).readContent},
	{name: "preview", method: "GET", path: "/v2/bot/message/{}/content/preview", rate: usual, work: (*Platform).readPreview},
	{name: "transcoding", method: "GET", path: "/v2/bot/message/{}/content/transcoding", rate: usual, work: (*Platform).readTranscoding},
}

// content finds what a message holds, from the folder too. Its data do not change,
// so they may be read without the lock.
func (p *Platform) content(id string) (Media, bool) {
	p.mu.Lock()
	held := p.world.content.held[id]
	if held == nil {
		p.mu.Unlock()
		return Media{}, false
	}
	m := *held
	p.mu.Unlock()
	if m.data == nil && !m.Gone {
		var err error
		if m.data, err = p.keep.content(id); err != nil {
			return Media{}, false
		}
	}
	return m, true
}

// held finds content as the bot may see it now.
func (p *Platform) held(id string) (Media, answer) {
	m, ok := p.content(id)
	life := time.Duration(cmp.Or(p.cfg.Switches.ContentDays, 7)) * 24 * time.Hour
	switch {
	case !ok, p.clock.now().Sub(m.Sent) >= life:
		return Media{}, refuse(http.StatusNotFound, "not found")
	case m.Gone:
		return Media{}, refuse(http.StatusGone, "The content is gone")
	}
	return m, answer{}
}

// unready answers 202 while LINE prepares content, and 404 when it could not.
func (p *Platform) unready(m Media) answer {
	switch {
	case p.clock.now().Before(m.Ready):
		return answer{status: http.StatusAccepted, body: struct{}{}}
	case m.Broken:
		return refuse(http.StatusNotFound, "not found")
	}
	return answer{}
}

func (p *Platform) readContent(r *request) answer {
	m, a := p.held(r.args[0])
	if a.status == 0 {
		a = p.unready(m)
	}
	if a.status != 0 {
		return a
	}
	return answer{status: http.StatusOK, kind: m.Type, raw: m.data}
}

func (p *Platform) readPreview(r *request) answer {
	m, a := p.held(r.args[0])
	if a.status != 0 {
		return a
	}
	if m.Kind != "image" && m.Kind != "video" {
		return refuse(http.StatusBadRequest, "The content can not be previewed")
	}
	if a := p.unready(m); a.status != 0 {
		return a
	}
	if m.Kind == "video" { // no film is decoded here
		return answer{status: http.StatusOK, kind: "image/png", raw: photo()}
	}
	kind, data := preview(m)
	return answer{status: http.StatusOK, kind: kind, raw: data}
}

func (p *Platform) readTranscoding(r *request) answer {
	m, a := p.held(r.args[0])
	if a.status != 0 {
		return a
	}
	if !prepared(m.Kind) {
		return refuse(http.StatusBadRequest, "Transcoding status doesn't support this type of content")
	}
	status := "succeeded"
	switch {
	case p.clock.now().Before(m.Ready):
		status = "processing"
	case m.Broken:
		status = "failed"
	}
	return answer{status: http.StatusOK, body: map[string]string{"status": status}}
}

const (
	previewSide = 240        // px: how long the longer side of a preview is at most
	maxPixels   = 50_000_000 // beyond this a photo is its own preview
)

// preview is a small copy of a photo, or the photo itself where it is small or
// of a form that is not decoded here.
func preview(m Media) (kind string, data []byte) {
	size, _, err := image.DecodeConfig(bytes.NewReader(m.data))
	if err != nil || size.Width*size.Height > maxPixels || max(size.Width, size.Height) <= previewSide {
		return m.Type, m.data
	}
	full, _, err := image.Decode(bytes.NewReader(m.data))
	if err != nil {
		return m.Type, m.data
	}
	scale := float64(previewSide) / float64(max(size.Width, size.Height))
	small := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(size.Width)*scale)), max(1, int(float64(size.Height)*scale))))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), full, full.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if jpeg.Encode(&out, small, nil) != nil {
		return m.Type, m.data
	}
	return "image/jpeg", out.Bytes()
}
