package simulator

// The token bucket, in a time of its own.

import (
	"testing"
	"time"
)

func TestBucket(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	var b bucket
	for i := range 100 {
		if !b.take(rate{100, time.Second}, now) {
			t.Fatalf("call %d of the allowed 100 should pass", i+1)
		}
	}
	if b.take(rate{100, time.Second}, now) {
		t.Error("the 101st call at once should be refused")
	}
	if !b.take(rate{100, time.Second}, now.Add(10*time.Millisecond)) {
		t.Error("10 ms later one more should pass")
	}
	if b.take(rate{100, time.Second}, now.Add(10*time.Millisecond)) {
		t.Error("but not two")
	}
	passed := 0
	for range 200 {
		if b.take(rate{100, time.Second}, now.Add(time.Hour)) {
			passed++
		}
	}
	if passed != 100 {
		t.Errorf("after a long pause a burst of 100 should pass, not %d", passed)
	}
}
