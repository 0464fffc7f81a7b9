package public

// The front end's files.

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

// Assets serves the built front end under /assets/. A file with a gzipped twin
// beside it goes out as that to a browser that takes it; an address with what
// the file holds in it (?v=) may be kept for a year.
func Assets(dist fs.FS) echo.HandlerFunc {
	files := http.StripPrefix("/assets/", http.FileServerFS(dist))
	return func(c echo.Context) error {
		keep := "public, max-age=86400"
		if c.QueryParam("v") != "" {
			keep = "public, max-age=31536000, immutable"
		}
		c.Response().Header().Set("Cache-Control", keep)
		if twin, kind := squeezed(dist, c.Request()); twin != nil {
			c.Response().Header().Set("Content-Encoding", "gzip")
			c.Response().Header().Set("Vary", "Accept-Encoding")
			return c.Blob(http.StatusOK, kind, twin)
		}
		files.ServeHTTP(c.Response(), c.Request())
		return nil
	}
}

// squeezed is the gzipped twin of what is asked for, and the kind of what is in
// it; nil where there is none or it is not wanted.
func squeezed(dist fs.FS, r *http.Request) (twin []byte, kind string) {
	if r.Method != http.MethodGet || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		return nil, ""
	}
	name := strings.TrimPrefix(r.URL.Path, "/assets/")
	kind = mime.TypeByExtension(path.Ext(name))
	if !fs.ValidPath(name) || kind == "" {
		return nil, ""
	}
	twin, err := fs.ReadFile(dist, name+".gz")
	if err != nil {
		return nil, ""
	}
	return twin, kind
}
