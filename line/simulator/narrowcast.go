package simulator

// Narrowcast: taken at once, filtered and sent later, its progress to be asked for
// (R#send-narrowcast-message, R#get-narrowcast-progress-status).

import (
	"encoding/json"
	"net/http"
	"time"
)

// narrowcasts are those of the last 14 days. The zero value is empty.
type narrowcasts struct {
	All   map[string]*narrowcast // by request id
	Order []string
	Open  []string // on their way
}

// narrowcast is one on its way or done.
type narrowcast struct {
	Phase       string // waiting, sending, succeeded or failed
	Body        json.RawMessage
	Accepted    time.Time
	Completed   time.Time
	Reserved    int    // of the month's quota, until it is known how many it takes
	Short       bool   // the month had less left than had to be reserved
	Month       string // of the reservation
	Target      int
	ErrorCode   int
	Description string
	To          []string // user ids of those whom it reached
}

// LINE's figures for narrowcasts. How long one waits and is being sent is not
// documented; here it is five seconds of the platform's clock each.
const (
	narrowcastLife  = 14 * 24 * time.Hour
	narrowcastWaits = 5 * time.Second
	narrowcastSends = 10 * time.Second // since it was accepted
	fewestFriends   = 100              // for a demographic filter
	fewestReached   = 50
)

// narrowcastBody is the body of a narrowcast, after the rules were kept.
type narrowcastBody struct {
	Messages             []json.RawMessage
	NotificationDisabled bool
	Recipient            *recipient
	Filter               struct{ Demographic *demographic }
	Limit                struct {
		Max                   int
		UpToRemainingQuota    bool
		ForbidPartialDelivery bool
	}
}

// narrowcast takes one and lets it wait.
func (p *Platform) narrowcast(r *request) answer {
	v := p.verdict("narrowcast", r)
	if !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	var in narrowcastBody
	_ = json.Unmarshal(r.body, &in) // was judged before
	m := newMail(in.Messages, in.NotificationDisabled)
	p.mu.Lock()
	defer p.mu.Unlock()
	if a := p.fitting(nil, m); a.status != 0 {
		return a
	}
	if a := p.accepted(r); a.status != 0 {
		return a
	}
	if a := p.existing(in.Recipient); a.status != 0 {
		return a
	}
	reach := len(p.friends())
	if in.Filter.Demographic != nil && reach < fewestFriends {
		return refuse(http.StatusForbidden, "Your account does not have enough friends")
	}
	n := &narrowcast{Phase: "waiting", Body: r.body, Accepted: p.clock.now().UTC(), Month: p.month()}
	if a := p.reserve(n, &in, reach); a.status != 0 {
		return a
	}
	p.world.narrow.add(r.id, n)
	p.accept(r, nil)
	p.wake(n)
	return answer{status: http.StatusAccepted, body: struct{}{}}
}

// reserve takes from the month's quota what might be sent: the target reach,
// less where the limits say so. A month with too little left lets the narrowcast
// fail when it begins, one with nothing left at once.
func (p *Platform) reserve(n *narrowcast, in *narrowcastBody, reach int) answer {
	need := reach
	if in.Limit.Max > 0 {
		need = min(need, in.Limit.Max)
	}
	if left, limited := p.left(); limited {
		switch {
		case left <= 0 && need > 0:
			return overQuota()
		case in.Limit.UpToRemainingQuota:
			need = min(need, left)
		case need > left:
			n.Short, need = true, 0
		}
	}
	n.Reserved = need
	return answer{}
}

// existing refuses audiences that are not ready, and narrowcasts that were not
// sent to the end in the last 14 days.
func (p *Platform) existing(r *recipient) answer {
	now := p.clock.now()
	for _, leaf := range r.leaves() {
		switch leaf.Type {
		case "audience":
			if a := p.audience(leaf.AudienceGroupID); a == nil || a.status(now) != "READY" {
				return refuse(http.StatusBadRequest, "Invalid audience group id: "+leaf.name())
			}
		case "redelivery":
			if n := p.world.narrow.find(leaf.RequestID, now); n == nil || n.Phase != "succeeded" {
				return refuse(http.StatusBadRequest, "Invalid request id: "+leaf.name())
			}
		}
	}
	return answer{}
}

func (s *narrowcasts) add(id string, n *narrowcast) {
	if s.All == nil {
		s.All = map[string]*narrowcast{}
	}
	for len(s.Order) > 0 && n.Accepted.Sub(s.All[s.Order[0]].Accepted) >= narrowcastLife {
		delete(s.All, s.Order[0])
		s.Order = s.Order[1:]
	}
	s.All[id], s.Order, s.Open = n, append(s.Order, id), append(s.Open, id)
}

// find returns a narrowcast of the last 14 days.
func (s *narrowcasts) find(id string, now time.Time) *narrowcast {
	n := s.All[id]
	if n == nil || now.Sub(n.Accepted) >= narrowcastLife {
		return nil
	}
	return n
}

// reserved is what is set aside of a month's quota.
func (s *narrowcasts) reserved(month string) (sum int) {
	for _, id := range s.Open {
		if n := s.All[id]; n.Phase == "waiting" && n.Month == month {
			sum += n.Reserved
		}
	}
	return sum
}

// progress tells how far a narrowcast is.
func (p *Platform) progress(r *request) answer {
	id := r.URL.Query().Get("requestId")
	if !uuidForm.MatchString(id) {
		return refuse(http.StatusBadRequest, "Invalid request id: "+id)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.carryOn()
	n := p.world.narrow.find(id, p.clock.now())
	if n == nil {
		return refuse(http.StatusNotFound, "Not found")
	}
	return answer{status: http.StatusOK, body: n.told()}
}

func (n *narrowcast) told() map[string]any {
	const form = "2006-01-02T15:04:05.000Z"
	out := map[string]any{"phase": n.Phase, "acceptedTime": n.Accepted.UTC().Format(form)}
	if n.Phase == "waiting" {
		return out
	}
	out["targetCount"], out["successCount"], out["failureCount"] = n.Target, len(n.To), 0
	if n.Phase == "sending" {
		return out
	}
	out["completedTime"] = n.Completed.UTC().Format(form)
	if n.Phase == "failed" {
		out["errorCode"], out["failedDescription"] = n.ErrorCode, n.Description
	}
	return out
}
