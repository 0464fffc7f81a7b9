package simulator

// The control API's part that moves the clock.

import (
	"fmt"
	"net/http"
	"time"
)

// A clockMove is one of the three.
type clockMove struct {
	Advance string `json:"advance"`
	To      string `json:"to"`
	Pause   *bool  `json:"pause"`
}

func (p *Platform) postClock(r *http.Request) (any, error) {
	var in clockMove
	if err := read(r, &in); err != nil {
		return nil, err
	}
	turn, err := p.turning(in)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.jot("clock", sparse(compact(in), "pause")) // before: what the script does then is read after it
	p.mu.Unlock()
	return map[string]any{"now": turn().In(p.cfg.Zone)}, nil
}

// turning is the move, not done yet.
func (p *Platform) turning(in clockMove) (turn func() time.Time, err error) {
	ways := 0
	for _, is := range []bool{in.Advance != "", in.To != "", in.Pause != nil} {
		if is {
			ways++
		}
	}
	if ways != 1 {
		return nil, fmt.Errorf("%w: one of advance, to and pause was wanted, not %d of them", errInput, ways)
	}
	if in.Pause != nil {
		return func() time.Time { return p.Pause(*in.Pause) }, nil
	}
	if in.Advance != "" {
		d, err := time.ParseDuration(in.Advance)
		if err != nil {
			return nil, fmt.Errorf("%w: advance is %q, a duration such as 2h was wanted", errInput, in.Advance)
		}
		return func() time.Time { return p.Advance(d) }, nil
	}
	if at, err := time.Parse(time.RFC3339, in.To); err == nil {
		return func() time.Time { return p.Set(at) }, nil
	}
	next, err := p.upcoming(in.To)
	if err != nil {
		return nil, err
	}
	return func() time.Time { return p.move(next) }, nil
}
