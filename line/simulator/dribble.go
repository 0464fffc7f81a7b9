package simulator

// An answer whose body comes slowly.

import (
	"net/http"
	"time"
)

const dribblePieces = 20

// dribble writes each body in pieces that together take Config.SlowBody. It ends
// early when the caller gives up.
type dribble struct {
	http.ResponseWriter
	p *Platform
	r *http.Request
}

func (d *dribble) Write(body []byte) (int, error) {
	out := http.NewResponseController(d.ResponseWriter)
	_ = out.SetWriteDeadline(time.Time{}) // a server's write time-out is not meant for this
	size := max(1, (len(body)+dribblePieces-1)/dribblePieces)
	pause := time.NewTicker(max(1, d.p.cfg.SlowBody/dribblePieces))
	defer pause.Stop()
	for done := 0; done < len(body); done += size {
		if err := out.Flush(); err != nil { // the head goes out before the first piece
			return done, err
		}
		select {
		case <-pause.C:
		case <-d.r.Context().Done():
			return done, d.r.Context().Err()
		case <-d.p.ctx.Done():
			return done, d.p.ctx.Err()
		}
		if n, err := d.ResponseWriter.Write(body[done:min(done+size, len(body))]); err != nil {
			return done + n, err
		}
	}
	return len(body), nil
}
