package simulator

// The gallery: Flex Messages of every shape, drawn at /gallery beside their
// JSON, and a place to try one's own.

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"

	"tambon/line/simulator/rules"
)

//go:embed gallery
var galleryFiles embed.FS

// galleryPictures is where the gallery's messages say that their pictures are:
// LINE takes https addresses alone, so the page looks for them below its own.
const galleryPictures = "https://example.com/gallery/"

// A Sample is one message of the gallery.
type Sample struct {
	Name    string          `json:"name"`  // unique, e.g. receipt
	Title   string          `json:"title"` // in a few words
	Shows   string          `json:"shows"` // what of LINE's documents can be seen
	Message json.RawMessage `json:"message"`
}

// Gallery returns the gallery's messages in their order; LINE takes each.
func Gallery() []Sample {
	entries, err := galleryFiles.ReadDir("gallery")
	if err != nil {
		panic("simulator: the gallery is embedded above, so it cannot be missing: " + err.Error())
	}
	var out []Sample
	for _, entry := range entries {
		name, isJSON := strings.CutSuffix(entry.Name(), ".json")
		if !isJSON {
			continue
		}
		raw, err := galleryFiles.ReadFile(path.Join("gallery", entry.Name()))
		var s Sample
		if err == nil {
			err = json.Unmarshal(raw, &s)
		}
		if err != nil {
			panic("simulator: gallery/" + entry.Name() + " is no sample: " + err.Error())
		}
		_, s.Name, _ = strings.Cut(name, "-")
		out = append(out, s)
	}
	return out
}

func (p *Platform) gallery(mux *http.ServeMux) {
	mux.HandleFunc("GET /gallery", p.html("simulator/gallery.html"))
	mux.HandleFunc("GET /simulator/v1/gallery", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, map[string]any{"pictures": galleryPictures, "samples": Gallery()}, nil)
	})
	mux.HandleFunc("GET /simulator/v1/gallery/{name}", galleryPicture)
	mux.HandleFunc("POST /simulator/v1/judge", func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		out, err := judge(r)
		reply(w, out, err)
	})
}

func galleryPicture(w http.ResponseWriter, r *http.Request) {
	data, err := galleryFiles.ReadFile("gallery/" + strings.TrimSuffix(r.PathValue("name"), ".png") + ".svg")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "no-cache")
	_, _ = w.Write(data) // the browser may be gone
}

// A judgement is what LINE would say of messages that nobody sends.
type judgement struct {
	Body   *rules.Body    `json:"body"` // LINE's answer; null where it takes them
	Broken []rules.Broken `json:"broken"`
	Hints  []rules.Broken `json:"hints"`
	Bytes  int            `json:"bytes"` // of the JSON without spaces
}

func judge(r *http.Request) (any, error) {
	var in struct{ Messages json.RawMessage }
	if err := read(r, &in); err != nil {
		return nil, err
	}
	var messages any
	if in.Messages != nil && json.Unmarshal(in.Messages, &messages) != nil {
		return nil, fmt.Errorf("%w: messages cannot be read", errInput)
	}
	v := rules.Messages(in.Messages)
	out := judgement{Broken: v.Broken, Hints: v.Hints, Bytes: rules.Bytes(messages)}
	if !v.OK() {
		body := v.Body()
		out.Body = &body
	}
	return out, nil
}
