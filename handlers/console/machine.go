package console

// The machine room: is LINE there, what was set aside, what failed, what runs.

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"time"

	"tambon/jobs"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/services/machine"
	"tambon/store"
)

// A Machine is what the room looks at.
type Machine struct {
	Version string
	Store   *store.Store
	Shared  *store.Shared
	Inbox   *inbox.Inbox
	Queue   *jobs.Queue
	Line    *line.Client
	Again   *machine.Service
}

const (
	shown    = 50              // events and jobs on the page
	linePace = 2 * time.Second // the page waits no longer for LINE
)

func (c *Console) machinePage(v *visit) error {
	ctx := v.Request().Context()
	events, err := c.eventSection(ctx, v)
	if err != nil {
		return err
	}
	failed, err := c.jobSection(ctx, v)
	if err != nil {
		return err
	}
	parts, err := c.partFacts(ctx, v)
	if err != nil {
		return err
	}
	title := v.T("nav.machine")
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/machine"),
		Head{Title: title, Acts: []Act{{Label: v.T("machine.check"), Href: in("/machine/check")}}},
		Section{ID: "line", Title: v.T("machine.line"), Body: []Part{c.lineFacts(ctx, v)}},
		events, failed, Section{ID: "parts", Title: v.T("machine.parts"), Body: []Part{parts}})
}

// lineFacts asks LINE how the channel stands, for a short time only.
func (c *Console) lineFacts(ctx context.Context, v *visit) Part {
	ctx, cancel := context.WithTimeout(ctx, linePace)
	defer cancel()
	bot, err := c.Machine.Line.Bot(ctx)
	if err != nil {
		return Note{Tone: Warn, Text: v.T("machine.line.away")}
	}
	facts := []Fact{{Label: v.T("machine.account"), Value: bot.DisplayName, Detail: bot.BasicID, Thai: true}}
	if to, err := c.Machine.Line.Endpoint(ctx); err == nil {
		status := Status{Icon: "check-circle", Word: v.T("machine.webhook.on"), Tone: OK}
		if !to.Active {
			status = Status{Icon: "warning", Word: v.T("machine.webhook.off"), Tone: Danger}
		} else if u, err := url.Parse(to.URL); err == nil && !strings.HasPrefix(to.URL, c.PublicURL) && !net.ParseIP(u.Hostname()).IsLoopback() {
			status = Status{Icon: "warning", Word: v.T("machine.webhook.elsewhere"), Tone: Warn}
		}
		facts = append(facts, Fact{Label: v.T("machine.webhook"), Status: &status, Detail: to.URL})
	}
	if quota, err := c.Machine.Line.Quota(ctx); err == nil {
		n := func(i int64) string { return v.lang.Number(int(i)) }
		words := v.T("machine.quota.free", "used", n(quota.Used))
		if quota.Limit > 0 {
			words = v.T("machine.quota.left", "used", n(quota.Used), "limit", n(quota.Limit), "left", n(max(0, quota.Limit-quota.Used)))
		}
		facts = append(facts, Fact{Label: v.T("machine.quota"), Value: words})
	}
	return Facts{facts}
}

func (c *Console) eventSection(ctx context.Context, v *visit) (Part, error) {
	waiting, _, err := c.Machine.Inbox.Waiting(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Machine.Inbox.Aside(ctx, "", shown)
	if err != nil {
		return nil, err
	}
	section := Section{ID: "events", Title: v.T("machine.events"), Note: v.T("machine.waiting", "n", v.lang.Number(int(waiting)))}
	if len(rows) == 0 {
		section.Body = []Part{Text{v.T("machine.events.none"), true}}
		return section, nil
	}
	section.Body = []Part{Text{v.T("machine.events.why"), true}}
	list := People{}
	for _, e := range rows {
		p := Person{ID: "event-" + e.ID, Name: e.Kind + " " + v.moment(e.ReceivedAt), Plain: true, What: []string{e.Fault}}
		if v.in.Who.May("event.replay", "") {
			p.Act = &Act{Label: v.T("machine.again"), Hidden: e.Kind, Post: in("/machine/events/" + e.ID + "/replay")}
			p.Also = []string{v.T("machine.events.cost")}
		}
		list.Rows = append(list.Rows, p)
	}
	section.Body = append(section.Body, list)
	return section, nil
}

func (c *Console) jobSection(ctx context.Context, v *visit) (Part, error) {
	rows, err := c.Machine.Queue.Failed(ctx, shown)
	if err != nil {
		return nil, err
	}
	section := Section{ID: "jobs", Title: v.T("machine.jobs")}
	if len(rows) == 0 {
		section.Body = []Part{Text{v.T("machine.jobs.none"), true}}
		return section, nil
	}
	list := People{}
	for _, j := range rows {
		when := v.T("machine.next") + " " + v.moment(j.Next)
		if j.GivenUp {
			when = v.T("machine.givenup")
		}
		p := Person{ID: "job-" + strconv.FormatInt(j.ID, 10), Name: j.Kind, Plain: true, What: []string{when, j.Fault}}
		if v.in.Who.May("job.retry", "") {
			p.Act = &Act{Label: v.T("machine.again"), Hidden: j.Kind, Post: in("/machine/jobs/" + strconv.FormatInt(j.ID, 10) + "/retry")}
		}
		list.Rows = append(list.Rows, p)
	}
	section.Body = []Part{list}
	return section, nil
}

func (c *Console) partFacts(ctx context.Context, v *visit) (Part, error) {
	database, err := c.Machine.Store.About(ctx)
	if err != nil {
		return nil, err
	}
	redis := Status{Icon: "check-circle", Word: v.T("machine.redis.here"), Tone: OK}
	switch {
	case c.Machine.Shared.Embedded():
		redis.Word = v.T("machine.redis.embedded")
	case !c.Machine.Shared.Present():
		redis = Status{Icon: "warning", Word: v.T("machine.redis.away"), Tone: Warn}
	}
	return Facts{[]Fact{
		{Label: v.T("machine.version"), Value: c.Machine.Version, Detail: runtime.Version()},
		{Label: v.T("machine.database"), Value: database},
		{Label: v.T("machine.redis"), Status: &redis},
		{Label: v.T("machine.backup"), Value: v.T("machine.backup.none")},
	}}, nil
}

func (c *Console) replayEvent(v *visit) error {
	if err := c.Machine.Again.ReplayEvent(v.Request().Context(), c.by(v), v.Param("id")); err != nil {
		return err
	}
	return c.send(v, "/machine")
}

func (c *Console) retryJob(v *visit) error {
	id, err := strconv.ParseInt(v.Param("id"), 10, 64)
	if err != nil {
		return machine.ErrGone
	}
	if err := c.Machine.Again.RetryJob(v.Request().Context(), c.by(v), id); err != nil {
		return err
	}
	return c.send(v, "/machine")
}
