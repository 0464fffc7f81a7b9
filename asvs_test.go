package main_test

// docs/asvs.csv names for each requirement the test that proves it: it must
// exist, and where there is none the row says why.

import (
	"cmp"
	"encoding/csv"
	"go/ast"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// applying is how many requirements of level 2 in V1, V2, V6, V7 and V8 apply.
const applying = 90

func TestASVSRowsAreProved(t *testing.T) {
	file, err := os.Open("docs/asvs.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+applying {
		t.Errorf("docs/asvs.csv has %d rows, want %d: a requirement that no longer applies keeps its row and says why", len(rows)-1, applying)
	}
	for _, why := range unproved(rows, tests(t), ours(t)) {
		t.Error("docs/asvs.csv: " + why)
	}
}

func TestASVSSeesWhatIsWrong(t *testing.T) {
	const reason = "It is so."
	for what, c := range map[string]struct {
		rows  [][]string
		wrong int
	}{
		"a test":                {[][]string{{"1.1.1", "text.TestFold", ""}}, 0},
		"a file with a reason":  {[][]string{{"1.1.1", "text/fold.go", reason}}, 0},
		"only a reason":         {[][]string{{"1.1.1", "", reason}}, 0},
		"neither":               {[][]string{{"1.1.1", "", ""}}, 1},
		"a file without reason": {[][]string{{"1.1.1", "text/fold.go", ""}}, 1},
		"a test that is not":    {[][]string{{"1.1.1", "text.TestFolded", ""}}, 1},
		"a file that is not":    {[][]string{{"1.1.1", "text/none.go", reason}}, 1},
		"twice":                 {[][]string{{"1.1.1", "text.TestFold", ""}, {"1.1.1", "text.TestFold", ""}}, 1},
		"out of order":          {[][]string{{"1.10.1", "text.TestFold", ""}, {"1.9.1", "text.TestFold", ""}}, 1},
		"no id":                 {[][]string{{"V1.1", "text.TestFold", ""}}, 1},
	} {
		rows := append([][]string{{"id", "proved by", "note"}}, c.rows...)
		if got := unproved(rows, []string{"text.TestFold"}, []string{"text/fold.go"}); len(got) != c.wrong {
			t.Errorf("%s: found %q, want %d", what, got, c.wrong)
		}
	}
}

// tests lists every test and fuzz target as folder.Name; those of the root are main's.
func tests(t *testing.T) (names []string) {
	for _, s := range sources(t) {
		if !s.test() {
			continue
		}
		dir := s.dir
		if dir == "." {
			dir = "main"
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && regexp.MustCompile(`^(Test|Fuzz)`).MatchString(f.Name.Name) && f.Name.Name != "TestMain" {
				names = append(names, dir+"."+f.Name.Name)
			}
		}
	}
	return names
}

var requirement = regexp.MustCompile(`^[1-9][0-9]*\.[1-9][0-9]*\.[1-9][0-9]*$`)

// unproved says what is wrong with rows of id, proofs and note.
func unproved(rows [][]string, tests, files []string) (wrong []string) {
	if len(rows) < 2 || !slices.Equal(rows[0], []string{"id", "proved by", "note"}) {
		return []string{"want a head of id, proved by, note, and rows"}
	}
	last := ""
	for _, row := range rows[1:] {
		id, note := row[0], strings.TrimSpace(row[2])
		if !requirement.MatchString(id) {
			wrong = append(wrong, id+" is no number of a requirement")
			continue
		}
		if last != "" && !before(last, id) {
			wrong = append(wrong, id+" stands after "+last+": twice, or out of order")
		}
		last = id
		tested := false
		for _, proof := range strings.Fields(row[1]) {
			switch {
			case slices.Contains(tests, proof):
				tested = true
			case !slices.Contains(files, proof):
				wrong = append(wrong, id+": "+proof+" is no test and no file of the repository")
				tested = true // said once
			}
		}
		if !tested && note == "" {
			wrong = append(wrong, id+" has no test and no reason")
		}
	}
	return wrong
}

// before reports whether a requirement's number is smaller than another's.
func before(a, b string) bool {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	}) < 0
}
