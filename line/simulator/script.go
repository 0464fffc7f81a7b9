package simulator

// A script: what residents do by themselves when the clock passes a time.

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// A Cue is one act of a script.
type Cue struct {
	At   time.Time       `json:"at"`
	Who  string          `json:"who"`  // a resident's or a group's name
	Deed string          `json:"deed"` // text, press, follow and whatever else the control API takes after residents/{name}/
	Body json.RawMessage `json:"body"` // as for the control API; empty: {}
}

// script plays cues one after the other.
type script struct {
	stage sync.Mutex  // taken before mu: one cue at a time, in their order
	alarm *time.Timer // to the next cue while the clock runs; guarded by mu
}

// wind sets the alarm to the next cue, unless the clock stands. The caller holds mu.
func (p *Platform) wind() {
	if p.script.alarm != nil {
		p.script.alarm.Stop()
	}
	if p.closed || p.clock.stands() || len(p.world.cues) == 0 {
		return
	}
	p.script.alarm = time.AfterFunc(p.world.cues[0].At.Sub(p.clock.now()), func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.closed {
			p.work.Go(p.play)
		}
	})
}

// play does what is due. The caller does not hold mu.
func (p *Platform) play() {
	p.script.stage.Lock()
	defer p.script.stage.Unlock()
	for {
		p.mu.Lock()
		if p.closed || len(p.world.cues) == 0 || p.world.cues[0].At.After(p.clock.now()) {
			p.wind()
			p.mu.Unlock()
			return
		}
		next := p.world.cues[0]
		p.world.cues = p.world.cues[1:]
		p.touch()
		p.mu.Unlock()
		if err := p.perform(next); err != nil {
			p.cfg.Warn(fmt.Sprintf("The script's act at %s (%s, %s) is left out: %v.",
				next.At.In(p.cfg.Zone).Format("2006-01-02 15:04"), next.Who, next.Deed, err))
		}
	}
}

func (p *Platform) perform(c Cue) error {
	var in deed
	if len(c.Body) > 0 {
		if err := json.Unmarshal(c.Body, &in); err != nil {
			return fmt.Errorf("%w: %w", errInput, err)
		}
	}
	_, err := p.act(c.Who, c.Deed, in)
	return err
}
