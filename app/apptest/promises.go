package apptest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tambon/services/selfcheck"
	"tambon/store"
)

// Broken lists the promises that a database breaks; a test wants none.
func Broken(t testing.TB, s *store.Store, now time.Time) []string {
	t.Helper()
	var list []string
	for _, p := range selfcheck.Promises(now.UTC()) {
		r, err := selfcheck.Check(context.Background(), s, p)
		if err != nil {
			t.Fatal(err)
		}
		if r.Broken > 0 {
			list = append(list, fmt.Sprintf("%s: broken %d times", r.Name, r.Broken))
		}
	}
	return list
}
