package public

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"

	"tambon/services/setting"
	"tambon/text"

	"github.com/labstack/echo/v4"
)

//go:embed privacy.html page.css
var files embed.FS

// Privacy answers the full privacy notice of the town as it is now, in the language
// that ?lang names.
func Privacy(now func() setting.Town) echo.HandlerFunc {
	page := template.Must(template.New("privacy.html").ParseFS(files, "privacy.html"))
	return func(c echo.Context) error {
		lang := text.Thai
		if c.QueryParam("lang") == "en" {
			lang = text.English
		}
		var buf bytes.Buffer
		town := now()
		site, voice := town.Site, town.Wording.In(lang)
		if err := page.Execute(&buf, map[string]any{
			"Lang": lang, "Town": site.Name.In(string(lang)), "Phone": text.Phone(site.Phone), "Tel": site.Phone,
			"Version": site.Privacy.Version, "T": func(key string) string {
				return text.Bind(voice.T(key, "town", site.Name.In(string(lang)), "phone", text.Phone(site.Phone), "days", site.Chat.KeepDays))
			}, "Chat": len(site.Chat.Hours) > 0,
		}); err != nil {
			return err
		}
		return c.HTMLBlob(http.StatusOK, buf.Bytes())
	}
}

// Style answers the style sheet of the public pages.
func Style(c echo.Context) error {
	css, err := files.ReadFile("page.css")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", css)
}
