// Package console is the pages of staff: server-rendered, made of the parts in
// part_*.go, a small file for each page. Every route stands in routes.go with
// what one must be allowed to use it; nothing is reached in another way.
package console

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"tambon/line"
	"tambon/services/audit"
	"tambon/services/booking"
	"tambon/services/chat"
	"tambon/services/resident"
	"tambon/services/schedule"
	"tambon/services/setting"
	"tambon/services/staff"
	"tambon/store"

	"github.com/labstack/echo/v4"
)

// Console answers the pages of staff. Fill it and call Mount.
type Console struct {
	Settings  *setting.Service
	PublicURL string // where browsers reach it: https, or a loopback address
	Zone      *time.Location
	Now       func() time.Time
	Log       *slog.Logger
	Dist      fs.FS // the built front end
	Staff     *staff.Service
	Audit     *audit.Service
	Machine   Machine
	Bookings  *booking.Service
	Residents *resident.Service
	Schedule  *schedule.Service
	Chats     *chat.Service
	Store     *store.Store
	Wire      Wire            // nil: pages ask by the clock
	Stopping  <-chan struct{} // closed when the program begins to stop: lines end
	Beat      time.Duration   // between two looks of a line; 0: ten seconds
	LINE      *line.Login     // nil where the town has no LINE Login channel
	// Farewell tells a resident in LINE that they are erased now, and how many
	// bookings that cancels; told is false where LINE does not reach them. The key
	// is a UUID: the same one tells once. Nil: nobody is told.
	Farewell func(ctx context.Context, residentID, key string, cancelled int) (told bool, err error)
	// Away reports that the database does not answer.
	Away func(context.Context) bool
	// Eyes is the demo's: pages open without a login, through the eyes of one of
	// these people. Nil everywhere else.
	Eyes []Eye

	paper  *paper
	origin *http.CrossOriginProtection
}

// An Eye is one of the demo's people.
type Eye struct {
	Role    staff.Role
	StaffID string
}

// Mount adds every route of the console to e.
func (c *Console) Mount(e *echo.Echo) {
	c.paper = newPaper(c.Dist)
	c.origin = http.NewCrossOriginProtection()
	if u, err := url.Parse(c.PublicURL); err == nil {
		// A proxy may have changed the Host; what has no origin is judged without it.
		_ = c.origin.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	for _, r := range c.routes() {
		e.Add(r.method, Root+r.path, c.door(r))
	}
	e.GET(Root, func(x echo.Context) error { return x.Redirect(http.StatusMovedPermanently, Root+"/") })
}

// Root is where the console begins.
const Root = "/console"

// in is an address of the console.
func in(path string) string { return Root + path }
