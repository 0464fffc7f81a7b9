package simulator

// The image of a rich menu, up and down (R#upload-rich-menu-image).

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // so that image knows the two formats that LINE takes
	_ "image/png"
	"mime"
	"net/http"

	"tambon/line/simulator/rules"
)

// maxMenuImage is the largest image of a rich menu, in bytes.
const maxMenuImage = 1 << 20

// uploadMenuImage takes an image once. LINE documents one answer for an image
// that is too large, too small or no image.
func (p *Platform) uploadMenuImage(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	menu := p.world.menus.Known[r.args[0]]
	if menu == nil {
		return refuse(http.StatusNotFound, "Not found")
	}
	header := r.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(header)
	if kind != "image/jpeg" && kind != "image/png" {
		return refuse(http.StatusUnsupportedMediaType, "The content type, "+header+", is not supported")
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(r.body))
	if err != nil || "image/"+format != kind || len(r.body) > maxMenuImage || !rules.MenuFits(size.Width, size.Height) {
		return refuse(http.StatusBadRequest, "The image size is not allowed for richmenu")
	}
	if menu.Kind != "" {
		return refuse(http.StatusBadRequest, "An image has already been uploaded to the richmenu")
	}
	menu.Kind, menu.Width, menu.Height = kind, size.Width, size.Height
	p.world.images[menu.ID] = r.body
	p.keep.add(note{content: menu.ID, data: r.body})
	return done(http.StatusOK)
}

func (p *Platform) readMenuImage(r *request) answer {
	kind, data := p.menuImage(r.args[0])
	if kind == "" {
		return refuse(http.StatusNotFound, "Not found")
	}
	return answer{status: http.StatusOK, kind: kind, raw: data}
}

// menuImage is the image of a menu and its content type, which is empty where
// there is none.
func (p *Platform) menuImage(id string) (kind string, data []byte) {
	p.mu.Lock()
	if menu := p.world.menus.Known[id]; menu != nil {
		kind, data = menu.Kind, p.world.images[id]
	}
	p.mu.Unlock()
	if kind != "" && data == nil {
		var err error
		if data, err = p.keep.content(id); err != nil {
			return "", nil
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.world.menus.Known[id] != nil {
			p.world.images[id] = data
		}
	}
	return kind, data
}

// hints are what LINE takes but a person will not like: the phone stretches an
// image to the menu's size.
func (r *richMenu) hints() []string {
	if r.Width == r.Menu.Size.Width && r.Height == r.Menu.Size.Height {
		return nil
	}
	return []string{fmt.Sprintf("the image is %d × %d, the menu %d × %d", r.Width, r.Height, r.Menu.Size.Width, r.Menu.Size.Height)}
}
