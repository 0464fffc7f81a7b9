package simulator

// The endpoints about rich menus, and those that make, tell and delete them (R#rich-menu).

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"tambon/line/simulator/rules"
)

var hourly = rate{100, time.Hour}

// richMenuEndpoints are named by LINE's operation ids. Fixed paths stand before
// those with an id in the same place.
var richMenuEndpoints = []endpoint{
	{name: "createRichMenu", method: "POST", path: "/v2/bot/richmenu", takes: jsonBody, rate: hourly, work: (*Platform).createRichMenu},
	{name: "validateRichMenuObject", method: "POST", path: "/v2/bot/richmenu/validate", takes: jsonBody, rate: usual, work: (*Platform).validateRichMenu},
	{name: "getRichMenuList", method: "GET", path: "/v2/bot/richmenu/list", rate: rate{10, time.Second}, work: (*Platform).listRichMenus},

	{name: "createRichMenuAlias", method: "POST", path: "/v2/bot/richmenu/alias", takes: jsonBody, rate: usual, work: (*Platform).createAlias},
	{name: "getRichMenuAliasList", method: "GET", path: "/v2/bot/richmenu/alias/list", rate: usual, work: (*Platform).listAliases},
	{name: "getRichMenuAlias", method: "GET", path: "/v2/bot/richmenu/alias/{}", rate: usual, work: (*Platform).readAlias},
	{name: "updateRichMenuAlias", method: "POST", path: "/v2/bot/richmenu/alias/{}", takes: jsonBody, rate: usual, work: (*Platform).updateAlias},
	{name: "deleteRichMenuAlias", method: "DELETE", path: "/v2/bot/richmenu/alias/{}", rate: hourly, work: (*Platform).deleteAlias},

	{name: "linkRichMenuIdToUsers", method: "POST", path: "/v2/bot/richmenu/bulk/link", takes: jsonBody, rate: usual, work: (*Platform).bulkLink},
	{name: "unlinkRichMenuIdFromUsers", method: "POST", path: "/v2/bot/richmenu/bulk/unlink", takes: jsonBody, rate: usual, work: (*Platform).bulkUnlink},
	{name: "richMenuBatch", method: "POST", path: "/v2/bot/richmenu/batch", takes: jsonBody, rate: rate{3, time.Hour}, work: (*Platform).batchMenus},
	{name: "validateRichMenuBatchRequest", method: "POST", path: "/v2/bot/richmenu/validate/batch", takes: jsonBody, rate: usual, work: (*Platform).validateBatch},
	{name: "getRichMenuBatchProgress", method: "GET", path: "/v2/bot/richmenu/progress/batch", rate: hourly, work: (*Platform).batchProgress},

	{name: "getRichMenu", method: "GET", path: "/v2/bot/richmenu/{}", rate: usual, work: (*Platform).readRichMenu},
	{name: "deleteRichMenu", method: "DELETE", path: "/v2/bot/richmenu/{}", rate: hourly, work: (*Platform).deleteRichMenu},
	{name: "getRichMenuImage", method: "GET", path: "/v2/bot/richmenu/{}/content", rate: usual, work: (*Platform).readMenuImage},
	{name: "setRichMenuImage", method: "POST", path: "/v2/bot/richmenu/{}/content", takes: anyBody, rate: usual, work: (*Platform).uploadMenuImage},

	{name: "getDefaultRichMenuId", method: "GET", path: "/v2/bot/user/all/richmenu", rate: usual, work: (*Platform).readDefaultMenu},
	{name: "cancelDefaultRichMenu", method: "DELETE", path: "/v2/bot/user/all/richmenu", rate: usual, work: (*Platform).cancelDefaultMenu},
	{name: "setDefaultRichMenu", method: "POST", path: "/v2/bot/user/all/richmenu/{}", rate: usual, work: (*Platform).setDefaultMenu},
	{name: "getRichMenuIdOfUser", method: "GET", path: "/v2/bot/user/{}/richmenu", rate: usual, work: (*Platform).readUserMenu},
	{name: "unlinkRichMenuIdFromUser", method: "DELETE", path: "/v2/bot/user/{}/richmenu", rate: usual, work: (*Platform).unlinkMenu},
	{name: "linkRichMenuIdToUser", method: "POST", path: "/v2/bot/user/{}/richmenu/{}", rate: usual, work: (*Platform).linkMenu},
}

// bare is a refusal that has details, but none in them: so LINE words some of
// those about rich menus, e.g. R#get-default-rich-menu-id.
func bare(status int, message string) answer {
	return answer{status: status, body: struct {
		Message string         `json:"message"`
		Details []rules.Detail `json:"details"`
	}{message, []rules.Detail{}}}
}

func done(status int) answer { return answer{status: status, body: struct{}{}} }

// judged answers a body that breaks a rule; a zero answer: it breaks none.
func (p *Platform) judged(name string, r *request) answer {
	if v := p.verdict(name, r); !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	return answer{}
}

func (p *Platform) validateRichMenu(r *request) answer {
	if a := p.judged("richMenu", r); a.status != 0 {
		return a
	}
	return done(http.StatusOK)
}

func (p *Platform) createRichMenu(r *request) answer {
	if a := p.judged("richMenu", r); a.status != 0 {
		return a
	}
	menu := &richMenu{}
	if err := json.Unmarshal(r.body, &menu.Menu); err != nil {
		return refuse(http.StatusBadRequest, "The request body could not be parsed as JSON (line: 1, column: 1)")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &p.world.menus
	if len(m.Known) >= maxMenus {
		return bare(http.StatusBadRequest, "The number of rich menus has reached the limit of 1000")
	}
	menu.ID = "richmenu-" + p.ids.token(16)
	m.Known[menu.ID], m.Order = menu, append(m.Order, menu.ID)
	return answer{status: http.StatusOK, body: map[string]string{"richMenuId": menu.ID}}
}

// told is LINE's rich menu response object (R#rich-menu-response-object).
type told struct {
	RichMenuID string `json:"richMenuId"`
	menuObject
}

func (p *Platform) readRichMenu(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	menu := p.world.menus.Known[r.args[0]]
	if menu == nil {
		return refuse(http.StatusNotFound, "Not found")
	}
	return answer{status: http.StatusOK, body: told{menu.ID, menu.Menu}}
}

func (p *Platform) listRichMenus(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := []told{}
	for _, id := range p.world.menus.Order {
		all = append(all, told{id, p.world.menus.Known[id].Menu})
	}
	return answer{status: http.StatusOK, body: map[string]any{"richmenus": all}}
}

// deleteRichMenu takes a menu from everyone who sees it; its aliases stay and
// lead nowhere (R#delete-rich-menu).
func (p *Platform) deleteRichMenu(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &p.world.menus
	menu := m.Known[r.args[0]]
	if menu == nil {
		return refuse(http.StatusNotFound, "Not found")
	}
	delete(m.Known, menu.ID)
	delete(p.world.images, menu.ID)
	p.keep.add(note{content: menu.ID})
	m.Order = slices.DeleteFunc(m.Order, func(id string) bool { return id == menu.ID })
	if m.Default == menu.ID {
		m.Default = ""
	}
	for user, linked := range m.Links {
		if linked == menu.ID {
			delete(m.Links, user)
		}
	}
	p.reface(p.world.chats...)
	return done(http.StatusOK)
}
