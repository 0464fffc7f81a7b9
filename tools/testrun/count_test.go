package main

// Whether the counting can be trusted, shown on lines as `go test -json` writes them.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// played feeds JSON lines to a report and returns what it printed and its end.
func played(t *testing.T, whole bool, goTest error, lines ...string) (*report, string, error) {
	t.Helper()
	var out bytes.Buffer
	r := newReport(&out, func() time.Time { return time.Unix(0, 0) })
	r.follow(strings.NewReader(strings.Join(lines, "\n")))
	err := r.close(whole, goTest, 3*time.Second)
	return r, out.String(), err
}

// ran gives the lines of one test that ended.
func ran(pkg, test, action string) []string {
	return []string{line("run", pkg, test, ""), line(action, pkg, test, "")}
}

func line(action, pkg, test, output string) string {
	raw, err := json.Marshal(event{Action: action, Package: pkg, Test: test, Output: output})
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestBothDatabasesAlike(t *testing.T) {
	lines := slices.Concat(
		ran("tambon/text", "TestDay", "pass"),
		[]string{line("run", "tambon/store", "TestTx", "")},
		ran("tambon/store", "TestTx/sqlite", "pass"),
		ran("tambon/store", "TestTx/postgres", "pass"),
		ran("tambon/store", "TestLimit/embedded", "pass"),
		ran("tambon/store", "TestLimit/redis", "pass"),
		[]string{line("pass", "tambon/store", "TestTx", ""), line("pass", "tambon/store", "TestLimit", ""), line("pass", "tambon/store", "", "")},
	)
	_, out, err := played(t, true, nil, lines...)
	if err != nil {
		t.Fatalf("want success, both databases had the same tests; got %v\n%s", err, out)
	}
	want := "5 tests, on SQLite: 1, on PostgreSQL: 1, on embedded Redis: 1, on Redis: 1, skipped: 0, in 3.0 s\n5 passed, 0 failed\n"
	if !strings.HasSuffix(out, want) {
		t.Errorf("the report ends\n%s\nwant\n%s", out, want)
	}
}

func TestOneDatabaseMissing(t *testing.T) {
	_, out, err := played(t, false, nil, slices.Concat(
		ran("tambon/store", "TestTx/sqlite/nested", "pass"),
		ran("tambon/store", "TestTx/postgres/nested", "pass"),
		ran("tambon/store", "TestKeys/sqlite", "pass"))...)
	if err == nil {
		t.Error("want failure: a test ran on SQLite only")
	}
	if want := "Ran on SQLite only: tambon/store TestKeys/*"; !strings.Contains(out, want) {
		t.Errorf("want the sentence %q in\n%s", want, out)
	}
}

func TestOneRedisMissing(t *testing.T) {
	for test, want := range map[string]string{
		"TestLimit/embedded": "Ran on embedded Redis only: tambon/store TestLimit/*",
		"TestLimit/redis":    "Ran on Redis only: tambon/store TestLimit/*",
	} {
		_, out, err := played(t, false, nil, ran("tambon/store", test, "pass")...)
		if err == nil || !strings.Contains(out, want) {
			t.Errorf("%s alone ran: %v; want failure and the sentence %q in\n%s", test, err, want, out)
		}
	}
}

func TestSkippedFails(t *testing.T) {
	_, out, err := played(t, false, nil, ran("tambon/e2e", "TestPhone", "skip")...)
	if err == nil {
		t.Error("want failure: a skipped test proves nothing")
	}
	for _, want := range []string{"tambon/e2e TestPhone", "1 tests, on SQLite: 0, on PostgreSQL: 0, on embedded Redis: 0, on Redis: 0, skipped: 1", "0 passed, 0 failed"} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
	}
}

