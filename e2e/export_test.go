package e2e

// What the page exports as a test is a test that runs, in each of the languages.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tambon/line/simulator"
	"tambon/line/simulator/simtest"
)

// act does over the control API what the page does, and returns the message's id.
func act(t *testing.T, w *simtest.World, path, body string) string {
	t.Helper()
	answer, err := http.Post(w.URL+"/simulator/v1/"+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var done simulator.Act
	if answer.StatusCode != http.StatusOK || json.NewDecoder(answer.Body).Decode(&done) != nil {
		t.Fatalf("%s %s should be done, not answered %d", path, body, answer.StatusCode)
	}
	return done.MessageID
}

// converse is a chat of somsri with the Node bot, and one of a group; false as node has it.
func converse(t *testing.T, w *simtest.World) bool {
	t.Helper()
	if !bot(t, w) {
		return false
	}
	act(t, w, "residents/somsri/follow", `{}`)
	w.Reads("somsri")
	act(t, w, "residents/somsri/text", `{"text":"การ์ด"}`)
	w.Reads("somsri")
	act(t, w, "residents/somsri/postback", `{"data":"queue=12","label":"มาแล้ว","displayText":"มาแล้ว"}`)
	w.Reads("somsri")
	act(t, w, "clock", `{"advance":"2h"}`)
	act(t, w, "residents/somsri/image", `{}`)
	w.Reads("somsri")

	first := act(t, w, "residents/somsri/text", `{"text":"อันแรก"}`)
	w.Reads("somsri")
	said, err := w.Messages("somsri", 0)
	if err != nil {
		t.Fatal(err)
	}
	for quoted, answer := range map[string]string{first: "อ้างถึง อันแรก", said[len(said)-1].MessageID: "อ้างถึง บอต"} {
		act(t, w, "residents/somsri/text", fmt.Sprintf(`{"text":"อันนี้","quote":%q}`, quoted))
		reads(t, w, "somsri", answer)
	}
	act(t, w, "residents/somsri/unsend", fmt.Sprintf(`{"messageId":%q}`, first))
	reads(t, w, "somsri", "ถอน อันแรก")

	act(t, w, "residents/duty/text", `{"text":"มีใครว่าง","as":"boonmee"}`)
	w.Reads("duty")
	typo := act(t, w, "residents/duty/text", "{\"text\":\"ฉนั `ว่าง`\",\"as\":\"somsri\"}")
	w.Reads("duty")
	act(t, w, "residents/duty/edit", fmt.Sprintf("{\"messageId\":%q,\"text\":\"ฉัน `ว่าง`\",\"as\":\"somsri\"}", typo))
	reads(t, w, "duty", "ฉนั `ว่าง` เป็น ฉัน `ว่าง`")
	act(t, w, "residents/duty/unsend", fmt.Sprintf(`{"messageId":%q}`, typo))
	w.Reads("duty")
	return true
}

func reads(t *testing.T, w *simtest.World, name, want string) {
	t.Helper()
	if got := strings.Join(w.Reads(name), "\n"); got != want {
		t.Fatalf("%s should read %q, but reads %q", name, want, got)
	}
}

// staffed is a world with a group that the account is in.
var staffed = []simulator.Group{{Name: "duty", DisplayName: "เวร", Joined: true, Members: []string{"somsri", "boonmee"}}}

func TestExportedTestsRun(t *testing.T) {
	for _, program := range []struct{ command, language, patience, none string }{
		{"node", "javascript", "20_000", "1"},
		{"python3", "python", "+ 20\n", "+ 0.001\n"},
	} {
		t.Run(program.language, func(t *testing.T) {
			w := simtest.Start(t, simulator.Config{Groups: staffed})
			if !converse(t, w) {
				return
			}
			scripts := map[string]string{}
			for _, chat := range []string{"somsri", "duty"} { // before one runs and resets the world
				_, text, err := w.Script(chat, program.language)
				if err != nil {
					t.Fatal(err)
				}
				scripts[chat] = text
			}
			run := func(text string) (string, error) {
				path := filepath.Join(t.TempDir(), "exported.mjs")
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := exec.CommandContext(t.Context(), program.command, path, w.URL).Output()
				return strings.TrimSpace(string(out)), err
			}
			for chat, text := range scripts {
				if said, err := run(text); err != nil || said != "ok" {
					t.Fatalf("the exported test of %s should end with ok, but ends with %q (%v):\n%s", chat, said, err, text)
				}
			}
			broken := strings.Replace(strings.ReplaceAll(scripts["somsri"], program.patience, program.none), "คิวที่ 12", "คิวที่ 13", 1)
			if said, err := run(broken); err == nil {
				t.Errorf("it should fail when the bot says something else, but says %q", said)
			}
		})
	}
}

// beginning starts the Node bot where an exported test in Go leaves a gap.
const beginning = `package bot_test

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tambon/line/simulator/simtest"
)

func begin(t *testing.T, line string) string {
	cmd := exec.CommandContext(t.Context(), "node", "bot.mjs")
	cmd.Dir = %q
	cmd.Env = append(os.Environ(), "LINE_API_URL="+line, "LINE_CHANNEL_SECRET="+simtest.Secret, "LINE_CHANNEL_TOKEN="+simtest.Token)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() })
	webhook, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(webhook)
}
`

// goTest compiles files as a test in a folder that is not there, against simtest as
// it is, and returns the program or, with an error, what the compiler said.
func goTest(t *testing.T, files map[string]string) (string, error) {
	t.Helper()
	exported, err := filepath.Abs("exported")
	if err != nil {
		t.Fatal(err)
	}
	folder, laid := t.TempDir(), map[string]string{}
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, text := range files {
		laid[filepath.Join(exported, name)] = write(name, text)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": laid})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "exported.test")
	args := []string{"test", "-vet=off", "-overlay", write("overlay.json", string(overlay)), "-c", "-o", program, "./exported"}
	if out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput(); err != nil {
		return string(out), err
	}
	return program, nil
}

// The whole test as it is written compiles; with a bot in its gap it passes.
func TestExportedGoRuns(t *testing.T) {
	w := simtest.Start(t, simulator.Config{Groups: staffed})
	if !converse(t, w) {
		return
	}
	here, err := filepath.Abs("node")
	if err != nil {
		t.Fatal(err)
	}
	for _, chat := range []string{"somsri", "duty"} {
		_, text, err := w.Script(chat, "go")
		if err != nil {
			t.Fatal(err)
		}
		start, _, _ := strings.Cut(text, "// begin starts the bot")
		files := map[string]string{"exported_test.go": start, "begin_test.go": fmt.Sprintf(beginning, here)}
		out, err := goTest(t, files)
		if err == nil {
			var said []byte
			said, err = exec.CommandContext(t.Context(), out).CombinedOutput()
			out = string(said)
		}
		if err != nil {
			t.Errorf("the exported test of %s should pass (%v):\n%s\n%s", chat, err, out, text)
		}
	}
	act(t, w, "faults", `{"endpoint":"reply|push","kind":"500","count":1}`)
	act(t, w, "mischief", `{"seed":7,"duplicate":0.5,"delayMs":3}`)
	act(t, w, "clock", `{"to":"18:00"}`)
	act(t, w, "clock", `{"to":"2027-01-31T08:00:00+07:00"}`)
	act(t, w, "clock", `{"pause":true}`)
	act(t, w, "residents", `{"displayName":"มานี"}`)
	_, text, err := w.Script("somsri", "go")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := goTest(t, map[string]string{"exported_test.go": text}); err != nil {
		t.Errorf("the exported test should compile (%v):\n%s\n%s", err, out, text)
	}
}
