package simulator

// How many messages a month may be sent, and to whom they count.

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// The plans of an account in Thailand as Config.Quota takes them, in messages a
// month (D/pricing; figures of 2026). The free one has no overage.
const (
	PlanFree  = 300
	PlanBasic = 15_000
	PlanPro   = 35_000
)

// Plan is the Quota of a plan by its name, free, basic or pro, of a number, or
// none for no limit.
func Plan(name string) (messages int, err error) {
	switch name {
	case "free":
		return PlanFree, nil
	case "basic":
		return PlanBasic, nil
	case "pro":
		return PlanPro, nil
	case "none":
		return 0, nil
	}
	if n, err := strconv.Atoi(name); err == nil && n > 0 {
		return n, nil
	}
	return 0, fmt.Errorf("simulator: %q is no plan; there are free, basic, pro, none and any number from 1", name)
}

func (p *Platform) quotaLimit(*request) answer {
	if p.cfg.Quota == 0 {
		return answer{status: http.StatusOK, body: map[string]any{"type": "none"}}
	}
	return answer{status: http.StatusOK, body: map[string]any{"type": "limited", "value": p.cfg.Quota}}
}

func (p *Platform) quotaUsed(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return answer{status: http.StatusOK, body: map[string]any{"totalUsage": p.quota().Used}}
}

// month is the one whose quota is used now; the account's zone decides.
func (p *Platform) month() string { return p.clock.now().In(p.cfg.Zone).Format("2006-01") }

func (p *Platform) quota() Quota {
	month := p.month()
	q := Quota{Used: p.world.used[month], Reserved: p.world.narrow.reserved(month)}
	if p.cfg.Quota > 0 {
		limit := p.cfg.Quota
		q.Limit = &limit
	}
	return q
}

// affords reports whether so many messages may still be sent this month.
func (p *Platform) affords(cost int) bool {
	left, limited := p.left()
	return !limited || cost <= left
}

// left is how many messages may still be sent this month, what narrowcasts have
// reserved taken off; not limited: any number.
func (p *Platform) left() (n int, limited bool) {
	month := p.month()
	return p.cfg.Quota - p.world.used[month] - p.world.narrow.reserved(month), p.cfg.Quota > 0
}

// spend counts messages against the quota and in the figures of their kind.
func (p *Platform) spend(kind string, cost int) {
	p.world.used[p.month()] += cost
	p.world.counted.send(kind, p.day(), cost)
}

func overQuota() answer {
	return refuse(http.StatusTooManyRequests, "You have reached your monthly limit.")
}

// perPerson is how many pushes to one user are taken; LINE does not say its number.
var perPerson = rate{100, time.Minute}

// spared counts a push to a person and reports whether it is not one of too many.
func (p *Platform) spared(c *chat) bool {
	if c.person == nil || p.cfg.Unlimited || p.cfg.Switches.ManyPushesToOne {
		return true
	}
	return c.person.pushed.take(perPerson, time.Now())
}

// reach tells whether a push is delivered, and for how many messages it counts:
// one a recipient, a group its members (R#send-push-message-conditions, D/pricing).
func (p *Platform) reach(c *chat) (reached bool, cost int) {
	if c.person == nil {
		return true, len(c.members)
	}
	known := c.person.friend || !c.person.wrote.IsZero() && p.clock.now().Sub(c.person.wrote) <= strangerLife
	if c.person.blocked || !known {
		return false, 0
	}
	return true, 1
}

// reachable reports whether the chat is of a friend who has not blocked the
// account: what is sent to many reaches no one else.
func (c *chat) reachable() bool { return c.person != nil && c.person.friend && !c.person.blocked }

func (p *Platform) friends() []*chat {
	var out []*chat
	for _, c := range p.world.chats {
		if c.reachable() {
			out = append(out, c)
		}
	}
	return out
}

// crowd finds those of a multicast whom it reaches, once each, and the first
// whom LINE knows. An id that it does not know refuses the whole request, unless
// the switch says otherwise.
func (p *Platform) crowd(ids []string) (to []*chat, first *chat, a answer) {
	to = make([]*chat, 0, len(ids))
	for i, id := range ids {
		c := p.world.byID[id]
		if c == nil || c.person == nil {
			if a.status == 0 && !p.cfg.Switches.MulticastSkipsUnknown {
				a = refuse(http.StatusBadRequest, fmt.Sprintf("The property, to[%d], in the request body is invalid (line: -, column: -)", i))
			}
			continue
		}
		if first == nil {
			first = c
		}
		if c.reachable() {
			to = append(to, c)
		}
	}
	return once(to), first, a
}

// once drops who stands in the list a second time.
func once(to []*chat) []*chat {
	seen := make(map[*chat]bool, len(to))
	return slices.DeleteFunc(to, func(c *chat) bool {
		again := seen[c]
		seen[c] = true
		return again
	})
}
