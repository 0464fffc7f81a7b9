package simulator

// LINE failing on demand, and its rate limits.

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// How an endpoint can fail.
const (
	Error500 = "500"      // answers 500, nothing accepted
	Error429 = "429"      // answers 429, nothing accepted
	Timeout  = "timeout"  // holds the connection until the caller gives up, nothing accepted
	Lost     = "lost"     // accepts, then breaks the connection
	Lost500  = "lost-500" // accepts, then answers 500
	Slow     = "slow"     // answers as it should, but the body dribbles for Config.SlowBody
)

// A Fault lets the next Count calls of an endpoint fail. Endpoint is one of
// Endpoints, or * for any. Count 0 clears the endpoint's faults of that kind, of
// all kinds when Kind is empty.
type Fault struct {
	Endpoint string `json:"endpoint"`
	Kind     string `json:"kind"`
	Count    int    `json:"count"`
}

func faultKinds() []string { return []string{Error500, Error429, Timeout, Lost, Lost500, Slow} }

// Fault plans a fault in place of one of the same endpoint and kind.
func (p *Platform) Fault(f Fault) error {
	kinds := faultKinds()
	if f.Endpoint != "*" && !slices.Contains(Endpoints(), f.Endpoint) {
		return fmt.Errorf("simulator: no endpoint %q; there are *, %s", f.Endpoint, strings.Join(Endpoints(), ", "))
	}
	if !slices.Contains(kinds, f.Kind) && (f.Kind != "" || f.Count != 0) {
		return fmt.Errorf("simulator: no fault %q; there are %s", f.Kind, strings.Join(kinds, ", "))
	}
	if f.Count < 0 {
		return fmt.Errorf("simulator: a fault's count is %d; 0 clears it", f.Count)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = slices.DeleteFunc(p.faults, func(old Fault) bool {
		return old.Endpoint == f.Endpoint && (f.Kind == "" || old.Kind == f.Kind)
	})
	if f.Count > 0 {
		p.faults = append(p.faults, f)
	}
	p.tell("world", struct{}{})
	return nil
}

// strike takes the first fault of these kinds that is planned for an endpoint.
func (p *Platform) strike(endpoint string, kinds ...string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.struck(endpoint, kinds...)
}

// struck is strike where the caller holds mu. A fault of any endpoint is for
// calls of the API, not for what a person presses.
func (p *Platform) struck(endpoint string, kinds ...string) string {
	for i := range p.faults {
		f := &p.faults[i]
		if (f.Endpoint == endpoint || f.Endpoint == "*" && endpoint != menuSwitch) && slices.Contains(kinds, f.Kind) {
			kind := f.Kind
			if f.Count--; f.Count == 0 {
				p.faults = slices.Delete(p.faults, i, i+1)
			}
			p.tell("world", struct{}{})
			return kind
		}
	}
	return ""
}

func (p *Platform) openFaults() []Fault { return append([]Fault{}, p.faults...) }

// hang waits until the caller gives up.
func (p *Platform) hang(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-p.ctx.Done():
	}
}

// bucket is a token bucket that holds the calls of one period and refills evenly.
type bucket struct {
	left float64
	at   time.Time
}

// take counts a call and reports whether it is within the rate.
func (b *bucket) take(r rate, now time.Time) bool {
	full := float64(r.calls)
	if b.at.IsZero() {
		b.left, b.at = full, now
	}
	b.left = min(full, b.left+full*float64(now.Sub(b.at))/float64(r.per))
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// allow counts a call against the endpoint's rate, in real time whatever the clock says.
func (p *Platform) allow(e *endpoint) bool {
	if p.cfg.Unlimited {
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.rates[e] == nil {
		p.rates[e] = &bucket{}
	}
	return p.rates[e].take(e.rate, time.Now())
}
