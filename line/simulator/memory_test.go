package simulator

// That memory stays flat however much is said, with a folder and without.

import (
	"encoding/json"
	"fmt"
	"runtime"
	"testing"
	"time"
)

// crowd is a world of 500 friends.
func crowd(tb testing.TB, dir string) *Platform {
	tb.Helper()
	cfg := Config{Secret: "s", Token: "t", Seed: 1, Unlimited: true}
	for i := range 500 {
		cfg.Residents = append(cfg.Residents, Resident{Name: fmt.Sprintf("r%d", i), DisplayName: "คน", Friend: true})
	}
	if dir == "" {
		return New(cfg)
	}
	p, err := Open(dir, cfg)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// shout pushes one message to everybody.
func (p *Platform) shout(message json.RawMessage) {
	p.mu.Lock()
	for _, c := range p.world.chats {
		m := newMail([]json.RawMessage{message}, false)
		m.name(&p.ids, true)
		p.deliver(c, m)
	}
	p.mu.Unlock()
	p.breathe()
}

func TestMemoryIsFlat(t *testing.T) {
	for name, dir := range map[string]string{"in memory": "", "with a folder": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			p := crowd(t, dir)
			defer p.Close()
			const limit = 10_000 // the real one, 100,000, takes longer to fill
			p.world.recent.limit = limit
			heap := func(rounds int) uint64 {
				for i := range rounds {
					p.shout(json.RawMessage(fmt.Sprintf(`{"type":"text","text":"ข่าวที่ %d"}`, i)))
				}
				if dir != "" {
					if err := p.keep.flush(); err != nil {
						t.Fatal(err)
					}
				}
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				return m.HeapAlloc
			}
			const rounds = limit/500 + 10
			full := heap(rounds) // memory holds all it may
			later := heap(rounds)
			if grown := int64(later) - int64(full); grown > 2<<20 {
				t.Errorf("after %d more messages memory should be as before, but it grew by %d KB to %d KB", 500*rounds, grown>>10, later>>10)
			}
			if n := len(p.world.quotes); n > limit {
				t.Errorf("what belongs to entries should go with them: %d quote tokens are kept", n)
			}
			if dir == "" {
				return
			}
			if all, err := p.Messages("r7", 0); err != nil || len(all) != 2*rounds {
				t.Errorf("everything should still be in the folder: %d of %d (%v)", len(all), 2*rounds, err)
			}
		})
	}
}

func BenchmarkEntries(b *testing.B) {
	for name, dir := range map[string]string{"memory": "", "folder": b.TempDir()} {
		b.Run(name, func(b *testing.B) {
			p := crowd(b, dir)
			message := json.RawMessage(`{"type":"text","text":"วันนี้งดให้บริการครึ่งวันบ่าย"}`)
			began, n := time.Now(), 0
			for b.Loop() {
				p.shout(message)
				n += 500
			}
			p.Close()
			b.ReportMetric(float64(n)/time.Since(began).Seconds(), "entries/s")
		})
	}
}
