package store

// The cache: bytes that were costly to make, kept for a while.

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// maxCached is the longest value that is kept, in bytes.
	maxCached = 1 << 20
	// fillTime bounds a fill, which many may wait for.
	fillTime = 10 * time.Second
)

// Cached returns what fill made for key within the last ttl, on any replica, or
// else makes it: those who ask at the same time in one process wait for one fill
// and share its bytes, which nobody may change, and its error, which is not
// kept. A cached value is sealed, so it may hold personal data and cannot be
// planted. Values over 1 MiB are not kept; without Redis nothing is.
func (s *Shared) Cached(ctx context.Context, key string, ttl time.Duration, fill func(context.Context) ([]byte, error)) ([]byte, error) {
	name := s.name("cache", key)
	made, err, _ := s.filling.Do(name, func() (any, error) {
		// Others wait for it, so it goes on when the one who came first leaves.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fillTime)
		defer cancel()
		if kept, ok := s.kept(ctx, name); ok {
			return kept, nil
		}
		value, err := fill(ctx)
		if err == nil {
			s.keep(ctx, name, ttl, value)
		}
		return value, err
	})
	value, _ := made.([]byte)
	return value, err
}

// kept reads a value. The time at which it ends stands in it, so that a clock
// that tests move ends it on a real Redis too.
func (s *Shared) kept(ctx context.Context, name string) (value []byte, ok bool) {
	var sealed []byte
	if !s.ask(ctx, func(ctx context.Context) (err error) {
		sealed, err = s.client.Get(ctx, name).Bytes()
		return err
	}) || sealed == nil {
		return nil, false
	}
	plain, err := s.keys.Open("shared", "cache", name, sealed)
	if err != nil || len(plain) < 8 {
		return nil, false // another key's, or not ours
	}
	if ends := time.UnixMilli(int64(binary.BigEndian.Uint64(plain))); !s.now().Before(ends) {
		return nil, false
	}
	return plain[8:], true
}

func (s *Shared) keep(ctx context.Context, name string, ttl time.Duration, value []byte) {
	if ttl < time.Millisecond || len(value) > maxCached {
		return
	}
	plain := binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(value)), uint64(s.now().Add(ttl).UnixMilli()))
	sealed := s.keys.Seal("shared", "cache", name, append(plain, value...))
	s.ask(ctx, func(ctx context.Context) error {
		return s.client.SetArgs(ctx, name, []byte(sealed), redis.SetArgs{TTL: ttl}).Err()
	})
}
