package bench

// The real binary: how long until it is ready, how much memory it holds.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tambon/store"
)

const (
	idleFor    = 30 * time.Second
	idleMB     = 60
	demoFirst  = 3.0 // seconds
	demoAgain  = 1.0
	startLimit = 30 * time.Second
)

// A process is a running tambon.
type process struct {
	b    *testing.B
	cmd  *exec.Cmd
	said *bytes.Buffer
	url  string
	done bool
}

// binary is the program that make build makes.
func binary(b *testing.B) string {
	b.Helper()
	path, err := filepath.Abs("../bin/tambon")
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		b.Fatalf("%v; run make build first, make bench does", err)
	}
	return path
}

// start runs a command of tambon and waits until it is ready.
func start(b *testing.B, command string, env []string) (*process, time.Duration) {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	p := &process{b: b, cmd: exec.Command(binary(b), command), said: &bytes.Buffer{}, url: "http://" + address}
	p.cmd.Env = append([]string{"ADDR=" + address, "PATH=" + os.Getenv("PATH")}, env...)
	p.cmd.Stdout, p.cmd.Stderr = p.said, p.said
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.stop)
	for {
		resp, err := http.Get(p.url + "/readyz")
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return p, time.Since(began)
			}
		}
		if time.Since(began) > startLimit {
			p.stop()
			b.Fatalf("tambon %s is not ready after %s:\n%s", command, startLimit, p.said)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// stop ends the process as a service manager would, and waits.
func (p *process) stop() {
	if p.done {
		return
	}
	p.done = true
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			_ = p.cmd.Process.Kill()
		}
	})
	if err := p.cmd.Wait(); err != nil {
		p.b.Errorf("tambon did not stop well: %v\n%s", err, p.said)
	}
}

// memory returns a field of the process's status, in MB of 2^20 bytes.
func (p *process) memory(field string) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.b.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, field+":"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				p.b.Fatal(err)
			}
			return kb / 1024
		}
	}
	p.b.Fatalf("no %s in the process's status", field)
	return 0
}

// cpu is how much processor time the process has used.
func (p *process) cpu() time.Duration { return cpu(strconv.Itoa(p.cmd.Process.Pid)) }

func cpu(pid string) time.Duration {
	raw, _ := os.ReadFile("/proc/" + pid + "/stat")
	_, rest, _ := strings.Cut(string(raw), ") ") // the program's name may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	var sum time.Duration
	for _, field := range fields[11:13] { // user and system time in ticks of 10 ms
		n, _ := strconv.ParseInt(field, 10, 64)
		sum += time.Duration(n) * 10 * time.Millisecond
	}
	return sum
}

// BenchmarkIdleMemory starts as many servers as there are rounds, on each
// database, and looks at all of them after they stood idle.
func BenchmarkIdleMemory(b *testing.B) {
	const where = "http://127.0.0.1:9" // nothing is sent
	var lite, pg []*process
	for range rounds {
		p, _ := start(b, "serve", environment(b, address(b, store.SQLite), where))
		lite = append(lite, p)
		p, _ = start(b, "serve", environment(b, address(b, store.Postgres), where))
		pg = append(pg, p)
	}
	figures := measure(b, fmt.Sprintf("idle memory of tambon serve · MB resident after %s, in brackets without the program file", idleFor),
		"sqlite", "(anonymous)", "postgres", "(anonymous)")
	time.Sleep(idleFor)
	for i := range rounds {
		figures.row(busy(), lite[i].memory("VmRSS"), lite[i].memory("RssAnon"), pg[i].memory("VmRSS"), pg[i].memory("RssAnon"))
	}
	m := figures.close()
	figures.atMost("idle memory on PostgreSQL", "MB", m[2], idleMB)
	figures.atMost("idle memory on SQLite", "MB", m[0], idleMB)
}

// BenchmarkDemoReady measures from starting the demo to its first ready answer.
func BenchmarkDemoReady(b *testing.B) {
	figures := measure(b, "tambon demo ready · seconds; the floor is tambon version, which only starts", "version", "first time", "again")
	for range rounds {
		load, env := busy(), []string{"DATA_DIR=" + b.TempDir()}
		began := time.Now()
		if err := exec.Command(binary(b), "version").Run(); err != nil {
			b.Fatal(err)
		}
		floor := time.Since(began)
		p, first := start(b, "demo", env)
		p.stop()
		p, again := start(b, "demo", env)
		p.stop()
		figures.row(load, floor.Seconds(), first.Seconds(), again.Seconds())
	}
	m := figures.close()
	figures.atMost("demo the first time", "s", m[1], demoFirst)
	figures.atMost("demo again", "s", m[2], demoAgain)
}
