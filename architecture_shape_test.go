package main_test

// The shape of files and packages: how long, how introduced, and without state
// that two Apps in one process would share.

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// longest is how many lines a file written by hand may have.
const longest = 500

func TestArchitectureFileLength(t *testing.T) {
	kinds := []string{".go", ".js", ".mjs", ".css", ".html", ".tmpl", ".sql", ".sh", ".md", ".txt", ".yaml", ".yml"}
	for _, name := range ours(t) {
		if !slices.Contains(kinds, path.Ext(name)) {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(raw, []byte("\n")); lines > longest {
			t.Errorf("%s has %d lines, want at most %d: split it by what a reader looks for", name, lines, longest)
		}
	}
}

// Every package says in one place what it promises: in the file named like it
// (or main.go), where that exists.
func TestArchitecturePackageComments(t *testing.T) {
	comments, files := map[string][]string{}, map[string][]string{}
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		files[s.dir] = append(files[s.dir], path.Base(s.path))
		if s.file.Doc == nil {
			continue
		}
		comments[s.dir] = append(comments[s.dir], path.Base(s.path))
		opening := "Package " + s.file.Name.Name + " "
		if s.file.Name.Name == "main" {
			opening = "Command "
		}
		if doc := s.file.Doc.Text(); !strings.HasPrefix(doc, opening) {
			t.Errorf("%s: the package comment begins %.30q, want %q: a comment about the file stands below the package clause", s.path, doc, opening)
		}
	}
	for dir, names := range files {
		said := comments[dir]
		if len(said) != 1 {
			t.Errorf("%s: %d files carry a package comment %q, want one", dir, len(said), said)
			continue
		}
		for _, chief := range []string{path.Base(dir) + ".go", "main.go"} {
			if slices.Contains(names, chief) && said[0] != chief {
				t.Errorf("%s: the package comment stands in %s, want it in %s", dir, said[0], chief)
			}
		}
	}
}

// An App is a value, so two can live in one process: a package variable is a
// table that nobody changes, and nothing registers itself in init.
func TestArchitectureNoPackageState(t *testing.T) {
	packages := map[string][]source{}
	for _, s := range sources(t) {
		if !s.test() {
			packages[s.dir] = append(packages[s.dir], s)
		}
	}
	for _, files := range packages {
		for _, why := range state(files) {
			t.Error(why)
		}
	}
}

func TestArchitectureSeesPackageState(t *testing.T) {
	const code = `package p
import "sync"
var table = map[string]int{"a": 1}
var mu sync.Mutex
var done chan bool
var parse = func(m *sync.Mutex) {}
type app struct{ table map[string]int }
func init() {}
func (a app) fine() { table := map[string]int{}; table["b"] = 2; a.table["c"] = table["b"]; _ = len(done) }
func bad() { table["b"]++; delete(table, "a"); mu = sync.Mutex{} }`
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "p.go", code, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, why := range state([]source{{"p.go", "p", file, set}}) {
		lines = append(lines, strings.SplitN(why, ":", 3)[1])
	}
	slices.Sort(lines)
	if want := []string{"10", "10", "10", "4", "5", "8"}; !slices.Equal(lines, want) {
		t.Errorf("package state was seen in lines %v, want %v", lines, want)
	}
}

type nobody struct{}

func (nobody) Import(string) (*types.Package, error) { return nil, errors.New("not looked at") }

// state lists the places in one package that make or change package-level state.
func state(files []source) (found []string) {
	// Imports stay unknown: the names of this package are all that is asked for.
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	lone := types.Config{Importer: nobody{}, Error: func(error) {}}
	var parsed []*ast.File
	for _, s := range files {
		parsed = append(parsed, s.file)
	}
	pkg, _ := lone.Check(files[0].dir, files[0].set, parsed, info)
	for _, s := range files {
		found = append(found, declared(s)...)
		ast.Inspect(s.file, func(n ast.Node) bool {
			for _, e := range changed(n) {
				name := rootName(e)
				if name == nil {
					continue
				}
				if v, ok := info.Uses[name].(*types.Var); ok && v.Parent() == pkg.Scope() {
					found = append(found, s.at(e).String()+": "+name.Name+" is a package variable and is changed here; put it into a value that the App holds")
				}
			}
			return true
		})
	}
	return found
}

// declared lists what a file declares that is state by its nature.
func declared(s source) (found []string) {
	say := func(n ast.Node, why string) { found = append(found, s.at(n).String()+": "+why) }
	for _, decl := range s.file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				say(d, "init runs for every importer; let app call it")
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && v.Type != nil && concurrent(v.Type, s) {
					say(v, v.Names[0].Name+" is shared by everything in the process")
				}
			}
		}
	}
	return found
}

// changed lists what a statement or call writes to.
func changed(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear") && len(n.Args) > 0 {
			return n.Args[:1]
		}
	}
	return nil
}

// rootName is x in x, x.f, x[i], *x and (x).
func rootName(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// concurrent reports whether a type is a channel or comes from sync or sync/atomic.
func concurrent(e ast.Expr, s source) (yes bool) {
	names := s.imports()
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType:
			return false // a function that takes one holds none
		case *ast.ChanType:
			yes = true
		case *ast.SelectorExpr:
			of, ok := n.X.(*ast.Ident)
			yes = yes || ok && (of.Name == names["sync"] || of.Name == names["sync/atomic"])
		}
		return true
	})
	return yes
}
