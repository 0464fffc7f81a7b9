package staff

// What each role may do: one table, read by pages, tests and people.

import (
	"slices"
	"strings"
)

// A Permission is an act as the audit log spells it: noun.verb.
type Permission string

// Self is what everybody who is in may do: see their home page and keep their
// own account.
const Self Permission = "self.keep"

// A Role is a kind of work, FHIR PractitionerRole.code.
type Role string

// The roles of a municipality.
const (
	Reception      Role = "reception"
	Therapist      Role = "therapist"
	CentreHead     Role = "centre_head"
	Officer        Role = "officer"
	DepartmentHead Role = "department_head"
	DutyOfficer    Role = "duty_officer"
	Editor         Role = "editor"
	Approver       Role = "approver"
	Auditor        Role = "auditor"
	Administrator  Role = "administrator"
)

// Roles lists every role, in the order of showing.
func Roles() []Role {
	return []Role{Reception, Therapist, CentreHead, Officer, DepartmentHead, DutyOfficer, Editor, Approver, Auditor, Administrator}
}

// A Right says which roles may do an act, and where it is judged: in a centre,
// or in the whole town.
type Right struct {
	Act   Permission
	Town  bool // the act concerns the whole town: a role in one centre is not enough
	Roles []Role
}

// Rights is the table of what each role may do.
func Rights() []Right {
	desk := []Role{Reception, Therapist, CentreHead}
	talks := []Role{Reception, CentreHead, Officer, DepartmentHead, DutyOfficer}
	return []Right{
		{"booking.read", false, desk},
		{"booking.book", false, desk},
		{"booking.arrive", false, desk},
		{"booking.begin", false, desk},
		{"booking.finish", false, desk},
		{"booking.noshow", false, desk},
		{"booking.undo", false, desk},
		{"booking.cancel", false, []Role{Reception, CentreHead}},
		{"booking.move", false, []Role{Reception, CentreHead}},
		{"booking.call", false, desk},
		{"resident.read", false, desk},
		{"resident.reveal", false, desk},
		{"resident.correct", false, []Role{Reception, CentreHead}},
		{"resident.merge", false, []Role{Reception, CentreHead}},
		{"resident.export", false, []Role{CentreHead}},
		{"resident.erase", false, []Role{CentreHead}},
		{"schedule.read", false, append(desk, DepartmentHead)},
		{"schedule.change", false, []Role{CentreHead, DepartmentHead}},
		{"setting.read", false, []Role{CentreHead, Editor, Approver, Auditor, Administrator}},
		{"centre.change", false, []Role{CentreHead, Administrator}},
		{"text.change", true, []Role{Editor, Administrator}},
		{"town.change", true, []Role{Administrator}},
		{"hotline.change", true, []Role{Administrator}},
		{"chat.read", false, talks},
		{"chat.answer", false, talks},
		{"canned.edit", true, []Role{Officer, DepartmentHead, Editor, Administrator}},
		{"staff.read", true, []Role{Auditor, Administrator}},
		{"staff.invite", true, []Role{Administrator}},
		{"staff.grant", true, []Role{Administrator}},
		{"staff.suspend", true, []Role{Administrator}},
		{"staff.reset", true, []Role{Administrator}},
		{"machine.read", true, []Role{Auditor, Administrator}},
		{"event.replay", true, []Role{Administrator}},
		{"job.retry", true, []Role{Administrator}},
		{"audit.read", true, []Role{Auditor, Administrator}},
		{"audit.export", true, []Role{Auditor, Administrator}},
	}
}

// right finds an act in the table; an act that is not there is nobody's.
func right(act Permission) (Right, bool) {
	list := Rights()
	i := slices.IndexFunc(list, func(r Right) bool { return r.Act == act })
	if i < 0 {
		return Right{}, false
	}
	return list[i], true
}

// Town is the scope of a role in the whole municipality.
const Town = "town"

const centrePrefix = "centre:"

// CentreScope is the scope of a role in one centre.
func CentreScope(centreID string) string { return centrePrefix + centreID }

// A Grant is a role in a scope.
type Grant struct {
	Role  Role
	Scope string // Town, or CentreScope of a centre
}

// Centre returns the id of the grant's centre; empty for the whole town.
func (g Grant) Centre() string {
	id, _ := strings.CutPrefix(g.Scope, centrePrefix)
	if id == g.Scope {
		return ""
	}
	return id
}

// ParseGrant reads a grant as forms write it: reception centre:pakphun. What is
// none is refused where it is given.
func ParseGrant(s string) Grant {
	role, scope, _ := strings.Cut(s, " ")
	return Grant{Role(role), scope}
}

// Sensible reports whether a grant gives any right at all: roles that look after
// the whole town are nothing in one centre.
func Sensible(g Grant) bool {
	ofTown := []Role{Editor, Approver, Auditor, Administrator}
	return slices.ContainsFunc(Rights(), func(r Right) bool {
		return slices.Contains(r.Roles, g.Role) && (g.Scope == Town || !r.Town && !slices.Contains(ofTown, g.Role))
	})
}

func (g Grant) wellFormed() bool {
	return slices.Contains(Roles(), g.Role) && (g.Scope == Town || g.Centre() != "")
}

// An Identity is a person at work: who, and with which rights.
type Identity struct {
	ID       string
	Name     string
	Language string // th or en
	Grants   []Grant
}

// May reports whether the person may do the act in a centre. Where the act
// concerns the whole town the centre does not matter.
func (i Identity) May(act Permission, centreID string) bool {
	if act == Self {
		return true
	}
	r, known := right(act)
	return known && slices.ContainsFunc(i.Grants, func(g Grant) bool {
		inside := g.Scope == Town || !r.Town && centreID != "" && g.Centre() == centreID
		return inside && slices.Contains(r.Roles, g.Role)
	})
}

// MaySomewhere reports whether the person may do the act in any part of the town.
func (i Identity) MaySomewhere(act Permission) bool {
	return slices.ContainsFunc(i.Grants, func(g Grant) bool { return i.May(act, g.Centre()) }) || i.May(act, "")
}
