package simulator

// The control API's part that takes files: as parts of a form, or in JSON.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// maxUploads is the largest body of an act, in bytes: three photos in base64.
const maxUploads = 48 << 20

// attached is what an act sends along.
type attached struct {
	Content     []byte   `json:"content"`     // base64
	Contents    [][]byte `json:"contents"`    // of several photos
	ContentType string   `json:"contentType"` // empty: as the data look
	FileName    string   `json:"fileName"`
	DurationMs  int64    `json:"durationMs"`
	ImageURL    string   `json:"imageUrl"` // of an image that a LIFF app sends by its address
	Slow        bool     `json:"slow"`     // LINE prepares it for a while
	Broken      bool     `json:"broken"`   // LINE fails to prepare it
}

func (in deed) upload() Upload {
	return Upload{
		Data: in.Content, FileName: in.FileName, Kind: in.ContentType, Duration: time.Duration(in.DurationMs) * time.Millisecond,
		URL: in.ImageURL, As: in.As, Slow: in.Slow, Broken: in.Broken,
	}
}

// photosAs sends one photo, or several as an image set; the answer is the last act
// with all of them.
func (p *Platform) photosAs(name string, in deed) (any, error) {
	if len(in.Contents) == 0 {
		return p.Photo(name, in.upload())
	}
	photos := make([]Upload, len(in.Contents))
	for i, data := range in.Contents {
		photos[i] = Upload{Data: data, As: in.As}
	}
	acts, err := p.Photos(name, photos...)
	if err != nil {
		return nil, err
	}
	return struct {
		Act
		Acts []Act `json:"acts"`
	}{acts[len(acts)-1], acts}, nil
}

// readDeed takes JSON, or a form whose field named deed is that JSON and whose
// files named file are the content.
func readDeed(r *http.Request) (deed, error) {
	var in deed
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return in, read(r, &in)
	}
	if err := r.ParseMultipartForm(maxUploads); err != nil {
		return in, fmt.Errorf("%w: %w", errInput, err)
	}
	defer r.MultipartForm.RemoveAll()
	if text := r.FormValue("deed"); text != "" {
		if err := parse([]byte(text), &in); err != nil {
			return in, err
		}
	}
	files := r.MultipartForm.File["file"]
	for _, header := range files {
		f, err := header.Open()
		if err != nil {
			return in, fmt.Errorf("%w: %w", errInput, err)
		}
		data, err := io.ReadAll(io.LimitReader(f, maxUpload+1))
		if err = errors.Join(err, f.Close()); err != nil {
			return in, fmt.Errorf("%w: %w", errInput, err)
		}
		in.Content, in.FileName = data, or(in.FileName, header.Filename)
		if sent := header.Header.Get("Content-Type"); sent != "application/octet-stream" {
			in.ContentType = or(in.ContentType, sent)
		}
		if len(files) > 1 {
			in.Contents = append(in.Contents, data)
		}
	}
	return in, nil
}

// showContent gives the page what a resident sent, prepared or not.
func (p *Platform) showContent(w http.ResponseWriter, r *http.Request) {
	m, ok := p.content(r.PathValue("id"))
	if !ok || m.Gone {
		http.Error(w, "No such content is kept.", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Content-Type", m.Type)
	if !m.shown() {
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": or(m.Name, m.Kind)}))
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(m.data)) // in parts, for who plays it
}

// shown reports whether the page may show or play content as what it says it is.
func (m Media) shown() bool {
	kind, _, _ := strings.Cut(m.Type, "/")
	return kind == m.Kind && kind != "file" || prepared(m.Kind) && prepared(kind)
}

func (p *Platform) postGroup(r *http.Request) (any, error) {
	var in struct {
		Name, DisplayName   string
		Members             []string
		Room, Joined, Taken bool
	}
	if err := read(r, &in); err != nil {
		return nil, err
	}
	g, err := p.AddGroup(Group{
		Name: slug(or(in.Name, in.DisplayName)), DisplayName: in.DisplayName, Members: in.Members,
		Room: in.Room, Joined: in.Joined, Taken: in.Taken,
	})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.world.byID[g.GroupID].circle(), nil
}

func (p *Platform) postWebhook(r *http.Request) (any, error) {
	var in Webhook
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if err := p.SetWebhook(in); err != nil {
		return nil, err
	}
	return p.State().Delivering, nil
}

func (p *Platform) postMischief(r *http.Request) (any, error) {
	var in Mischief
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if err := p.Misbehave(in); err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.jot("mischief", sparse(compact(in)))
	p.mu.Unlock()
	return map[string]any{"mischief": p.State().Mischief}, nil
}

func (p *Platform) postOddity(r *http.Request) (any, error) {
	var in struct{ Kind, Resident, Text string }
	if err := read(r, &in); err != nil {
		return nil, err
	}
	return p.SendOddity(r.Context(), in.Kind, in.Resident, in.Text)
}
