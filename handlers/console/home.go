package console

// Home: what waits for me now, each number a door to its rows, and the week.

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tambon/models"
	"tambon/services/booking"
)

// firstPage leads to where the visitor's day begins: the desk for those who see
// the queue, home for everybody else.
func (c *Console) firstPage(v *visit) error {
	if v.in.Who.MaySomewhere("booking.read") {
		return c.send(v, "/desk")
	}
	return c.send(v, "/home")
}

func (c *Console) homePage(v *visit) error {
	ctx := v.Request().Context()
	body := []Part{Head{Title: v.T("home.title"), Detail: v.lang.LongDay(v.now)}}
	for _, centre := range v.town.Site.Centres {
		if !v.in.Who.May("booking.read", centre.Code) {
			continue
		}
		name := ""
		if len(v.town.Site.Centres) > 1 {
			name = centre.Name.In(string(v.lang))
		}
		part, err := c.homeOfCentre(ctx, v, centre.Code, name)
		if err != nil {
			return err
		}
		body = append(body, part)
	}
	chats, err := c.homeOfChats(ctx, v)
	if err != nil {
		return err
	}
	body = append(body, present([]Part{chats})...)
	waits, err := c.waitsOfTown(ctx, v)
	if err != nil {
		return err
	}
	if len(waits) > 0 {
		body = append(body, Section{ID: "town", Title: v.T("home.tends"), Body: []Part{Waits{waits}}})
	}
	if len(body) == 1 {
		body = append(body, Empty{Icon: "house-simple", Title: v.T("home.none"), Text: v.T("home.none.text"), Acts: []Act{{Label: v.T("me.title"), Href: in("/me")}}})
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("home.title"), "/home"), body...)
}

// homeOfCentre is what waits at a centre today, beside its week.
func (c *Console) homeOfCentre(ctx context.Context, v *visit, centre, name string) (Part, error) {
	today := models.DateOf(v.now, c.Zone)
	counts, err := c.Bookings.Counts(ctx, centre, today)
	if err != nil {
		return nil, err
	}
	calls, err := c.Bookings.Calls(ctx, centre)
	if err != nil {
		return nil, err
	}
	monday := today.Add(-(int(today.Time().Weekday()) + 6) % 7)
	week, err := c.Bookings.Week(ctx, centre, monday, 7)
	if err != nil {
		return nil, err
	}
	desk := func(show string) string { return in("/desk?centre=" + centre + "&show=" + show) }
	waits := []Wait{
		c.wait(v, counts.Arrived, "home.arrived", desk("arrived")),
		c.wait(v, counts.CheckedIn, "home.begun", desk("checked-in")),
		c.wait(v, counts.Booked, "home.booked", desk("booked")),
	}
	if len(calls) > 0 {
		call := c.wait(v, len(calls), "home.calls", in("/desk?centre="+centre))
		call.Status = &Status{Icon: "warning", Word: v.T("home.calls.why"), Tone: Warn}
		waits = append(waits, call)
	}
	stranded, err := c.Schedule.Stranded(ctx, centre)
	if err != nil {
		return nil, err
	}
	if len(stranded) > 0 {
		one := c.wait(v, len(stranded), "home.stranded", in("/schedule/stranded?centre="+url.QueryEscape(centre)))
		one.Status = &Status{Icon: "warning", Word: v.T("schedule.closes"), Tone: Warn}
		waits = append(waits, one)
	}
	taken, places := 0, 0
	bars := make([]ChartBar, 0, 7)
	for i, day := range week.Days {
		bar := c.weekBar(v, week, i, day == today)
		taken, places = taken+bar.Used, places+bar.Of
		if bar.Of+bar.Used > 0 || i < 5 {
			bars = append(bars, bar)
		}
	}
	chart := Chart{
		ID: "week-" + centre, Says: c.weekSays(v, bars), UsedWord: v.T("home.week.used"), OfWord: v.T("home.week.of"),
		LeftWord: v.T("home.week.left"), DayWord: v.T("home.week.day"), Bars: bars,
	}
	return Split{
		Kind: "even",
		Left: []Part{Section{ID: "now-" + centre, Title: strings.TrimSpace(v.T("home.now") + " " + name), Body: []Part{Waits{waits}}}},
		Right: []Part{Section{
			ID: "load-" + centre, Title: v.T("home.week"), Note: v.T("home.week.note", "n", v.lang.Number(taken), "of", v.lang.Number(places)),
			Link: &Act{Label: v.T("home.week.open"), Href: in("/desk/week?centre=" + centre)}, Body: []Part{chart},
		}},
	}, nil
}

