package console

// Every part is drawn in both languages, names only icons that are built, and
// lets nobody's words become markup.

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tambon/config"

	"github.com/labstack/echo/v4"
)

func answer(t *testing.T, target string, handle func(*Samples, echo.Context) error) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest("GET", target, nil), rec)
	site := config.Site{Name: config.Words{TH: "เทศบาลเมืองปากพูน", EN: "Pak Phun"}}
	if err := handle(NewSamples(fstest.MapFS{}, site), c); err != nil {
		t.Fatalf("%s should be drawn: %v", target, err)
	}
	return rec
}

func samplePages() []string {
	var targets []string
	for _, lang := range []string{"th", "en"} {
		for _, page := range []string{"", "book", "chat", "empty", "door", "away", "print"} {
			targets = append(targets, "/console/parts?lang="+lang+"&page="+page)
		}
	}
	return targets
}

func TestEveryPartIsDrawn(t *testing.T) {
	for _, target := range samplePages() {
		rec := answer(t, target, (*Samples).Page)
		html := rec.Body.String()
		for _, wrong := range []string{"ZgotmplZ", "<no value>", "console.", "style=", "hx-on"} {
			if wrong == "console." {
				html = strings.NewReplacer("console/console.css", "", "console.css", "").Replace(html)
			}
			if strings.Contains(html, wrong) {
				t.Errorf("%s holds %q: a word that has no sentence, an address that is refused, or what the policy forbids", target, wrong)
			}
		}
		if keep := rec.Header().Get("Cache-Control"); keep != "no-store" {
			t.Errorf("%s may be kept (%q), but pages show people", target, keep)
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	id := regexp.MustCompile(`\sid="([^"]*)"`)
	for _, target := range samplePages() {
		seen := map[string]bool{}
		for _, found := range id.FindAllStringSubmatch(answer(t, target, (*Samples).Page).Body.String(), -1) {
			if seen[found[1]] {
				t.Errorf("%s has the id %q twice; labels and live parts would find the wrong one", target, found[1])
			}
			seen[found[1]] = true
		}
	}
}

func TestIconsAreBuilt(t *testing.T) {
	raw, err := os.ReadFile("../../web/console/icons.json")
	if err != nil {
		t.Fatal(err)
	}
	var built map[string][]string
	if err := json.Unmarshal(raw, &built); err != nil {
		t.Fatal(err)
	}
	class := regexp.MustCompile(`"ic ic-([a-z-]+?)(-f)?[ "]`)
	for _, target := range samplePages() {
		for _, found := range class.FindAllStringSubmatch(answer(t, target, (*Samples).Page).Body.String(), -1) {
			weight := "regular"
			if found[2] != "" {
				weight = "fill"
			}
			if !slices.Contains(built[weight], found[1]) {
				t.Errorf("%s shows the icon %s (%s), which web/console/icons.json does not name", target, found[1], weight)
			}
		}
	}
}

func TestWordsNeverBecomeMarkup(t *testing.T) {
	evil := `<script>alert(1)</script>" onload="x`
	p := newPaper(fstest.MapFS{})
	for _, part := range []Part{
		Person{ID: evil, Name: evil, Href: "javascript:alert(1)", What: []string{evil}},
		Field{ID: "x", Label: evil, Value: evil, Hint: evil},
		History{[]Change{{Who: evil, Spans: Differences(evil, "a")}}},
		Facts{[]Fact{{Label: evil, Value: evil}}},
		Table{ID: "t", Columns: []Column{{Label: evil, Said: true}}, Rows: []Line{{[]Entry{{Text: evil, Href: "javascript:alert(1)"}}}}},
		Act{Label: evil, Post: "/x", Values: []Hidden{{evil, evil}}},
	} {
		rec := httptest.NewRecorder()
		if err := p.piece(echo.New().NewContext(httptest.NewRequest("GET", "/", nil), rec), "th", 200, part); err != nil {
			t.Fatal(err)
		}
		if html := rec.Body.String(); strings.Contains(html, "<script>") || strings.Contains(html, `" onload=`) || strings.Contains(html, "javascript:") {
			t.Errorf("%T lets words become markup: %s", part, html)
		}
	}
}
