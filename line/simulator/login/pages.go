package login

// The pages of a login. They work without JavaScript and with nothing from elsewhere.

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

//go:embed page.html page.css
var files embed.FS

// policy lets a form lead to where clients can be: https, or this machine. A
// browser holds the whole way of redirects after a form against form-action, and
// a client's callback may lead on to another client.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; " +
	"form-action 'self' https: http://localhost:* http://127.0.0.1:*"

// A page is what the template is filled with.
type page struct {
	wording
	Step    string
	Channel string
	People  []Person
	Current *Person // logged in with this browser
	Who     Person
	Scopes  []string
	Bot     string // bot_prompt, where it is to be shown
	Account string
	Carried url.Values // what earlier steps answered
	Problem string
	To      string     // form_post: where it goes
	Params  url.Values // form_post: what goes
}

func (p *Provider) choose(w http.ResponseWriter, words wording, channel string, known bool, current string) {
	out := page{wording: words, Step: "people", Channel: channel, People: p.world.People()}
	if who, ok := p.world.Person(current); ok && known {
		out.Current = &who
		out.People = slices.DeleteFunc(out.People, func(other Person) bool { return other.UserID == who.UserID })
	}
	p.show(w, out, http.StatusOK)
}

func (p *Provider) consent(w http.ResponseWriter, words wording, c consenting) {
	out := page{
		wording: words, Step: "consent", Channel: p.channelName(), Account: p.world.Account(), Who: c.who,
		Scopes: c.scopes, Carried: url.Values{"person": {c.who.UserID}},
	}
	if c.botPrompt == "normal" {
		out.Bot = c.botPrompt
	}
	p.show(w, out, http.StatusOK)
}

func (p *Provider) befriend(w http.ResponseWriter, words wording, c consenting) {
	carried := url.Values{"person": {c.who.UserID}, "allow": {"yes"}}
	if c.form.Has("email") {
		carried.Set("email", c.form.Get("email"))
	}
	p.show(w, page{
		wording: words, Step: "friend", Channel: p.channelName(), Account: p.world.Account(), Who: c.who, Carried: carried,
	}, http.StatusOK)
}

// problem tells the person what they can do nothing about.
func (p *Provider) problem(w http.ResponseWriter, words wording, what string) {
	p.show(w, page{wording: words, Step: "problem", Problem: what}, http.StatusBadRequest)
}

// post is the way back of response_mode=form_post: a button, as no script runs here.
func (p *Provider) post(w http.ResponseWriter, words wording, to string, params url.Values) {
	p.show(w, page{wording: words, Step: "post", Channel: p.channelName(), To: to, Params: params}, http.StatusOK)
}

func (p *Provider) show(w http.ResponseWriter, out page, status int) {
	tmpl, err := template.ParseFS(files, "page.html")
	if err != nil {
		panic("login: the page is embedded: " + err.Error())
	}
	var body bytes.Buffer
	if err := tmpl.Execute(&body, out); err != nil {
		http.Error(w, "The page cannot be shown: "+err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	// With no-referrer a browser would send "Origin: null" with the page's own forms.
	h.Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	_, _ = body.WriteTo(w) // the reader may be gone
}

// Style serves the pages' style sheet.
func (p *Provider) Style(w http.ResponseWriter, r *http.Request) {
	data, err := files.ReadFile("page.css")
	if err != nil {
		panic("login: the style is embedded: " + err.Error())
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "page.css", time.Time{}, bytes.NewReader(data))
}

// Means tells a scope in words.
func (o page) Means(scope string) string { return o.scopes[scope] }

// Fill puts a name into a sentence in place of {}.
func (o page) Fill(sentence, name string) string { return strings.ReplaceAll(sentence, "{}", name) }

// Initial is what is drawn where someone has no picture.
func (p Person) Initial() string {
	for _, letter := range p.DisplayName {
		if !strings.ContainsRune("เแโใไ", letter) { // written before the first consonant
			return string(letter)
		}
	}
	return "?"
}
