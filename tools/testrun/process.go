package main

// Children: how they are started, and how they and only they are stopped.

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// start runs cmd in a process group of its own, so that a Ctrl-C in the
// terminal reaches us first and we stop our children in order. When ctx ends,
// the group gets the signal, and after grace SIGKILL. The returned function
// waits for the end and gives the command's error; it may be called once.
func start(ctx context.Context, cmd *exec.Cmd, signal syscall.Signal, grace time.Duration) (wait func() error, err error) {
	own(cmd)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		_ = syscall.Kill(-cmd.Process.Pid, signal)
		select {
		case <-ended:
		case <-time.After(grace):
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		}
	}()
	return func() error {
		err := cmd.Wait()
		close(ended)
		return err
	}, nil
}

// step runs a command whose words matter only when it fails, and says every ten
// seconds that it is still at work.
func step(ctx context.Context, name string, cmd *exec.Cmd) error {
	var out tail
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	wait, err := start(ctx, cmd, syscall.SIGTERM, 10*time.Second)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	stop := every(10*time.Second, func() {
		fmt.Printf("  … %s, %s: %s\n", name, short(time.Since(began)), out.last())
	})
	err = wait()
	stop()
	if ctx.Err() != nil {
		return fmt.Errorf("%s: interrupted", name)
	}
	if err != nil {
		return fmt.Errorf("%s failed (%s): %w\n%s", name, strings.Join(cmd.Args, " "), err, out.text())
	}
	if took := time.Since(began); took > time.Second {
		fmt.Printf("%s: ready in %s\n", name, short(took))
	}
	return nil
}

// every calls fn at the interval until the returned function is called.
func every(interval time.Duration, fn func()) (stop func()) {
	done := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				fn()
			}
		}
	})
	return func() { close(done); ended.Wait() }
}

// tail keeps the last 8 KB of what a command says.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if extra := len(t.buf) - 8<<10; extra > 0 {
		t.buf = bytes.Clone(t.buf[extra:])
	}
	return len(p), nil
}

func (t *tail) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.buf))
}

func (t *tail) last() string {
	text := t.text()
	return strings.TrimSpace(text[strings.LastIndexAny(text, "\r\n")+1:])
}

// short writes a duration as people say it: 0.4 s, 12 s, 3 m 05 s.
func short(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return fmt.Sprintf("%d m %02d s", int(d.Minutes()), int(d.Seconds())%60)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
