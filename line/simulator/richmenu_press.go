package simulator

// Pressing the areas of a rich menu, switching its tabs, opening and closing it.

import (
	"encoding/json"
	"fmt"
	"strings"
)

// menuSwitch is the name under which a fault lets a rich menu's switch fail.
const menuSwitch = "richmenuswitch"

// PressArea presses the area of a person's rich menu that has these words as its
// action's label, else as its text or displayText. A closed menu is opened first.
func (p *Platform) PressArea(name, words string) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, "")
	if err != nil {
		return Act{}, err
	}
	i, err := p.world.menus.area(c, words)
	if err != nil {
		return Act{}, err
	}
	return p.pressArea(c, who, i, "")
}

// area is the index of the area with these words on the menu that a person sees.
func (m *menus) area(c *chat, words string) (int, error) {
	menu := m.of(c)
	if menu == nil {
		return 0, fmt.Errorf("%w: %s sees no rich menu", ErrUnknown, c.title)
	}
	wanted := fold(words)
	var names []string
	for _, says := range []func(action) []string{
		func(a action) []string { return []string{a.Label} },
		func(a action) []string { return []string{a.Text, a.DisplayText} },
	} {
		for i, area := range menu.Menu.Areas {
			for _, said := range says(readAction(area.Action)) {
				if said = fold(said); said != "" {
					names = append(names, "["+said+"]")
					if said == wanted {
						return i, nil
					}
				}
			}
		}
	}
	return 0, fmt.Errorf("%w: no area %q on the rich menu of %s; there are %s", ErrUnknown, words, c.title, strings.Join(names, ", "))
}

// pressArea presses the area of an index. The caller holds mu.
func (p *Platform) pressArea(c *chat, who *person, i int, value string) (Act, error) {
	menu := p.world.menus.of(c)
	if menu == nil || i < 0 || i >= len(menu.Menu.Areas) {
		return Act{}, fmt.Errorf("%w: %s sees no area %d of a rich menu", ErrUnknown, c.title, i+1)
	}
	p.show(c, menuSeen{menu.ID, true})
	menu.clicked(i, c.id, p.clock.now())
	area := menu.Menu.Areas[i]
	act := p.do(c, who, readAction(area.Action), value)
	act.Action = area.Action
	return act, nil
}

func readAction(raw json.RawMessage) action {
	var a action
	_ = json.Unmarshal(raw, &a) // the rules took it; a wrong one does nothing
	return a
}

// switchMenu goes to another tab: the person gets the alias's menu as their own,
// open, and the bot hears how it went (R#richmenu-switch-action). The caller holds mu.
func (p *Platform) switchMenu(c *chat, who *person, a action) Act {
	m := &p.world.menus
	id, known := m.Aliases[a.RichMenuAliasID]
	params := map[string]string{"status": "SUCCESS"}
	switch menu := m.Known[id]; {
	case p.struck(menuSwitch, Error500) != "":
		params["status"] = "FAILED"
	case !known:
		params["status"] = "RICHMENU_ALIAS_ID_NOTFOUND"
	case menu == nil:
		params["status"] = "RICHMENU_NOTFOUND"
	default:
		params["newRichMenuAliasId"] = a.RichMenuAliasID
		m.Links[c.id] = menu.ID
		p.show(c, menuSeen{menu.ID, true})
	}
	return p.postback(c, who, a.Data, "", params)
}

// option does to the menu what a postback's inputOption says; a keyboard or a
// microphone takes the menu's place (R#postback-action). The caller holds mu.
func (p *Platform) option(c *chat, inputOption string) {
	switch inputOption {
	case "openRichMenu":
		p.open(c, true)
	case "closeRichMenu", "openKeyboard", "openVoice":
		p.open(c, false)
	}
}

// open opens or closes the menu that a person sees. The caller holds mu.
func (p *Platform) open(c *chat, open bool) {
	if menu := p.world.menus.of(c); menu != nil {
		p.show(c, menuSeen{menu.ID, open})
	}
}
