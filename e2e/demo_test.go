// Package e2e drives the demo as people do: Debian's Chromium, a phone tapped and
// typed on, the nurse's page beside it.
package e2e

// The demo under test: this very program, started again as `tambon demo`.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"tambon/app"
	"tambon/config"
)

// patience bounds every wait; no test measures it.
const patience = 60 * time.Second

const asDemo = "TAMBON_E2E_DEMO"

// TestMain is the program itself when a test starts it as the demo.
func TestMain(m *testing.M) {
	if args := os.Getenv(asDemo); args != "" {
		os.Exit(app.Main(strings.Fields(args), os.Environ(), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// full says that nothing may be missing: make test brings every part.
func full() bool { return os.Getenv("TAMBON_TEST") == "full" }

// A demo is a running `tambon demo` with an empty DATA_DIR.
type demo struct {
	t    *testing.T
	url  string    // without a slash at the end
	also []string  // other origins that its pages may speak to
	link string    // of the console's first set-up, with --public
	day  time.Time // tomorrow in the demo, midnight UTC; today and tomorrow have every weekday service
}

// startDemo starts the demo on a free port, its clock at 10:00 of a working day
// before another one. It stops as Ctrl-C stops it, which must end well.
func startDemo(t *testing.T, flags ...string) *demo {
	t.Helper()
	d := &demo{t: t}
	folder := t.TempDir()
	stop := d.start(folder, flags)
	d.setClock()
	if d.link != "" { // it was made before the days that the clock went on, and may be over
		stop()
		stop = d.start(folder, flags)
	}
	t.Cleanup(stop)
	return d
}

// start starts the demo in a folder and returns what stops it.
func (d *demo) start(folder string, flags []string) (stop func()) {
	d.t.Helper()
	program, err := os.Executable()
	if err != nil {
		d.t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), asDemo+"=demo --small "+strings.Join(flags, " "), "ADDR=127.0.0.1:0", "DATA_DIR="+folder)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	stop = func() {
		_ = cmd.Process.Signal(syscall.SIGINT)
		late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		defer late.Stop()
		_, _ = io.Copy(io.Discard, out)
		if err := cmd.Wait(); err != nil {
			d.t.Errorf("the demo should stop well on Ctrl-C: %v\n%s", err, &errs)
		}
	}
	d.url, d.link = "", ""
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for (d.url == "" || len(flags) > 0 && d.link == "") && lines.Scan() {
		d.link = regexp.MustCompile(`/console/join/\w+`).FindString(lines.Text())
		if found := regexp.MustCompile(`http://localhost:\d+`).FindString(lines.Text()); found != "" && d.url == "" {
			d.url = found
		}
	}
	late.Stop()
	if d.url == "" {
		stop()
		d.t.Fatalf("the demo should say where its phone is; it said\n%s", &errs)
	}
	return stop
}

// setClock moves the demo on to the first working day that has another after it.
func (d *demo) setClock() {
	d.t.Helper()
	zone := time.FixedZone("Bangkok", 7*60*60)
	site, err := config.LoadSite("")
	if err != nil {
		d.t.Fatal(err)
	}
	closed := map[string]bool{}
	for _, c := range site.Closures {
		closed[time.Time(c.Day.Time()).Format(time.DateOnly)] = true
	}
	works := func(day time.Time) bool {
		return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !closed[day.Format(time.DateOnly)]
	}
	now := time.Now().In(zone)
	day := time.Date(now.Year(), now.Month(), now.Day()+1, 10, 0, 0, 0, zone)
	for !works(day) || !works(day.AddDate(0, 0, 1)) {
		day = day.AddDate(0, 0, 1)
	}
	d.call("clock", map[string]any{"to": day.Format(time.RFC3339)}, nil)
	d.day = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, time.UTC)
}

// call posts to the simulator's control API and reads the answer into out, if not nil.
func (d *demo) call(path string, in, out any) {
	d.t.Helper()
	status, said := d.post(path, in)
	if status != http.StatusOK {
		d.t.Fatalf("POST %s: want 200, got %d %s", path, status, said)
	}
	if out != nil {
		d.decode(path, said, out)
	}
}

// fetch reads what the control API answers to a GET.
func (d *demo) fetch(path string, out any) {
	d.t.Helper()
	status, said := d.send(http.MethodGet, path, nil)
	if status != http.StatusOK {
		d.t.Fatalf("GET %s: want 200, got %d %s", path, status, said)
	}
	d.decode(path, said, out)
}

// post returns the status and the body of the answer.
func (d *demo) post(path string, in any) (status int, said []byte) {
	d.t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.send(http.MethodPost, path, bytes.NewReader(body))
}

func (d *demo) send(method, path string, body io.Reader) (status int, said []byte) {
	d.t.Helper()
	request, err := http.NewRequest(method, d.url+"/simulator/v1/"+path, body)
	if err != nil {
		d.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	client := http.Client{Timeout: patience}
	answer, err := client.Do(request)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if said, err = io.ReadAll(answer.Body); err != nil {
		d.t.Fatal(err)
	}
	return answer.StatusCode, bytes.TrimSpace(said)
}

func (d *demo) decode(path string, said []byte, out any) {
	d.t.Helper()
	if err := json.Unmarshal(said, out); err != nil {
		d.t.Fatalf("%s answered %s: %v", path, said, err)
	}
}
