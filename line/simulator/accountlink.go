package simulator

// Linking a LINE account with an account of the bot's own service (D/linking-accounts).

import (
	"embed"
	"fmt"
	html "html/template"
	"net/http"
	"time"

	"tambon/line/simulator/rules"
)

var linkEndpoints = []endpoint{
	{name: "linkToken", method: "POST", path: "/v2/bot/user/{}/linkToken", rate: usual, work: (*Platform).issueLinkToken},
}

const linkTokenLife = 10 * time.Minute

// linkToken is a token by which a bot's page leads to LINE's dialog, once.
type linkToken struct {
	UserID string    `json:"userId"`
	Issued time.Time `json:"issued"`
	Used   bool      `json:"used"`
}

// linkTokens are all tokens, oldest first, so that old ones are forgotten.
type linkTokens struct {
	Known map[string]*linkToken
	Order []string
}

func newLinkTokens() linkTokens { return linkTokens{Known: map[string]*linkToken{}} }

func (l *linkTokens) add(name string, t *linkToken) {
	l.Known[name] = t
	l.Order = append(l.Order, name)
	if len(l.Order) > 1000 {
		delete(l.Known, l.Order[0])
		l.Order = l.Order[1:]
	}
}

func (p *Platform) issueLinkToken(r *request) answer {
	if !userID.MatchString(r.args[0]) {
		return refuse(http.StatusBadRequest, "The value for the 'userId' parameter is invalid")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.world.byID[r.args[0]]; c == nil || c.person == nil {
		return refuse(http.StatusNotFound, "Not found")
	}
	name := p.ids.token(16)
	p.world.links.add(name, &linkToken{UserID: r.args[0], Issued: p.clock.now()})
	return answer{status: http.StatusOK, body: map[string]string{"linkToken": name}}
}

// AccountLink opens LINE's linking dialog as a resident, the way a bot's page
// sends them there. The bot is told that it worked, or that it failed because
// someone else opened the dialog. A token that is used, expired or unknown, or a
// nonce that is not 10 to 255 characters, is an error and gives no event.
func (p *Platform) AccountLink(name, token, nonce string) (Act, error) {
	return p.alone(name, func(c *chat) (Act, error) {
		t := p.world.links.Known[token]
		switch n := rules.Units(nonce); {
		case t == nil, t.Used:
			return Act{}, fmt.Errorf("%w: the link token is unknown or was used", ErrNotAllowed)
		case p.clock.now().Sub(t.Issued) >= linkTokenLife:
			return Act{}, fmt.Errorf("%w: the link token has expired after 10 minutes", ErrNotAllowed)
		case n < 10 || n > 255:
			return Act{}, fmt.Errorf("%w: the nonce has %d characters; 10 to 255 are wanted", errInput, n)
		}
		t.Used = true
		result := "ok"
		if t.UserID != c.id {
			result = "failed"
		}
		link := map[string]any{"result": result, "nonce": nonce}
		return Act{EventID: p.emit(c, c.person, event{Type: "accountLink", Link: link}), Seq: c.seq}, nil
	})
}

//go:embed dialog.html
var dialogFile embed.FS

var dialog = html.Must(html.ParseFS(dialogFile, "dialog.html"))

type dialogPage struct {
	Account, Token, Nonce string
	Residents             []Person
	Done, Wrong           string
}

// linkDialog is LINE's page for linking. LINE knows whose browser it is; here
// whoever opens it says.
func (p *Platform) linkDialog(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxLogged)
	page := dialogPage{Account: p.cfg.Bot.DisplayName, Token: r.FormValue("linkToken"), Nonce: r.FormValue("nonce")}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		name := r.PostFormValue("as")
		if _, err := p.AccountLink(name, page.Token, page.Nonce); err != nil {
			page.Wrong, status = err.Error(), http.StatusBadRequest
		} else {
			page.Done = name
		}
	} else {
		page.Residents = p.State().Residents
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = dialog.Execute(w, page) // the browser may be gone
}
