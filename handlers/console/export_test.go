package console

// What tests look at from inside: the table of routes.

import "tambon/services/staff"

// A Route is a row of the table.
type Route struct {
	Method, Path string
	Outside      bool // anybody
	Inside       bool // both factors
	Act          staff.Permission
	Of, Prove    bool
}

// Table returns every row.
func (c *Console) Table() (list []Route) {
	for _, r := range c.routes() {
		list = append(list, Route{r.method, r.path, r.depth == outside, r.depth == inside, r.act, r.of != nil, r.prove})
	}
	return list
}

// SessionCookie is the cookie's name.
const SessionCookie = sessionCookie

// StepPage is where a session of a step is led.
var StepPage = stepPage

// TaskOf is the task that a route is about.
var TaskOf = taskOf

// HelpTasks lists every task that has a help.
func HelpTasks() (names []string) {
	for _, group := range taskGroups() {
		for _, t := range group.tasks {
			names = append(names, t.name)
		}
	}
	return names
}
