package simulator

// Figures by day: what was sent, friends and who they are (R#get-insight).

import (
	"maps"
	"math"
	"net/http"
	"path"
	"slices"
	"strconv"
	"time"
)

var perHour = rate{60, time.Hour}

var insightEndpoints = []endpoint{
	{name: "sentMessages", method: "GET", path: "/v2/bot/message/delivery/reply", rate: usual, work: (*Platform).sentOn},
	{name: "sentMessages", method: "GET", path: "/v2/bot/message/delivery/push", rate: usual, work: (*Platform).sentOn},
	{name: "sentMessages", method: "GET", path: "/v2/bot/message/delivery/multicast", rate: usual, work: (*Platform).sentOn},
	{name: "sentMessages", method: "GET", path: "/v2/bot/message/delivery/broadcast", rate: usual, work: (*Platform).sentOn},
	{name: "insight", method: "GET", path: "/v2/bot/insight/message/delivery", rate: perHour, work: (*Platform).deliveries},
	{name: "insight", method: "GET", path: "/v2/bot/insight/followers", rate: perHour, work: (*Platform).friendsOn},
	{name: "insight", method: "GET", path: "/v2/bot/insight/demographic", rate: perHour, work: (*Platform).demographics},
	{name: "insight", method: "GET", path: "/v2/bot/insight/message/event", rate: perHour, work: (*Platform).messageEvent},
	{name: "insight", method: "GET", path: "/v2/bot/insight/message/event/aggregation", rate: perHour, work: (*Platform).unitEvent},
	{name: "insight", method: "GET", path: "/v2/bot/insight/richmenu/{}/summary", rate: perHour, work: (*Platform).menuSummary},
	{name: "insight", method: "GET", path: "/v2/bot/insight/richmenu/{}/daily", rate: perHour, work: (*Platform).menuDaily},
	{name: "units", method: "GET", path: "/v2/bot/message/aggregation/info", rate: usual, work: (*Platform).unitCount},
	{name: "units", method: "GET", path: "/v2/bot/message/aggregation/list", rate: usual, work: (*Platform).unitNames},
}

// The days from which LINE counts.
const (
	sentSince      = "20180331"
	deliveredSince = "20170301"
	friendsSince   = "20161101"
)

// countingTakes is how long after its end a day's figures are ready: LINE says
// about a day.
const countingTakes = 24 * time.Hour

// date reads a date of LINE's figures.
func date(s string) (time.Time, bool) {
	t, err := time.ParseInLocation(dayForm, s, tokyo)
	return t, err == nil && len(s) == len(dayForm)
}

// figures tells whether LINE has a day's figures: ready, unready or out_of_service.
func (p *Platform) figures(day time.Time, since string) string {
	switch {
	case day.Format(dayForm) < since:
		return "out_of_service"
	case p.clock.now().Before(day.AddDate(0, 0, 1).Add(countingTakes)):
		return "unready"
	}
	return "ready"
}

