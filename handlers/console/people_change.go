package console

// Inviting people, giving roles, new links, letting go.

import (
	"net/http"
	"strconv"

	"tambon/services"
	"tambon/services/staff"
)

func (c *Console) by(v *visit) services.Actor { return services.Staff(v.in.Who.ID) }

func (c *Console) invitePage(v *visit) error { return c.showInvite(v, http.StatusOK, nil) }

func (c *Console) showInvite(v *visit, code int, err error) error {
	title := v.T("people.invite")
	body := []Part{Field{ID: "name", Label: v.T("field.name"), Hint: v.T("people.invite.name"), Value: v.FormValue("name"), Focus: true, Max: 100}}
	body = append(body, c.grantFields(v, grantsOf(v))...)
	return c.paper.parts(v.Context, code, c.frame(v, title, "/people"), append([]Part{Head{Crumb: &Act{Label: v.T("nav.people"), Href: in("/people")}, Title: title}}, present([]Part{
		c.faults(v, err, faultOfGrant(err)), Form{
			ID: "invite", Post: in("/people/invite"), Body: body,
			Submit: &Act{Label: v.T("people.invite.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/people")}},
		},
	})...)...)
}

func faultOfGrant(err error) string {
	if staff.ErrName.Is(err) {
		return "name"
	}
	return "grants"
}

// grantFields are the boxes of every role in every scope.
func (c *Console) grantFields(v *visit, held []staff.Grant) []Part {
	has := map[staff.Grant]bool{}
	for _, g := range held {
		has[g] = true
	}
	scopes := []string{staff.Town}
	for _, centre := range v.town.Site.Centres {
		scopes = append(scopes, staff.CentreScope(centre.Code))
	}
	var parts []Part
	for _, scope := range scopes {
		s := Section{ID: "grants", Title: c.scopeWords(v, staff.Grant{Scope: scope})}
		if scope != staff.Town {
			s.ID += "-" + staff.Grant{Scope: scope}.Centre()
		}
		for _, role := range staff.Roles() {
			g := staff.Grant{Role: role, Scope: scope}
			if !staff.Sensible(g) {
				continue
			}
			s.Body = append(s.Body, Check{ID: "g-" + string(role) + "-" + s.ID, Name: "grant", Value: string(role) + " " + scope, Label: v.T("role." + string(role)), Detail: v.T("role." + string(role) + ".what"), On: has[g]})
		}
		parts = append(parts, s)
	}
	return parts
}

// grantsOf reads the boxes that were ticked.
func grantsOf(v *visit) []staff.Grant {
	form, err := v.FormParams()
	if err != nil {
		return nil
	}
	var list []staff.Grant
	for _, value := range form["grant"] {
		list = append(list, staff.ParseGrant(value))
	}
	return list
}

func (c *Console) invite(v *visit) error {
	id, token, err := c.Staff.Invite(v.Request().Context(), c.by(v), v.FormValue("name"), grantsOf(v))
	if refused(err) {
		return c.showInvite(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return c.showLink(v, id, token)
}

// showLink shows a link this once.
func (c *Console) showLink(v *visit, staffID, token string) error {
	p, err := c.Staff.Person(v.Request().Context(), staffID)
	if err != nil {
		return err
	}
	title := v.T("people.link")
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, title, "/people"),
		Head{Crumb: &Act{Label: v.T("nav.people"), Href: in("/people")}, Title: title},
		Text{v.T("people.link.text", "name", p.FullName), false},
		Field{ID: "link", Label: v.T("people.link.field"), Value: c.here(v) + in("/join/"+token), Focus: true, After: v.T("people.link.once")},
		Bar{[]Act{{Label: v.T("people.link.done"), Href: in("/people/" + staffID)}}})
}

func (c *Console) grantsPage(v *visit) error {
	p, err := c.person(v)
	if err != nil {
		return err
	}
	return c.showGrants(v, http.StatusOK, p, p.Grants, nil)
}

func (c *Console) showGrants(v *visit, code int, p staff.Person, held []staff.Grant, err error) error {
	title := v.T("people.grant")
	return c.paper.parts(v.Context, code, c.frame(v, title, "/people"), append([]Part{Head{Crumb: &Act{Label: p.FullName, Href: in("/people/" + p.ID)}, Title: title}}, present([]Part{
		c.faults(v, err, "grants"), Form{
			ID: "give", Post: in("/people/" + p.ID + "/grants"), Values: []Hidden{versionOf(p)}, Body: c.grantFields(v, held),
			Submit: &Act{Label: v.T("people.grant.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: in("/people/" + p.ID)}},
		},
	})...)...)
}

// versionOf is what a form says it was filled in over.
func versionOf(p staff.Person) Hidden { return Hidden{"version", strconv.Itoa(p.Version)} }

func version(v *visit) int {
	n, err := strconv.Atoi(v.FormValue("version"))
	if err != nil {
		return -1 // nothing ever has it
	}
	return n
}

// grants gives roles. Who was overtaken sees what holds now beside their own wish.
func (c *Console) grants(v *visit) error {
	wish := grantsOf(v)
	err := c.Staff.Grant(v.Request().Context(), c.by(v), v.Param("id"), version(v), wish)
	if refused(err) {
		p, failed := c.person(v)
		if failed != nil {
			return failed
		}
		if staff.ErrChanged.Is(err) {
			err = staff.ErrOvertaken.With("now", c.grantWords(v, p.Grants))
		}
		return c.showGrants(v, status(kindOf(err)), p, wish, err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/people/"+v.Param("id"))
}

func (c *Console) resetPage(v *visit) error {
	return c.confirmPerson(v, "reset", Primary)
}

func (c *Console) reset(v *visit) error {
	token, err := c.Staff.Reset(v.Request().Context(), c.by(v), v.Param("id"))
	if err != nil {
		return err
	}
	return c.showLink(v, v.Param("id"), token)
}

func (c *Console) suspendPage(v *visit) error {
	return c.confirmPerson(v, "suspend", Destroy)
}

// confirmPerson asks before an act on a person.
func (c *Console) confirmPerson(v *visit, act string, kind Kind) error {
	p, err := c.person(v)
	if err != nil {
		return err
	}
	title := v.T("people."+act+".ask", "name", p.FullName)
	return c.paper.parts(v.Context, http.StatusOK, c.frame(v, v.T("people."+act), "/people"), Confirm{
		Title: title, Text: v.T("people." + act + ".text"), Alone: true, Form: Form{
			Post: in("/people/" + p.ID + "/" + act), Values: []Hidden{versionOf(p)}, Submit: &Act{Label: v.T("people." + act + ".on"), Kind: kind},
			Others: []Act{{Label: v.T("prove.back"), Href: in("/people/" + p.ID), Focus: true}},
		},
	})
}

func (c *Console) suspend(v *visit) error {
	if err := c.Staff.Suspend(v.Request().Context(), c.by(v), v.Param("id"), version(v)); err != nil {
		return err
	}
	return c.send(v, "/people/"+v.Param("id"))
}

func (c *Console) restore(v *visit) error {
	if err := c.Staff.Restore(v.Request().Context(), c.by(v), v.Param("id"), version(v)); err != nil {
		return err
	}
	return c.send(v, "/people/"+v.Param("id"))
}
