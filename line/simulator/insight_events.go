package simulator

// What people did with messages: opened them, and addresses in them
// (R#get-message-event, R#get-statistics-per-unit).

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// shown is a figure that LINE tells: nothing of fewer than 20, be it times or people.
func (f *figure) shown() any {
	if f == nil || f.Count < fewestToTell || len(f.Users) < fewestToTell {
		return nil
	}
	return f.Count
}

// people is how many there are, if LINE tells it.
func (f *figure) people() any {
	if f == nil || len(f.Users) < fewestToTell {
		return nil
	}
	return len(f.Users)
}

// messageEvent tells of a broadcast or narrowcast.
func (p *Platform) messageEvent(r *request) answer {
	id := r.URL.Query().Get("requestId")
	if id == "" {
		return badRequest()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.carryOn()
	overview := map[string]any{"requestId": id, "timestamp": nil, "delivered": nil}
	t := p.world.counted.Tallies[id]
	if t == nil || t.Kind == "unit" {
		if p.world.narrow.All[id] == nil {
			return refuse(http.StatusNotFound, "Not found")
		}
		t = &tally{} // not sent yet, or failed
	} else {
		overview["timestamp"], overview["delivered"] = t.At.Unix(), t.Delivered
	}
	return answer{status: http.StatusOK, body: t.told(overview, false)}
}

// told is a tally as LINE tells it; the views of each message by so many people
// only of a unit.
func (t *tally) told(overview map[string]any, unit bool) map[string]any {
	overview["uniqueImpression"], overview["uniqueClick"] = t.Opened.people(), t.Clicked.people()
	overview["uniqueMediaPlayed"], overview["uniqueMediaPlayed100Percent"] = nil, nil
	messages, clicks := []map[string]any{}, []map[string]any{}
	if t.Opened.people() != nil {
		for i := range t.Bubbles {
			messages = append(messages, t.Bubbles[i].message(i+1, unit))
		}
		for _, link := range t.Links {
			place, address, _ := strings.Cut(link, " ")
			seq, _ := strconv.Atoi(place)
			clicks = append(clicks, map[string]any{
				"seq": seq, "url": address, "click": t.Clicks[link].shown(),
				"uniqueClick": t.Clicks[link].people(), "uniqueClickOfRequest": t.Addresses[address].people(),
			})
		}
	}
	return map[string]any{"overview": overview, "messages": messages, "clicks": clicks}
}

// message is what is told of one message. Nobody plays sound or video here.
func (f *figure) message(seq int, unit bool) map[string]any {
	out := map[string]any{"seq": seq, "impression": f.shown()}
	if unit {
		out["uniqueImpression"] = f.people()
	}
	for _, name := range []string{"mediaPlayed", "uniqueMediaPlayed"} {
		for _, part := range []string{"", "25Percent", "50Percent", "75Percent", "100Percent"} {
			out[name+part] = nil
		}
	}
	return out
}

// longestUnitPeriod is how many days after the first the last may be.
const longestUnitPeriod = 30

// unitEvent tells of the messages of a unit that were sent in a period.
func (p *Platform) unitEvent(r *request) answer {
	query := r.URL.Query()
	name := query.Get("customAggregationUnit")
	from, ok := date(query.Get("from"))
	to, also := date(query.Get("to"))
	if name == "" || !ok || !also || to.Before(from) || to.After(from.AddDate(0, 0, longestUnitPeriod)) {
		return answer{status: http.StatusBadRequest, body: map[string]any{"message": nil, "key": nil, "stacktrace": nil, "code": nil}}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	sum := &tally{}
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		if t := p.world.counted.Tallies[unitDay(name, day.Format(dayForm))]; t != nil {
			sum.include(t)
		}
	}
	return answer{status: http.StatusOK, body: sum.told(map[string]any{}, true)}
}

// include adds another tally's figures.
func (t *tally) include(other *tally) {
	t.Opened.include(&other.Opened)
	t.Clicked.include(&other.Clicked)
	for i := range other.Bubbles {
		if len(t.Bubbles) <= i {
			t.Bubbles = append(t.Bubbles, figure{})
		}
		t.Bubbles[i].include(&other.Bubbles[i])
	}
	for _, link := range other.Links {
		if !t.has(link) {
			t.Links = append(t.Links, link)
		}
	}
	merge(&t.Clicks, other.Clicks)
	merge(&t.Addresses, other.Addresses)
}

func merge(into *map[string]*figure, other map[string]*figure) {
	for key, f := range other {
		if *into == nil {
			*into = map[string]*figure{}
		}
		if (*into)[key] == nil {
			(*into)[key] = &figure{}
		}
		(*into)[key].include(f)
	}
}

func (f *figure) include(other *figure) {
	f.Count += other.Count
	if f.Users == nil {
		f.Users = map[string]bool{}
	}
	maps.Copy(f.Users, other.Users)
}

// unitCount tells how many names of units were used this month, unitNames which.
func (p *Platform) unitCount(*request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return answer{status: http.StatusOK, body: map[string]any{"numOfCustomAggregationUnits": len(p.world.counted.Units[p.month()])}}
}

func (p *Platform) unitNames(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.paged(r, "units", "customAggregationUnits", slices.Sorted(maps.Keys(p.world.counted.Units[p.month()])), 100, 100)
}

// Rich menus: how long a period may be, in days after its first, and how far back
// it may begin.
const (
	longestSummary = 396
	longestDaily   = 99
	oldestMenuDay  = 3
)

func (p *Platform) menuSummary(r *request) answer { return p.menuFigures(r, longestSummary, false) }
func (p *Platform) menuDaily(r *request) answer   { return p.menuFigures(r, longestDaily, true) }

// menuFigures tells how often a rich menu was shown and its areas were pressed;
// nothing when fewer than 20 people pressed any (R#get-rich-menu-insight-summary).
func (p *Platform) menuFigures(r *request, longest int, daily bool) answer {
	query := r.URL.Query()
	from, ok := date(query.Get("from"))
	if !ok || from.Before(p.clock.now().AddDate(-oldestMenuDay, 0, 0)) {
		return refuse(http.StatusBadRequest, "The value for the 'from' parameter is invalid")
	}
	to, ok := date(query.Get("to"))
	if !ok || to.Before(from) || to.After(from.AddDate(0, 0, longest)) {
		return refuse(http.StatusBadRequest, "The value for the 'to' parameter is invalid")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	menu := p.world.menus.Known[r.args[0]]
	if menu == nil {
		return refuse(http.StatusNotFound, "Not found")
	}
	var days []string
	today := p.day()
	for day := from; !day.After(to) && day.Format(dayForm) < today; day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(dayForm))
	}
	return answer{status: http.StatusOK, body: menu.figures(days, daily)}
}

