package simulator

// What happened in a chat since the last reset, as a test of the bot in Go, Python
// or JavaScript.

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"go/format"
	"net/http"
	"strconv"
	"strings"
	texts "text/template"
	"time"
)

//go:embed export
var exportFiles embed.FS

// languages are those that Script writes, with the template and the file's name.
var languages = map[string]struct{ template, file string }{
	"go":         {"test.go.tmpl", "_test.go"},
	"python":     {"test.py.tmpl", ".py"},
	"javascript": {"test.mjs.tmpl", ".mjs"},
}

// step is one line of a test: a deed, what is read, or what LINE refused.
type step struct {
	Who     string
	Kind    string
	Body    map[string]any
	World   bool
	Lines   []string
	Refused string
}

// exported is what the templates are filled with.
type exported struct {
	About, File string
	Chat        string    // its name
	Start       time.Time // in the platform's zone
	Clock       map[string]any
	Residents   []Resident
	Groups      []Circle
	Steps       []step
	IDs         bool // messages are asked for their ids
}

// Script writes what was done in a chat over the control API since the last
// reset, and what was read there, as a test in go, python or javascript. file is
// a name for it. What the page sent in the bot's place is read like the rest.
func (p *Platform) Script(name, language string) (file, text string, err error) {
	in, ok := languages[language]
	if !ok {
		return "", "", fmt.Errorf("%w: language is %q, go, python or javascript was wanted", errInput, language)
	}
	out, err := p.exported(name)
	if err != nil {
		return "", "", err
	}
	out.File += in.file
	raw, err := exportFiles.ReadFile("export/" + in.template)
	if err != nil {
		return "", "", err
	}
	t, err := texts.New("").Funcs(texts.FuncMap{"json": javaScript, "python": python, "quote": strconv.Quote}).Parse(string(raw))
	if err != nil {
		return "", "", err
	}
	var written bytes.Buffer
	if err := t.Execute(&written, out); err != nil {
		return "", "", err
	}
	if language == "go" {
		tidy, err := format.Source(written.Bytes())
		return out.File, string(tidy), err
	}
	return out.File, written.String(), nil
}

func (p *Platform) readScript(r *http.Request) (any, error) {
	query := r.URL.Query()
	file, text, err := p.Script(query.Get("resident"), query.Get("language"))
	return map[string]string{"file": file, "text": text}, err
}

func (p *Platform) exported(name string) (exported, error) {
	p.mu.Lock()
	c, err := p.world.chat(name)
	if err != nil {
		p.mu.Unlock()
		return exported{}, err
	}
	start := p.start
	if len(p.world.history.Done) > 0 {
		start = p.world.history.Done[0].At
	}
	out := exported{Start: start.In(p.cfg.Zone)}
	out.Clock = map[string]any{"to": out.Start.Format(time.RFC3339Nano)}
	out.Chat = c.name
	out.About = "What happened in the chat of " + plainTitle(c.title) + ", exported from LINE in a box."
	out.File = "chat_" + strings.ReplaceAll(or(slug(c.name), "resident"), "-", "_")
	out.people(p, c)
	history, chat := append([]deedDone{}, p.world.history.Done...), c.name
	p.mu.Unlock()
	entries, err := p.Messages(chat, 0)
	out.Steps = steps(chat, history, entries)
	known := refs(entries)
	for _, s := range out.Steps {
		_, found := placed(s.Body, known) // a map: changed where it is
		out.IDs = out.IDs || found
	}
	return out, err
}

// plainTitle is a name that ends no comment of any language.
func plainTitle(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer(`"`, "'", `\`, "/").Replace(s)), " ")
}

// people are those of the configuration whom the test needs; added ones are a step.
func (out *exported) people(p *Platform, c *chat) {
	needed := map[string]bool{c.name: true}
	for _, m := range c.members {
		needed[m.Name] = true
	}
	for _, r := range p.cfg.Residents {
		if needed[r.Name] {
			r.UserID = p.world.find(r.Name).id
			out.Residents = append(out.Residents, r)
		}
	}
	if c.person != nil {
		return
	}
	group := c.circle()
	for _, g := range p.cfg.Groups {
		if g.Name == c.name {
			group.Joined, group.Members = g.Joined, g.Members
		}
	}
	out.Groups = append(out.Groups, group)
}

// steps lays deeds and what was read after each behind one another.
func steps(chat string, history []deedDone, entries []Entry) []step {
	var out []step
	next := 0
	reads := func(until int) {
		one := step{Who: chat}
		for ; next < len(entries) && entries[next].Seq <= until; next++ {
			e := entries[next]
			if e.Refused != nil {
				out = append(out, step{Refused: strconv.Itoa(e.Refused.Status) + " " + string(e.Refused.Body)})
			}
			if e.From == "bot" {
				one.Lines = append(one.Lines, e.Read...)
			}
		}
		if len(one.Lines) > 0 {
			out = append(out, one)
		}
	}
	for _, d := range history {
		if d.Chat != "" && d.Chat != chat || d.Kind == "richmenu" && bytes.Contains(d.Body, []byte(`"open"`)) {
			continue
		}
		if d.After[chat] > 0 {
			reads(d.After[chat])
		}
		var body map[string]any
		_ = json.Unmarshal(d.Body, &body) // was written here
		out = append(out, step{Who: d.Chat, Kind: d.Kind, Body: body, World: d.Chat == ""})
	}
	reads(int(^uint(0) >> 1))
	return out
}
