package simulator

// A list that forgets its oldest entries.

const maxLog = 200

// ring keeps the last 200 entries added.
type ring[T any] struct{ kept []T }

func (r *ring[T]) add(v T) {
	r.kept = append(r.kept, v)
	if len(r.kept) > maxLog {
		r.kept = append(r.kept[:0:0], r.kept[len(r.kept)-maxLog:]...)
	}
}

func (r *ring[T]) all() []T { return append([]T{}, r.kept...) }
