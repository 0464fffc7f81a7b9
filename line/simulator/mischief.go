package simulator

// Deliveries as a test wants them: held back, in another order, twice, again.

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
)

// Duplicate delivers each event n times from now on; 1 is normal.
func (p *Platform) Duplicate(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.copies = n
}

// Shuffle takes the events that wait of a person in an order of this seed from
// now on; 0 restores their own order.
func (p *Platform) Shuffle(seed uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.shuffle = seed
}

// Parallel delivers events without waiting for the same person's earlier ones.
func (p *Platform) Parallel(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.parallel = on
}

// Redelivery switches LINE's redelivery on or off: what is not answered 2xx is
// sent again after each of Config.Backoff, by the platform's clock.
func (p *Platform) Redelivery(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.redelivery = on
}

// Hold collects events instead of sending them, until Release.
func (p *Platform) Hold() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.send.holding = true
}

// Held returns the ids of the events that are held back, oldest first.
func (p *Platform) Held() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := []string{}
	for _, one := range p.send.held {
		out = append(out, one.event.WebhookEventID)
	}
	return out
}

// A Release says how held events go out. The zero value: once each, in the order
// in which they happened, one after another. Mischief arranges them by itself.
type Release struct {
	Batch    bool     // all in one request
	Parallel bool     // all at the same time
	Copies   int      // how often each; 0: once
	Order    []string // event ids in the order wanted; those not named follow
	Shuffle  uint64   // seed of a random order; 0: none
}

// Release ends Hold and sends what was held.
func (p *Platform) Release(how Release) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	out, err := how.arrange(p.send.held)
	if err != nil {
		return err
	}
	p.send.holding, p.send.held = false, nil
	switch {
	case len(out) == 0:
	case p.send.mischief.on():
		for _, one := range out {
			p.mingle(one)
		}
		p.disperse()
	case how.Batch:
		p.spawn(func() { p.carry(out, 0) })
	case how.Parallel:
		for _, one := range out {
			p.spawn(func() { p.carry([]parcel{one}, 0) })
		}
	default:
		p.spawn(func() {
			for _, one := range out {
				p.carry([]parcel{one}, 0)
			}
		})
	}
	return nil
}

func (how Release) arrange(held []parcel) ([]parcel, error) {
	rest := slices.Clone(held)
	var out []parcel
	for _, id := range how.Order {
		i := slices.IndexFunc(rest, func(one parcel) bool { return one.event.WebhookEventID == id })
		if i < 0 {
			return nil, fmt.Errorf("%w: no event %s is held back", ErrUnknown, id)
		}
		out, rest = append(out, rest[i]), slices.Delete(rest, i, i+1)
	}
	out = append(out, rest...)
	once := slices.Clone(out)
	for range how.Copies - 1 {
		out = append(out, once...)
	}
	if how.Shuffle != 0 {
		rand.New(rand.NewPCG(how.Shuffle, how.Shuffle)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out, nil
}

// Redeliver sends an event again as LINE does: the same id and reply token, and
// isRedelivery true.
func (p *Platform) Redeliver(eventID string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	one, ok := p.send.sent[eventID]
	if !ok {
		return fmt.Errorf("%w: no event %q was sent", ErrUnknown, eventID)
	}
	p.spawn(func() { p.request([]parcel{one}, true) })
	return nil
}

// Deliver posts a raw body to the webhook and returns the bot's status. An empty
// signature leaves the header out; Sign makes a right one.
func (p *Platform) Deliver(ctx context.Context, body []byte, signature string) (int, error) {
	p.mu.Lock()
	webhook := p.send.webhook
	p.mu.Unlock()
	headers := http.Header{}
	if signature != "" {
		headers[signatureHeader] = []string{signature}
	}
	got := p.call(ctx, webhook, body, headers)
	return got.status, got.err
}

// Settle waits until no event waits or is being sent, but for what waits for a
// clock that stands: redeliveries and delays. Events that mischief keeps for more
// company are sent. What the bot does after its answer is not covered: Wait for that.
func (p *Platform) Settle(ctx context.Context) error {
	for {
		p.mu.Lock()
		p.disperse()
		quiet := p.send.underway == 0 && (len(p.agenda.due) == 0 || p.clock.stands())
		moved := p.send.moved
		p.mu.Unlock()
		if quiet {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		case <-p.ctx.Done():
			return p.ctx.Err()
		}
	}
}

// Webhooks returns the last 200 events that were sent and what the bot answered;
// the control API has older ones too.
func (p *Platform) Webhooks() []Delivery {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.send.log.last()
}
