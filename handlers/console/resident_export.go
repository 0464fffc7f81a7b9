package console

// The copy of their data that a person may ask for: on paper across the counter,
// or as files.

import (
	"net/http"

	"tambon/services"
	"tambon/services/resident"
)

var errNoCopy = services.E(services.Invalid, "console.residents.copy.choose")

func (c *Console) exportPage(v *visit) error { return c.showExport(v, http.StatusOK, nil) }

func (c *Console) showExport(v *visit, code int, err error) error {
	r, p, failed := c.resident(v)
	if failed != nil {
		return failed
	}
	back, title := in("/residents/"+r.ID), v.T("residents.export")
	as := Pick{ID: "as", Legend: v.T("residents.copy.as"), Columns: 1, Options: []Option{
		{Value: "paper", Label: v.T("residents.copy.paper"), Detail: v.T("residents.copy.paper.what"), Icon: "printer", Chosen: true},
		{Value: "zip", Label: v.T("residents.copy.zip"), Detail: v.T("residents.copy.zip.what"), Icon: "export"},
	}}
	return c.paper.parts(v.Context, code, c.frame(v, title, "/residents"), present([]Part{
		Head{Crumb: &Act{Label: v.T("residents.one"), Href: back}, Title: title},
		c.faults(v, err, "as"),
		Facts{[]Fact{{Label: v.T("name"), Value: nameOr(v.lang, p.Name), Thai: true}, {Label: v.T("phone"), Value: masked(p.Phone)}}},
		Note{Tone: Warn, Text: v.T("residents.copy.sure")},
		Form{
			ID: "export", Post: back + "/export", Body: []Part{as},
			Submit: &Act{Label: v.T("residents.copy.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: back}},
		},
	})...)
}

// export answers the copy, once it stands in the log that it was made.
func (c *Console) export(v *visit) error {
	as := v.FormValue("as")
	if as != "paper" && as != "zip" {
		return c.showExport(v, http.StatusUnprocessableEntity, errNoCopy)
	}
	r, p, err := c.resident(v)
	if err != nil {
		return err
	}
	mine, err := c.Residents.Copy(v.Request().Context(), c.by(v), r.ID, as)
	if err != nil {
		return err
	}
	if as == "zip" {
		return c.sendCopy(v, p.Name, mine)
	}
	sheet := c.copySheet(v, p.Name, mine)
	sheet.Back = Act{Label: v.T("residents.one"), Href: in("/residents/" + r.ID)}
	frame := c.aloneFrame(v, v.T("residents.copy.title"))
	frame.Other = ""
	return c.paper.bare(v.Context, http.StatusOK, "parts", frame, []Part{sheet})
}

// sendCopy answers a ZIP: a page for people and JSON for programs. The files'
// names say nobody's.
func (c *Console) sendCopy(v *visit, name string, mine resident.Copy) error {
	files, err := c.copyFiles(c.copySheet(v, name, mine), mine)
	if err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="my-data-`+v.now.Format("2006-01-02")+`.zip"`)
	return v.Blob(http.StatusOK, "application/zip", files)
}
