package main_test

// The rooms of the house and who may enter which; README.md has the tour. A
// folder that is not listed here fails, so a new room is a decision.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "tambon"

// common is what every room may know. These three know nothing of ours
// but each other.
var common = []string{"models", "text", "config"}

// may says which rooms each room may enter beyond the common ones. A folder
// below a room follows the room's rule. "line" is the client and codec alone;
// "services" is the root package alone, "services/*" one noun each.
var may = map[string][]string{
	".":              {"app"},
	"app":            {"bot", "handlers", "services", "services/*", "richmenu", "line", "line/inbox", "line/simulator", "store", "jobs", "web"},
	"bot":            {"services", "services/*", "jobs", "store", "line", "richmenu", "web"},
	"handlers":       {"services", "services/*", "jobs", "store", "line", "richmenu", "web", "bot", "line/inbox"},
	"services":       {"store", "jobs"},
	"services/*":     {"store", "jobs", "services"},
	"models":         {},
	"richmenu":       {"line", "web"},
	"config":         {},
	"line":           {},
	"line/inbox":     {"store", "line"},
	"line/simulator": {"line", "web"},
	"store":          {},
	"jobs":           {"store"},
	"text":           {},
	"web":            {},
	"e2e":            {"app"},
	"bench":          {"app"},
	"tools":          {"line/simulator"}, // linefacts writes its table
}

// workshop is for people who change Tambon; nothing of it is in the product.
var workshop = []string{"e2e", "bench", "tools"}

// only says which rooms alone may know a library.
var only = map[string][]string{
	"github.com/labstack/echo":        {"handlers", "line/simulator"},
	"github.com/line/line-bot-sdk-go": {"line", "bot", "richmenu"},
	"github.com/redis/go-redis":       {"store"},
	"github.com/go-redis/redis_rate":  {"store"},
	"github.com/alicebob/miniredis":   {"store"},
	"gorm.io/":                        {"store", "models", "jobs", "services", "services/*", "line/inbox"},
	"github.com/mattn/go-sqlite3":     {}, // needs cgo; modernc.org/sqlite does not
	// What could run or read an attacker's words (docs/asvs.csv).
	"os/exec":       {"tools"},
	"encoding/xml":  {},
	"encoding/gob":  {},
	"net/smtp":      {},
	"text/template": {"line/simulator"}, // writes tests out of chats
}

// connections are the names of database/sql that belong to store and jobs: who
// holds one of them can write beside store.Tx.
var connections = []string{"Tx", "DB", "Conn", "Stmt", "Open", "OpenDB"}

// A source is one parsed Go file.
type source struct {
	path string // with slashes, from the root
	dir  string
	file *ast.File
	set  *token.FileSet
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

func (s source) at(n ast.Node) token.Position { return s.set.Position(n.Pos()) }

// imports maps each import path to the name that the file calls it by.
func (s source) imports() map[string]string {
	names := map[string]string{}
	for _, spec := range s.file.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		names[target] = path.Base(target)
		if spec.Name != nil {
			names[target] = spec.Name.Name
		}
	}
	return names
}

func sources(t *testing.T) (all []source) {
	t.Helper()
	set := token.NewFileSet()
	for _, name := range ours(t) {
		if path.Ext(name) != ".go" {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, source{name, path.Dir(name), file, set})
	}
	if len(all) < 2 {
		t.Fatalf("found %d Go files, want the whole repository: run this test in its root", len(all))
	}
	return all
}

// ours lists the repository's files, without what is built, fetched or hidden.
func ours(t *testing.T) (names []string) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			away := slices.Contains([]string{"bin", "data", "web/dist"}, name) || d.Name() == "node_modules"
			if away || name != "." && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return nil
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// room names the listed room that a folder lies in, or "" where none is listed.
func room(dir string) string {
	if rest, ok := strings.CutPrefix(dir, "services/"); ok && rest != "" {
		return "services/*"
	}
	for d := dir; d != "."; d = path.Dir(d) {
		if _, ok := may[d]; ok {
			return d
		}
	}
	if dir == "." {
		return "."
	}
	return ""
}

// noun is the folder right below services, which is what a service's packages share.
func noun(dir string) string {
	return strings.SplitN(dir+"//", "/", 3)[1]
}

