// Package public is what anybody may fetch without login: the pictures that
// cards name, the privacy notice, and the front end's files.
package public

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"sync"

	"tambon/config"
	"tambon/richmenu/paint"

	"github.com/labstack/echo/v4"
)

// pictureSize is three times the largest size at which a disc is shown.
const pictureSize = paint.DiscSize

// Pictures draws the icons and discs of cards, each once.
type Pictures struct {
	fonts *paint.Fonts // nil when the front end was not built
	site  config.Site
	mu    sync.RWMutex
	drawn map[string][]byte
}

// NewPictures returns the pictures of a site, drawn with the faces in dist, the
// built front end. Without it every picture is answered 404.
func NewPictures(dist fs.FS, site config.Site) (*Pictures, error) {
	fonts, err := paint.Open(dist)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return &Pictures{fonts: fonts, site: site, drawn: map[string][]byte{}}, nil
}

// Show answers /pictures/disc/hydro.png and /pictures/icon/siren-white.png.
// A name is drawn the same for ever, so it may be kept.
func (p *Pictures) Show(c echo.Context) error {
	name := c.Param("kind") + "/" + c.Param("name")
	png, err := p.draw(name)
	if err != nil {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=604800")
	return c.Blob(http.StatusOK, "image/png", png)
}

func (p *Pictures) draw(name string) ([]byte, error) {
	if p.fonts == nil {
		return nil, fs.ErrNotExist
	}
	p.mu.RLock()
	png, ok := p.drawn[name]
	p.mu.RUnlock()
	if ok {
		return png, nil
	}
	png, err := p.paint(name)
	if err != nil {
		return nil, err // unknown names are not kept: there are endlessly many
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawn[name] = png
	return png, nil
}

func (p *Pictures) paint(name string) ([]byte, error) {
	for _, h := range p.site.Services {
		if name == "disc/"+h.Code+".png" {
			return paint.DiscOf(p.fonts, h.Icon, h.Colour, pictureSize)
		}
	}
	return paint.Picture(p.fonts, strings.TrimPrefix(name, "/"))
}
