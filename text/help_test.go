package text_test

// The help of staff: whole in both languages, in the voice of the house, and
// quoting only labels that there are.

import (
	"slices"
	"strings"
	"testing"

	"tambon/text"
)

func TestHelpIsWhole(t *testing.T) {
	tasks := text.HelpTasks()
	if len(tasks) < 15 {
		t.Fatalf("help has %d tasks; text/help should hold one file each", len(tasks))
	}
	for _, task := range tasks {
		file, err := text.ReadHelp(task)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, key := range file.Labels(text.Thai, "") {
			said, ok := text.Sentence(key)
			if !ok || !strings.HasPrefix(key, "console.") {
				t.Errorf("help %s quotes %s, which no page says", task, key)
			}
			if len(text.Placeholders(said.TH)) > 0 {
				t.Errorf("help %s quotes %s, which is never said as it stands: %s", task, key, said.TH)
			}
		}
		for _, lang := range []text.Lang{text.Thai, text.English} {
			h, ok := lang.Help(task)
			if !ok || h.Title == "" || h.When == "" || len(h.Steps) == 0 || len(h.Gets) == 0 || len(h.Wrong) == 0 {
				t.Errorf("help %s in %s lacks a title, when, steps, what the resident gets, or what can go wrong: %+v", task, lang, h)
			}
			said := slices.Concat([]string{h.Title, h.When}, h.Steps, h.Gets)
			for _, p := range h.Pictures {
				said = append(said, p.Caption)
			}
			for _, w := range h.Wrong {
				said = append(said, w.What, w.Do)
			}
			for _, sentence := range said {
				for _, f := range text.Faults(lang, sentence) {
					t.Errorf("help %s breaks the rule %q at %q in %q; the house says: %s", task, f.Kind, f.Found, sentence, f.Instead)
				}
			}
		}
		if th, en := file.Labels(text.Thai, ""), file.Labels(text.English, ""); !slices.Equal(th, en) {
			t.Errorf("help %s quotes other labels in English: %v and %v", task, th, en)
		}
	}
	if _, ok := text.Thai.Help("../th.json"); ok {
		t.Error("a name that is no task found a file")
	}
}
