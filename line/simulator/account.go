package simulator

// The other endpoints: profile, bot info, loading, mark as read.

import (
	"encoding/json"
	"net/http"
	"regexp"
	"time"
)

var userID = regexp.MustCompile(`^U[0-9a-f]{32}$`)

// profile tells of friends alone (R#get-profile).
func (p *Platform) profile(r *request) answer {
	if !userID.MatchString(r.args[0]) {
		return refuse(http.StatusBadRequest, "The value for the 'userId' parameter is invalid")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.byID[r.args[0]]
	if c == nil || c.person == nil || !c.person.friend {
		return refuse(http.StatusNotFound, "Not found")
	}
	out := map[string]string{"userId": c.id, "displayName": c.title, "language": c.person.Language}
	if c.person.PictureURL != "" {
		out["pictureUrl"] = c.person.PictureURL
	}
	if c.person.StatusMessage != "" {
		out["statusMessage"] = c.person.StatusMessage
	}
	return answer{status: http.StatusOK, body: out}
}

func (p *Platform) info(*request) answer {
	return answer{status: http.StatusOK, body: p.cfg.Bot}
}

// loading shows the loading animation until a message comes (R#display-a-loading-indicator).
func (p *Platform) loading(r *request) answer {
	if v := p.verdict("loading", r); !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	in := struct {
		ChatID         string
		LoadingSeconds int
	}{LoadingSeconds: 20}
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.world.byID[in.ChatID]; c != nil && c.person != nil {
		c.person.busy = p.clock.now().Add(time.Duration(in.LoadingSeconds) * time.Second)
		p.tell("world", struct{}{})
	}
	return answer{status: http.StatusAccepted, body: struct{}{}}
}
