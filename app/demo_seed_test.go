package app

import (
	"context"
	"io"
	"testing"
	"time"
)

// TestDemoPushesToNobodyWithoutLINE lets the reminders of the demo's bookings by
// telephone fall due. LINE is not even listening: a push would fail.
func TestDemoPushesToNobodyWithoutLINE(t *testing.T) {
	t.Parallel()
	c := &call{errors: io.Discard, environ: []string{"DATA_DIR=" + t.TempDir()}}
	cfg, site, err := demoConfig(c, false)
	if err != nil {
		t.Fatal(err)
	}
	a, platform, err := newDemo(t.Context(), c, cfg, site, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	defer platform.Close()
	count := func(state string) (n int) {
		err := a.Store.DB(t.Context()).Raw("SELECT count(*) FROM river_job WHERE kind = 'booking.remind' AND state " + state).Scan(&n).Error
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if count("= 'scheduled'") == 0 {
		t.Fatal("the demo's bookings have no reminders; want some to try")
	}
	for range 4 * 24 {
		platform.Advance(time.Hour)
		if count("= 'available'") > 0 {
			break
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- a.Run(ctx) }()
	for count("IN ('available', 'running', 'retryable')") > 0 { // a failed one is given up in the end
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	if err := <-ran; err != nil {
		t.Error(err)
	}
	var pushes int
	if err := a.Store.DB(t.Context()).Raw("SELECT count(*) FROM pushes").Scan(&pushes).Error; err != nil || pushes > 0 || count("= 'completed'") == 0 {
		t.Errorf("%d pushes were begun (%v), %d reminders are done; want them done without a push", pushes, err, count("= 'completed'"))
	}
}
