package simulator

// What happens when the clock gets there: redeliveries and delayed requests. It
// follows the platform's clock, so that moving the clock brings them about.

import (
	"slices"
	"time"
)

// agenda is what waits for its time, the next first.
type agenda struct {
	due   []appointment
	alarm *time.Timer // while the clock runs
}

type appointment struct {
	at time.Time
	do func() // called with mu held
}

func (a *agenda) clear() {
	a.due = nil
	if a.alarm != nil {
		a.alarm.Stop()
	}
}

// at lets something happen at a time of the platform's clock. The caller holds mu.
func (p *Platform) at(t time.Time, do func()) {
	i := slices.IndexFunc(p.agenda.due, func(a appointment) bool { return a.at.After(t) })
	if i < 0 {
		i = len(p.agenda.due)
	}
	p.agenda.due = slices.Insert(p.agenda.due, i, appointment{t, do})
	p.setAlarm()
}

// keep does what is due now. The caller holds mu.
func (p *Platform) keepAppointments() {
	now := p.clock.now()
	for len(p.agenda.due) > 0 && !p.agenda.due[0].at.After(now) {
		next := p.agenda.due[0]
		p.agenda.due = p.agenda.due[1:]
		next.do()
	}
	p.setAlarm()
	p.send.stir()
}

// setAlarm sets the alarm to the next appointment, unless the clock stands. The
// caller holds mu.
func (p *Platform) setAlarm() {
	if p.agenda.alarm != nil {
		p.agenda.alarm.Stop()
	}
	if p.closed || len(p.agenda.due) == 0 || p.clock.stands() {
		return
	}
	p.agenda.alarm = time.AfterFunc(p.agenda.due[0].at.Sub(p.clock.now()), func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.closed {
			p.keepAppointments()
		}
	})
}