func TestNothingRan(t *testing.T) {
	if _, _, err := played(t, false, nil, line("skip", "tambon/web", "", "")); err == nil {
		t.Error("want failure: no test ran")
	}
	if _, _, err := played(t, true, nil, ran("tambon/text", "TestDay", "pass")...); err == nil {
		t.Error("want failure: a whole run without any database")
	}
	if _, out, _ := played(t, true, nil, slices.Concat(ran("tambon/store", "TestTx/sqlite", "pass"), ran("tambon/store", "TestTx/postgres", "pass"))...); !strings.Contains(out, "No test ran on a Redis.") {
		t.Errorf("want failure: a whole run without any Redis; got\n%s", out)
	}
	if _, out, err := played(t, false, nil, ran("tambon/text", "TestDay", "pass")...); err != nil {
		t.Errorf("want success: a chosen package may need no database; got %v\n%s", err, out)
	}
}

func TestFailureIsCountedOnce(t *testing.T) {
	r, out, err := played(t, false, nil,
		line("run", "tambon/bot", "TestA", ""),
		line("run", "tambon/bot", "TestA/one", ""),
		line("output", "tambon/bot", "TestA/one", "    a_test.go:9: want จองสำเร็จ\n"),
		line("fail", "tambon/bot", "TestA/one", ""),
		line("fail", "tambon/bot", "TestA", ""),
		line("fail", "tambon/bot", "", ""))
	if err == nil || r.tally.failed != 1 {
		t.Errorf("want one failed test, the subtest; got %d", r.tally.failed)
	}
	if !strings.Contains(out, "✗ tambon/bot TestA/one") || !strings.Contains(out, "want จองสำเร็จ") {
		t.Errorf("want the failed test with its words in\n%s", out)
	}
}

func TestParentFailsAlone(t *testing.T) {
	r, _, err := played(t, false, nil,
		line("run", "tambon/bot", "TestA", ""),
		line("run", "tambon/bot", "TestA/one", ""),
		line("pass", "tambon/bot", "TestA/one", ""),
		line("fail", "tambon/bot", "TestA", ""))
	if err == nil || r.tally.failed != 1 || r.tally.passed != 1 {
		t.Errorf("want 1 passed, 1 failed: the subtest passed, its parent did not; got %d, %d", r.tally.passed, r.tally.failed)
	}
}

func TestPanicAndBuildFailure(t *testing.T) {
	r, out, err := played(t, false, fmt.Errorf("exit status 1"),
		line("run", "tambon/line", "TestB", ""),
		line("output", "tambon/line", "", "panic: no such lane\n"),
		line("fail", "tambon/line", "", ""),
		`{"ImportPath":"tambon/jobs [tambon/jobs.test]","Action":"build-output","Output":"jobs/a.go:3: undefined: x\n"}`,
		`{"ImportPath":"tambon/jobs [tambon/jobs.test]","Action":"build-fail"}`,
		`{"Action":"fail","Package":"tambon/jobs","Elapsed":0,"FailedBuild":"tambon/jobs [tambon/jobs.test]"}`)
	if err == nil || r.tally.failed != 2 {
		t.Errorf("want two failures, the unfinished test and the package that does not build; got %d", r.tally.failed)
	}
	for _, want := range []string{"✗ tambon/line TestB", "did not finish", "panic: no such lane", "undefined: x"} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
	}
}

func TestGoTestItselfFails(t *testing.T) {
	_, out, err := played(t, false, fmt.Errorf("exit status 1"), ran("tambon/text", "TestDay", "pass")...)
	if err == nil {
		t.Errorf("want failure: go test ended badly although every test passed\n%s", out)
	}
}

func TestEngineOf(t *testing.T) {
	for name, want := range map[string][2]string{
		"TestTx/sqlite":                  {"sqlite", "TestTx/*"},
		"TestTx/postgres/rush/3":         {"postgres", "TestTx/*/rush/3"},
		"TestTalk/booking.txt/SQLite#01": {"sqlite", "TestTalk/booking.txt/*"},
		"TestLimit/redis/rush":           {"redis", "TestLimit/*/rush"},
		"TestSqlite":                     {"", "TestSqlite"},
		"TestTx/sqlite_pragmas":          {"", "TestTx/sqlite_pragmas"},
	} {
		engine, rest := engineOf(name)
		if got := [2]string{engine, rest}; got != want {
			t.Errorf("engineOf(%q) = %q, want %q", name, got, want)
		}
	}
}