// refused says why a package in dir may not import another of ours, or "".
func refused(dir, target string) string {
	from, to := room(dir), room(target)
	switch {
	case to == "":
		return target + " is in no listed room"
	case from == "services/*" && to == "services/*" && noun(dir) != noun(target):
		return "a service never imports another service"
	case strings.HasSuffix(target, "test") && !strings.HasSuffix(dir, "test") && !slices.Contains(workshop, from):
		return "production code never imports a package for tests"
	case from == to || slices.Contains(may[from], to) || slices.Contains(common, to):
		return ""
	}
	return from + " may not enter " + to
}

// stranger says why a room may not know a library, or "".
func stranger(dir, library string) string {
	for prefix, rooms := range only {
		if strings.HasPrefix(library, prefix) && !slices.Contains(rooms, room(dir)) {
			return "only " + strings.Join(rooms, ", ") + " may import " + prefix
		}
	}
	// Packages for tests are named like httptest; only tests import those.
	if (library == "testing" || strings.HasPrefix(library, "testing/")) && !strings.HasSuffix(dir, "test") && !slices.Contains(workshop, room(dir)) {
		return "production code never imports testing"
	}
	return ""
}

func TestArchitectureRooms(t *testing.T) {
	for _, s := range sources(t) {
		if room(s.dir) == "" {
			t.Errorf("%s: folder %s is no listed room; decide who may enter it, here and in README.md", s.path, s.dir)
			continue
		}
		if s.test() {
			continue
		}
		for target := range s.imports() {
			why := stranger(s.dir, target)
			if target == module || strings.HasPrefix(target, module+"/") {
				why = refused(s.dir, path.Clean(strings.TrimPrefix(strings.TrimPrefix(target, module), "/")))
			}
			if why != "" {
				t.Errorf("%s imports %s: %s", s.path, target, why)
			}
		}
	}
}

func TestArchitectureRefuses(t *testing.T) {
	for _, c := range []struct {
		dir, target string
		ok          bool
	}{
		{"bot", "services/booking", true},
		{"bot", "line/inbox", false},
		{"bot", "line/simulator", false},
		{"handlers/console", "line/inbox", true},
		{"services/booking", "services/alert", false},
		{"services/booking", "services/booking/rules", true},
		{"services/booking", "services", true},
		{"services/booking", "line", false},
		{"services", "services/booking", false},
		{"store/migrations", "models", true},
		{"services/booking", "store/storetest", false},
		{"store/storetest", "store", true},
		{"store", "jobs", false},
		{"line", "text", true},
		{"line", "store", false},
		{"text", "line", false},
		{"app", "line/simulator", true},
		{"app", "e2e", false},
		{".", "bot", false},
		{"tools/testrun", "app", false},
		{"bot", "helpers", false},
	} {
		if why := refused(c.dir, c.target); (why == "") != c.ok {
			t.Errorf("refused(%q, %q) = %q, want allowed = %v", c.dir, c.target, why, c.ok)
		}
	}
	for _, c := range []struct {
		dir, library string
		ok           bool
	}{
		{"handlers/public", "github.com/labstack/echo/v4/middleware", true},
		{"services/booking", "github.com/labstack/echo/v4", false},
		{"line/inbox", "github.com/line/line-bot-sdk-go/v8/linebot", false},
		{"line/inbox", "gorm.io/gorm/clause", true},
		{"bot", "gorm.io/gorm", false},
		{"handlers/console", "github.com/redis/go-redis/v9", false},
		{"store/storetest", "testing", true},
		{"store", "testing", false},
	} {
		if why := stranger(c.dir, c.library); (why == "") != c.ok {
			t.Errorf("stranger(%q, %q) = %q, want allowed = %v", c.dir, c.library, why, c.ok)
		}
	}
}

// Writing goes through store.Tx, so connections stay in store and jobs (test
// helpers make databases); the
// zone comes from config and the clock is injected, so time.Local is nobody's.
func TestArchitectureConnectionsAndClock(t *testing.T) {
	for _, s := range sources(t) {
		names := s.imports()
		holder := s.test() || strings.HasSuffix(s.dir, "test") || slices.Contains([]string{"store", "jobs", "bench"}, room(s.dir))
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			of, ok := sel.X.(*ast.Ident)
			switch {
			case !ok:
			case of.Name == names["database/sql"] && !holder && slices.Contains(connections, sel.Sel.Name):
				t.Errorf("%s: sql.%s belongs to store and jobs", s.at(n), sel.Sel.Name)
			case of.Name == names["time"] && sel.Sel.Name == "Local":
				t.Errorf("%s: time.Local depends on the machine; the zone comes from config", s.at(n))
			}
			return true
		})
	}
}
