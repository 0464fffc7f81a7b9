package login

// The LIFF apps of the channel (https://developers.line.biz/en/reference/liff-server/).

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tambon/line/simulator/oauth"
	"tambon/line/simulator/rules"
)

// An App is a LIFF app as LINE tells it.
type App struct {
	LiffID    string         `json:"liffId"`
	View      View           `json:"view"`
	Name      string         `json:"description,omitempty"`
	Features  map[string]any `json:"features,omitempty"`
	Links     string         `json:"permanentLinkPattern"`
	Scopes    []string       `json:"scope"`
	BotPrompt string         `json:"botPrompt"`
}

// A View is the window of a LIFF app. URL is its endpoint URL.
type View struct {
	Type       string `json:"type"`
	URL        string `json:"url"`
	ModuleMode bool   `json:"moduleMode,omitempty"`
}

func (a App) withDefaults() App {
	a.Links = "concat"
	if a.View.Type == "" {
		a.View.Type = "full"
	}
	if a.Scopes == nil {
		a.Scopes = []string{"profile", "chat_message.write"}
	}
	if a.BotPrompt == "" {
		a.BotPrompt = "none"
	}
	return a
}

func (a App) check(plain bool) error {
	raw, err := json.Marshal(a.withDefaults())
	if err != nil {
		return fmt.Errorf("login: a LIFF app: %w", err)
	}
	if v := judge("liffApp", raw, plain); !v.OK() {
		return fmt.Errorf("login: the LIFF app at %q: %s: %s", a.View.URL, v.Broken[0].Property, v.Broken[0].Message)
	}
	return nil
}

// judge judges a request body. Where plain endpoint URLs are allowed, one on this
// machine is judged as if it were https.
func judge(name string, body []byte, plain bool) rules.Verdict {
	var in map[string]any
	if json.Unmarshal(body, &in) != nil {
		return rules.Request(name, body)
	}
	view, _ := in["view"].(map[string]any)
	at, _ := view["url"].(string)
	if u, err := url.Parse(at); plain && err == nil && u.Scheme == "http" && loopback(u.Hostname()) {
		view["url"] = "https" + strings.TrimPrefix(at, "http")
	}
	delete(in, "liffId")
	if raw, err := json.Marshal(in); err == nil {
		body = raw
	}
	return rules.Request(name, body)
}

// liffID is the channel's id and eight letters or digits.
func (p *Provider) liffID(random []byte) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	out := []byte(p.cfg.ChannelID + "-")
	for _, b := range random {
		out = append(out, letters[int(b)%len(letters)])
	}
	return string(out)
}

func (p *Provider) app(liffID string) (App, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.state.Apps, func(a App) bool { return a.LiffID == liffID })
	if i < 0 {
		return App{}, false
	}
	return p.state.Apps[i], true
}

// ListApps answers GET /liff/v1/apps.
func (p *Provider) ListApps() oauth.Answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.state.Apps) == 0 {
		return oauth.Message(http.StatusNotFound, "There is no LIFF app on the channel.")
	}
	return oauth.OK(map[string]any{"apps": slices.Clone(p.state.Apps)})
}

// AddApp answers POST /liff/v1/apps.
func (p *Provider) AddApp(body []byte) oauth.Answer {
	if v := judge("liffApp", body, p.cfg.PlainEndpoints); !v.OK() {
		return oauth.Answer{Status: http.StatusBadRequest, Body: v.Body()}
	}
	var app App
	_ = json.Unmarshal(body, &app) // was judged before
	app.LiffID = p.liffID(p.world.Random(8))
	app = app.withDefaults()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.state.Apps) >= maxApps {
		return oauth.Message(http.StatusBadRequest, "The maximum number of LIFF apps that can be added to the channel has been reached.")
	}
	p.state.Apps = append(p.state.Apps, app)
	return oauth.OK(map[string]string{"liffId": app.LiffID})
}

// UpdateApp answers PUT /liff/v1/apps/{liffId}: only what is there changes.
func (p *Provider) UpdateApp(liffID string, body []byte) oauth.Answer {
	if v := judge("liffAppUpdate", body, p.cfg.PlainEndpoints); !v.OK() {
		return oauth.Answer{Status: http.StatusBadRequest, Body: v.Body()}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.state.Apps {
		if app := p.state.Apps[i]; app.LiffID == liffID {
			app.Scopes, app.Features = nil, nil // decoding adds to a map, and writes into a list that a copy shares
			_ = json.Unmarshal(body, &app)      // was judged before
			if app.Scopes == nil {
				app.Scopes = p.state.Apps[i].Scopes
			}
			if app.Features == nil {
				app.Features = p.state.Apps[i].Features
			}
			app.LiffID = liffID
			p.state.Apps[i] = app
			return oauth.OK(struct{}{})
		}
	}
	return noApp()
}

// DeleteApp answers DELETE /liff/v1/apps/{liffId}.
func (p *Provider) DeleteApp(liffID string) oauth.Answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := len(p.state.Apps)
	p.state.Apps = slices.DeleteFunc(p.state.Apps, func(a App) bool { return a.LiffID == liffID })
	if len(p.state.Apps) == before {
		return noApp()
	}
	return oauth.OK(struct{}{})
}

func noApp() oauth.Answer {
	return oauth.Message(http.StatusNotFound, "The specified LIFF app does not exist.")
}
