package text

// Help for staff: a small file for each task, Thai and English line by line.

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

//go:embed help/*.txt
var helpFiles embed.FS

// Help is how one task is done, in one language.
type Help struct {
	Title    string
	When     string   // one needs it
	Steps    []string // one sentence each
	Pictures []Picture
	Gets     []string // what the resident gets
	Wrong    []Remedy
}

// A Picture is one of a real page.
type Picture struct{ Name, Caption string }

// A Remedy is what can go wrong, and what to do then.
type Remedy struct{ What, Do string }

// helpLine is one line of a help file in both languages.
type helpLine struct {
	kind string // title, when, do, picture, caption, gets, wrong, then
	said Both
}

// Help returns the help of a task as text/help/TASK.txt has it; ok is false where
// there is none. {console.key} in a line is the label that the page itself shows.
func (l Lang) Help(task string) (h Help, ok bool) {
	lines, err := ReadHelp(task)
	if err != nil {
		return Help{}, false
	}
	for _, line := range lines {
		said := l.quoting(line.said.In(l))
		switch line.kind {
		case "title":
			h.Title = said
		case "when":
			h.When = said
		case "do":
			h.Steps = append(h.Steps, said)
		case "gets":
			h.Gets = append(h.Gets, said)
		case "picture":
			h.Pictures = append(h.Pictures, Picture{Name: said})
		case "caption":
			h.Pictures[len(h.Pictures)-1].Caption = said
		case "wrong":
			h.Wrong = append(h.Wrong, Remedy{What: said})
		case "then":
			h.Wrong[len(h.Wrong)-1].Do = said
		}
	}
	return h, true
}

var helpLabel = regexp.MustCompile(`\{[a-z][a-z0-9_.-]*\.[a-z0-9_-]+\}`)

// quoting puts the pages' own labels into a line.
func (l Lang) quoting(line string) string {
	return helpLabel.ReplaceAllStringFunc(line, func(key string) string { return "“" + l.T(strings.Trim(key, "{}")) + "”" })
}

// A HelpFile is the lines of one task.
type HelpFile []helpLine

// Labels lists the keys of the labels that the lines of a kind quote in a
// language, each once, sorted; those of every kind where it is empty.
func (h HelpFile) Labels(l Lang, kind string) (keys []string) {
	for _, line := range h {
		if kind == "" || line.kind == kind {
			for _, key := range helpLabel.FindAllString(line.said.In(l), -1) {
				keys = append(keys, strings.Trim(key, "{}"))
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// ReadHelp reads a task's file. The error says which line is not as it must be.
func ReadHelp(task string) (lines HelpFile, err error) {
	raw, err := fs.ReadFile(helpFiles, "help/"+task+".txt")
	if err != nil {
		return nil, err
	}
	rows := strings.Split(strings.TrimSpace(string(raw)), "\n")
	for i := 0; i < len(rows); i++ {
		kind, said, _ := strings.Cut(rows[i], ": ")
		line := helpLine{kind, Both{said, said}}
		before := map[string]string{"caption": "picture", "then": "wrong"}[kind]
		if before != "" && (len(lines) == 0 || lines[len(lines)-1].kind != before) {
			return nil, fmt.Errorf("help %s line %d: %s without %s before it", task, i+1, kind, before)
		}
		switch kind {
		case "picture":
		case "title", "when", "do", "gets", "caption", "wrong", "then":
			if i++; i == len(rows) || !strings.HasPrefix(rows[i], "en: ") {
				return nil, fmt.Errorf("help %s line %d: no English", task, i+1)
			}
			line.said.EN = strings.TrimPrefix(rows[i], "en: ")
		default:
			return nil, fmt.Errorf("help %s line %d: %q is no kind of line", task, i+1, kind)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// HelpTasks lists the tasks that have a file, by name.
func HelpTasks() (tasks []string) {
	files, _ := fs.Glob(helpFiles, "help/*.txt") // the pattern is right
	for _, file := range files {
		tasks = append(tasks, strings.TrimSuffix(strings.TrimPrefix(file, "help/"), ".txt"))
	}
	return tasks
}
