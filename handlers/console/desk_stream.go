package console

// The line of server-sent events: says that the desk changed, never what.

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"tambon/services/booking"
	"tambon/services/staff"

	"github.com/labstack/echo/v4"
)

// A Wire carries nudges between replicas and reports whether it does.
type Wire interface {
	Listen(ctx context.Context, topics ...string) <-chan string
	Present() bool
}

const (
	// streamBeat is how often a line says that it lives and looks whether its
	// session does. Proxies cut what is silent for a minute.
	streamBeat = 10 * time.Second
	// streamMinute is how many beats later the page looks again by itself: how long
	// somebody waits stands on it.
	streamMinute = 6
	// streamSlow is how long a browser may take to read.
	streamSlow = 10 * time.Second
)

// deskStream is one browser tab's line. It ends with the session, when Redis is
// away (the page then asks every few seconds) and when the program stops.
func (c *Console) deskStream(v *visit) error {
	d := c.view(v)
	return c.stream(v, booking.DeskTopic(d.centre, d.day), "desk", "booking.read", d.centre)
}

// stream is a line on which a browser hears the name when the topic was nudged,
// as long as its person may do the act in the centre.
func (c *Console) stream(v *visit, topic, name string, act staff.Permission, centre string) error {
	if c.Wire == nil || !c.Wire.Present() {
		return v.NoContent(http.StatusServiceUnavailable)
	}
	ctx, cancel := context.WithCancel(v.Request().Context())
	defer cancel()
	news := c.Wire.Listen(ctx, topic)
	line := http.NewResponseController(v.Response())
	// The server's deadline for reading a request would end the line.
	_ = line.SetReadDeadline(time.Time{})
	v.Response().Header().Set(echo.HeaderContentType, "text/event-stream")
	v.Response().Header().Set("X-Accel-Buffering", "no") // nginx
	v.Response().WriteHeader(http.StatusOK)
	beat := time.NewTicker(c.beat())
	defer beat.Stop()
	words := ": here\n\n"
	for n := 1; ; {
		_ = line.SetWriteDeadline(time.Now().Add(streamSlow))
		if _, err := fmt.Fprint(v.Response(), words); err != nil {
			return nil // the browser has gone
		}
		if err := line.Flush(); err != nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-c.Stopping:
			return nil
		case _, ok := <-news:
			if !ok {
				return nil
			}
			words = "event: nudge\ndata: " + name + "\n\n"
		case <-beat.C:
			if !c.Wire.Present() || !c.stillIn(ctx, v, act, centre) {
				return nil
			}
			words = ": here\n\n"
			if n++; n%streamMinute == 0 {
				words = "event: nudge\ndata: " + name + "\n\n"
			}
		}
	}
}

func (c *Console) beat() time.Duration {
	if c.Beat > 0 {
		return c.Beat
	}
	return streamBeat
}

// stillIn reports whether who holds the line may still do the act there. A database
// that does not answer ends nobody's line.
func (c *Console) stillIn(ctx context.Context, v *visit, act staff.Permission, centre string) bool {
	who, err := c.Staff.Still(ctx, v.in)
	if v.in.Session.ID == "demo" {
		who, err = c.Staff.Identity(ctx, v.in.Who.ID)
	}
	return err != nil && !errors.Is(err, staff.ErrOver) || err == nil && who.May(act, centre)
}
