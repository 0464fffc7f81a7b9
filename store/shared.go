package store

// What replicas share and may lose: Redis, real or embedded, and how its loss is borne.

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"golang.org/x/sync/singleflight"
)

// Shared is what replicas share through Redis: limits, nudges and a cache. Losing
// or flushing Redis costs speed: while it is away each replica answers for itself
// at once, and takes it up again when it returns. Nobody calls it inside Tx. It
// is safe for concurrent use.
type Shared struct {
	client   *redis.Client
	limiter  *redis_rate.Limiter
	embedded *embedded // nil on a real Redis
	keys     *Keys
	now      func() time.Time
	log      *slog.Logger
	patience time.Duration

	own     *local // limits while Redis is away
	hall    hall
	filling singleflight.Group

	id        string // of this process among those that nudge
	channel   string
	present   atomic.Bool
	fallbacks atomic.Uint64

	mu   sync.Mutex
	said time.Time // when the log last spoke of its absence
	told bool      // that it is away, and not yet that it came back

	close func() error
}

// SharedOptions are what OpenShared needs.
type SharedOptions struct {
	Address string // redis:// or rediss://; "" is the Redis embedded in this process
	Keys    *Keys  // hide names and seal what is cached: Redis sees neither
	// Now moves the embedded Redis's clock and the limits of a replica that is on
	// its own. A real Redis judges by its own clock, which replicas share.
	Now func() time.Time
	Log *slog.Logger
	// Patience bounds one request to Redis, with its dialling and its one retry; 0
	// is a second.
	Patience time.Duration
}

const (
	redisDial = 300 * time.Millisecond
	// redisPulse is how often a connection without news is asked whether it lives,
	// and redisMissed how many such questions may stay unanswered.
	redisPulse  = time.Second
	redisMissed = 3
	redisRetry  = 500 * time.Millisecond
	// sayAgain is how often the log says that Redis is still away.
	sayAgain = time.Minute
)

// OpenShared opens the Redis at an address, or the embedded one. A Redis that
// does not answer is no error: it may come later.
func OpenShared(o SharedOptions) (*Shared, error) {
	logging.Disable() // of the client, which writes every failure to stderr; Shared says once what it means
	s := &Shared{keys: o.Keys, now: o.Now, log: o.Log, patience: o.Patience, own: newLocal(), id: rand.Text()}
	if s.patience == 0 {
		s.patience = time.Second
	}
	options := &redis.Options{}
	if o.Address == "" {
		s.embedded = newEmbedded(o.Now)
		options.Dialer = s.embedded.dial
		s.patience = time.Minute // it is this process
	} else {
		var err error
		if options, err = redis.ParseURL(o.Address); err != nil {
			return nil, errors.New("store: REDIS_URL cannot be read") // the error quotes the password
		}
	}
	options.ClientName = "tambon"
	options.DialTimeout, options.DialerRetries = redisDial, 1
	options.ReadTimeout, options.WriteTimeout = s.patience/2, s.patience/2
	options.MaxRetries, options.ContextTimeoutEnabled = 1, true
	s.client = redis.NewClient(options)
	if s.embedded != nil {
		s.client.AddHook(s.embedded)
	}
	s.limiter = redis_rate.NewLimiter(s.client)
	// Redis has one set of channels for all its databases, and towns may share it.
	s.channel = s.name("nudge", "")

	ctx, cancel := context.WithCancel(context.Background())
	s.hall.open(ctx)
	var working sync.WaitGroup
	known := make(chan struct{}) // whether Redis is there
	working.Go(func() { s.watch(ctx, sync.OnceFunc(func() { close(known) })) })
	<-known
	s.close = sync.OnceValue(func() error {
		cancel()
		working.Wait()
		s.hall.close()
		err := s.client.Close()
		if s.embedded != nil {
			s.embedded.mini.Close()
		}
		return err
	})
	return s, nil
}

