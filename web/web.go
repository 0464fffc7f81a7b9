// Package web holds the built front end: the simulator's phone page, the
// typefaces and the icons. `make assets` fills dist; a clean clone has only
// dist/.gitkeep there and compiles all the same.
package web

// What the front end is, embedded, and whether it was built.

import (
	"embed"
	"io/fs"
)

// FS is the folder dist as it was when the program was compiled. Its files
// are named dist/simulator/…, dist/fonts/…, dist/icons/… and dist/licences.txt.
//
//go:embed all:dist
var FS embed.FS

// Dist is FS without the leading "dist/": the tree that a server hands out
// under /simulator/, /fonts/ and /icons/.
func Dist() fs.FS {
	sub, err := fs.Sub(FS, "dist")
	if err != nil {
		panic("web: dist is embedded above, so it cannot be missing: " + err.Error())
	}
	return sub
}

// Built says whether the front end was built before the program was compiled;
// it is false on a clean clone.
func Built() bool {
	_, err := fs.Stat(FS, "dist/simulator/index.html")
	return err == nil
}
