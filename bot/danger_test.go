package bot_test

// What is answered to words of danger, said to a bot on a real database.

import (
	"os"
	"strings"
	"testing"

	"tambon/app/apptest"
)

// A row of the corpus with a third column names what its wish gets: danger that
// is only spoken of loses none, and has the number above the answer.
func TestDangerLosesNoWish(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/danger.tsv")
	if err != nil {
		t.Fatal(err)
	}
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		e := newEar(t, db)
		for _, l := range strings.Split(string(raw), "\n") {
			f := strings.Split(l, "\t")
			if strings.HasPrefix(l, "#") || len(f) < 2 || f[0] == "level" {
				continue
			}
			got := e.hears("nothing", f[1])
			switch {
			case len(f) == 3:
				if got != f[2] {
					t.Errorf("%q gets %s, want %s", f[1], got, f[2])
				}
			case f[0] == "now" && got != "danger", f[0] == "despair" && got != "despair":
				t.Errorf("%q gets %s, want the calls for %s", f[1], got, f[0])
			case f[0] == "calm" && (got == "danger" || got == "despair"):
				t.Errorf("%q gets the calls, want none", f[1])
			}
			if warned := e.warned; warned != (f[0] == "told" && got != "danger") {
				t.Errorf("%q has the number above its answer: %v", f[1], warned)
			}
		}
	})
}
