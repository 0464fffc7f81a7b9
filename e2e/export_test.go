package e2e

// What the page exports as a test is a test that runs.

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tambon/line/simulator"
	"tambon/line/simulator/simtest"
)

// act does over the control API what the page does.
func act(t *testing.T, w *simtest.World, path, body string) {
	t.Helper()
	answer, err := http.Post(w.URL+"/simulator/v1/"+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s should be done, not answered %d", path, body, answer.StatusCode)
	}
}

// converse is a chat of somsri with the Node bot; false as node has it.
func converse(t *testing.T, w *simtest.World) bool {
	t.Helper()
	if !bot(t, w) {
		return false
	}
	act(t, w, "residents/somsri/follow", `{}`)
	w.Reads("somsri")
	act(t, w, "residents/somsri/text", `{"text":"การ์ด"}`)
	w.Reads("somsri")
	act(t, w, "residents/somsri/postback", `{"data":"queue=12","label":"มาแล้ว","displayText":"มาแล้ว"}`)
	w.Reads("somsri")
	act(t, w, "clock", `{"advance":"2h"}`)
	act(t, w, "residents/somsri/image", `{}`)
	w.Reads("somsri")
	return true
}

func TestExportedTestsRun(t *testing.T) {
	for program, language := range map[string]string{"node": "javascript", "python3": "python"} {
		t.Run(language, func(t *testing.T) {
			w := simtest.Start(t, simulator.Config{})
			if !converse(t, w) {
				return
			}
			name, text, err := w.Script("somsri", language)
			if err != nil {
				t.Fatal(err)
			}
			run := func(text string) (string, error) {
				path := filepath.Join(t.TempDir(), name)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := exec.CommandContext(t.Context(), program, path, w.URL).Output()
				return strings.TrimSpace(string(out)), err
			}
			if said, err := run(text); err != nil || said != "ok" {
				t.Fatalf("the exported test should end with ok, but ends with %q (%v):\n%s", said, err, text)
			}
			broken := strings.Replace(strings.ReplaceAll(text, "20_000", "1"), "คิวที่ 12", "คิวที่ 13", 1)
			if said, err := run(strings.ReplaceAll(broken, "+ 20\n", "+ 0.001\n")); err == nil {
				t.Errorf("it should fail when the bot says something else, but says %q", said)
			}
		})
	}
}

// The test in Go is compiled as a file of a folder that is not there, against simtest as it is.
func TestExportedGoCompiles(t *testing.T) {
	w := simtest.Start(t, simulator.Config{})
	if !converse(t, w) {
		return
	}
	act(t, w, "faults", `{"endpoint":"reply|push","kind":"500","count":1}`)
	act(t, w, "mischief", `{"seed":7,"duplicate":0.5,"delayMs":3}`)
	act(t, w, "clock", `{"to":"18:00"}`)
	act(t, w, "clock", `{"to":"2027-01-31T08:00:00+07:00"}`)
	act(t, w, "clock", `{"pause":true}`)
	act(t, w, "residents", `{"displayName":"มานี"}`)
	_, text, err := w.Script("somsri", "go")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "exported.go")
	overlay := filepath.Join(t.TempDir(), "overlay.json")
	here, err := filepath.Abs("exported")
	if err != nil {
		t.Fatal(err)
	}
	files, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(here, "exported_test.go"): path}})
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{path: []byte(text), overlay: files} {
		if err := os.WriteFile(name, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "go", "test", "-vet=off", "-overlay", overlay, "-c", "-o", os.DevNull, "./exported").CombinedOutput(); err != nil {
		t.Errorf("the exported test should compile (%v):\n%s\n%s", err, out, text)
	}
}
