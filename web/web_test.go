package web

// What the built front end must hold, and what its sources must not.

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheBuildHoldsWhatOthersRelyOn(t *testing.T) {
	if !Built() {
		if entries, err := fs.ReadDir(Dist(), "."); err != nil || len(entries) != 1 {
			t.Fatalf("Built() is false, so dist should hold .gitkeep alone; it holds %v (%v)", entries, err)
		}
		return
	}
	wanted := []string{
		"simulator/index.html", "simulator/app.js", "simulator/app.css", "simulator/gallery.html", "simulator/gallery.js", "simulator/gallery.css", "licences.txt",
		"console/console.css", "console/console.css.gz", "console/main.js", "console/main.js.gz", "console/theme.js", "console/plex-letters-400.woff2", "console/plex-letters-600.woff2",
		"fonts/phosphor-bold.woff", "fonts/phosphor-fill.woff", "icons/phosphor-bold.json", "icons/phosphor-fill.json",
	}
	for _, face := range []string{"ibm-plex-sans-thai-looped", "ibm-plex-sans-thai"} {
		for _, script := range []string{"thai", "latin"} {
			for _, weight := range []string{"400", "600"} {
				name := "fonts/" + face + "-" + script + "-" + weight + "-normal"
				wanted = append(wanted, name+".woff2", name+".woff")
			}
		}
	}
	for _, name := range wanted {
		if info, err := fs.Stat(Dist(), name); err != nil || info.Size() == 0 {
			t.Errorf("dist/%s is missing or empty; `make assets` should have made it: %v", name, err)
		}
	}
}

func TestIconCodePoints(t *testing.T) {
	if !Built() {
		return
	}
	for _, weight := range []string{"bold", "fill"} {
		raw, err := fs.ReadFile(Dist(), "icons/phosphor-"+weight+".json")
		if err != nil {
			t.Fatal(err)
		}
		var points map[string]rune
		if err := json.Unmarshal(raw, &points); err != nil {
			t.Fatalf("phosphor-%s.json should map names to code points: %v", weight, err)
		}
		for _, name := range []string{"siren", "swimming-pool", "horse", "person-simple-walk", "leaf", "needle", "phone-call"} {
			if points[name] == 0 {
				t.Errorf("phosphor-%s.json has no %q; the cards draw it", weight, name)
			}
		}
	}
}

// The page's Content-Security-Policy lets nothing inline run, so nothing inline may be written.
func TestSourcesKeepThePolicy(t *testing.T) {
	forbidden := map[string]string{
		`\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write`: "texts go in as text only",
		`\beval\(|new Function\(`:                                    "the policy forbids it",
		`setAttribute\(\s*['"]style|style=`:                          "styles are set through the CSSOM",
		`https?://[a-z0-9.-]+\.[a-z]{2,}/`:                           "the page needs no other host",
	}
	for _, file := range sources(t) {
		text := strings.ReplaceAll(read(t, file), "http://www.w3.org/2000/svg", "") // the name of a language, no address
		for pattern, why := range forbidden {
			if found := regexp.MustCompile(pattern).FindString(text); found != "" {
				t.Errorf("%s has %q: %s", file, found, why)
			}
		}
	}
}

func TestEveryIconNamedIsCopied(t *testing.T) {
	var listed []string
	if err := json.Unmarshal([]byte(read(t, "icons.json")), &listed); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range sources(t) {
		all.WriteString(read(t, file))
	}
	text := all.String()
	known := map[string]bool{}
	for _, name := range listed {
		known[name] = true
		if !strings.Contains(text, "'"+name+"'") && !strings.Contains(text, "/"+name+".svg") {
			t.Errorf("icons.json lists %q, which no source names", name)
		}
	}
	for _, found := range regexp.MustCompile(`\bicon\('([a-z-]+)'`).FindAllStringSubmatch(text, -1) {
		if !known[found[1]] {
			t.Errorf("a source draws the icon %q, which icons.json does not list", found[1])
		}
	}
}

func TestLockNamesNoRegistry(t *testing.T) {
	if found := regexp.MustCompile(`"resolved":|registry`).FindString(read(t, "package-lock.json")); found != "" {
		t.Errorf("package-lock.json has %q; .npmrc should keep download addresses out", found)
	}
}

func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, folder := range []string{"simulator", "console"} {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) < 20 {
		t.Fatalf("the sources of the pages should lie under web/simulator and web/console; found %d files", len(files))
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