// Close closes the connections and every channel that Listen gave.
func (s *Shared) Close() error { return s.close() }

// Present reports whether Redis answers; the embedded one always does.
func (s *Shared) Present() bool { return s.present.Load() }

// Fallbacks is how many limits, nudges and cached values this replica has settled
// by itself because Redis was away or refused.
func (s *Shared) Fallbacks() uint64 { return s.fallbacks.Load() }

// Embedded reports whether the Redis is the one in this process.
func (s *Shared) Embedded() bool { return s.embedded != nil }

// name is what Redis knows something by: people's addresses and accounts are
// parts of names, and towns may share a Redis.
func (s *Shared) name(kind, of string) string {
	return "tambon:" + kind + ":" + hex.EncodeToString(s.keys.Blind("shared", kind, []byte(of))[:16])
}

// ask runs one request within the patience, unless Redis is away. It reports
// whether Redis answered; the request's own refusals count as no answer.
func (s *Shared) ask(ctx context.Context, request func(context.Context) error) bool {
	if s.present.Load() {
		within, cancel := context.WithTimeout(ctx, s.patience)
		err := request(within)
		cancel()
		if err == nil || errors.Is(err, redis.Nil) {
			return true
		}
		switch refusal := redis.Error(nil); {
		case ctx.Err() != nil: // the caller has gone, which says nothing of Redis
		case errors.As(err, &refusal): // full, read-only or forbidden, and quick to say so
			s.say("Redis refuses", err)
		default:
			s.lost(err)
		}
	}
	s.fallbacks.Add(1)
	return false
}

// lost keeps everybody from asking Redis until watch finds it again.
func (s *Shared) lost(err error) {
	s.present.Store(false)
	s.say("Redis is away", err)
}

// say logs what is wrong with Redis, once a minute.
func (s *Shared) say(what string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if !s.said.IsZero() && now.Sub(s.said).Abs() < sayAgain {
		return
	}
	s.said, s.told = now, true
	s.log.Warn(what+"; this replica counts limits by itself, and live pages elsewhere hear of its changes late", "err", err)
}

// found takes Redis up. Whoever listens may have missed a nudge meanwhile.
func (s *Shared) found() {
	s.present.Store(true)
	s.mu.Lock()
	told := s.told
	s.told = false
	s.mu.Unlock()
	if told {
		s.log.Info("Redis is there again")
	}
	s.hall.everybody()
}

// watch keeps the process's one subscription, by which it also knows whether
// Redis is there. It calls known after the first try.
func (s *Shared) watch(ctx context.Context, known func()) {
	for {
		err := s.follow(ctx, known)
		if ctx.Err() != nil {
			return
		}
		s.lost(err)
		known()
		select {
		case <-ctx.Done():
			return
		case <-time.After(redisRetry):
		}
	}
}

// follow subscribes and passes nudges on until the connection is lost.
func (s *Shared) follow(ctx context.Context, known func()) error {
	sub := s.client.Subscribe(ctx)
	defer func() { _ = sub.Close() }()
	defer context.AfterFunc(ctx, func() { _ = sub.Close() })()
	if err := sub.Subscribe(ctx, s.channel); err != nil {
		return err
	}
	for missed := 0; ; {
		got, err := sub.ReceiveTimeout(ctx, redisPulse)
		var silence net.Error
		switch {
		case err == nil:
			missed = 0
		case errors.As(err, &silence) && silence.Timeout() && missed < redisMissed:
			missed++
			if err := sub.Ping(ctx); err != nil {
				return err
			}
			continue
		default:
			return err
		}
		if message, ok := got.(*redis.Message); ok {
			s.hear(message.Payload)
		}
		if !s.present.Load() {
			if err := s.answers(ctx); err != nil {
				return err
			}
			s.found()
			known()
		}
	}
}

// answers is nil when Redis answers a request and not only keeps a connection.
func (s *Shared) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	if err := s.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	return nil
}
