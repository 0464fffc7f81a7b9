package simulator

// Who sees which rich menu: the default, one person's, and many people's at once.

import (
	"encoding/json"
	"net/http"
)

const wrongUser = "The value for the 'userId' parameter is invalid"

// applicable finds a menu that can be shown to people (R#set-default-rich-menu).
// The caller holds mu.
func (p *Platform) applicable(id string, missing answer) (*richMenu, answer) {
	menu := p.world.menus.Known[id]
	switch {
	case menu == nil:
		return nil, missing
	case menu.Kind == "":
		return nil, bare(http.StatusBadRequest, "must upload richmenu image before applying it to user")
	}
	return menu, answer{}
}

func (p *Platform) setDefaultMenu(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	menu, a := p.applicable(r.args[0], refuse(http.StatusNotFound, "Not found"))
	if menu == nil {
		return a
	}
	p.world.menus.Default = menu.ID
	p.reface(p.world.chats...)
	return done(http.StatusOK)
}

func (p *Platform) readDefaultMenu(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.world.menus.Default == "" {
		return bare(http.StatusNotFound, "no default richmenu")
	}
	return answer{status: http.StatusOK, body: map[string]string{"richMenuId": p.world.menus.Default}}
}

func (p *Platform) cancelDefaultMenu(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.world.menus.Default = ""
	p.reface(p.world.chats...)
	return done(http.StatusOK)
}

func (p *Platform) linkMenu(r *request) answer {
	if !userID.MatchString(r.args[0]) {
		return refuse(http.StatusBadRequest, wrongUser)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	menu, a := p.applicable(r.args[1], refuse(http.StatusNotFound, "Not found"))
	if menu == nil {
		return a
	}
	p.link(menu, r.args[0])
	return done(http.StatusOK)
}

// link gives people a menu. Who is no friend gets none, and LINE does not say so
// (R#link-rich-menu-to-user-conditions). The caller holds mu.
func (p *Platform) link(menu *richMenu, users ...string) {
	for _, user := range users {
		if c := p.world.byID[user]; c != nil && c.person != nil && c.person.friend {
			p.world.menus.Links[user] = menu.ID
			p.reface(c)
		}
	}
}

// unlink takes people's own menus. The caller holds mu.
func (p *Platform) unlink(users ...string) {
	for _, user := range users {
		delete(p.world.menus.Links, user)
		if c := p.world.byID[user]; c != nil {
			p.reface(c)
		}
	}
}

func (p *Platform) unlinkMenu(r *request) answer {
	if !userID.MatchString(r.args[0]) {
		return refuse(http.StatusBadRequest, wrongUser)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unlink(r.args[0])
	return done(http.StatusOK)
}

func (p *Platform) readUserMenu(r *request) answer {
	if !userID.MatchString(r.args[0]) {
		return refuse(http.StatusBadRequest, wrongUser)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	linked := p.world.menus.Links[r.args[0]]
	if linked == "" {
		return bare(http.StatusNotFound, "the user has no richmenu")
	}
	return answer{status: http.StatusOK, body: map[string]string{"richMenuId": linked}}
}

type bulk struct {
	RichMenuID string   `json:"richMenuId"`
	UserIDs    []string `json:"userIds"`
}

// bulkLink is done at once; LINE says only that it does it within seconds.
func (p *Platform) bulkLink(r *request) answer {
	if a := p.judged("richMenuBulkLink", r); a.status != 0 {
		return a
	}
	var in bulk
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	menu, a := p.applicable(in.RichMenuID, bare(http.StatusNotFound, "richmenu not found"))
	if menu == nil {
		return a
	}
	p.link(menu, in.UserIDs...)
	return done(http.StatusAccepted)
}

func (p *Platform) bulkUnlink(r *request) answer {
	if a := p.judged("richMenuBulkUnlink", r); a.status != 0 {
		return a
	}
	var in bulk
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unlink(in.UserIDs...)
	return done(http.StatusAccepted)
}
