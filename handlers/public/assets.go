package public

// The front end's files.

import (
	"io/fs"
	"net/http"

	"github.com/labstack/echo/v4"
)

// Assets serves the typefaces and icons of the built front end under /assets/.
func Assets(dist fs.FS) echo.HandlerFunc {
	files := http.StripPrefix("/assets/", http.FileServerFS(dist))
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "public, max-age=86400")
		files.ServeHTTP(c.Response(), c.Request())
		return nil
	}
}
