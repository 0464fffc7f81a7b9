package simulator

// To whom a narrowcast goes: recipient and demographic filter objects
// (R#narrowcast-recipient, R#narrowcast-demographic-filter).

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// recipient is one of LINE's recipient objects.
type recipient struct {
	Type            string
	And, Or         []*recipient
	Not             *recipient
	AudienceGroupID int64
	RequestID       string
}

// leaves are the audiences and earlier narrowcasts in it.
func (r *recipient) leaves() []*recipient {
	if r == nil {
		return nil
	}
	if r.Type != "operator" {
		return []*recipient{r}
	}
	out := r.Not.leaves()
	for _, part := range slices.Concat(r.And, r.Or) {
		out = append(out, part.leaves()...)
	}
	return out
}

// name is the id by which an audience or an earlier narrowcast is named.
func (r *recipient) name() string {
	if r.Type == "audience" {
		return strconv.FormatInt(r.AudienceGroupID, 10)
	}
	return r.RequestID
}

// holders are those who are in each audience and narrowcast named, by its name.
func (p *Platform) holders(r *recipient) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, leaf := range r.leaves() {
		users := map[string]bool{}
		switch leaf.Type {
		case "audience":
			if a := p.audience(leaf.AudienceGroupID); a != nil {
				users = a.users(p.clock.now())
			}
		case "redelivery":
			if n := p.world.narrow.All[leaf.RequestID]; n != nil {
				for _, id := range n.To {
					users[id] = true
				}
			}
		}
		out[leaf.name()] = users
	}
	return out
}

func (r *recipient) holds(userID string, in map[string]map[string]bool) bool {
	switch {
	case r.Type != "operator":
		return in[r.name()][userID]
	case r.Not != nil:
		return !r.Not.holds(userID, in)
	case len(r.And) > 0:
		return !slices.ContainsFunc(r.And, func(part *recipient) bool { return !part.holds(userID, in) })
	}
	return slices.ContainsFunc(r.Or, func(part *recipient) bool { return part.holds(userID, in) })
}

// demographic is one of LINE's demographic filter objects.
type demographic struct {
	Type    string
	And, Or []*demographic
	Not     *demographic
	OneOf   []string
	GTE     string
	LT      string
}

// traits are what LINE believes to know of a person.
type traits struct {
	gender, app, area string
	age               int // 0: unknown
	days              int // since they became a friend
}

func (p *Platform) traits(c *chat) traits {
	who := c.person
	t := traits{gender: who.Gender, app: who.App, area: who.Area, age: who.Age, days: longAgo}
	if since, ok := p.world.counted.Since[c.id]; ok {
		t.days = int(p.clock.now().Sub(since) / (24 * time.Hour))
	}
	return t
}

// longAgo is when those who were friends from the beginning became so, in days.
const longAgo = 366

func (d *demographic) holds(t traits) bool {
	switch d.Type {
	case "gender":
		return slices.Contains(d.OneOf, t.gender)
	case "appType":
		return slices.Contains(d.OneOf, t.app)
	case "area":
		return slices.Contains(d.OneOf, t.area)
	case "age":
		return t.age > 0 && d.between(t.age)
	case "subscriptionPeriod":
		return d.between(t.days)
	}
	switch {
	case d.Not != nil:
		return !d.Not.holds(t)
	case len(d.And) > 0:
		return !slices.ContainsFunc(d.And, func(part *demographic) bool { return !part.holds(t) })
	}
	return slices.ContainsFunc(d.Or, func(part *demographic) bool { return part.holds(t) })
}

// between reports whether n is within the bounds, such as age_20 and age_50.
func (d *demographic) between(n int) bool {
	low, high := bound(d.GTE), bound(d.LT)
	return (d.GTE == "" || n >= low) && (d.LT == "" || n < high)
}

func bound(s string) int {
	_, digits, _ := strings.Cut(s, "_")
	n, _ := strconv.Atoi(digits)
	return n
}
