// Package handlers is the HTTP edge: the webhook, the console's pages, the
// public pages, and the endpoints for operators. Every route stands in this
// file.
package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	"tambon/handlers/console"
	"tambon/handlers/public"
	"tambon/line/inbox"
	"tambon/services"
	"tambon/services/chat"
	"tambon/services/setting"
	"tambon/store"
	"tambon/web"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Server is what the edge needs. Fill it and call Handler.
type Server struct {
	Secrets  []string // of the channel, two while they rotate
	Settings *setting.Service
	Zone     *time.Location
	Now      func() time.Time
	Log      *slog.Logger
	Store    *store.Store
	Inbox    *inbox.Inbox
	Pictures *public.Pictures
	Console  *console.Console
	Chats    *chat.Service // whose pictures LINE fetches; nil: none
	Metrics  *prometheus.Registry
	HTTPS    bool // PUBLIC_URL is https: browsers are told to come by nothing else
	// Demo opens the console without login and gives the phone's page the root.
	// It is nil outside tambon demo.
	Demo *Demo
}

// Demo is what only the demo serves.
type Demo struct {
	Simulator http.Handler // LINE in a box, at every path that is not Tambon's
	Public    bool         // reachable from other machines: no open console, any Host
}

// Handler returns every route of the program.
func (s *Server) Handler() http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = s.fail
	e.Use(s.measure(), s.recovers(), s.secure)
	if s.Demo != nil && !s.Demo.Public {
		e.Pre(onlyLoopback)
	}

	e.POST("/webhook", s.webhook)

	e.GET("/healthz", s.alive)
	e.GET("/readyz", s.ready)
	e.GET("/metrics", echo.WrapHandler(promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{})))

	e.GET("/pictures/:kind/:name", s.Pictures.Show)
	e.GET("/privacy", public.Privacy(s.Settings.Town))
	if s.Chats != nil {
		e.GET("/pictures/chat/:name", public.Sent(s.Chats))
	}
	e.GET("/page.css", public.Style)
	e.GET("/assets/*", public.Assets(web.Dist()))

	if s.Console != nil {
		s.Console.Mount(e)
	}
	if s.Demo != nil {
		e.Any("/*", echo.WrapHandler(s.Demo.Simulator))
	}
	return e
}

// recovers answers 500 to a panic and logs where it was, not its value, which
// may be somebody's words.
func (s *Server) recovers() echo.MiddlewareFunc {
	return middleware.RecoverWithConfig(middleware.RecoverConfig{
		DisableStackAll: true,
		LogErrorFunc: func(c echo.Context, _ error, stack []byte) error {
			s.Log.ErrorContext(c.Request().Context(), "panic", "path", c.Path(), "stack", string(stack))
			return echo.ErrInternalServerError
		},
	})
}

// secure sets the headers of every page.
func (s *Server) secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()")
		if s.HTTPS && !loopback(c.Request().Host) {
			// Without includeSubDomains: the town's other names are not ours.
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// onlyLoopback answers nobody who came by another name: a page elsewhere whose
// name was made to point here must not drive the demo.
func onlyLoopback(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if loopback(c.Request().Host) {
			return next(c)
		}
		return c.String(http.StatusMisdirectedRequest, "This demo answers to localhost only.\n")
	}
}

// loopback reports a Host that names this machine.
func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return slices.Contains([]string{"localhost", "127.0.0.1", "[::1]", "::1"}, host)
}

// statuses is what each kind of refusal is in HTTP.
var statuses = map[services.Kind]int{
	services.Invalid: http.StatusBadRequest, services.NotFound: http.StatusNotFound, services.Conflict: http.StatusConflict,
	services.Forbidden: http.StatusForbidden, services.Unavailable: http.StatusServiceUnavailable, services.Internal: http.StatusInternalServerError,
}

// fail answers an error: a refusal by its kind, anything else without its words.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status := http.StatusInternalServerError
	var known *echo.HTTPError
	if errors.As(err, &known) {
		status = known.Code
	} else {
		kind, _, _ := services.Explain(err)
		status = statuses[kind]
	}
	if status >= http.StatusInternalServerError && status != http.StatusServiceUnavailable {
		s.Log.ErrorContext(c.Request().Context(), "request failed", "path", c.Path(), "err", err)
	}
	_ = c.String(status, http.StatusText(status)+"\n")
}

func (s *Server) alive(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// ready says whether this replica can take events now.
func (s *Server) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), time.Second)
	defer cancel()
	err := s.Store.Ping(ctx)
	if err == nil {
		err = s.Inbox.Ready(ctx)
	}
	if err != nil {
		return c.String(http.StatusServiceUnavailable, "the database does not take events now\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

// measure counts requests by route, never by path: paths may name people.
func (s *Server) measure() echo.MiddlewareFunc {
	took := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "tambon_http_seconds", Help: "Time to answer, by route and status.",
		Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2},
	}, []string{"route", "status"})
	s.Metrics.MustRegister(took)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start := time.Now()
			err := next(c)
			if err != nil {
				c.Error(err)
			}
			took.WithLabelValues(c.Path(), strconv.Itoa(c.Response().Status)).Observe(time.Since(start).Seconds())
			return nil
		}
	}
}