func (r *richMenu) figures(days []string, daily bool) map[string]any {
	out := map[string]any{"richMenuId": r.ID}
	var pressed figure
	for i := range r.Menu.Areas {
		for _, day := range days {
			pressed.take(r.pressed(day, i))
		}
	}
	if len(pressed.Users) < fewestToTell {
		return out
	}
	metrics := func(of func(day string) map[string]int) any {
		if daily {
			list := []map[string]any{}
			for _, day := range days {
				var f figure
				f.take(of(day))
				list = append(list, map[string]any{"date": day, "count": f.Count, "uniqueUsers": len(f.Users)})
			}
			return list
		}
		var f figure
		for _, day := range days {
			f.take(of(day))
		}
		return map[string]any{"count": f.Count, "uniqueUsers": len(f.Users)}
	}
	clicks := []map[string]any{}
	for i, area := range r.Menu.Areas {
		clicks = append(clicks, map[string]any{
			"bounds": area.Bounds, "metrics": metrics(func(day string) map[string]int { return r.pressed(day, i) }),
		})
	}
	out["metricsFrom"], out["metricsTo"], out["clicks"] = days[0], days[len(days)-1], clicks
	out["impression"] = map[string]any{"metrics": metrics(func(day string) map[string]int {
		if d := r.Days[day]; d != nil {
			return d.Shown
		}
		return nil
	})}
	return out
}

func (r *richMenu) pressed(day string, area int) map[string]int {
	if d := r.Days[day]; d != nil {
		return d.Clicked[area]
	}
	return nil
}

// take adds how often each person did something.
func (f *figure) take(times map[string]int) {
	for id, n := range times {
		f.add(id)
		f.Count += n - 1
	}
}