// sentOn tells how many messages of a kind were sent on a day.
func (p *Platform) sentOn(r *request) answer {
	day, ok := date(r.URL.Query().Get("date"))
	if !ok {
		return refuse(http.StatusBadRequest, "The value for the 'date' parameter is invalid")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[string]any{"status": p.figures(day, sentSince)}
	if out["status"] == "ready" {
		out["success"] = p.world.counted.Sent[path.Base(r.URL.Path)+" "+day.Format(dayForm)]
	}
	return answer{status: http.StatusOK, body: out}
}

func badRequest() answer { return refuse(http.StatusBadRequest, "Bad Request") }

// deliveries tells a day's messages of all kinds; those of LINE Official Account
// Manager are none here.
func (p *Platform) deliveries(r *request) answer {
	day, ok := date(r.URL.Query().Get("date"))
	if !ok {
		return badRequest()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[string]any{"status": p.figures(day, deliveredSince)}
	if out["status"] == "ready" {
		for _, name := range []string{"broadcast", "targeting", "autoResponse", "welcomeResponse", "chat"} {
			out[name] = 0
		}
		for name, kind := range map[string]string{
			"apiBroadcast": "broadcast", "apiPush": "push", "apiMulticast": "multicast", "apiNarrowcast": "narrowcast", "apiReply": "reply",
		} {
			out[name] = p.world.counted.Sent[kind+" "+day.Format(dayForm)]
		}
	}
	return answer{status: http.StatusOK, body: out}
}

// friendsOn tells how many people had become friends by the end of a day, how
// many blocked the account, and how many are left.
func (p *Platform) friendsOn(r *request) answer {
	s := r.URL.Query().Get("date")
	if s == "" {
		return refuse(http.StatusBadRequest, "date is required")
	}
	day, ok := date(s)
	if !ok {
		return badRequest()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[string]any{"status": p.figures(day, friendsSince), "followers": nil, "targetedReaches": nil, "blocks": nil}
	if out["status"] == "ready" {
		friends := until(p.world.counted.Added, s)
		for _, c := range p.world.chats {
			if c.person != nil && c.person.Resident.Friend {
				friends++
			}
		}
		blocks := max(0, until(p.world.counted.Blocked, s))
		out["followers"], out["blocks"], out["targetedReaches"] = friends, blocks, max(0, friends-blocks)
	}
	return answer{status: http.StatusOK, body: out}
}

// until is the sum of what was counted up to a day.
func until(counts map[string]int, day string) (sum int) {
	for d, n := range counts {
		if d <= day {
			sum += n
		}
	}
	return sum
}

// fewestForDemographics is the target reach below which nothing is told.
const fewestForDemographics = 20

// demographics tells who the friends are, in percent (R#get-demographic). The
// account is a Thai one: of those under twenty nothing is told.
func (p *Platform) demographics(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []traits
	for _, c := range p.friends() {
		all = append(all, p.traits(c))
	}
	out := map[string]any{"available": len(all) >= fewestForDemographics}
	for name, part := range map[string]struct {
		one string
		of  func(traits) []string
	}{
		"genders":             {"gender", func(t traits) []string { return []string{or(t.gender, "unknown")} }},
		"ages":                {"age", ageGroups},
		"areas":               {"area", func(t traits) []string { return []string{or(thaiAreas[t.area], "unknown")} }},
		"appTypes":            {"appType", func(t traits) []string { return []string{or(t.app, "others")} }},
		"subscriptionPeriods": {"subscriptionPeriod", func(t traits) []string { return []string{period(t.days)} }},
	} {
		tiles := []map[string]any{}
		if len(all) >= fewestForDemographics {
			tiles = shares(all, part.one, part.of)
		}
		out[name] = tiles
	}
	return answer{status: http.StatusOK, body: out}
}

func shares(all []traits, name string, of func(traits) []string) []map[string]any {
	counts := map[string]int{}
	for _, t := range all {
		for _, group := range of(t) {
			counts[group]++
		}
	}
	tiles := []map[string]any{}
	for _, group := range slices.Sorted(maps.Keys(counts)) {
		percent := math.Round(1000*float64(counts[group])/float64(len(all))) / 10
		tiles = append(tiles, map[string]any{name: group, "percentage": percent})
	}
	return tiles
}

var thaiAreas = map[string]string{
	"th_01": "Bangkok", "th_02": "Pattaya", "th_03": "Northern", "th_04": "Central",
	"th_05": "Southern", "th_06": "Eastern", "th_07": "NorthEastern", "th_08": "Western",
}

// ageGroups are those that an age is in: from 50 on a wide one and a narrow one.
func ageGroups(t traits) []string {
	switch {
	case t.age < 20:
		return []string{"unknown"}
	case t.age >= 70:
		return []string{"from50", "from70"}
	}
	low := t.age - t.age%5
	group := "from" + strconv.Itoa(low) + "to" + strconv.Itoa(low+4)
	if t.age >= 50 {
		return []string{"from50", group}
	}
	return []string{group}
}

func period(days int) string {
	for _, bound := range []int{7, 30, 90, 180, 365} {
		if days < bound {
			return "within" + strconv.Itoa(bound) + "days"
		}
	}
	return "over365days"
}
