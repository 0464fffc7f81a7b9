package e2e

// LINE's official Node SDK as a bot of LINE in a box: a whole conversation.

import (
	"bufio"
	"bytes"
	"context"
	"image"
	"image/color/palette"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tambon/line/simulator"
	"tambon/line/simulator/simtest"
)

// node returns a command of e2e/node with the settings of a bot. ok is false
// where it cannot run and need not; under make test that is a failure.
func node(t *testing.T, w *simtest.World, script string, args ...string) (cmd *exec.Cmd, ok bool) {
	t.Helper()
	_, missing := os.Stat(filepath.Join("node", "node_modules"))
	if missing != nil && !full() {
		return nil, false
	}
	if missing != nil {
		t.Fatal("LINE's Node SDK is not installed: run make node-sdk")
	}
	cmd = exec.CommandContext(t.Context(), "node", append([]string{script}, args...)...)
	cmd.Dir = "node"
	cmd.Env = append(os.Environ(), "LINE_API_URL="+w.URL, "LINE_CHANNEL_SECRET="+simtest.Secret, "LINE_CHANNEL_TOKEN="+simtest.Token)
	cmd.Stderr = os.Stderr
	return cmd, true
}

// ran runs a script to its end and returns what it printed.
func ran(t *testing.T, cmd *exec.Cmd, input []byte) string {
	t.Helper()
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v should end well: %v", cmd.Args, err)
	}
	return strings.TrimSpace(string(out))
}

// bot starts the Node bot and points the world at it; false as node has it.
func bot(t *testing.T, w *simtest.World) bool {
	t.Helper()
	cmd, ok := node(t, w, "bot.mjs")
	if !ok {
		return false
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	webhook, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the bot should print its webhook's address: %v", err)
	}
	w.At(strings.TrimSpace(webhook))
	return true
}

func TestNodeBot(t *testing.T) {
	w := simtest.Start(t, simulator.Config{})
	if !bot(t, w) {
		return
	}
	reads := func(got []string, want string) {
		t.Helper()
		if all := strings.Join(got, "\n"); !strings.Contains(all, want) {
			t.Errorf("the person should read %q, but reads:\n%s", want, all)
		}
	}
	reads(w.Follows("somsri"), "สวัสดี สมศรี ใจดี")
	reads(w.Picks("somsri", "เลือกวัน", "2026-12-03"), "2026-12-03")
	reads(w.Says("somsri", "การ์ด"), "คิวที่ 12")
	reads(w.Presses("somsri", "มาแล้ว"), "queue=12")
	reads(refusedThenSaid(t, w, "somsri", "ยาวไป"), "400 messages[0].text: Length must be between 0 and 5000")
	if got := strings.Join(w.SendsImage("somsri"), "\n"); !regexp.MustCompile(`รูป [1-9]\d+ ไบต์`).MatchString(got) {
		t.Errorf("the bot should have read the photo's bytes, but says %q", got)
	}
	got := w.Says("somsri", "ครั้งเดียว")
	got = append(got, w.Reads("somsri")...)
	reads(got, "ส่งครั้งเดียว")
	reads(got, "409 คำขอเดิม")
	if n := strings.Count(w.Transcript("somsri"), "ส่งครั้งเดียว"); n != 1 {
		t.Errorf("a push under one retry key should arrive once, not %d times:\n%s", n, w.Transcript("somsri"))
	}
}

// refusedThenSaid lets a person write what the bot first answers with something
// that LINE refuses, and returns what stands in the chat then.
func refusedThenSaid(t *testing.T, w *simtest.World, name, words string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), w.Patience)
	defer cancel()
	after := w.Does(w.Text(name, words)).Seq
	var read []string
	for len(read) == 0 {
		entries, err := w.Wait(ctx, name, after)
		if err != nil {
			t.Fatalf("the bot should answer %q: %v", words, err)
		}
		for _, e := range entries {
			after, read = e.Seq, append(read, e.Read...)
		}
	}
	return read
}

// The examples in other languages are whole tests of the Node bot.
func TestExamples(t *testing.T) {
	for program, script := range map[string]string{"node": "ask.mjs", "python3": "ask.py"} {
		t.Run(script, func(t *testing.T) {
			w := simtest.Start(t, simulator.Config{})
			if !bot(t, w) {
				return
			}
			cmd := exec.CommandContext(t.Context(), program, filepath.Join("examples", script), w.URL)
			cmd.Stderr = os.Stderr
			if said := ran(t, cmd, nil); said != "ok" {
				t.Errorf("%s should end with ok, but says %q", script, said)
			}
		})
	}
}

func TestNodeRichMenu(t *testing.T) {
	w := simtest.Start(t, simulator.Config{})
	cmd, ok := node(t, w, "richmenu.mjs")
	if !ok || !bot(t, w) {
		return
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewPaletted(image.Rect(0, 0, 2500, 843), palette.Plan9)); err != nil {
		t.Fatal(err)
	}
	made := ran(t, cmd, picture.Bytes())
	w.Follows("somsri")
	shown, err := w.RichMenu("somsri")
	if err != nil || shown == nil || shown.RichMenuID != made {
		t.Fatalf("somsri should see the menu %s that the SDK made, but sees %+v (%v)", made, shown, err)
	}
	if got := w.Presses("somsri", "จองคิว"); !slices.Contains(got, "ว่า จองคิว") {
		t.Errorf("the menu's area should say its text to the bot, but somsri reads %q", got)
	}
}

func TestNodeMulticast(t *testing.T) {
	w := simtest.Start(t, simulator.Config{Residents: []simulator.Resident{
		{Name: "somsri", DisplayName: "สมศรี ใจดี", Friend: true},
		{Name: "boonmee", DisplayName: "บุญมี สุขใจ", Friend: true},
	}})
	var ids []string
	for _, person := range w.State().Residents {
		ids = append(ids, person.UserID)
	}
	cmd, ok := node(t, w, "multicast.mjs", ids...)
	if !ok {
		return
	}
	if said := ran(t, cmd, nil); said != `{"second":409,"totalUsage":2}` {
		t.Errorf("the second call under one retry key should be told 409, and two people cost two messages, but it says %s", said)
	}
	for _, name := range []string{"somsri", "boonmee"} {
		if n := strings.Count(w.Transcript(name), "น้ำท่วมหมู่ 3"); n != 1 {
			t.Errorf("%s should read the message once, not %d times", name, n)
		}
	}
}

// docs/simulator-tests.md shows the examples as they run.
func TestExamplesStandInTheDocument(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "docs", "simulator-tests.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ask.py", "ask.mjs", "ask_test.go"} {
		script, err := os.ReadFile(filepath.Join("examples", name))
		if err != nil {
			t.Fatal(err)
		}
		shown := string(script)
		if _, test, ok := strings.Cut(shown, "// A test of a bot in Go"); ok {
			test, _, _ = strings.Cut(test, "// echo is the bot")
			shown = "// A test of a bot in Go" + test
		}
		if !strings.Contains(string(doc), strings.TrimSpace(shown)) {
			t.Errorf("docs/simulator-tests.md should show %s as it is now", name)
		}
	}
}
