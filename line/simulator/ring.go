package simulator

// A list that forgets its oldest entries.

const maxLog = 200

// ring keeps the last 200 entries added.
type ring[T any] struct{ kept []T }

func (r *ring[T]) add(v T) {
	r.kept = append(r.kept, v)
	if len(r.kept) > maxLog {
		var none T
		r.kept[0] = none // what is forgotten must not be kept in memory
		r.kept = r.kept[1:]
	}
}

func (r *ring[T]) all() []T { return append([]T{}, r.kept...) }
