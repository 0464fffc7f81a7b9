package crash

// The processes that are killed and frozen, always by their own id.

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// patience bounds every wait; no test measures it.
const patience = 2 * time.Minute

// A nursery starts children and ends all of them when its test ends.
type nursery struct {
	t     *testing.T
	tasks chan func()
	mu    sync.Mutex
	all   []*child
	lines []net.Listener // which its children speak into; closed when they are gone
}

func newNursery(t *testing.T) *nursery {
	n := &nursery{t: t, tasks: make(chan func())}
	go func() {
		// A child's death signal is bound to the thread that started it.
		runtime.LockOSThread()
		for task := range n.tasks {
			task()
		}
	}()
	t.Cleanup(func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		for _, c := range n.all {
			c.kill()
			if said := c.said(); t.Failed() && said != "" {
				t.Logf("process %d said last:\n%s", c.cmd.Process.Pid, said)
			}
		}
		for _, l := range n.lines {
			_ = l.Close()
		}
		close(n.tasks)
	})
	return n
}

// A child is one `tambon serve` process.
type child struct {
	cmd   *exec.Cmd
	addr  string // where it listens
	gone  chan struct{}
	ended atomic.Bool // we wanted it to end
	mu    sync.Mutex
	words []string // its last warnings and errors
}

// start runs a program and returns once it listens.
func (n *nursery) start(program string, env []string) (*child, error) {
	c := &child{cmd: exec.Command(program, "serve"), gone: make(chan struct{})}
	c.cmd.Env = env
	own(c.cmd)
	out, err := c.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	started := make(chan error)
	n.tasks <- func() { started <- c.cmd.Start() }
	if err := <-started; err != nil {
		return nil, err
	}
	n.mu.Lock()
	n.all = append(n.all, c)
	n.mu.Unlock()
	listening := make(chan string, 1)
	go func() {
		c.listen(out, listening)
		err := c.cmd.Wait()
		close(c.gone)
		if !c.ended.Load() {
			n.t.Errorf("process %d ended by itself: %v\n%s", c.cmd.Process.Pid, err, c.said())
		}
	}()
	select {
	case c.addr = <-listening:
		return c, nil
	case <-c.gone:
		return nil, fmt.Errorf("process %d ended before it listened:\n%s", c.cmd.Process.Pid, c.said())
	case <-time.After(patience):
		return nil, fmt.Errorf("process %d does not listen after %s:\n%s", c.cmd.Process.Pid, patience, c.said())
	}
}

func (c *child) listen(out io.Reader, listening chan<- string) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var said struct{ Level, Msg, Addr string }
		if json.Unmarshal(lines.Bytes(), &said) == nil && said.Msg == "listening" {
			listening <- said.Addr
		}
		if said.Level == "INFO" || strings.HasPrefix(said.Msg, "the front end was not built") {
			continue
		}
		c.mu.Lock()
		c.words = append(c.words, lines.Text())
		c.words = c.words[max(0, len(c.words)-30):]
		c.mu.Unlock()
	}
}

func (c *child) said() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.words, "\n")
}

// kill ends the process as a power cut of the process alone: no signal that it
// could hear. It returns when it is gone.
func (c *child) kill() {
	c.ended.Store(true)
	_ = c.cmd.Process.Signal(syscall.SIGKILL) // it may be gone already
	<-c.gone
}

func (c *child) freeze() error { return c.cmd.Process.Signal(syscall.SIGSTOP) }
func (c *child) wake() error   { return c.cmd.Process.Signal(syscall.SIGCONT) }
