package text

// A town's own wording, over the sentences of the catalogue.

import (
	"maps"
	"slices"
)

// A Wording is the sentences that a town says in its own words, by key. It is
// never written after it is made; the zero value says everything as the
// catalogue does.
type Wording struct{ own map[Lang]map[string]string }

// Both is one sentence in the two languages.
type Both struct{ TH, EN string }

// In is the sentence in a language.
func (b Both) In(l Lang) string {
	if l == English {
		return b.EN
	}
	return b.TH
}

// NewWording returns the wording with these sentences in place of the catalogue's.
func NewWording(own map[string]Both) Wording {
	w := Wording{map[Lang]map[string]string{Thai: {}, English: {}}}
	for key, said := range own {
		w.own[Thai][key], w.own[English][key] = said.TH, said.EN
	}
	return w
}

// In is the town's voice in a language.
func (w Wording) In(l Lang) Voice {
	known := Thai
	if l == English {
		known = English
	}
	return Voice{Lang: l, own: w.own[known]}
}

// A Voice is a Lang that knows the town's own wording.
type Voice struct {
	Lang
	own  map[string]string
	note func(key string)
}

// T is the sentence of key, in the town's own words where it has some; values
// are put in as Lang.T does.
func (v Voice) T(key string, kv ...any) string {
	if v.note != nil {
		v.note(key)
	}
	if s, ok := v.own[key]; ok {
		return fill(s, kv)
	}
	return v.Lang.T(key, kv...)
}

// Noting is the voice that also tells note each key it is asked for.
func (v Voice) Noting(note func(key string)) Voice {
	v.note = note
	return v
}

// Sentence is the catalogue's sentence of key in both languages, before values
// are put in; ok is false where there is none.
func Sentence(key string) (said Both, ok bool) {
	th, ok := thai[key]
	return Both{th, english[key]}, ok
}

// Keys lists every key of the catalogue, sorted.
func Keys() []string {
	return slices.Sorted(maps.Keys(thai))
}
