package simulator

// What was done by hand since the last reset, so that it can become a test.

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// maxHistory is how many deeds are remembered.
const maxHistory = 2_000

// A deedDone is one thing that was done over the control API.
type deedDone struct {
	At    time.Time       `json:"at"`
	Chat  string          `json:"chat,omitempty"` // the name; empty: done to the whole world
	Kind  string          `json:"kind"`           // of a chat, as in the address; else clock, faults, mischief or residents
	Body  json.RawMessage `json:"body"`
	After map[string]int  `json:"after"` // chat → its last entry that was there then
}

type history struct {
	Done []deedDone `json:"done"`
}

func (h *history) add(d deedDone) {
	h.Done = append(h.Done, d)
	if len(h.Done) > maxHistory {
		h.Done = slices.Clone(h.Done[len(h.Done)-maxHistory:])
	}
}

// noting notes a deed as it will be repeated: a postback or a rich menu's area by
// the words that were pressed.
func (p *Platform) noting(name, kind string, in deed) deedDone {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := deedDone{At: p.clock.now().UTC(), Kind: kind, Body: sparse(compact(in))}
	c := p.world.find(name)
	if c == nil {
		return d
	}
	d.Chat = c.name
	switch {
	case kind == "postback" && in.Label != "":
		d.pressed(c, in)
	case kind == "richmenu" && in.Open == nil:
		d.pressedArea(p, c, in)
	}
	return d
}

// pressed says by which words and which of several a postback came about.
func (d *deedDone) pressed(c *chat, in deed) {
	for nth := 1; ; nth++ {
		button, err := c.button(in.Label, nth)
		if err != nil {
			return
		}
		if readAction(button.Action).Data != in.Data {
			continue
		}
		press := map[string]any{"label": in.Label, "as": in.As}
		if nth > 1 {
			press["nth"] = nth
		}
		for _, value := range in.Params {
			press["value"] = value
		}
		d.Kind, d.Body = "press", sparse(compact(press))
		return
	}
}

func (d *deedDone) pressedArea(p *Platform, c *chat, in deed) {
	menu := p.world.menus.of(c)
	if menu == nil || in.Area < 1 || in.Area > len(menu.Menu.Areas) {
		return
	}
	a := readAction(menu.Menu.Areas[in.Area-1].Action)
	words := or(a.Label, or(a.DisplayText, a.Text))
	if i, err := p.world.menus.area(c, words); err != nil || i != in.Area-1 {
		return
	}
	if _, err := c.button(words, 1); err == nil { // a press would find that one first
		return
	}
	d.Kind, d.Body = "press", sparse(compact(map[string]any{"label": words, "value": in.Value}))
}

// noted remembers a deed that was done.
func (p *Platform) noted(d deedDone, out any, err error) {
	if err != nil || d.Chat == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	last := 0
	if c := p.world.find(d.Chat); c != nil {
		last = c.seq
	}
	if act, ok := out.(interface{ seq() int }); ok {
		last = act.seq()
	}
	d.After = map[string]int{d.Chat: last}
	p.world.history.add(d)
}

func (a Act) seq() int { return a.Seq }

// jot remembers what was done to the whole world. The caller holds mu.
func (p *Platform) jot(kind string, body any) {
	d := deedDone{At: p.clock.now().UTC(), Kind: kind, Body: compact(body), After: map[string]int{}}
	for _, c := range p.world.chats {
		if c.seq > 0 {
			d.After[c.name] = c.seq
		}
	}
	p.world.history.add(d)
}

// sparse is a JSON object without what is empty, but for the properties named, and
// without the bytes of files: a sample is sent in their place.
func sparse(raw json.RawMessage, keep ...string) json.RawMessage {
	var all map[string]any
	_ = json.Unmarshal(raw, &all) // was made here
	maps.DeleteFunc(all, func(name string, v any) bool {
		if name == "content" || name == "contents" {
			return true
		}
		if slices.Contains(keep, name) {
			return v == nil
		}
		switch v := v.(type) {
		case nil:
			return true
		case string:
			return v == ""
		case float64:
			return v == 0
		case bool:
			return !v
		case []any:
			return len(v) == 0
		case map[string]any:
			return len(v) == 0
		}
		return false
	})
	return compact(all)
}
