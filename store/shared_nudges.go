package store

// Nudges: something changed, so live pages look again, here and on other replicas.

import (
	"context"
	"slices"
	"strings"
	"sync"
)

// Nudge wakes all who listen to topic, on this replica at once and on the others
// through Redis; while it is away they wake when it returns. A topic is a noun
// and ids such as "booking/centre-1": nothing personal. It belongs into
// AfterCommit, so that who wakes finds what changed.
func (s *Shared) Nudge(ctx context.Context, topic string) {
	s.hall.wake(topic)
	// Its cause is committed; that the caller has gone is no reason to keep it back.
	s.ask(context.WithoutCancel(ctx), func(ctx context.Context) error {
		return s.client.Publish(ctx, s.channel, s.id+" "+topic).Err()
	})
}

// Listen returns a channel on which a topic stands whenever it was nudged, until
// ctx ends or Shared closes; then the channel is closed. Nudges that come while
// one of the same topic still waits are one with it, so a slow reader is never
// behind by more than one of each. After Redis was away every topic is nudged
// once, for what may have been missed.
func (s *Shared) Listen(ctx context.Context, topics ...string) <-chan string {
	return s.hall.enter(ctx, topics)
}

// hear passes on what another process has nudged.
func (s *Shared) hear(payload string) {
	if from, topic, ok := strings.Cut(payload, " "); ok && from != s.id {
		s.hall.wake(topic)
	}
}

// hall is where this process's listeners stand.
type hall struct {
	ctx     context.Context
	working sync.WaitGroup

	mu     sync.Mutex
	topics map[string]map[*listener]struct{}
	closed bool
}

// A listener has topics that it has not been told yet.
type listener struct {
	topics []string
	out    chan string
	news   chan struct{} // holds one when untold may have something

	mu     sync.Mutex
	untold []string
}

func (h *hall) open(ctx context.Context) {
	h.ctx, h.topics = ctx, map[string]map[*listener]struct{}{}
}

// close waits until all have left; ctx has ended.
func (h *hall) close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.working.Wait()
}

func (h *hall) enter(ctx context.Context, topics []string) <-chan string {
	l := &listener{topics: topics, out: make(chan string), news: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(l.out)
		return l.out
	}
	for _, topic := range topics {
		if h.topics[topic] == nil {
			h.topics[topic] = map[*listener]struct{}{}
		}
		h.topics[topic][l] = struct{}{}
	}
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(h.ctx, cancel)
	h.working.Go(func() {
		l.tell(ctx)
		stop()
		cancel()
		h.leave(l)
		close(l.out)
	})
	return l.out
}

func (h *hall) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range l.topics {
		delete(h.topics[topic], l)
		if len(h.topics[topic]) == 0 {
			delete(h.topics, topic)
		}
	}
}

func (h *hall) wake(topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.topics[topic] {
		l.hear(topic)
	}
}

func (h *hall) everybody() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for topic, listeners := range h.topics {
		for l := range listeners {
			l.hear(topic)
		}
	}
}

func (l *listener) hear(topic string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.untold, topic) {
		l.untold = append(l.untold, topic)
	}
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// tell passes topics on, one at a time, until ctx ends.
func (l *listener) tell(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.news:
		}
		for topic, ok := l.next(); ok; topic, ok = l.next() {
			select {
			case <-ctx.Done():
				return
			case l.out <- topic:
			}
		}
	}
}

// next takes a topic before it is told, so that a nudge meanwhile counts anew.
func (l *listener) next() (topic string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.untold) == 0 {
		return "", false
	}
	topic = l.untold[0]
	l.untold = l.untold[1:]
	return topic, true
}
