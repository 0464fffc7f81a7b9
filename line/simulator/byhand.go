package simulator

// What a developer sends in the bot's place, from the page.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
)

// postPush sends messages to a resident or a group, by name, as the bot's push
// would: judged, refused with a mark in the chat, and counted against the quota.
// Faults and rates are the bot's alone.
func (p *Platform) postPush(r *http.Request) (any, error) {
	var in struct {
		To       string
		Messages []json.RawMessage
	}
	if err := read(r, &in); err != nil {
		return nil, err
	}
	p.mu.Lock()
	c, err := p.world.chat(in.To)
	p.mu.Unlock()
	if err != nil {
		return nil, err
	}
	e := &endpoints[slices.IndexFunc(endpoints, func(e endpoint) bool { return e.name == "push" })]
	body := compact(map[string]any{"to": c.id, "messages": in.Messages})
	if len(body) > maxBody {
		return nil, fmt.Errorf("%w: the messages are larger than LINE reads", errInput)
	}
	asBot := r.Clone(r.Context())
	asBot.Method, asBot.URL.Path = e.method, e.path
	asBot.Header = http.Header{}
	req := &request{Request: asBot, id: p.requestID(), body: body, json: true}
	a := e.work(p, req)
	p.note(e, req, a, true)
	return map[string]any{"status": a.status, "requestId": req.id, "body": a.body}, nil
}
