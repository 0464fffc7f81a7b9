package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"tambon/config"
	"tambon/web"
)

// drainTime is how long requests at work may take once the program is told to stop.
const drainTime = 8 * time.Second

func serve(ctx context.Context, c *call) error {
	if err := c.flags("serve", nil); err != nil {
		return err
	}
	cfg, site, err := c.load(config.LINE)
	if err != nil {
		return err
	}
	log := c.logger()
	if !web.Built() {
		log.Warn("the front end was not built into this program: cards go without pictures; run make build")
	}
	if cfg.SiteFile == "" {
		log.Warn("SITE_FILE is not set: this serves as the municipality of Pak Phun")
	}
	a, err := New(ctx, Options{Config: cfg, Site: site, Log: log})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.Prepare(ctx); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return fmt.Errorf("ADDR: %w", err)
	}
	if err := a.inviteFounder(ctx, c.out, listener.Addr()); err != nil {
		return err
	}
	log.Info("listening", "addr", listener.Addr().String(), "version", Version)
	// A small machine runs other programs too: what only the start needed is given back.
	defer time.AfterFunc(settled, debug.FreeOSMemory).Stop()
	return a.serveOn(ctx, listener)
}

// settled is when what the start does is done.
const settled = 5 * time.Second

// Prepare writes the town's facts, with what staff set, and opens the coming days.
func (a *App) Prepare(ctx context.Context) error {
	if err := a.Schedule.Sync(ctx, a.Settings.Town().Site); err != nil {
		return err
	}
	_, err := a.Schedule.OpenSlots(ctx)
	return err
}

// serveOn answers requests and works until ctx ends, then drains: no new
// requests, those at work finish, then the events and jobs that have begun.
func (a *App) serveOn(ctx context.Context, listener net.Listener, onStop ...func()) error {
	server := &http.Server{
		Handler:           a.Handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ran := make(chan error, 1)
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	go func() { ran <- a.Run(work) }()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()

	var failed error
	select {
	case <-ctx.Done():
	case failed = <-served:
	case failed = <-ran:
		ran <- nil
	}
	drain, done := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer done()
	close(a.stopping)
	for _, stop := range onStop {
		stop()
	}
	stopped := server.Shutdown(drain)
	stopWork()
	if errors.Is(failed, http.ErrServerClosed) {
		failed = nil
	}
	return errors.Join(failed, stopped, <-ran)
}
