// Package storetest gives tests a Redis that can be lost: every test runs on the
// embedded one and, where TEST_REDIS_URL names a server, on a real one.
package storetest

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"testing"
	"time"

	"tambon/store"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// A Redis is one server of a test, with a line to it that can be cut.
type Redis struct {
	// Address is what REDIS_URL takes.
	Address string
	*Line

	direct *redis.Client
	keys   *store.Keys
}

// EachRedis runs the test on every kind of Redis.
func EachRedis(t *testing.T, test func(t *testing.T, r *Redis)) {
	t.Helper()
	t.Run("embedded", func(t *testing.T) {
		t.Parallel()
		// The embedded one lies behind a port here, for two replicas to share it.
		mini := miniredis.RunT(t)
		mini.ClockTTL(true)
		test(t, behindLine(t, "redis://"+mini.Addr()))
	})
	server := os.Getenv("TEST_REDIS_URL")
	if server == "" {
		if os.Getenv("TAMBON_TEST") == "full" {
			t.Fatal("TEST_REDIS_URL is not set; make test sets it")
		}
		return
	}
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		test(t, behindLine(t, ownDatabase(t, server)))
	})
}

// ownDatabase takes one of the server's numbered databases for this test alone,
// empty; other tests run beside it.
func ownDatabase(t *testing.T, server string) (address string) {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("TEST_REDIS_URL cannot be read")
	}
	u.Path = "/0"
	ctx, registry := context.Background(), connect(t, u.String())
	for {
		for n := 1; n < 16; n++ {
			taken := fmt.Sprintf("tambon-test:%d", n)
			free, err := registry.SetNX(ctx, taken, 1, 10*time.Minute).Result()
			if err != nil {
				t.Fatalf("TEST_REDIS_URL: %v", err)
			}
			if !free {
				continue
			}
			t.Cleanup(func() { registry.Del(ctx, taken) })
			u.Path = fmt.Sprintf("/%d", n)
			connect(t, u.String()).FlushDB(ctx)
			return u.String()
		}
		time.Sleep(20 * time.Millisecond) // until another test gives one back
	}
}

func connect(t *testing.T, address string) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(address)
	if err != nil {
		t.Fatal("TEST_REDIS_URL cannot be read")
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func behindLine(t *testing.T, server string) *Redis {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	direct := connect(t, server)
	line := newLine(t, direct.Options().Addr)
	u.Host = line.Addr()
	return &Redis{Address: u.String(), Line: line, direct: direct, keys: Keys(t)}
}

// Keys are of one test alone, and so are the names that it gives in Redis.
func Keys(t testing.TB) *store.Keys {
	t.Helper()
	keys, err := store.NewKeys(base64.StdEncoding.EncodeToString([]byte((rand.Text() + rand.Text())[:32])))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// Replica opens one of several replicas on this Redis, until the test ends.
// change, if not nil, may alter the options.
func (r *Redis) Replica(t testing.TB, change func(*store.SharedOptions)) *store.Shared {
	t.Helper()
	o := store.SharedOptions{
		Address: r.Address, Keys: r.keys, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Patience: 20 * time.Second, // for a machine at its limit
	}
	if change != nil {
		change(&o)
	}
	s, err := store.OpenShared(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Flush forgets all data and every script, as a server does that was killed.
func (r *Redis) Flush(t testing.TB) {
	t.Helper()
	r.Do(t, "flushdb")
	r.Do(t, "script", "flush")
}

// Do sends the server one command beside the line.
func (r *Redis) Do(t testing.TB, words ...any) any {
	t.Helper()
	got, err := r.direct.Do(context.Background(), words...).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		t.Fatalf("%v: %v", words, err)
	}
	return got
}
