package simulator_test

// What can fail, as the page offers it.

import (
	"encoding/json"
	"slices"
	"testing"

	"tambon/line/simulator"
)

func TestFaultsAreListed(t *testing.T) {
	s := begin(t, nil)
	if err := s.Fault(simulator.Fault{Endpoint: "push", Kind: simulator.Slow, Count: 2}); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Faults           []simulator.Fault
		Kinds, Endpoints []string
	}
	if err := json.Unmarshal([]byte(s.call("GET", v1+"faults", "", nil).body), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Faults) != 1 || !slices.Contains(got.Kinds, simulator.Lost500) || !slices.Equal(got.Endpoints, simulator.Endpoints()) {
		t.Errorf("the planned fault, all kinds and all endpoints should be listed: %+v", got)
	}
}
