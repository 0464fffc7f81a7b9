package simulator

// The photos, videos, voice messages and files that residents send.

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// An Upload is what a resident chooses to send. The zero value is a small sample.
type Upload struct {
	Data     []byte        // at most 10 MB; nil: a sample
	FileName string        // of a file
	Kind     string        // content type, e.g. video/mp4; empty: as the data look
	Duration time.Duration // of a video or voice message; zero: 3 s
	URL      string        // of an image that a LIFF app sends by its address: https
	As       string        // in a group: the member who sends it
	Slow     bool          // LINE prepares it for a while, as it does large ones
	Broken   bool          // LINE fails to prepare it
}

// maxUpload is the largest thing that can be sent from a phone here, in bytes.
const maxUpload = 10 << 20

// largeMedia is the size from which LINE prepares a video or voice message before
// it can be read, in bytes. LINE says "large" and no number (R#get-content).
const largeMedia = 1 << 20

// maxHeld is how much content is kept, in bytes; the oldest goes first.
const maxHeld = 256 << 20

// Media is the content of a message (R#get-content).
type Media struct {
	Kind   string    // image, video, audio or file
	Type   string    // content type
	Name   string    // of a file
	Sent   time.Time // when
	Ready  time.Time // from when it can be read
	Broken bool      // LINE could not prepare it
	Gone   bool      // unsent
	data   []byte    // nil: in the folder
}

// library is all content by message id.
type library struct {
	held  map[string]*Media
	order []string // ids of those whose data are in memory, oldest first
	bytes int
}

func newLibrary() library { return library{held: map[string]*Media{}} }

// add keeps content; what memory has no room for any more is left to the folder,
// or forgotten where there is none.
func (l *library) add(id string, m *Media, folder bool) {
	l.held[id] = m
	l.order = append(l.order, id)
	l.bytes += len(m.data)
	for l.bytes > maxHeld && len(l.order) > 1 {
		old := l.order[0]
		l.order = l.order[1:]
		switch gone := l.held[old]; {
		case gone == nil:
		case folder:
			l.bytes -= len(gone.data)
			gone.data = nil
		default:
			l.drop(old)
		}
	}
	if len(l.order) > 2*len(l.held)+100 { // most of them were dropped with their chats' entries
		l.order = slices.DeleteFunc(l.order, func(id string) bool { return l.held[id] == nil })
	}
}

// drop forgets content and reports whether there was any.
func (l *library) drop(id string) bool {
	m := l.held[id]
	if m == nil {
		return false
	}
	l.bytes -= len(m.data)
	delete(l.held, id)
	return true
}

// unsend makes the content of a message unreadable for good, if there is any.
func (l *library) unsend(id string) bool {
	m := l.held[id]
	if m == nil {
		return false
	}
	l.bytes -= len(m.data)
	l.held[id] = &Media{Kind: m.Kind, Sent: m.Sent, Gone: true}
	return true
}

// media turns an upload into content of a kind. The caller holds mu.
func (p *Platform) media(kind string, u Upload) (*Media, error) {
	now := p.clock.now()
	m := &Media{Kind: kind, data: u.Data, Type: u.Kind, Name: u.FileName, Sent: now, Ready: now, Broken: u.Broken}
	if m.data == nil {
		m.Type, m.data = sample(kind)
	}
	if len(m.data) == 0 || len(m.data) > maxUpload {
		return nil, fmt.Errorf("%w: content of %d bytes; 1 byte to 10 MB can be sent", errInput, len(m.data))
	}
	if u.Duration < 0 {
		return nil, fmt.Errorf("%w: a duration is not negative", errInput)
	}
	looks := http.DetectContentType(m.data)
	switch {
	case kind == "image" && (!strings.HasPrefix(looks, "image/") || strings.HasPrefix(looks, "image/svg")):
		return nil, fmt.Errorf("%w: that is no photo but looks like %s", errInput, looks)
	case kind == "image":
		m.Type = looks
	case kind == "file" && m.Type == "":
		m.Type = or(mime.TypeByExtension(path.Ext(m.Name)), "application/octet-stream")
	case m.Type == "" && kind == "audio" && slices.Contains([]string{"application/ogg", "video/mp4", "video/webm"}, looks):
		m.Type = "audio/" + path.Base(looks) // the same form holds both, and this is a sound
	case m.Type == "":
		m.Type = looks
	}
	if _, _, err := mime.ParseMediaType(m.Type); err != nil {
		return nil, fmt.Errorf("%w: %q is no content type", errInput, m.Type)
	}
	if prepared(kind) && (u.Slow || len(m.data) > largeMedia) {
		m.Ready = now.Add(time.Duration(cmp.Or(p.cfg.Switches.PreparingSeconds, 10)) * time.Second)
	}
	return m, nil
}

// prepared reports whether LINE prepares content of a kind before it can be read.
func prepared(kind string) bool { return kind == "video" || kind == "audio" }

// sample is content that needs no file.
func sample(kind string) (contentType string, data []byte) {
	switch kind {
	case "image":
		return "image/png", photo()
	case "video":
		return "video/mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
	case "audio":
		return "audio/x-m4a", []byte("\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42")
	}
	return "text/plain; charset=utf-8", []byte("สวัสดี\n")
}

// photo is a small picture.
var photo = sync.OnceValue(func() []byte {
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
	return out.Bytes()
})
