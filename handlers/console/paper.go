package console

// Paper: how a page is drawn. Templates are read once; a page is drawn whole
// before a byte of it is sent, so that a fault becomes an error page.

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"tambon/text"

	"github.com/labstack/echo/v4"
)

//go:embed templates/*.html
var templates embed.FS

// A paper draws pages and parts in both languages.
type paper struct {
	sets map[text.Lang]*template.Template
}

// newPaper reads the templates. dist is the built front end, by whose content
// the addresses of sheet and script change.
func newPaper(dist fs.FS) *paper {
	p := &paper{sets: map[text.Lang]*template.Template{}}
	for _, lang := range []text.Lang{text.Thai, text.English} {
		set := template.New("console")
		funcs := words(lang)
		funcs["draw"] = func(part Part) (template.HTML, error) { return drawing(set, part.part(), part) }
		funcs["asset"] = func(name string) string { return asset(dist, name) }
		p.sets[lang] = template.Must(set.Funcs(funcs).ParseFS(templates, "templates/*.html"))
	}
	return p
}

// words are what templates say things with. t is a sentence of the catalogue;
// say binds numbers to their units in a sentence that came in a struct.
func words(lang text.Lang) template.FuncMap {
	return template.FuncMap{
		"t":     func(key string, kv ...any) string { return text.Bind(lang.T("console."+key, kv...)) },
		"say":   text.Bind,
		"n":     lang.Number,
		"facts": func(rows []Fact) Facts { return Facts{rows} },
		"add":   func(a, b int) int { return a + b },
		"upper": keyName,
		"lang":  func() text.Lang { return lang },
		"thai": func(yes bool) string {
			if yes && lang != text.Thai {
				return string(text.Thai)
			}
			return ""
		},
	}
}

// keyName is a key as it is printed on the keyboard.
func keyName(key string) string {
	if len(key) == 1 {
		return strings.ToUpper(key)
	}
	return map[string]string{"escape": "Esc", "enter": "Enter"}[key]
}

// drawing draws one template of a set.
func drawing(set *template.Template, name string, data any) (template.HTML, error) {
	var buf bytes.Buffer
	if err := set.ExecuteTemplate(&buf, name, data); err != nil {
		return "", err
	}
	return template.HTML(buf.String()), nil
}

// asset is the address of a built file, with what it holds in it: a new
// version is never hidden behind an old copy.
func asset(dist fs.FS, name string) string {
	raw, err := fs.ReadFile(dist, name)
	if err != nil {
		return "/assets/" + name // not built: the address says what is missing
	}
	sum := sha256.Sum256(raw)
	return "/assets/" + name + "?v=" + hex.EncodeToString(sum[:6])
}

// sheet is what a layout gets.
type sheet struct {
	Frame
	Body template.HTML
}

// page answers a whole page: the template named name with body, in its frame.
func (p *paper) page(c echo.Context, status int, name string, frame Frame, body any) error {
	return p.send(c, status, "layout", name, frame, body)
}

// alone answers a page without a side: a door, an error.
func (p *paper) alone(c echo.Context, status int, name string, frame Frame, body any) error {
	return p.send(c, status, "alone", name, frame, body)
}

// bare answers a page for paper, without anything around it.
func (p *paper) bare(c echo.Context, status int, name string, frame Frame, body any) error {
	return p.send(c, status, "bare", name, frame, body)
}

// parts answers a whole page that is made of parts alone.
func (p *paper) parts(c echo.Context, status int, frame Frame, body ...Part) error {
	return p.page(c, status, "parts", frame, body)
}

// fragment answers one template without a frame: what a press or a live part
// puts into the page.
func (p *paper) fragment(c echo.Context, lang text.Lang, status int, name string, data any) error {
	body, err := drawing(p.set(lang), name, data)
	if err != nil {
		return fmt.Errorf("draw %s: %w", name, err)
	}
	return blob(c, status, string(body))
}

// piece answers one part without a frame.
func (p *paper) piece(c echo.Context, lang text.Lang, status int, part Part) error {
	return p.fragment(c, lang, status, part.part(), part)
}

func (p *paper) send(c echo.Context, status int, layout, name string, frame Frame, body any) error {
	set := p.set(frame.Lang)
	inner, err := drawing(set, name, body)
	if err != nil {
		return fmt.Errorf("draw %s: %w", name, err)
	}
	whole, err := drawing(set, layout, sheet{frame, inner})
	if err != nil {
		return fmt.Errorf("draw %s around %s: %w", layout, name, err)
	}
	return blob(c, status, string(whole))
}

func (p *paper) set(lang text.Lang) *template.Template {
	if set, ok := p.sets[lang]; ok {
		return set
	}
	return p.sets[text.Thai]
}

// blob sends a page that nobody may keep: it shows people. Where the browser
// takes it, the page goes a sixth of its size over a village's line; it holds no
// secret that its length could tell of, for the session is in a cookie.
func blob(c echo.Context, status int, html string) error {
	header := c.Response().Header()
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept-Encoding")
	html = strings.TrimLeft(html, "\n")
	if !strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		return c.HTML(status, html)
	}
	var buf bytes.Buffer
	zip := gzip.NewWriter(&buf)
	if _, err := zip.Write([]byte(html)); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	header.Set("Content-Encoding", "gzip")
	return c.HTMLBlob(status, buf.Bytes())
}
