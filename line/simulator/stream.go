package simulator

// News of the world as server-sent events.

import (
	"fmt"
	"net/http"
	"time"
)

// news is one server-sent event.
type news struct {
	kind string
	data []byte
}

// tell gives news to everyone who listens. A listener that does not keep up is
// dropped: a browser connects again and reads the state anew. The caller holds mu.
func (p *Platform) tell(kind string, data any) {
	p.touch()
	if len(p.hearers) == 0 {
		return
	}
	n := news{kind, compact(data)}
	for hearer := range p.hearers {
		select {
		case hearer <- n:
		default:
			delete(p.hearers, hearer)
			close(hearer)
		}
	}
}

func (p *Platform) stream(w http.ResponseWriter, r *http.Request) {
	hearer := make(chan news, 512)
	p.mu.Lock()
	p.hearers[hearer] = true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.hearers, hearer)
		p.mu.Unlock()
	}()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a server's write time-out is not meant for streams
	fmt.Fprint(w, ": LINE in a box\n\n")
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	for out.Flush() == nil {
		select {
		case n, ok := <-hearer:
			if !ok {
				return
			}
			fmt.Fprintf(w, "event: %s\ndata: %s\n\n", n.kind, n.data)
		case <-beat.C:
			fmt.Fprint(w, ": still here\n\n")
		case <-r.Context().Done():
			return
		case <-p.ctx.Done():
			return
		}
	}
}
