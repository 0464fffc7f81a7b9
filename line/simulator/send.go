package simulator

// Sending webhooks: in a person's order, signed, within LINE's deadline.

import (
	"encoding/json"
	"math/rand/v2"
	"time"
)

// sender is what waits to be sent and how.
type sender struct {
	webhook    string
	inactive   bool          // webhooks are switched off: events are lost
	stopped    bool          // LINE switched them off, after failures
	standby    bool          // another module answers
	failures   int           // requests in a row that failed
	underway   int           // pieces of work that send
	moved      chan struct{} // closed when underway falls or the clock moves
	copies     int
	parallel   bool
	shuffle    uint64 // seed; 0: a person's events keep their order
	redelivery bool
	holding    bool
	held       []parcel
	mischief   Mischief
	crowd      []parcel   // what mischief waits for more of
	lane       []shipment // what mischief has arranged, the next first
	shipping   bool
	number     uint64            // counts events, for mischief
	sent       map[string]parcel // by webhookEventId, for Redeliver
	order      []string
	log        ring[Delivery]
	world      int // counts Resets: what was sent before one is not recorded after it
}

// parcel is one event on its way.
type parcel struct {
	chat   *chat
	event  event
	token  *token
	world  int
	number uint64 // counts a chat's events
	again  bool   // goes out as a redelivery
}

// A Delivery is one event of a webhook request and what the bot answered.
type Delivery struct {
	Seq        int             `json:"seq"` // counts up from 1
	At         time.Time       `json:"at"`
	Type       string          `json:"type"`
	Resident   string          `json:"resident"`
	EventID    string          `json:"eventId"`
	Status     int             `json:"status"` // 0: no answer
	Ms         int64           `json:"ms"`
	Reason     string          `json:"reason,omitempty"` // could_not_connect, request_timeout, error_status_code or unclassified
	Redelivery bool            `json:"redelivery,omitempty"`
	Oddity     string          `json:"oddity,omitempty"` // what was odd about the request on purpose
	Event      json.RawMessage `json:"event"`
	Response   string          `json:"response,omitempty"` // its first 1,000 bytes
}

const maxSent = 20_000

// begin forgets everything but the webhook's address.
func (s *sender) begin(webhook string) {
	world := s.world + 1
	if s.moved != nil {
		close(s.moved)
	}
	*s = sender{webhook: webhook, moved: make(chan struct{}), sent: map[string]parcel{}, copies: 1, world: world}
}

// post puts an event on its way, or holds it. The caller holds mu.
func (p *Platform) post(one parcel) {
	one.world = p.send.world
	one.chat.happened++
	one.number = one.chat.happened
	p.send.remember(one)
	if p.send.holding {
		p.send.held = append(p.send.held, one)
		return
	}
	for range max(p.send.copies, 1) {
		p.enqueue(one)
	}
}

func (s *sender) remember(one parcel) {
	id := one.event.WebhookEventID
	s.sent[id] = one
	s.order = append(s.order, id)
	if len(s.order) > maxSent {
		for _, old := range s.order[:maxSent/2] {
			delete(s.sent, old)
		}
		s.order = append(s.order[:0:0], s.order[maxSent/2:]...)
	}
}

// enqueue lets an event wait behind the others of its chat. The caller holds mu.
func (p *Platform) enqueue(one parcel) {
	switch {
	case p.send.mischief.on():
		p.mingle(one)
		return
	case p.send.parallel:
		p.spawn(func() { p.carry([]parcel{one}, 0) })
		return
	}
	c := one.chat
	c.queue = append(c.queue, one)
	if !c.sending {
		c.sending = true
		p.spawn(func() { p.drain(c) })
	}
}

// spawn runs work that sends. The caller holds mu.
func (p *Platform) spawn(do func()) {
	if p.closed {
		return
	}
	world := p.send.world
	p.send.underway++
	p.work.Go(func() {
		defer p.landed(world)
		do()
	})
}

// aside runs work for which Settle does not wait. The caller holds mu.
func (p *Platform) aside(do func()) {
	if !p.closed {
		p.work.Go(do)
	}
}

func (p *Platform) landed(world int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if world == p.send.world {
		p.send.underway--
		p.send.stir()
	}
}

// stir lets Settle look again. The caller holds mu.
func (s *sender) stir() {
	close(s.moved)
	s.moved = make(chan struct{})
}

// drain sends what waits in a chat, one by one.
func (p *Platform) drain(c *chat) {
	for {
		p.mu.Lock()
		if len(c.queue) == 0 {
			c.sending = false
			p.mu.Unlock()
			return
		}
		i := p.send.next(c.queue)
		one := c.queue[i]
		c.queue = append(c.queue[:i], c.queue[i+1:]...)
		p.mu.Unlock()
		if !p.cfg.Switches.RedeliveryInOrder {
			p.carry([]parcel{one}, 0)
			continue
		}
		for tried := 0; p.request([]parcel{one}, tried > 0)/100 != 2 && p.rest(one.world, tried); tried++ {
		}
	}
}

// rest waits, by the platform's clock, until a failed event is to be sent again;
// false: it is not. Settle does not wait for a clock that stands.
func (p *Platform) rest(world, tried int) bool {
	p.mu.Lock()
	if !p.send.redelivery || tried >= len(p.cfg.Backoff) || world != p.send.world {
		p.mu.Unlock()
		return false
	}
	rung := make(chan struct{})
	p.at(p.clock.now().Add(p.cfg.Backoff[tried]), func() { p.send.underway++; close(rung) })
	p.send.underway--
	p.send.stir()
	moved := p.send.moved
	p.mu.Unlock()
	for {
		select {
		case <-rung:
			return true
		case <-p.ctx.Done():
			return false
		case <-moved:
		}
		p.mu.Lock()
		gone := world != p.send.world
		moved = p.send.moved
		p.mu.Unlock()
		if gone {
			return false
		}
	}
}

// next is the event that goes now: the oldest, or with Shuffle the one that the
// seed ranks first among those that wait.
func (s *sender) next(queue []parcel) int {
	first := 0
	if s.shuffle == 0 {
		return first
	}
	rank := func(one parcel) uint64 { return rand.NewPCG(s.shuffle, one.number).Uint64() }
	for i := range queue {
		if rank(queue[i]) < rank(queue[first]) {
			first = i
		}
	}
	return first
}

// carry sends events in one request. With redelivery on, what was not answered
// 2xx is sent again later, by the platform's clock; later events of the same
// people do not wait for that (D/receiving-messages: the order may differ).
func (p *Platform) carry(batch []parcel, tried int) {
	status := p.request(batch, tried > 0)
	p.mu.Lock()
	defer p.mu.Unlock()
	if status/100 == 2 || !p.send.redelivery || tried >= len(p.cfg.Backoff) || batch[0].world != p.send.world {
		return
	}
	again := func() { p.spawn(func() { p.carry(batch, tried+1) }) }
	if p.cfg.Backoff[tried] <= 0 {
		again()
		return
	}
	p.at(p.clock.now().Add(p.cfg.Backoff[tried]), again)
}
