package storetest

// A line to a server that a test can cut, freeze and mend.

import (
	"errors"
	"io"
	"net"
	"sync"
	"testing"
)

// A Line passes bytes between this process and a server.
type Line struct {
	target   string
	listener net.Listener

	mu     sync.Mutex
	mended *sync.Cond
	state  state
	open   map[net.Conn]struct{}
	dialed int
}

type state int

const (
	whole  state = iota
	cut          // every connection ends, and so does each new one
	frozen       // connections stay, and nothing passes
)

func newLine(t testing.TB, target string) *Line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{target: target, listener: listener, open: map[net.Conn]struct{}{}}
	l.mended = sync.NewCond(&l.mu)
	var working sync.WaitGroup
	working.Go(func() {
		for {
			conn, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err == nil {
				working.Go(func() { l.serve(conn) })
			}
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		l.Cut()
		working.Wait()
	})
	return l
}

// Addr is the line's near end, host:port.
func (l *Line) Addr() string { return l.listener.Addr().String() }

// Dialed is how many connections were tried.
func (l *Line) Dialed() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dialed
}

// Cut ends every connection, and each new one at once, as a killed server does.
func (l *Line) Cut() { l.turn(cut) }

// Freeze lets nothing pass, as a server does that hangs.
func (l *Line) Freeze() { l.turn(frozen) }

// Mend lets bytes pass again.
func (l *Line) Mend() { l.turn(whole) }

func (l *Line) turn(to state) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state = to
	if to == cut {
		for conn := range l.open {
			_ = conn.Close()
		}
	}
	l.mended.Broadcast()
}

func (l *Line) serve(near net.Conn) {
	defer func() { _ = near.Close() }()
	if !l.begin(near) {
		return
	}
	defer l.end(near)
	far, err := net.Dial("tcp", l.target)
	if err != nil || !l.join(far) {
		return
	}
	defer l.end(far)
	var both sync.WaitGroup
	both.Go(func() { l.pass(far, near) })
	both.Go(func() { l.pass(near, far) })
	both.Wait()
}

func (l *Line) begin(near net.Conn) bool {
	l.mu.Lock()
	l.dialed++
	l.mu.Unlock()
	return l.join(near)
}

func (l *Line) join(conn net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.state == cut {
		_ = conn.Close()
		return false
	}
	l.open[conn] = struct{}{}
	return true
}

func (l *Line) end(conn net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = conn.Close()
	delete(l.open, conn)
}

// pass copies until either end is closed, and then closes both.
func (l *Line) pass(to io.WriteCloser, from io.ReadCloser) {
	defer func() { _, _ = to.Close(), from.Close() }()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		l.mu.Lock()
		for l.state == frozen {
			l.mended.Wait()
		}
		l.mu.Unlock()
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
