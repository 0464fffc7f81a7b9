package simulator

// How a narrowcast goes on as the clock does.

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"
)

// wake lets the narrowcast go on in time while the clock runs by itself. The
// caller holds mu.
func (p *Platform) wake(n *narrowcast) {
	if p.clock.stands() {
		return
	}
	now := p.clock.now()
	for _, after := range []time.Duration{narrowcastWaits, narrowcastSends} {
		wait := n.Accepted.Add(after).Sub(now)
		p.aside(func() {
			timer := time.NewTimer(max(wait, 0))
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-p.ctx.Done():
				return
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			p.carryOn()
		})
	}
}

// awaken is for all narrowcasts on their way: the clock was turned, or the
// world made anew from its folder. The caller holds mu or is alone.
func (p *Platform) awaken() {
	p.carryOn()
	for _, id := range p.world.narrow.Open {
		p.wake(p.world.narrow.All[id])
	}
}

// carryOn does what is due by the clock. The caller holds mu.
func (p *Platform) carryOn() {
	s, now := &p.world.narrow, p.clock.now()
	for _, id := range s.Open {
		n := s.All[id]
		if n.Phase == "waiting" && now.Sub(n.Accepted) >= narrowcastWaits {
			p.begins(id, n)
		}
		if n.Phase == "sending" && now.Sub(n.Accepted) >= narrowcastSends {
			n.Phase, n.Completed = "succeeded", n.Accepted.Add(narrowcastSends)
		}
	}
	s.Open = slices.DeleteFunc(s.Open, func(id string) bool { return !s.All[id].Completed.IsZero() })
}

// begins finds those whom a narrowcast is for, and sends it or lets it fail.
func (p *Platform) begins(id string, n *narrowcast) {
	var in narrowcastBody
	_ = json.Unmarshal(n.Body, &in) // was judged before
	most := n.Reserved
	n.Reserved, n.Body = 0, nil
	fail := func(code int, said string) {
		n.Phase, n.ErrorCode, n.Description, n.Completed = "failed", code, said, n.Accepted.Add(narrowcastWaits)
	}
	if n.Short {
		fail(1, "You have reached your monthly limit.")
		return
	}
	to, restricted := p.aimed(&in)
	n.Target = len(to)
	switch {
	case p.smallAudience(in.Recipient):
		fail(4, "An audience has less than 50 recipients.")
		return
	case restricted && len(to) < fewestReached:
		fail(2, "There are not enough recipients.")
		return
	}
	if in.Limit.Max > 0 || in.Limit.UpToRemainingQuota {
		if len(to) > most && in.Limit.ForbidPartialDelivery {
			fail(5, "Message delivery was canceled to prevent a delivery to a part of the recipients.")
			return
		}
		to = p.drawn(to, most)
		n.Target = len(to)
	}
	if !p.affords(len(to)) {
		fail(1, "You have reached your monthly limit.")
		return
	}
	m := newMail(in.Messages, in.NotificationDisabled)
	m.name(&p.ids, false)
	p.follow(m, id, "narrowcast", len(to))
	p.spend("narrowcast", len(to))
	m.sent = &Sent{"narrowcast", id, len(m.bubbles), 1}
	for _, c := range to {
		p.deliver(c, m)
		n.To = append(n.To, c.id)
	}
	n.Phase = "sending"
}

// drawn are most of them, drawn at random.
func (p *Platform) drawn(to []*chat, most int) []*chat {
	if len(to) <= most {
		return to
	}
	rand.New(p.ids.random).Shuffle(len(to), func(i, j int) { to[i], to[j] = to[j], to[i] })
	return to[:most]
}

// aimed are the friends whom the recipients and the filter name; restricted when
// their number must not be small. Who is under twenty gets nothing by attributes
// (R#send-narrowcast-message).
func (p *Platform) aimed(in *narrowcastBody) (to []*chat, restricted bool) {
	has := p.holders(in.Recipient)
	to = slices.DeleteFunc(p.friends(), func(c *chat) bool {
		if in.Recipient != nil && !in.Recipient.holds(c.id, has) {
			return true
		}
		d := in.Filter.Demographic
		return d != nil && (c.person.Age > 0 && c.person.Age < 20 || !d.holds(p.traits(c)))
	})
	restricted = in.Filter.Demographic != nil
	for _, leaf := range in.Recipient.leaves() {
		if a := p.audience(leaf.AudienceGroupID); leaf.Type == "audience" && a != nil && a.restricted() {
			restricted = true
		}
	}
	return to, restricted
}

// smallAudience reports whether one of several audiences has fewer than 50 whom
// the account reaches.
func (p *Platform) smallAudience(r *recipient) bool {
	now, n, small := p.clock.now(), 0, false
	for _, leaf := range r.leaves() {
		a := p.audience(leaf.AudienceGroupID)
		if leaf.Type != "audience" || a == nil {
			continue
		}
		n++
		reached := 0
		for id := range a.users(now) {
			if c := p.world.byID[id]; c != nil && c.reachable() {
				reached++
			}
		}
		small = small || a.restricted() && reached < fewestInAudience
	}
	return n > 1 && small
}
