package console

// The log of acts: who did what, to which thing, when; and that nobody changed it.

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"tambon/models"
	"tambon/services/audit"
	"tambon/services/staff"
)

// auditPage lists acts, the newest first.
func (c *Console) auditPage(v *visit) error {
	ctx := v.Request().Context()
	people, err := c.Staff.People(ctx)
	if err != nil {
		return err
	}
	filter, wrong := c.auditFilter(v)
	page, err := c.Audit.List(ctx, filter)
	if err != nil {
		return err
	}
	seal, err := c.sealNote(v)
	if err != nil {
		return err
	}
	title := v.T("nav.audit")
	head := Head{Title: title}
	if v.in.Who.May("audit.export", "") {
		for _, as := range []string{"xlsx", "csv"} {
			head.Acts = append(head.Acts, Act{Label: v.T("export." + as), Icon: "export", Href: in("/audit/export?" + with(v.QueryParams(), "as", as))})
		}
	}
	list := Listing{
		ID: "audit", Table: c.auditTable(v, page.Rows, people), Filters: c.auditFilters(v, people, wrong),
		Empty: &Empty{Icon: "clipboard-text", Title: v.T("audit.none"), Text: v.T("audit.none.text")},
	}
	if page.More != "" {
		list.More = in("/audit?" + with(v.QueryParams(), "before", page.More))
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/audit"), head, seal, list)
}

// with is the query of an address with one value changed.
func with(query url.Values, name, value string) string {
	query = url.Values(http.Header(query).Clone())
	query.Set(name, value)
	query.Del("lang")
	return query.Encode()
}

// sealNote says how far the chain goes.
func (c *Console) sealNote(v *visit) (Part, error) {
	head, waiting, since, err := c.Audit.Head(v.Request().Context())
	if err != nil {
		return nil, err
	}
	switch {
	case waiting > 0 && v.now.Sub(since) > 10*time.Minute:
		return Note{Tone: Warn, Text: v.T("audit.unsealed", "n", v.lang.Number(int(waiting)), "since", v.moment(since))}, nil
	case head.SealedAt == nil:
		return Note{Icon: "seal-check", Text: v.T("audit.empty")}, nil
	}
	return Note{Tone: OK, Icon: "seal-check", Text: v.T("audit.sealed", "n", v.lang.Number(int(head.Seq)), "when", v.moment(*head.SealedAt))}, nil
}

func (c *Console) auditTable(v *visit, rows []models.AuditEvent, people []staff.Person) Table {
	t := Table{ID: "audit-rows", Caption: v.T("nav.audit"), Columns: []Column{
		{Label: v.T("audit.when")}, {Label: v.T("audit.who")}, {Label: v.T("audit.act")}, {Label: v.T("audit.what")},
	}}
	for _, r := range rows {
		t.Rows = append(t.Rows, Line{[]Entry{
			{Text: v.moment(r.At), Whole: true},
			{Text: actorWords(v, r, people), Thai: r.ActorKind == "staff"},
			{Text: actWords(v, r.Verb), Detail: shortDetail(r)},
			thingEntry(v, r, people),
		}})
	}
	return t
}

// shortDetail is a row's detail as a line. What a change of the schedule was
// before and after stands with its history, and in the exported file.
func shortDetail(r models.AuditEvent) string {
	if strings.HasPrefix(r.Detail, "{") {
		return ""
	}
	return r.Detail
}

// thingEntry is what was acted on: a person of the console by name, a change of the
// schedule by its history, all else by id.
func thingEntry(v *visit, r models.AuditEvent, people []staff.Person) Entry {
	switch r.Verb {
	case "service.change", "hours.change":
		return Entry{Text: v.T("audit.see"), Href: in("/schedule/services/" + r.NounID), Detail: r.NounID}
	case "closure.change":
		return Entry{Text: v.T("audit.see"), Href: in("/schedule/closures?centre=" + url.QueryEscape(r.NounID)), Detail: r.NounID}
	}
	if i := slices.IndexFunc(people, func(p staff.Person) bool { return p.ID == r.NounID }); i >= 0 {
		return Entry{Text: people[i].FullName, Href: in("/people/" + r.NounID), Thai: true}
	}
	return Entry{Text: r.NounID, Quiet: true}
}

// actWords is an act in words; one without words is shown as it is spelled.
func actWords(v *visit, verb string) string {
	if words := v.T("act." + verb); words != "console.act."+verb {
		return words
	}
	return verb
}

// actorWords is who acted: staff by name, residents and the system by kind.
func actorWords(v *visit, r models.AuditEvent, people []staff.Person) string {
	if i := slices.IndexFunc(people, func(p staff.Person) bool { return r.ActorKind == "staff" && p.ID == r.ActorID }); i >= 0 {
		return people[i].FullName
	}
	return v.T("audit.kind." + r.ActorKind)
}

func (c *Console) auditFilters(v *visit, people []staff.Person, wrong string) *Filters {
	who := []Choice{{"", v.T("audit.anybody")}}
	for _, kind := range []string{"resident", "system"} {
		who = append(who, Choice{kind, v.T("audit.kind." + kind)})
	}
	for _, p := range people {
		who = append(who, Choice{"staff:" + p.ID, p.FullName})
	}
	what := []Choice{{"", v.T("audit.anything")}}
	for _, noun := range []string{"booking", "service", "hours", "closure", "resident", "privacy", "staff", "town", "centre", "text", "hotline", "audit", "event", "job"} {
		what = append(what, Choice{noun, v.T("audit.noun." + noun)})
	}
	return &Filters{Ask: in("/audit"), Label: v.T("audit.filter"), Fields: []Field{
		{ID: "who", Label: v.T("audit.who"), Type: "select", Options: who, Value: v.QueryParam("who")},
		{ID: "what", Label: v.T("audit.act"), Type: "select", Options: what, Value: v.QueryParam("what")},
		{ID: "from", Label: v.T("audit.from"), Type: "date", Value: v.QueryParam("from"), Error: wrong},
		{ID: "to", Label: v.T("audit.to"), Type: "date", Value: v.QueryParam("to")},
	}}
}

// auditFilter reads the address. A day that is none is told at its field, and
// narrows nothing down.
func (c *Console) auditFilter(v *visit) (f audit.Filter, wrong string) {
	f = audit.Filter{Verb: v.QueryParam("what"), NounID: v.QueryParam("id"), Before: v.QueryParam("before")}
	f.ActorKind, f.ActorID, _ = strings.Cut(v.QueryParam("who"), ":")
	for name, set := range map[string]func(models.Date){
		"from": func(d models.Date) { f.From = d.At(0, c.Zone) },
		"to":   func(d models.Date) { f.To = d.Add(1).At(0, c.Zone) },
	} {
		if said := v.QueryParam(name); said != "" {
			day, err := models.ParseDate(said)
			if err != nil {
				wrong = v.T("audit.day_wrong")
				continue
			}
			set(day)
		}
	}
	return f, wrong
}

// exportRows is how many acts one file holds at most; more is a matter for
// shorter spans of days.
const exportRows = 100_000

// auditExport is the acts of a filter as a file, itself an act in the log.
func (c *Console) auditExport(v *visit) error {
	ctx := v.Request().Context()
	people, err := c.Staff.People(ctx)
	if err != nil {
		return err
	}
	filter, _ := c.auditFilter(v)
	filter.Before, filter.Limit = "", 1000
	if err := c.Audit.Exported(ctx, c.by(v), v.QueryParams().Encode()); err != nil {
		return err
	}
	return export{
		name:  "audit-" + v.now.Format(time.DateOnly),
		heads: []string{v.T("audit.when"), v.T("audit.who"), v.T("people.act"), "verb", v.T("audit.what"), v.T("audit.detail"), v.T("audit.place")},
		rows: func(write func([]string) error) error {
			for n := 0; n < exportRows; n += filter.Limit {
				page, err := c.Audit.List(ctx, filter)
				if err != nil {
					return err
				}
				for _, r := range page.Rows {
					if err := write([]string{r.At.In(c.Zone).Format(time.DateTime), actorWords(v, r, people), actWords(v, r.Verb), r.Verb, r.NounID, r.Detail, place(r)}); err != nil {
						return err
					}
				}
				if filter.Before = page.More; filter.Before == "" {
					return nil
				}
			}
			return nil
		},
	}.send(v)
}

// place is a row's place in the chain; empty until it is sealed.
func place(r models.AuditEvent) string {
	if r.Seq == nil {
		return ""
	}
	return audit.Mark(models.AuditHead{Seq: *r.Seq, MAC: r.MAC})
}
