package simulator

// Membership plans and who has joined them (R#membership).

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"tambon/line/simulator/rules"
)

// A Membership is a plan that the account offers to its friends for a monthly fee.
// Its members have been so since the clock's start.
type Membership struct {
	MembershipID int      `json:"membershipId"`
	Title        string   `json:"title"`
	Description  string   `json:"description"`
	Benefits     []string `json:"benefits"` // one to five
	Price        float64  `json:"price"`
	Currency     string   `json:"currency"` // JPY, TWD or THB
	MemberLimit  *int     `json:"memberLimit"`
	InAppPayment bool     `json:"isInAppPurchase"`
	Members      []string `json:"-"` // names of residents
}

var membershipEndpoints = []endpoint{
	{name: "memberships", method: "GET", path: "/v2/bot/membership/list", rate: rate{200, time.Second}, work: (*Platform).memberships},
	{name: "memberships", method: "GET", path: "/v2/bot/membership/subscription/{}", rate: rate{200, time.Second}, work: (*Platform).subscription},
	{name: "memberships", method: "GET", path: "/v2/bot/membership/{}/users/ids", rate: rate{200, time.Second}, work: (*Platform).membershipUsers},
	{name: "followers", method: "GET", path: "/v2/bot/followers/ids", rate: usual, work: (*Platform).followers},
}

func (p *Platform) memberships(*request) answer {
	if len(p.cfg.Memberships) == 0 {
		return refuse(http.StatusNotFound, "Not found")
	}
	type offered struct {
		Membership
		MemberCount int  `json:"memberCount"`
		IsPublished bool `json:"isPublished"`
	}
	out := []offered{}
	for _, m := range p.cfg.Memberships {
		out = append(out, offered{m, len(m.Members), true})
	}
	return answer{status: http.StatusOK, body: map[string]any{"memberships": out}}
}

func (p *Platform) subscription(r *request) answer {
	if !rules.UserID(r.args[0]) {
		return refuse(http.StatusBadRequest, "The value for the 'userId' parameter is invalid")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.byID[r.args[0]]
	out := []map[string]any{}
	for _, m := range p.cfg.Memberships {
		if n := slices.IndexFunc(m.Members, func(name string) bool { return c != nil && c.name == name }); n >= 0 {
			plan := map[string]any{
				"membershipId": m.MembershipID, "title": m.Title, "description": m.Description, "benefits": m.Benefits,
				"price": m.Price, "currency": m.Currency,
			}
			out = append(out, map[string]any{"membership": plan, "user": p.joined(n + 1)})
		}
	}
	if len(out) == 0 {
		return refuse(http.StatusNotFound, "Not found")
	}
	return answer{status: http.StatusOK, body: map[string]any{"subscriptions": out}}
}

// joined is what is told of the nth member of a plan.
func (p *Platform) joined(n int) map[string]any {
	since, now, months := p.start.In(tokyo), p.clock.now(), 1
	for !since.AddDate(0, months, 0).After(now) {
		months++
	}
	return map[string]any{
		"membershipNo": n, "joinedTime": since.Unix(), "totalSubscriptionMonths": months,
		"nextBillingDate": since.AddDate(0, months, 0).Format(time.DateOnly),
	}
}

func (p *Platform) membershipUsers(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.cfg.Memberships {
		if strconv.Itoa(m.MembershipID) != r.args[0] {
			continue
		}
		var all []string
		for _, name := range m.Members {
			if c := p.world.find(name); c != nil && c.reachable() {
				all = append(all, c.id)
			}
		}
		return p.paged(r, "membership "+r.args[0], "userIds", all, 300, 1000)
	}
	return refuse(http.StatusNotFound, "Membership ID is not found")
}
