package simulator

// Pressing buttons, by the words on them.

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// An action is LINE's action object, as far as a phone acts on it.
type action struct {
	Type        string `json:"type"`
	Label       string `json:"label"`
	Text        string `json:"text"`
	Data        string `json:"data"`
	DisplayText string `json:"displayText"`
	URI         string `json:"uri"`
	LinkURI     string `json:"linkUri"` // of an imagemap
	Mode        string `json:"mode"`
	Initial     string `json:"initial"`

	RichMenuAliasID string `json:"richMenuAliasId"`
	InputOption     string `json:"inputOption"`
}

// Press presses the newest visible button with that label, else the area of the
// rich menu with it (see PressArea), and does what the phone would do. Quick replies count while their message is the last of the chat. A
// date picker gives its initial value, else the clock's; Pick gives another.
func (p *Platform) Press(name, label string) (Act, error) { return p.press(name, "", label, 1, "") }

// PressNth presses the nth (from 1, in reading order) of the buttons with that
// label in the newest message that has one.
func (p *Platform) PressNth(name, label string, nth int) (Act, error) {
	return p.press(name, "", label, nth, "")
}

// Pick presses a date picker and chooses value, such as 2026-12-02 or 2026-12-02T09:30.
func (p *Platform) Pick(name, label, value string) (Act, error) {
	return p.press(name, "", label, 1, value)
}

// GroupPress presses a button in a group's chat.
func (p *Platform) GroupPress(group, name, label string) (Act, error) {
	return p.press(group, name, label, 1, "")
}

// Postback sends a postback event as if a button with that data had been
// pressed, altered or old ones included. displayText, when not empty, stands in
// the chat as the resident's own words; params are a date picker's.
func (p *Platform) Postback(name, data, displayText string, params map[string]string) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, "")
	if err != nil {
		return Act{}, err
	}
	return p.postback(c, who, data, displayText, params), nil
}

func (p *Platform) postback(c *chat, who *person, data, displayText string, params map[string]string) Act {
	p.saw(c)
	seq := c.seq
	if displayText != "" {
		e := Entry{From: "resident", Author: who.UserID, Message: compact(map[string]any{"type": "text", "text": displayText})}
		if c.person == nil {
			e.By = who.DisplayName
		}
		seq = p.put(c, e).Seq
	}
	payload := map[string]any{"data": data}
	if len(params) > 0 {
		payload["params"] = params
	}
	return Act{EventID: p.emit(c, who, event{Type: "postback", Postback: payload}), Seq: seq}
}

func (p *Platform) press(name, as, label string, nth int, value string) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, as)
	if err != nil {
		return Act{}, err
	}
	button, err := c.button(label, nth)
	if err != nil {
		i, none := p.world.menus.area(c, label)
		if none == nil && nth == 1 {
			return p.pressArea(c, who, i, value)
		}
		if none != nil && p.world.menus.of(c) != nil {
			err = fmt.Errorf("%w; %w", err, none)
		}
		return Act{}, err
	}
	var a action
	if err := json.Unmarshal(button.Action, &a); err != nil {
		return Act{}, fmt.Errorf("simulator: the action of %q: %w", label, err)
	}
	p.saw(c)
	p.tapped(c, button.opens())
	act := p.do(c, who, a, value)
	act.Action = button.Action
	return act, nil
}

// do is what the phone does for an action. The caller holds mu.
func (p *Platform) do(c *chat, who *person, a action, value string) Act {
	switch a.Type {
	case "message":
		return p.said(c, who, map[string]any{"type": "text", "text": a.Text})
	case "postback":
		if a.Text != "" {
			p.said(c, who, map[string]any{"type": "text", "text": a.Text})
		}
		p.option(c, a.InputOption)
		return p.postback(c, who, a.Data, a.DisplayText, nil)
	case "richmenuswitch":
		return p.switchMenu(c, who, a)
	case "datetimepicker":
		return p.postback(c, who, a.Data, "", map[string]string{a.Mode: p.picked(a, value)})
	case "uri":
		return Act{Seq: c.seq, URI: a.URI + a.LinkURI}
	case "camera", "cameraRoll":
		act, err := p.hands(c, who, "image", Upload{}, nil)
		if err != nil {
			panic("simulator: the sample photo can be sent: " + err.Error())
		}
		return act
	case "location":
		return p.said(c, who, Spot{Latitude: 8.5287, Longitude: 99.9534}.message())
	}
	return Act{Seq: c.seq} // clipboard and what LINE adds later stay on the phone
}

func (p *Platform) picked(a action, value string) string {
	if value != "" {
		return value
	}
	if a.Initial != "" {
		return strings.Replace(a.Initial, "t", "T", 1)
	}
	layout := map[string]string{"time": "15:04", "datetime": "2006-01-02T15:04"}[a.Mode]
	if layout == "" {
		layout = time.DateOnly
	}
	return p.clock.now().In(p.cfg.Zone).Format(layout)
}

// button finds the nth button with a label in the newest message that has one:
// by its label, else by any of the words on it.
func (c *chat) button(label string, nth int) (Button, error) {
	wanted := fold(label)
	for _, fits := range []func(Button) bool{
		func(b Button) bool { return fold(b.Label) == wanted },
		func(b Button) bool { return b.shows(wanted) },
	} {
		for i := len(c.entries) - 1; i >= 0; i-- {
			found := 0
			for _, b := range c.visible(i) {
				if fits(b) {
					if found++; found == nth {
						return b, nil
					}
				}
			}
			if found > 0 {
				return Button{}, fmt.Errorf("%w: %s sees only %d buttons %q", ErrUnknown, c.title, found, label)
			}
		}
	}
	return Button{}, fmt.Errorf("%w: %s sees no button %q; there are %s", ErrUnknown, c.title, label, strings.Join(c.labels(), ", "))
}

// visible are the buttons of the i-th entry that can be pressed now.
func (c *chat) visible(i int) []Button {
	e := c.entries[i]
	if e.From != "bot" {
		return nil
	}
	last := true
	for _, later := range c.entries[i+1:] {
		last = last && later.From == "line"
	}
	var out []Button
	for _, b := range Buttons(e.Message) {
		if !b.Quick || last {
			out = append(out, b)
		}
	}
	return out
}

// labels are those of the last few messages with buttons, for an error message.
func (c *chat) labels() []string {
	var out []string
	for i := len(c.entries) - 1; i >= 0 && len(out) < 20; i-- {
		for _, b := range c.visible(i) {
			out = append(out, "["+b.name()+"]")
		}
	}
	return out
}
