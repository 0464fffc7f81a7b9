package login

// https://liff.line.me/{liffId}/…, which is /liff/{liffId}/… here: the way into a
// LIFF app as LINE's own browser goes it (LIFF/opening-liff-app).

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Who opens an app, and from which chat, stands in these query parameters of a
// LIFF URL; they are ours and not handed on.
const (
	openAs   = "liff.as"
	openFrom = "liff.chat"
)

// Open leads to the endpoint URL with the person's tokens, after asking who it is
// and what is allowed.
func (p *Provider) Open(w http.ResponseWriter, r *http.Request, liffID, rest string) {
	query := r.URL.Query()
	words := tongue("", r.Header.Get("Accept-Language"))
	app, ok := p.app(liffID)
	if !ok {
		p.problem(w, words, "The LIFF app does not exist.")
		return
	}
	form, ok := formOf(w, r)
	if !ok {
		p.problem(w, words, "The form cannot be read.")
		return
	}
	if form.Has("cancel") {
		p.problem(w, words, "The app was not opened, as the permission was not given.")
		return
	}
	name := query.Get(openAs)
	if form.Get("person") != "" {
		name = form.Get("person")
	}
	who, chosen := p.world.Person(name)
	if !chosen || name == "" {
		p.choose(w, words, p.appName(app), false, "")
		return
	}
	words = tongue(who.Language, r.Header.Get("Accept-Language")) // inside LINE, its own
	c := consenting{
		who: who, scopes: app.Scopes, botPrompt: app.BotPrompt, form: form,
		needed: !within(app.Scopes, p.allowed(who.UserID)),
	}
	if p.ask(w, words, c) {
		return
	}
	change := p.settle(&c)
	chat := query.Get(openFrom)
	query.Del(openAs)
	query.Del(openFrom)
	p.enter(w, r, app, c, chat, primary(app.View.URL, rest, query, change))
}

func (p *Provider) appName(app App) string {
	if app.Name != "" {
		return app.Name
	}
	return p.channelName()
}

// enter goes to a page of the app. The tokens stand in the fragment, which is sent
// to no server.
func (p *Provider) enter(w http.ResponseWriter, r *http.Request, app App, c consenting, chat string, to *url.URL) {
	now := p.world.Now()
	g := Grant{
		Access: p.accessToken(), UserID: c.who.UserID, Scopes: c.scopes, AccessExpires: now.Add(liffLife), LiffID: app.LiffID,
	}
	for _, known := range p.world.Chats(c.who.UserID) {
		if known.Name == chat {
			g.Chat = chat
		}
	}
	fragment := url.Values{"access_token": {g.Access}, "client_id": {p.cfg.ChannelID}}
	if slices.Contains(c.scopes, "openid") {
		claims := p.claims(address(r), c.who, Code{Scopes: c.scopes, AMR: []string{"lineautologin"}})
		idToken, err := p.idToken(claims, true)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fragment.Set("id_token", idToken)
	}
	p.keep(g)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to.String()+"#"+fragment.Encode(), http.StatusSeeOther)
}

// primary is the primary redirect URL: the endpoint URL, with what the LIFF URL
// has besides in liff.state.
func primary(endpoint, rest string, query url.Values, friendshipChanged *bool) *url.URL {
	to, err := url.Parse(endpoint)
	if err != nil {
		to = &url.URL{Path: "/"} // the endpoint URL was judged before
	}
	extra := strings.TrimSuffix(rest, "/")
	if len(query) > 0 {
		extra += "?" + query.Encode()
	}
	added := url.Values{}
	if extra != "" {
		added.Set("liff.state", extra)
	}
	if friendshipChanged != nil {
		added.Set("friendship_status_changed", yesNo(*friendshipChanged))
	}
	if len(added) > 0 {
		if to.RawQuery != "" {
			to.RawQuery += "&"
		}
		to.RawQuery += added.Encode()
	}
	return to
}
