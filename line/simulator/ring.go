package simulator

// A list that forgets its oldest entries, so that memory stays flat.

import "encoding/json"

const (
	maxLog      = 10_000
	maxLogBytes = 32 << 20
	shownLog    = 200 // what the folder keeps, and an answer that names no other number
)

// logged is an entry of a log: it has a number that counts up from 1, and a size
// in bytes, more or less.
type logged interface {
	number() int
	weight() int
}

// tail are entries of which the folder keeps the last 200.
type tail[T any] []T

func (n tail[T]) MarshalJSON() ([]byte, error) {
	return json.Marshal([]T(n[max(0, len(n)-shownLog):]))
}

// ring keeps the last 10,000 entries added, or fewer when they are large.
type ring[T logged] struct {
	kept  tail[T]
	bytes int
}

// next is the number of the entry that is added next.
func (r *ring[T]) next() int {
	if len(r.kept) == 0 {
		return 1
	}
	return r.kept[len(r.kept)-1].number() + 1
}

func (r *ring[T]) add(v T) {
	r.kept = append(r.kept, v)
	r.bytes += v.weight()
	for len(r.kept) > maxLog || len(r.kept) > 1 && r.bytes > maxLogBytes {
		var none T
		r.bytes -= r.kept[0].weight()
		r.kept[0] = none // what is forgotten must not be kept in memory
		r.kept = r.kept[1:]
	}
}

// last are the newest 200.
func (r *ring[T]) last() []T { return append([]T{}, r.kept[max(0, len(r.kept)-shownLog):]...) }

func (r *ring[T]) all() []T { return append([]T{}, r.kept...) }

// sift returns, oldest first, the newest entries of a span that fit.
func sift[T logged](all []T, of Span, fits func(*T) bool) []T {
	out := []T{}
	for i := len(all) - 1; i >= 0 && (of.Limit == 0 || len(out) < of.Limit); i-- {
		n := all[i].number()
		if n <= of.After {
			break
		}
		if (of.Before == 0 || n < of.Before) && fits(&all[i]) {
			out = append(out, all[i])
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
