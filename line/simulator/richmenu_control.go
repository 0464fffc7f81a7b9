package simulator

// The control API's part about rich menus: what a person's phone shows.

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

// A RichMenu is the menu that a person's phone shows.
type RichMenu struct {
	RichMenuID string `json:"richMenuId"`
	Own        bool   `json:"own"`  // linked to the person; else the default one
	Open       bool   `json:"open"` // else only the bar with chatBarText is seen
	menuObject
	Image string   `json:"image"`           // path of the picture below the simulator's address
	Hints []string `json:"hints,omitempty"` // what LINE takes but a person will not like
}

// RichMenu returns the menu that a person's phone shows; nil: none.
func (p *Platform) RichMenu(name string) (*RichMenu, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.chat(name)
	if err != nil {
		return nil, err
	}
	m := &p.world.menus
	menu := m.of(c)
	if menu == nil {
		return nil, nil
	}
	return &RichMenu{
		RichMenuID: menu.ID, Own: m.Links[c.id] == menu.ID, Open: m.Seen[c.id].Open, menuObject: menu.Menu,
		Image: "/simulator/v1/richmenus/" + menu.ID + "/image", Hints: menu.hints(),
	}, nil
}

// OpenRichMenu opens or closes a person's rich menu, as a press on its bar does.
func (p *Platform) OpenRichMenu(name string, open bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.chat(name)
	if err != nil {
		return err
	}
	if p.world.menus.of(c) == nil {
		return fmt.Errorf("%w: %s sees no rich menu", ErrUnknown, c.title)
	}
	p.open(c, open)
	return nil
}

func (p *Platform) readMenuSeen(r *http.Request) (any, error) {
	menu, err := p.RichMenu(r.PathValue("name"))
	return map[string]*RichMenu{"richMenu": menu}, err
}

// postMenu presses an area of the menu by its number from 1, or opens and closes it.
func (p *Platform) postMenu(name string, in deed) (any, error) {
	if in.Open != nil {
		return struct{}{}, p.OpenRichMenu(name, *in.Open)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, in.As)
	if err != nil {
		return Act{}, err
	}
	return p.pressArea(c, who, in.Area-1, in.Value)
}

// menuPicture serves a menu's image to the page; its type is one of the two that
// were decoded on the way in.
func (p *Platform) menuPicture(w http.ResponseWriter, r *http.Request) {
	kind, image := p.menuImage(r.PathValue("id"))
	if kind == "" {
		http.Error(w, "There is no such rich menu, or it has no image.", http.StatusNotFound)
		return
	}
	sum := sha256.Sum256(image)
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(image))
}
