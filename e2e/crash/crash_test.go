// Package crash proves that Tambon survives kills: after any of them every event
// has one effect, the resident sees at most one answer to it, and none is lost.
// The killed processes are real `tambon serve` processes; LINE, and the people
// who write to it, live on in the test's own process.
//
// What stands here: commits_test.go kills around each COMMIT, calls_test.go
// during each call of LINE, storm_test.go at random over 2,000 events, and
// replicas_test.go freezes one replica of two.
package crash

// How the processes under test are built.

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// root is the repository, seen from this folder.
const root = "../.."

// programs are built once for all tests of the run.
type programs struct {
	real    string // tambon as it ships
	telling string // the same, with a store whose driver tells of each COMMIT
	folder  string
}

var built = sync.OnceValues(build)

func TestMain(m *testing.M) {
	code := m.Run()
	if p, err := built(); err == nil && p.folder != "" {
		_ = os.RemoveAll(p.folder)
	}
	os.Exit(code)
}

func tambon(t *testing.T) programs {
	t.Helper()
	p, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func build() (p programs, err error) {
	if p.folder, err = os.MkdirTemp("", "tambon-crash-"); err != nil {
		return p, err
	}
	overlay, err := overlay(p.folder)
	if err != nil {
		return p, err
	}
	p.real, p.telling = filepath.Join(p.folder, "tambon"), filepath.Join(p.folder, "tambon-telling")
	if err = compile(p.real); err == nil {
		err = compile(p.telling, "-overlay", overlay)
	}
	return p, err
}

func compile(to string, flags ...string) error {
	args := append([]string{"build", "-buildvcs=false", "-o", to}, flags...)
	cmd := exec.Command("go", append(args, ".")...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// overlay writes a copy of the store in which databases are opened through the
// wrapped driver, and returns the file that tells `go build` to use it. It fails
// when the store opens them in a way that it does not know: then the sweep would
// prove nothing.
func overlay(folder string) (string, error) {
	files, err := filepath.Glob(filepath.Join(root, "store", "*.go"))
	if err != nil {
		return "", err
	}
	replaced := map[string]string{}
	opened := map[string]int{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		text := string(source)
		for _, open := range [][2]string{
			{"sql.Open(", "commitstest.Open("},
			{"stdlib.OpenDB(*cfg)", "commitstest.OpenPostgres(*cfg)"},
		} {
			opened[open[0]] += strings.Count(text, open[0])
			text = strings.ReplaceAll(text, open[0], open[1])
		}
		if text == string(source) {
			continue
		}
		text = strings.Replace(text, "\nimport (\n", "\nimport (\n\t\"tambon/e2e/crash/commitstest\"\n", 1)
		if strings.Contains(text, `"database/sql"`) {
			text += "\nvar _ sql.NullString\n" // it may have been imported for Open alone
		}
		if strings.Contains(text, `"github.com/jackc/pgx/v5/stdlib"`) {
			text += "\nvar _ stdlib.Driver\n"
		}
		name, err = filepath.Abs(name)
		if err != nil {
			return "", err
		}
		replaced[name] = filepath.Join(folder, filepath.Base(name))
		if err := os.WriteFile(replaced[name], []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	if opened["sql.Open("] == 0 || opened["stdlib.OpenDB(*cfg)"] != 1 {
		return "", fmt.Errorf("store opens its databases in a new way (%v): teach it to overlay in this file", opened)
	}
	words, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "overlay.json")
	return path, os.WriteFile(path, words, 0o600)
}
