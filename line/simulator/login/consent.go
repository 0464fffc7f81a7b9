package login

// What someone is asked before they are logged in: what they allow, and whether
// to add the account as a friend (LOGIN/link-a-bot).

import (
	"net/http"
	"net/url"
	"slices"
)

// consenting is someone before the question.
type consenting struct {
	who       Person
	scopes    []string
	botPrompt string
	needed    bool // the consent screen is shown
	form      url.Values
}

// ask shows the next question, if one is open.
func (p *Provider) ask(w http.ResponseWriter, words wording, c consenting) bool {
	switch {
	case c.needed && !c.form.Has("allow"):
		p.consent(w, words, c)
	case c.needed && c.botPrompt == "aggressive" && !c.who.Friend && !c.form.Has("friend"):
		p.befriend(w, words, c)
	default:
		return false
	}
	return true
}

// settle does what was answered and tells, where the question was asked, whether
// the friendship changed. An e-mail address may be kept back.
func (p *Provider) settle(c *consenting) (change *bool) {
	if c.needed {
		if slices.Contains(c.scopes, "email") && c.form.Get("email") != "yes" {
			c.scopes = slices.DeleteFunc(slices.Clone(c.scopes), func(s string) bool { return s == "email" })
		}
		p.allow(c.who.UserID, c.scopes)
	}
	if !c.needed || c.botPrompt != "normal" && c.botPrompt != "aggressive" {
		return nil
	}
	changed := c.form.Get("friend") == "yes" && !c.who.Friend
	if changed {
		p.world.Befriend(c.who.UserID)
	}
	return &changed
}
