package console_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/handlers/console"
	"tambon/services/staff"
	"tambon/store"
	"tambon/text"
)

// Every page of every room has a help, and every help is about something.
func TestEveryPageHasHelp(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		tasks := console.HelpTasks()
		for _, r := range o.Table() {
			if task := console.TaskOf(r.Path); r.Method == http.MethodGet && !slices.Contains(tasks, task) {
				t.Errorf("GET %s has the help %q; want one of taskGroups() to name its page", r.Path, task)
			}
		}
		sorted := slices.Sorted(slices.Values(tasks))
		if files := text.HelpTasks(); !slices.Equal(sorted, files) {
			t.Errorf("the tasks are %v and the files in text/help %v", sorted, files)
		}
	})
}

func TestHelpLeadsFromThePageOfTheTask(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		b := o.as(staff.Grant{Role: staff.CentreHead, Scope: staff.CentreScope("north")})
		for path, task := range map[string]string{"/desk?centre=north": "arrive", "/desk/book?centre=north": "book", "/schedule/closures?centre=north": "close", "/me": "sign-in", "/residents?centre=north": "correct"} {
			if got := b.get(path); !strings.Contains(got.page, `href="/console/help/`+task+`"`) {
				t.Errorf("%s (%d) does not lead to the help %s", path, got.status, task)
			}
		}
		index := b.get("/help")
		for _, task := range []string{"book", "erase", "sign-in", "away"} {
			if !strings.Contains(index.page, `href="/console/help/`+task+`"`) {
				t.Errorf("a centre's head finds no help %s in the list", task)
			}
		}
		if strings.Contains(index.page, `href="/console/help/machine"`) {
			t.Error("a centre's head is shown the help of the machine room, which they cannot enter")
		}
		for _, lang := range []text.Lang{text.Thai, text.English} {
			for _, task := range console.HelpTasks() {
				h, _ := lang.Help(task)
				got := b.get("/help/" + task + "?lang=" + string(lang))
				if got.status != http.StatusOK || !strings.Contains(got.page, text.Bind(h.Wrong[0].Do)) {
					t.Errorf("the help %s in %s answers %d without its remedy", task, lang, got.status)
				}
			}
		}
		if got := b.get("/help/nothing"); got.status != http.StatusNotFound {
			t.Errorf("a help that there is none answers %d; want 404", got.status)
		}
		nobody := o.browser()
		if got := nobody.get("/help/sign-in"); got.status != http.StatusOK || !strings.Contains(got.page, "/console/sign-in") {
			t.Errorf("before the door the help of the door answers %d", got.status)
		}
		if got := nobody.get("/sign-in"); !strings.Contains(got.page, `href="/console/help/sign-in"`) {
			t.Error("the door does not lead to its help")
		}
	})
}
