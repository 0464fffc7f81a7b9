// Command testrun is what `make test` calls: it brings the real parts
// (PostgreSQL, Redis, Chromium, a C compiler for the race detector), runs every
// test on them and says how many ran on each database and each Redis.
//
// It promises that nothing passes quietly. It fails when a test fails, when one
// is skipped, when the number of tests on SQLite and on PostgreSQL, or on the
// embedded Redis and a real one, differs, and when none ran. It stops, by process id, only what it started, also when it is
// interrupted. Its last line is always "N passed, N failed" once tests ran.
//
//	testrun [-pkg "./..."] [-run REGEXP] [-- GO TEST FLAGS]
//	testrun [-durable] exec COMMAND [ARGUMENTS]
//
// The second form runs one command with the same parts beside it; -durable
// gives it a PostgreSQL that waits for the disk, as production does.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	// A child's death signal is bound to the thread that started it, so the
	// goroutine that starts them all must keep its thread.
	runtime.LockOSThread()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx)
	stop()
	if err != nil {
		var quiet verdict
		if !errors.As(err, &quiet) {
			fmt.Fprintln(os.Stderr, "testrun:", err)
		}
		os.Exit(1)
	}
}

// A verdict is a failure that the report on standard output has told already.
type verdict struct{ error }

func run(ctx context.Context) error {
	var (
		pkg     = flag.String("pkg", "", "packages to test, separated by spaces (default ./...)")
		pattern = flag.String("run", "", "run only tests that match this regular expression")
		durable = flag.Bool("durable", false, "PostgreSQL waits for the disk, for benchmarks")
	)
	flag.Parse()
	rest := flag.Args()

	if err := bringParts(ctx); err != nil {
		return err
	}
	if err := step(ctx, "front end and LINE's Node SDK", exec.Command("make", "-s", "assets", "node-sdk")); err != nil {
		return err
	}
	url, closeDatabase, err := database(ctx, *durable)
	if err != nil {
		return err
	}
	defer closeDatabase()
	redis, closeRedis, err := sharedMemory(ctx)
	if err != nil {
		return err
	}
	defer closeRedis()

	env := append(clean(os.Environ()), "TEST_DATABASE_URL="+url, "TEST_REDIS_URL="+redis, "TAMBON_TEST=full", "CGO_ENABLED=1")
	if len(rest) > 0 && rest[0] == "exec" {
		return command(ctx, rest[1:], env)
	}
	packages := strings.Fields(*pkg)
	whole := len(packages) == 0 && *pattern == ""
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	return tests(ctx, packages, *pattern, rest, env, whole)
}

// tests runs go test and reports. When whole is true the run covers every
// package, and then every database and Redis must have been used.
func tests(ctx context.Context, packages []string, pattern string, flags, env []string, whole bool) error {
	args := []string{"test", "-race", "-shuffle=on", "-json", "-timeout=20m"}
	if pattern != "" {
		args = append(args, "-run", pattern)
	}
	args = slices.Concat(args, flags, packages)
	cmd := exec.Command("go", args...)
	cmd.Env = env
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	began := time.Now()
	fmt.Println("go", strings.Join(args, " "))
	wait, err := start(ctx, cmd, syscall.SIGINT, 10*time.Second)
	if err != nil {
		return err
	}
	r := newReport(os.Stdout, time.Now)
	r.follow(out)
	failed := wait()
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	if err := r.close(whole, failed, time.Since(began)); err != nil {
		return verdict{err}
	}
	return nil
}

func command(ctx context.Context, words, env []string) error {
	if len(words) == 0 {
		return errors.New("exec wants a command, for example: testrun exec go test ./bench")
	}
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	wait, err := start(ctx, cmd, syscall.SIGINT, 10*time.Second)
	if err != nil {
		return err
	}
	return wait()
}

// clean drops the settings of a real installation, so that no test can reach
// the database or the LINE account of whoever runs it.
func clean(env []string) []string {
	ours := []string{"ADDR", "PUBLIC_URL", "DATA_DIR", "DATABASE_URL", "REDIS_URL", "SITE_FILE", "MASTER_KEY", "TEST_DATABASE_URL", "TEST_REDIS_URL", "TAMBON_TEST", "CGO_ENABLED"}
	return slices.DeleteFunc(slices.Clone(env), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return strings.HasPrefix(name, "LINE_") || slices.Contains(ours, strings.TrimSuffix(name, "_FILE"))
	})
}
