package simulator

// Links replaced and taken for everyone who has a menu (R#batch-control-rich-menus-of-users).

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"tambon/line/simulator/rules"
)

// batchLife is how long a batch can be asked about and its resumeRequestKey counts.
const batchLife = 14 * 24 * time.Hour

// A menuBatch is a batch that was accepted.
type menuBatch struct {
	Key      string // resumeRequestKey
	Accepted time.Time
	Asked    bool // whether its progress was asked for
}

type menuOperations struct {
	Operations []struct {
		Type string `json:"type"`
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"operations"`
	ResumeRequestKey string `json:"resumeRequestKey"`
}

// readBatch reads a batch that keeps the rules.
func (p *Platform) readBatch(r *request) (in menuOperations, wrong answer) {
	if a := p.judged("richMenuBatch", r); a.status != 0 {
		return in, a
	}
	_ = json.Unmarshal(r.body, &in) // was judged before
	return in, answer{}
}

// unfit answers a batch that names a menu which cannot be used. The caller holds mu.
func (m *menus) unfit(in menuOperations) answer {
	for i, one := range in.Operations {
		for _, end := range [][2]string{{"from", one.From}, {"to", one.To}} {
			property := fmt.Sprintf("operations[%d].%s", i, end[0])
			menu := m.Known[end[1]]
			switch {
			case end[1] == "" || one.Type == "unlink" && end[0] == "to" || one.Type == "unlinkAll":
			case menu == nil:
				return answer{status: http.StatusNotFound, body: rules.Fields(rules.Detail{
					Message: "Richmenu (" + end[1] + ") is not found", Property: property,
				})}
			case end[0] == "to" && menu.Kind == "":
				return answer{status: http.StatusBadRequest, body: rules.Fields(rules.Detail{
					Message: "'to' richmenu (" + end[1] + ") must have image but it doesn't", Property: property,
				})}
			}
		}
	}
	return answer{}
}

func (p *Platform) validateBatch(r *request) answer {
	in, a := p.readBatch(r)
	if a.status != 0 {
		return a
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if a := p.world.menus.unfit(in); a.status != 0 {
		return a
	}
	return done(http.StatusOK)
}

// batchMenus does all operations on the links as they were before the request,
// at once. Asked again under a key that still counts, nobody is left to do.
func (p *Platform) batchMenus(r *request) answer {
	in, a := p.readBatch(r)
	if a.status != 0 {
		return a
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	m, now := &p.world.menus, p.clock.now()
	if a := m.unfit(in); a.status != 0 {
		return a
	}
	resumed := m.resumed(in.ResumeRequestKey, now)
	m.Batches[r.id] = &menuBatch{Key: in.ResumeRequestKey, Accepted: now.UTC()}
	if !resumed {
		for user, linked := range m.Links {
			for _, one := range in.Operations {
				switch {
				case one.Type == "link" && one.From == linked:
					m.Links[user] = one.To
				case one.Type == "unlinkAll", one.Type == "unlink" && one.From == linked:
					delete(m.Links, user)
				}
			}
		}
		p.reface(p.world.chats...)
	}
	if p.cfg.Switches.BatchAnswers200 {
		return done(http.StatusOK)
	}
	return done(http.StatusAccepted)
}

// resumed reports whether a batch of the last 14 days had that key, and forgets
// older batches.
func (m *menus) resumed(key string, now time.Time) bool {
	found := false
	for id, batch := range m.Batches {
		if now.Sub(batch.Accepted) >= batchLife {
			delete(m.Batches, id)
		} else if key != "" && batch.Key == key {
			found = true
		}
	}
	return found
}

// batchProgress says ongoing the first time it is asked, as LINE would of a batch
// that was just accepted, and then succeeded.
func (p *Platform) batchProgress(r *request) answer {
	id := r.URL.Query().Get("requestId")
	if !uuidForm.MatchString(id) {
		return refuse(http.StatusBadRequest, "The value for the 'requestId' parameter is invalid")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	batch := p.world.menus.Batches[id]
	if batch == nil || p.clock.now().Sub(batch.Accepted) >= batchLife {
		return refuse(http.StatusNotFound, "Not found")
	}
	out := map[string]string{"phase": "ongoing", "acceptedTime": inMillis(batch.Accepted)}
	if batch.Asked {
		out["phase"], out["completedTime"] = "succeeded", inMillis(batch.Accepted)
	}
	batch.Asked = true
	return answer{status: http.StatusOK, body: out}
}

func inMillis(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
