package app

import "context"

// Live is the demo's life, for tests.
func (a *App) Live(ctx context.Context) error { return a.live(ctx) }

// LifeName is the n-th name of the demo's people.
func LifeName(n int) string { return lifeName(n) }
