package simulator

// Aliases of rich menus (R#rich-menu-alias).

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
)

type menuAlias struct {
	RichMenuAliasID string `json:"richMenuAliasId"`
	RichMenuID      string `json:"richMenuId"`
}

func noSuchAlias() answer { return bare(http.StatusNotFound, "richmenu alias not found") }

func (p *Platform) createAlias(r *request) answer {
	if a := p.judged("richMenuAlias", r); a.status != 0 {
		return a
	}
	var in menuAlias
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &p.world.menus
	switch {
	case !m.aliasable(in.RichMenuID):
		return bare(http.StatusBadRequest, "richmenu not found")
	case m.Aliases[in.RichMenuAliasID] != "":
		return bare(http.StatusBadRequest, "conflict richmenu alias id")
	case len(m.Aliases) >= maxMenus:
		return bare(http.StatusBadRequest, "The number of rich menu aliases has reached the limit of 1000")
	}
	m.Aliases[in.RichMenuAliasID] = in.RichMenuID
	return done(http.StatusOK)
}

// aliasable reports whether the menu exists and has an image; LINE does not tell
// one from the other (R#create-rich-menu-alias).
func (m *menus) aliasable(id string) bool {
	menu := m.Known[id]
	return menu != nil && menu.Kind != ""
}

func (p *Platform) updateAlias(r *request) answer {
	if a := p.judged("richMenuAliasUpdate", r); a.status != 0 {
		return a
	}
	var in menuAlias
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &p.world.menus
	switch {
	case m.Aliases[r.args[0]] == "":
		return noSuchAlias()
	case !m.aliasable(in.RichMenuID):
		return bare(http.StatusBadRequest, "richmenu not found")
	}
	m.Aliases[r.args[0]] = in.RichMenuID
	return done(http.StatusOK)
}

func (p *Platform) deleteAlias(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.world.menus.Aliases[r.args[0]] == "" {
		return noSuchAlias()
	}
	delete(p.world.menus.Aliases, r.args[0])
	return done(http.StatusOK)
}

func (p *Platform) readAlias(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := p.world.menus.Aliases[r.args[0]]
	if id == "" {
		return noSuchAlias()
	}
	return answer{status: http.StatusOK, body: menuAlias{r.args[0], id}}
}

func (p *Platform) listAliases(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := []menuAlias{}
	for _, alias := range slices.Sorted(maps.Keys(p.world.menus.Aliases)) {
		all = append(all, menuAlias{alias, p.world.menus.Aliases[alias]})
	}
	return answer{status: http.StatusOK, body: map[string]any{"aliases": all}}
}