// homeOfChats is who waits for an answer in the chat; nil for who may not see it.
func (c *Console) homeOfChats(ctx context.Context, v *visit) (Part, error) {
	if !v.in.Who.MaySomewhere("chat.read") {
		return nil, nil
	}
	n, since, err := c.Chats.Waiting(ctx, c.places(v, "chat.read"))
	if err != nil {
		return nil, err
	}
	w := c.wait(v, n, "home.chats", in("/chats"))
	if n > 0 {
		w.Status = &Status{Icon: "hourglass", Word: v.T("home.chats.since", "age", v.long(v.now.Sub(since))), Tone: Warn}
	}
	return Section{ID: "chats-wait", Title: v.T("nav.chats"), Body: []Part{Waits{[]Wait{w}}}}, nil
}

// wait is a number that is a door; nought leads nowhere and asks for nobody.
func (c *Console) wait(v *visit, n int, key, href string) Wait {
	if n == 0 {
		return Wait{N: v.lang.Number(0), What: v.T(key), Done: true}
	}
	return Wait{N: v.lang.Number(n), What: v.T(key), Href: href}
}

func (c *Console) weekBar(v *visit, week booking.Week, i int, now bool) ChartBar {
	day := week.Days[i].Time()
	bar := ChartBar{Label: v.lang.ShortDay(day), Long: v.lang.Day(day), Now: now}
	for _, row := range week.Rows {
		bar.Used += row.Days[i].Taken
		bar.Of += row.Days[i].Capacity
	}
	return bar
}

// weekSays is the week in a sentence, for those who do not see it.
func (c *Console) weekSays(v *visit, bars []ChartBar) string {
	days := make([]string, len(bars))
	for i, b := range bars {
		days[i] = v.T("home.week.bar", "day", b.Long, "n", b.Used, "of", b.Of)
	}
	return v.T("home.week.says") + " " + strings.Join(days, " ")
}

// waitsOfTown is what waits for those who look after the system.
func (c *Console) waitsOfTown(ctx context.Context, v *visit) ([]Wait, error) {
	var waits []Wait
	who := v.in.Who
	if who.May("machine.read", "") {
		_, aside, err := c.Machine.Inbox.Waiting(ctx)
		if err != nil {
			return nil, err
		}
		failed, err := c.Machine.Queue.Failed(ctx, shown)
		if err != nil {
			return nil, err
		}
		waits = append(waits, c.wait(v, int(aside), "home.aside", in("/machine#events")), c.wait(v, len(failed), "home.jobs", in("/machine#jobs")))
	}
	if who.May("audit.read", "") {
		_, waiting, since, err := c.Audit.Head(ctx)
		if err != nil {
			return nil, err
		}
		if waiting > 0 && v.now.Sub(since) > 10*time.Minute {
			waits = append(waits, c.wait(v, int(waiting), "home.unsealed", in("/audit")))
		}
	}
	if who.May("staff.invite", "") {
		people, err := c.Staff.People(ctx)
		if err != nil {
			return nil, err
		}
		invited := 0
		for _, p := range people {
			if p.State == models.StaffInvited {
				invited++
			}
		}
		waits = append(waits, c.wait(v, invited, "home.invited", in("/people")))
	}
	return waits, nil
}
