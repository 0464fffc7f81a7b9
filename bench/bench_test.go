// Package bench measures Tambon beside its floors. `make bench` runs it;
// docs/performance.md holds the figures and explains those that miss.
//
// A measurement has rounds; in each, the floor and Tambon are measured one
// right after the other, so that whatever else the machine does harms both.
// Medians are told, with the machine's load and what others took of it.
package bench

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// rounds is how often each figure is taken; its median is told.
const rounds = 5

const (
	calm     = 20.0 // per cent of the processors that others may use
	patience = 3 * time.Second
)

// A table collects the figures of one measurement, a column each.
type table struct {
	b       *testing.B
	columns []string
	values  [][]float64 // by column
}

// measure prints the head of a measurement.
func measure(b *testing.B, title string, columns ...string) *table {
	b.Helper()
	fmt.Printf("\n%s\n  %-8s", title, "round")
	for _, c := range columns {
		fmt.Printf("%*s", width(c), c)
	}
	fmt.Printf("   %s\n", "load, others' part of the processors")
	return &table{b: b, columns: columns, values: make([][]float64, len(columns))}
}

// row prints and keeps the figures of one round.
func (t *table) row(busy string, values ...float64) {
	fmt.Printf("  %-8s", fmt.Sprintf("%d/%d", len(t.values[0])+1, rounds))
	for i, v := range values {
		t.values[i] = append(t.values[i], v)
		fmt.Printf("%*s", width(t.columns[i]), figure(v))
	}
	fmt.Printf("   %s\n", busy)
}

// close prints the medians and returns them.
func (t *table) close() []float64 {
	medians := make([]float64, len(t.values))
	fmt.Printf("  %-8s", "median")
	for i, v := range t.values {
		medians[i] = median(v)
		fmt.Printf("%*s", width(t.columns[i]), figure(medians[i]))
	}
	fmt.Println()
	return medians
}

// atLeast and atMost print a figure beside what is wanted of it.
func (t *table) atLeast(name, unit string, got, want float64) {
	t.verdict(name, unit, got, "≥", want, got >= want)
}

func (t *table) atMost(name, unit string, got, want float64) {
	t.verdict(name, unit, got, "≤", want, got <= want)
}

func (t *table) verdict(name, unit string, got float64, sign string, want float64, ok bool) {
	word := "reached"
	if !ok {
		word = "MISSED"
	}
	fmt.Printf("  → %s: %s %s, wanted %s %s: %s\n", name, figure(got), unit, sign, figure(want), word)
	t.b.ReportMetric(got, strings.ReplaceAll(name, " ", "-")+"("+unit+")")
	t.b.ReportMetric(0, "ns/op") // means nothing here, and 0 hides it
}

func width(column string) int { return max(14, len(column)+3) }

func figure(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return 0
	}
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// quantile returns the smallest value that a share of them does not exceed.
func quantile(sorted []time.Duration, share float64) time.Duration {
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// busy tells the machine's load and how much of its processors others use while
// nothing is measured. It waits a few seconds for them to become calm.
func busy() string {
	others := 100.0
	for deadline := time.Now().Add(patience); others > calm && time.Now().Before(deadline); {
		before, idleBefore := ticks()
		time.Sleep(200 * time.Millisecond)
		after, idle := ticks()
		if others = 0; after > before {
			others = 100 * (1 - float64(idle-idleBefore)/float64(after-before))
		}
	}
	load, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := bytes.Cut(load, []byte(" "))
	return fmt.Sprintf("%s, %.0f %%", first, others)
}

// ticks reads the clock ticks of all processors since the start, and the idle ones.
func ticks() (all, idle int64) {
	raw, _ := os.ReadFile("/proc/stat")
	first, _, _ := strings.Cut(string(raw), "\n")
	for i, field := range strings.Fields(first) {
		n, _ := strconv.ParseInt(field, 10, 64)
		all += n
		if i == 4 || i == 5 { // idle, iowait
			idle += n
		}
	}
	return all, idle
}

// BenchmarkAMachine describes the machine: processors, and how long the disk
// takes to keep 8 KB for good, which bounds every commit.
func BenchmarkAMachine(b *testing.B) {
	model := "unknown processor"
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			model = strings.TrimSpace(value)
			break
		}
	}
	fmt.Printf("\n%s, %d processors, %s/%s, %s\n", model, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	t := measure(b, "keeping 8 KB: write and fsync", "ms")
	f, err := os.CreateTemp(b.TempDir(), "fsync")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 8<<10)
	for range rounds {
		load := busy()
		const times = 200
		began := time.Now()
		for i := range times {
			if _, err := f.WriteAt(page, int64(i%32)*int64(len(page))); err != nil {
				b.Fatal(err)
			}
			if err := f.Sync(); err != nil {
				b.Fatal(err)
			}
		}
		t.row(load, time.Since(began).Seconds()*1000/times)
	}
	b.ReportMetric(t.close()[0], "fsync-ms")
	b.ReportMetric(0, "ns/op")
}
