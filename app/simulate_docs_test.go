package app

// docs/simulator.md says what there is.

import (
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestSimulatorIsDocumented(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../docs/simulator.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	wants := func(words, what string) {
		if !strings.Contains(doc, words) {
			t.Errorf("docs/simulator.md should name the %s %s", what, words)
		}
	}
	set := flag.NewFlagSet("", flag.ContinueOnError)
	(&boxFlags{}).define(set)
	set.VisitAll(func(f *flag.Flag) { wants("`--"+f.Name+"`", "flag") })
	for _, part := range []any{worldFile{}, worldBot{}, worldResident{}, worldGroup{}, worldAct{}, worldLogin{}, worldLIFFApp{}} {
		kind := reflect.TypeOf(part)
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("world"), ",")
			wants("`"+name+"`", "name in a world file")
		}
	}
}
