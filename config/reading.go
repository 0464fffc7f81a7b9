package config

// Reading a YAML file into a struct, for other rooms' files too.

// A Reading is a file that was read, with the mistakes found in it.
type Reading struct{ d decoder }

// Read reads YAML into the struct that into points to. Its fields carry tag with
// the name in the file, and ",optional" where it may be missing; fields are
// structs, slices, maps from string, strings, numbers, bools, Clock, Day and
// Weekday. example names a file that is right, for the mistakes' sentences.
func Read(content []byte, into any, tag, example string) *Reading {
	r := &Reading{decoder{tag: tag, example: example, lines: map[string]int{}}}
	r.d.decode(content, into)
	return r
}

// Mistake adds one at a place such as groups[0].members[1]. A place that could
// not be read is not also called wrong.
func (r *Reading) Mistake(place, what string) {
	if !r.d.told(place) {
		r.d.mistake(place, r.d.lineOf(place), what)
	}
}

// Err is nil or Mistakes: all of them, in the order of the file's lines.
func (r *Reading) Err() error {
	if len(r.d.wrong) == 0 {
		return nil
	}
	return r.d.sorted()
}
