package console

// Help: how each task is done, and which task a page is about.

import (
	"net/http"
	"slices"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
	"tambon/text"
)

// A task has a help of its own; text/help/NAME.txt says it.
type task struct {
	name  string
	act   staff.Permission // for those who may do this somewhere
	pages []string         // whose ช่วยเหลือ leads here: routes that begin so
}

// A taskGroup is tasks of one room.
type taskGroup struct {
	key   string
	tasks []task
}

func taskGroups() []taskGroup {
	return []taskGroup{
		{"nav.desk", []task{
			{"book", "booking.book", []string{"/desk/book", "/desk/week"}},
			{"arrive", "booking.read", []string{"/", "/home", "/desk", "/bookings"}},
			{"find", "booking.read", []string{"/find"}},
			{"move", "booking.move", []string{"/bookings/:id/move", "/desk/calls"}},
			{"cancel", "booking.cancel", []string{"/bookings/:id/cancel"}},
			{"print", "booking.read", []string{"/desk/print"}},
		}},
		{"nav.chats", []task{{"chat", "chat.read", []string{"/chats"}}}},
		{"nav.residents", []task{
			{"correct", "resident.read", []string{"/residents"}},
			{"merge", "resident.merge", []string{"/residents/twins", "/residents/:id/merge"}},
			{"copy", "resident.export", []string{"/residents/:id/export"}},
			{"erase", "resident.erase", []string{"/residents/:id/erase"}},
		}},
		{"nav.tends", []task{
			{"hours", "schedule.read", []string{"/schedule"}},
			{"close", "schedule.read", []string{"/schedule/closures", "/schedule/stranded"}},
			{"setting", "setting.read", []string{"/settings"}},
			{"invite", "staff.read", []string{"/people"}},
			{"record", "audit.read", []string{"/audit"}},
			{"machine", "machine.read", []string{"/machine"}},
		}},
		{"help.everybody", []task{
			{signInTask, staff.Self, []string{"/sign-in", "/join", "/line", "/second", "/enrol", "/prove", "/me"}},
			{"roles", staff.Self, []string{"/people/roles", "/help"}},
			{"away", staff.Self, nil},
		}},
	}
}

// signInTask is the help that who stands before the door may read.
const signInTask = "sign-in"

// taskOf is the task that a route is about: of the pages that its path begins
// with, the longest. Empty where none is.
func taskOf(path string) (name string) {
	longest := ""
	for _, group := range taskGroups() {
		for _, t := range group.tasks {
			for _, page := range t.pages {
				within := path == page || strings.HasPrefix(path, page+"/")
				if within && len(page) > len(longest) {
					name, longest = t.name, page
				}
			}
		}
	}
	return name
}

// helpHref is where a page's ช่วยเหลือ leads.
func helpHref(v *visit) string {
	path := strings.TrimPrefix(v.Path(), Root)
	if strings.HasPrefix(path, "/help") {
		return in("/help")
	}
	if name := taskOf(path); name != "" {
		return in("/help/" + name)
	}
	return in("/help")
}

// helpPage lists the tasks that the visitor may do.
func (c *Console) helpPage(v *visit) error {
	title := v.T("help")
	parts := []Part{Head{Title: title, Detail: v.T("help.detail")}}
	for _, group := range taskGroups() {
		table := Table{ID: strings.ReplaceAll(group.key, ".", "-") + "-rows", Caption: v.T(group.key), Columns: []Column{{Label: v.T("help.task")}, {Label: v.T("help.when")}}}
		for _, t := range group.tasks {
			if h, ok := v.lang.Help(t.name); ok && v.in.Who.MaySomewhere(t.act) {
				table.Rows = append(table.Rows, Line{[]Entry{{Text: h.Title, Href: in("/help/" + t.name)}, {Text: h.When, Quiet: true}}})
			}
		}
		if len(table.Rows) > 0 {
			parts = append(parts, Section{ID: strings.ReplaceAll(group.key, ".", "-"), Title: v.T(group.key), Body: []Part{table}})
		}
	}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, ""), parts...)
}

// helpTask is how one task is done. Anybody inside may read it: nothing in it is
// secret, and who asks a colleague for an act can see what they ask for.
func (c *Console) helpTask(v *visit) error { return c.showHelp(v, v.Param("task")) }

// helpSignIn is the one help that can be read before the door.
func (c *Console) helpSignIn(v *visit) error {
	if c.Eyes != nil {
		if err := c.lookThrough(v); err != nil {
			return err
		}
	}
	return c.showHelp(v, signInTask)
}

func (c *Console) showHelp(v *visit, name string) error {
	h, ok := v.lang.Help(name)
	known := slices.ContainsFunc(taskGroups(), func(g taskGroup) bool {
		return slices.ContainsFunc(g.tasks, func(t task) bool { return t.name == name })
	})
	if !ok || !known {
		return services.E(services.NotFound, "console.error.none")
	}
	steps := []Part{Section{ID: "do", Title: v.T("help.do"), Body: []Part{Numbered{h.Steps}}}}
	then := []Part{
		Section{ID: "gets", Title: v.T("help.gets"), Body: []Part{sentences(h.Gets)}},
		Section{ID: "wrong", Title: v.T("help.wrong"), Body: []Part{remedies(h.Wrong)}},
	}
	head := Head{Title: h.Title, Detail: h.When}
	var body []Part
	if len(h.Pictures) == 0 {
		body = []Part{Split{Kind: "even", Left: steps, Right: then}}
	} else {
		shots := Section{ID: "shown", Title: v.T("help.shown")}
		for _, p := range h.Pictures {
			shots.Body = append(shots.Body, Shot{p.Name, p.Caption})
		}
		body = []Part{Split{Kind: "even", Left: append(steps, then...), Right: []Part{shots}}}
	}
	if v.in.Session.Step != models.StepOpen {
		frame := c.aloneFrame(v, h.Title)
		frame.Wide = true
		head.Crumb = &Act{Label: v.T("door.title"), Href: in("/sign-in")}
		return c.paper.alone(v.Context, http.StatusOK, "parts", frame, append([]Part{head}, body...))
	}
	head.Crumb = &Act{Label: v.T("help.all"), Href: in("/help")}
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, h.Title, ""), append([]Part{head}, body...)...)
}

func sentences(list []string) (b Bullets) {
	for _, s := range list {
		b.Items = append(b.Items, Act{Label: s})
	}
	return b
}

func remedies(list []text.Remedy) (f Facts) {
	for _, r := range list {
		f.Rows = append(f.Rows, Fact{Label: r.What, Value: r.Do})
	}
	return f
}
