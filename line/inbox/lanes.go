package inbox

import "sync"

// lanes is the list of lanes that have something to do, each at most once and
// each worked by at most one worker of this process.
type lanes struct {
	mu     sync.Mutex
	more   *sync.Cond
	queue  []string
	state  map[string]laneState
	closed bool
}

type laneState int

const (
	laneQueued laneState = iota + 1
	laneActive
	laneAgain // active, and woken meanwhile
)

func newLanes() *lanes {
	l := &lanes{state: map[string]laneState{}}
	l.more = sync.NewCond(&l.mu)
	return l
}

// wake queues a lane unless it is queued already.
func (l *lanes) wake(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch l.state[id] {
	case 0:
		l.state[id] = laneQueued
		l.queue = append(l.queue, id)
		l.more.Signal()
	case laneActive:
		l.state[id] = laneAgain
	}
}

// next waits for a lane to work; ok is false once the list is closed.
func (l *lanes) next() (id string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.queue) == 0 && !l.closed {
		l.more.Wait()
	}
	if l.closed {
		return "", false
	}
	id = l.queue[0]
	l.queue = l.queue[1:]
	l.state[id] = laneActive
	return id, true
}

// done says that a worker left the lane.
func (l *lanes) done(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	again := l.state[id] == laneAgain
	delete(l.state, id)
	if again && !l.closed {
		l.state[id] = laneQueued
		l.queue = append(l.queue, id)
		l.more.Signal()
	}
}

// close lets every worker end after the lane it is at.
func (l *lanes) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.more.Broadcast()
}
