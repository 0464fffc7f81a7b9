package simulator

// A log's bounds, in entries and in bytes.

import (
	"encoding/json"
	"testing"
)

func TestLogsAreBounded(t *testing.T) {
	for name, test := range map[string]struct {
		body  int
		least int
		most  int
	}{"small": {10, maxLog, maxLog}, "large": {maxLogged, 100, maxLogBytes / maxLogged}} {
		r := ring[Call]{}
		for range maxLog + 50 {
			r.add(Call{Seq: r.next(), Body: make(json.RawMessage, test.body)})
		}
		if n := len(r.kept); n < test.least || n > test.most {
			t.Errorf("%s calls: %d to %d should be kept, not %d", name, test.least, test.most, n)
		}
		if last := r.kept[len(r.kept)-1].Seq; last != maxLog+50 {
			t.Errorf("%s calls: the newest should be number %d, it is %d", name, maxLog+50, last)
		}
	}
}

func TestTheFolderKeepsTheNewestOfALog(t *testing.T) {
	r := ring[Delivery]{}
	for range 500 {
		r.add(Delivery{Seq: r.next()})
	}
	raw, err := json.Marshal(r.kept)
	if err != nil {
		t.Fatal(err)
	}
	back := ring[Delivery]{}
	if err := json.Unmarshal(raw, &back.kept); err != nil {
		t.Fatal(err)
	}
	if len(back.kept) != shownLog || back.next() != 501 {
		t.Errorf("of 500 the newest %d should come back and 501 be next, not %d and %d", shownLog, len(back.kept), back.next())
	}
}
