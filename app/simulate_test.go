package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tambon/config"
	"tambon/line/simulator"
)

// box runs tambon simulator until the test ends and returns what it printed.
type box struct {
	t         *testing.T
	out, errs *sink
	stop      func() error
}

// sink takes what a running command prints.
type sink struct {
	said chan string
	all  bytes.Buffer
}

func (s *sink) Write(p []byte) (int, error) { s.said <- string(p); return len(p), nil }

func (s *sink) until(t *testing.T, words string) string {
	t.Helper()
	for !strings.Contains(s.all.String(), words) {
		select {
		case more := <-s.said:
			s.all.WriteString(more)
		case <-time.After(20 * time.Second):
			t.Fatalf("there should be said %q, but there was only\n%s", words, s.all.String())
		}
	}
	return s.all.String()
}

func startBox(t *testing.T, environ []string, args ...string) *box {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	b := &box{t: t, out: &sink{said: make(chan string, 100)}, errs: &sink{said: make(chan string, 100)}}
	ended := make(chan error, 1)
	go func() {
		ended <- simulate(ctx, &call{args: append([]string{"--addr", "127.0.0.1:0"}, args...), environ: environ, out: b.out, errors: b.errs})
	}()
	var once bool
	b.stop = func() error {
		if once {
			return nil
		}
		once = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() { _ = b.stop() })
	select {
	case first := <-b.out.said:
		b.out.all.WriteString(first)
	case err := <-ended:
		ended <- err
		t.Fatalf("the simulator should run: %v", err)
	}
	b.out.until(t, "Ctrl-C")
	return b
}

// line is the value of a line such as LINE_API_URL=….
func (b *box) line(name string) string {
	b.t.Helper()
	m := regexp.MustCompile(`(?m)^  ` + name + `=(.*)$`).FindStringSubmatch(b.out.all.String())
	if m == nil {
		b.t.Fatalf("%s should be printed:\n%s", name, b.out.all.String())
	}
	return m[1]
}

func (b *box) ask(method, path, body string, into any) int {
	b.t.Helper()
	req, err := http.NewRequest(method, b.line("LINE_API_URL")+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+b.line("LINE_CHANNEL_TOKEN"))
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, _ := io.ReadAll(res.Body)
	if into != nil && json.Unmarshal(raw, into) != nil {
		b.t.Fatalf("%s %s answered %d %s", method, path, res.StatusCode, raw)
	}
	return res.StatusCode
}

func TestSimulatorPrintsWhatABotNeeds(t *testing.T) {
	t.Parallel()
	b := startBox(t, nil)
	var info struct{ DisplayName string }
	if status := b.ask("GET", "/v2/bot/info", "", &info); status != 200 {
		t.Errorf("the printed token should open LINE's API: %d", status)
	}
	if len(b.line("LINE_CHANNEL_SECRET")) != 32 || len(b.line("LINE_CHANNEL_TOKEN")) != 172 {
		t.Errorf("secret and token should have LINE's lengths:\n%s", b.out.all.String())
	}
	if !strings.Contains(b.out.all.String(), "--webhook") || !strings.Contains(b.out.all.String(), "--state") {
		t.Errorf("what is missing should be said:\n%s", b.out.all.String())
	}
	if err := b.stop(); err != nil {
		t.Errorf("the simulator should end in peace: %v", err)
	}
}

