package simulator

// Coupons: created, listed, read and closed (R#coupon).

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// coupons are those of the account. The zero value is empty.
type coupons struct {
	All   map[string]*coupon
	Order []string // oldest first
}

// coupon is one as the bot made it.
type coupon struct {
	ID      string
	Body    json.RawMessage
	Title   string
	End     int64 // seconds
	Created int64
	Closed  bool
}

// maxCoupons is how many may be valid at once.
const maxCoupons = 5000

var couponEndpoints = []endpoint{
	{name: "createCoupon", method: "POST", path: "/v2/bot/coupon", takes: jsonBody, rate: rate{200, time.Second}, work: (*Platform).createCoupon},
	{name: "coupons", method: "GET", path: "/v2/bot/coupon", rate: rate{200, time.Second}, work: (*Platform).listCoupons},
	{name: "coupons", method: "GET", path: "/v2/bot/coupon/{}", rate: rate{200, time.Second}, work: (*Platform).readCoupon},
	{name: "closeCoupon", method: "PUT", path: "/v2/bot/coupon/{}/close", rate: rate{200, time.Second}, work: (*Platform).closeCoupon},
}

// couponError is a refusal whose property is there though it is empty.
func couponError(status int, message, property string) answer {
	return answer{status: status, body: map[string]any{
		"message": "The request body has 1 error(s)", "details": []map[string]string{{"message": message, "property": property}},
	}}
}

func (c *coupon) status(now time.Time) string {
	if c.Closed || now.Unix() >= c.End {
		return "CLOSED"
	}
	return "RUNNING"
}

func (p *Platform) createCoupon(r *request) answer {
	if v := p.verdict("createCoupon", r); !v.OK() {
		return answer{status: http.StatusBadRequest, body: v.Body()}
	}
	var in struct {
		Title        string
		EndTimestamp int64
	}
	_ = json.Unmarshal(r.body, &in) // was judged before
	p.mu.Lock()
	defer p.mu.Unlock()
	s, now := &p.world.coupons, p.clock.now()
	if in.EndTimestamp <= now.Unix() {
		return couponError(http.StatusBadRequest, "Must be in the future", "endTimestamp")
	}
	valid := 0
	for _, other := range s.All {
		if other.status(now) == "RUNNING" {
			valid++
		}
	}
	if valid >= maxCoupons {
		return couponError(http.StatusBadRequest, "You have too many coupons created.", "")
	}
	if s.All == nil {
		s.All = map[string]*coupon{}
	}
	id := p.ids.ulid(now)
	s.All[id], s.Order = &coupon{ID: id, Body: r.body, Title: in.Title, End: in.EndTimestamp, Created: now.Unix()}, append(s.Order, id)
	return answer{status: http.StatusOK, body: map[string]string{"couponId": id}}
}

func (p *Platform) listCoupons(r *request) answer {
	query := r.URL.Query()
	var wanted []string
	for _, s := range query["status"] {
		wanted = append(wanted, strings.Split(s, ",")...)
	}
	for _, s := range wanted {
		if !slices.Contains([]string{"DRAFT", "RUNNING", "CLOSED"}, s) {
			return couponError(http.StatusBadRequest, "Must be one of the following values: [DRAFT,RUNNING,CLOSED]", "status")
		}
	}
	size := 20
	if s := query.Get("limit"); s != "" {
		n, err := strconv.Atoi(s)
		switch {
		case err == nil && n > 100:
			return couponError(http.StatusBadRequest, "Must be less than or equal to 100", "limit")
		case err != nil || n < 1:
			return couponError(http.StatusBadRequest, "Must be greater than or equal to 1", "limit")
		}
		size = n
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	from, a := p.begun("coupons", query.Get("start"))
	if a.status != 0 {
		return a
	}
	items, now := []map[string]string{}, p.clock.now()
	out := map[string]any{}
	for i := from; i < len(p.world.coupons.Order); i++ {
		c := p.world.coupons.All[p.world.coupons.Order[i]]
		if len(wanted) > 0 && !slices.Contains(wanted, c.status(now)) {
			continue
		}
		if len(items) == size {
			out["next"] = p.next("coupons", i)
			break
		}
		items = append(items, map[string]string{"couponId": c.ID, "title": c.Title})
	}
	out["items"] = items
	return answer{status: http.StatusOK, body: out}
}

func (p *Platform) readCoupon(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.coupons.All[r.args[0]]
	if c == nil {
		return couponError(http.StatusNotFound, "coupon not found", "")
	}
	var out map[string]any
	_ = json.Unmarshal(c.Body, &out) // was judged before
	out["couponId"], out["status"], out["createdTimestamp"] = c.ID, c.status(p.clock.now()), c.Created
	out["maxTicketPerUser"] = 1
	if reward, ok := out["reward"].(map[string]any); ok {
		if price, ok := reward["priceInfo"].(map[string]any); ok && price["type"] != "percentage" {
			price["currency"] = "THB" // the account is a Thai one
		}
	}
	return answer{status: http.StatusOK, body: out}
}

func (p *Platform) closeCoupon(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.world.coupons.All[r.args[0]]
	switch {
	case c == nil:
		return couponError(http.StatusNotFound, "coupon not found", "")
	case c.status(p.clock.now()) == "CLOSED":
		return couponError(http.StatusGone, "The coupon has already been closed.", "")
	}
	c.Closed = true
	return answer{status: http.StatusOK, body: struct{}{}}
}
