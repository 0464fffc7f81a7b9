package console

// What the copy of a person's data says, in their language, and the files that
// it is put into.

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"strings"
	"time"

	"tambon/services/resident"
	"tambon/text"
)

//go:embed templates/copy/my-data.html
var copyPage embed.FS

// copySheet is the copy as its owner reads it.
func (c *Console) copySheet(v *visit, name string, mine resident.Copy) Print {
	lang := text.Lang(mine.Language)
	said := func(key string, kv ...any) string { return lang.T("console.residents.copy."+key, kv...) }
	at := func(t time.Time) string { t = t.In(c.Zone); return lang.Day(t) + " " + lang.Clock(t) }
	p := Print{
		Plain: true, Title: said("title"), Sub: said("sub", "name", nameOr(lang, name), "town", v.town.Site.Name.In(string(lang))),
		Printed: said("made", "when", at(mine.MadeAt)),
	}
	who := PrintGroup{Title: said("who"), Columns: []string{said("name"), said("phone"), "LINE", said("since"), said("notice")}}
	for _, r := range mine.Rows {
		line, notice := said("line.none"), said("notice.none")
		if r.LineUserID != "" {
			line = said("line")
		}
		if r.NoticeAt != nil {
			notice = at(*r.NoticeAt)
		}
		who.Rows = append(who.Rows, []string{r.Name, text.Phone(r.Phone), line, at(r.Since), notice})
	}
	visits := PrintGroup{Title: said("bookings"), Note: lang.Number(len(mine.Bookings)), Columns: []string{said("when"), said("service"), said("number"), said("patient"), said("phone"), said("status")}}
	for _, b := range mine.Bookings {
		status := lang.T("console.desk.status." + string(b.Status))
		visits.Rows = append(visits.Rows, []string{at(b.StartsAt), serviceName(lang, b.Service), b.Number, b.Patient, text.Phone(b.Phone), strings.TrimSpace(status + " " + b.CancelWords)})
	}
	sent := PrintGroup{Title: said("messages"), Note: lang.Number(len(mine.Messages)), Columns: []string{said("when"), said("about")}}
	for _, m := range mine.Messages {
		sent.Rows = append(sent.Rows, []string{at(m.At), copyWords(lang, "copy.message."+m.About, m.About)})
	}
	record := PrintGroup{Title: said("record"), Note: lang.Number(len(mine.Acts)), Columns: []string{said("when"), said("by"), said("what")}}
	for _, a := range mine.Acts {
		record.Rows = append(record.Rows, []string{at(a.At), said("by." + a.By), copyWords(lang, "act."+a.What, a.What)})
	}
	p.Groups = []PrintGroup{who, visits, sent, record}
	p.Foot = []string{said("elsewhere"), said("rights", "phone", text.Phone(v.town.Site.Phone))}
	return p
}

// copyWords is what was done in words; without words as it is spelled.
func copyWords(lang text.Lang, key, spelled string) string {
	for _, whole := range []string{"console.residents." + key, "console." + key} {
		if words := lang.T(whole); words != whole {
			return words
		}
	}
	return spelled
}

// copyFiles packs the page and the JSON.
func (c *Console) copyFiles(sheet Print, mine resident.Copy) ([]byte, error) {
	lang := text.Lang(mine.Language)
	page, err := template.New("my-data.html").Funcs(template.FuncMap{"say": text.Bind, "lang": func() text.Lang { return lang }}).ParseFS(copyPage, "templates/copy/my-data.html")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	files := zip.NewWriter(&out)
	html, err := files.Create("my-data.html")
	if err != nil {
		return nil, err
	}
	if err := page.Execute(html, sheet); err != nil {
		return nil, err
	}
	data, err := files.Create("my-data.json")
	if err != nil {
		return nil, err
	}
	enc := json.NewEncoder(data)
	enc.SetIndent("", "  ")
	if err := enc.Encode(mine); err != nil {
		return nil, err
	}
	if err := files.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