func TestSimulatorGoesOnWithItsState(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	first := startBox(t, nil, "--state", dir, "--frozen", "--start", "2026-11-25T08:30:00+07:00", "--plan", "free")
	var quota struct{ Value int }
	if first.ask("GET", "/v2/bot/message/quota", "", &quota); quota.Value != 300 {
		t.Errorf("the free plan has 300 messages, not %d", quota.Value)
	}
	first.ask("POST", "/simulator/v1/residents/somsri/text", `{"text":"ก่อน"}`, nil)
	first.ask("POST", "/simulator/v1/clock", `{"advance":"2h"}`, nil)
	secret, token := first.line("LINE_CHANNEL_SECRET"), first.line("LINE_CHANNEL_TOKEN")
	if err := (&boxFlags{addr: "127.0.0.1:0", state: dir}).inUse(); !errors.Is(err, simulator.ErrInUse) {
		t.Error("a second simulator should not take the folder")
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	again := startBox(t, nil, "--state", dir, "--frozen", "--start", "2026-11-25T08:30:00+07:00")
	if again.line("LINE_CHANNEL_SECRET") != secret || again.line("LINE_CHANNEL_TOKEN") != token {
		t.Error("secret and token that were made should be the same again")
	}
	var in struct{ Messages []struct{ Read []string } }
	again.ask("GET", "/simulator/v1/residents/somsri/messages", "", &in)
	if len(in.Messages) != 1 || in.Messages[0].Read[0] != "ก่อน" {
		t.Errorf("the chat should be there: %+v", in)
	}
	var state struct{ Now time.Time }
	again.ask("GET", "/simulator/v1/state", "", &state)
	if want := time.Date(2026, 11, 25, 3, 30, 0, 0, time.UTC); !state.Now.Equal(want) {
		t.Errorf("the clock should go on at %v, not %v", want, state.Now)
	}
}

// inUse opens the folder as a second simulator would.
func (b *boxFlags) inUse() error {
	cfg, err := b.config(&call{errors: io.Discard})
	if err != nil {
		return nil
	}
	p, err := openBox(b.state, cfg)
	if p != nil {
		p.Close()
	}
	return err
}

func TestSimulatorTakesSecretsFromElsewhere(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("from-a-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := startBox(t, []string{"SIMULATOR_SECRET=from-the-environment", "SIMULATOR_TOKEN=not-this"}, "--token", "@"+file)
	if b.line("LINE_CHANNEL_SECRET") != "from-the-environment" || b.line("LINE_CHANNEL_TOKEN") != "from-a-file" {
		t.Errorf("a flag goes before the environment:\n%s", b.out.all.String())
	}
}

func TestSimulatorTellsMistakesAtOnce(t *testing.T) {
	t.Parallel()
	err := simulate(context.Background(), &call{out: io.Discard, errors: io.Discard, args: []string{
		"--addr", ":8090", "--webhook", "https://api.line.me/webhook", "--plan", "gold", "--start", "tomorrow",
		"--switch", "nothing", "--switch", "manyPushesToOne=perhaps", "--world", "none.yaml", "--secret", "@none",
	}})
	if err == nil {
		t.Fatal("that should not run")
	}
	for _, want := range []string{"127.0.0.1:8090", "real LINE", "gold", "tomorrow", `"nothing" is no switch`, "manyPushesToOne is", "none.yaml", "--secret"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is wrong and is not told:\n%v", want, err)
		}
	}
}

func TestSimulatorWarnsWhenOthersCanCome(t *testing.T) {
	t.Parallel()
	tests := []struct {
		addr  string
		hosts []string
		local bool
		takes string
		leave string
	}{
		{"127.0.0.1:0", nil, true, "localhost:8090 127.0.0.1 [::1]:8090 127.9.9.9", "evil.example 192.168.1.7:8090 localhost.evil.example"},
		{"localhost:0", nil, true, "localhost", "box.example"},
		{"0.0.0.0:0", nil, false, "localhost 192.168.1.7:8090 [2001:db8::1]:8090", "box.example evil.example:8090"},
		{"192.168.1.7:0", []string{"box.example"}, false, "box.example:8090 BOX.example 192.168.1.7", "evil.example"},
	}
	for _, test := range tests {
		b := boxFlags{addr: test.addr, hosts: test.hosts}
		if b.local() != test.local {
			t.Errorf("%s: local is %t", test.addr, b.local())
		}
		for _, host := range strings.Fields(test.takes) {
			if !b.answersTo(host) {
				t.Errorf("%s should answer to %s", test.addr, host)
			}
		}
		for _, host := range strings.Fields(test.leave) {
			if b.answersTo(host) {
				t.Errorf("%s should not answer to %s", test.addr, host)
			}
		}
	}
	var errs bytes.Buffer
	cfg, err := (&boxFlags{addr: "0.0.0.0:0"}).config(&call{errors: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	p, err := openBox("", cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	(&boxFlags{addr: "0.0.0.0:0"}).greet(&call{out: io.Discard, errors: &errs}, cfg, p, 1)
	if !strings.Contains(errs.String(), "Careful") {
		t.Errorf("an address that others reach should be warned of: %q", errs.String())
	}
}

func TestSimulatorRunsAWorldFile(t *testing.T) {
	t.Parallel()
	b := startBox(t, nil, "--world", filepath.Join("..", worldExample), "--webhook", "http://127.0.0.1:9/webhook", "--frozen")
	b.ask("POST", "/simulator/v1/clock", `{"to":"09:01"}`, nil)
	var state struct {
		Residents []struct {
			Name            string
			Friend, Blocked bool
			LastSeq         int
		}
	}
	b.ask("GET", "/simulator/v1/state", "", &state)
	want := map[string][3]any{"somsri": {true, false, 1}, "boonmee": {true, false, 0}, "kamon": {true, false, 0}, "manee": {false, true, 0}}
	for _, r := range state.Residents {
		if got := [3]any{r.Friend, r.Blocked, r.LastSeq}; got != want[r.Name] {
			t.Errorf("%s at 09:01 should be %v, not %v", r.Name, want[r.Name], got)
		}
	}
	if len(state.Residents) != len(want) {
		t.Errorf("there should be %d residents: %+v", len(want), state.Residents)
	}
}

func TestWorldFileIsRight(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("UTC+7", 7*60*60)
	cfg, err := readWorld(filepath.Join("..", worldExample), zone)
	if err != nil {
		t.Fatalf("the example should be without mistakes: %v", err)
	}
	if cfg.Quota != 300 || cfg.Bot.BasicID != "@pakphun" || !cfg.Switches.ManyPushesToOne || !cfg.Verified || len(cfg.Groups) != 2 || !cfg.Groups[0].Joined || !cfg.Groups[1].Room {
		t.Errorf("the example is read as %+v", cfg)
	}
	last := cfg.Script[len(cfg.Script)-1]
	if want := time.Date(2026, 11, 26, 8, 0, 0, 0, zone); !last.At.Equal(want) || last.Deed != "unfollow" {
		t.Errorf("an earlier hour is the next day's: %+v", last)
	}
	if got := cfg.Script[2]; got.Who != "duty" || got.Deed != "text" || !strings.Contains(string(got.Body), `"as":"boonmee"`) {
		t.Errorf("a member acts in a group: %+v", got)
	}
}

func TestWorldFileMistakes(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, want string }{
		{"empty", "", "docs/world.yaml"},
		{"no YAML", "a: [", "not YAML"},
		{"unknown name", "bott: {}", `bott (line 1): "bott" means nothing here; known are bot, webhook`},
		{"no display name", "residents:\n  - name: somsri", "residents[0].displayName (line 2): is missing"},
		{"a Thai key", "residents:\n  - {name: สมศรี, displayName: a}", "residents[0].name (line 2): \"สมศรี\" does not fit; write small Latin letters"},
		{"twice", "residents:\n  - {name: a, displayName: a}\n  - {name: a, displayName: b}", "residents[1].name (line 3): \"a\" stands twice"},
		{"friend and blocked", "residents:\n  - {name: a, displayName: a, friend: true, blocked: true}", "residents[0].blocked (line 2): a cannot be a friend"},
		{"an unknown member", "residents:\n  - {name: a, displayName: a}\ngroups:\n  - {name: g, displayName: g, members: [a, b]}", `groups[0].members[1] (line 4): "b" is the name of no resident; write one of a`},
		{"a plan", "plan: gold", "plan (line 1): "},
		{"a time", "clock: 25-11-2569", "write it like 2026-11-25 08:30"},
		{"a Buddhist year", "clock: 2569-11-25 08:30", "write 2026"},
		{"the real LINE", "webhook: https://api.line.me/x", "real LINE"},
		{"a switch", "switches:\n  nothing: true", `switches.nothing (line 2): "nothing" is no switch; there are `},
		{"a switch's value", "switches:\n  manyPushesToOne: yes", "write true or false"},
		{"chat mode", "bot:\n  chatMode: both", `bot.chatMode (line 2): "both" does not fit; write one of bot, chat`},
		{"an hour", "script:\n  - {at: 9 am, who: a, text: x}", "script[0].at (line 2): 9 am is no time of day; write 16:30"},
		{"nobody", "script:\n  - {at: \"09:00\", who: a, text: x}", `script[0].who (line 2): "a" is the name of no resident and no group`},
		{"two things", "residents:\n  - {name: a, displayName: a}\nscript:\n  - {at: \"09:00\", who: a, text: x, do: follow}", "script[0] (line 4): does 2 things; write one of"},
		{"an unknown thing", "residents:\n  - {name: a, displayName: a}\nscript:\n  - {at: \"09:00\", who: a, do: fly}", "script[0].do (line 4): \"fly\" does not fit; write one of follow"},
		{"backwards", "clock: 2026-11-25 08:00\nresidents:\n  - {name: a, displayName: a}\nscript:\n  - {at: \"09:00\", day: 2026-11-24, who: a, text: x}", "script[0].day (line 5): is earlier"},
		{"an anchor", "bot: &a {name: b}", "& and * are not read"},
	}
	for _, test := range tests {
		_, err := parseWorld([]byte(test.file), time.UTC)
		var wrong config.Mistakes
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s should be told with %q: %v", test.name, test.want, err)
		}
	}
	_, err := parseWorld([]byte("plan: gold\nclock: now\nseed: x\nbot: {chatMode: z}\n"), time.UTC)
	var wrong config.Mistakes
	if !errors.As(err, &wrong) || len(wrong) != 4 {
		t.Errorf("all four mistakes should come at once: %v", err)
	}
}

func FuzzWorldFile(f *testing.F) {
	if raw, err := os.ReadFile(filepath.Join("..", worldExample)); err == nil {
		f.Add(raw)
	}
	f.Add([]byte("script:\n  - {at: \"24:00\", who: a, text: x}\nswitches: {a: b}"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if cfg, err := parseWorld(content, time.UTC); err == nil {
			p, err := openBox("", cfg)
			if err != nil {
				t.Fatal(err)
			}
			p.Close()
		}
	})
}
