package main

// The real parts that tests need, and how they come onto the machine.

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// A part is something that tests use and Go does not bring.
type part struct {
	name     string   // as people call it
	packages []string // Debian packages that bring it
	present  func() bool
}

func needed() []part {
	parts := []part{
		{"Chromium", []string{"chromium"}, func() bool { return browser() != "" }},
		{"Python 3 (for an example)", []string{"python3"}, func() bool { _, err := exec.LookPath("python3"); return err == nil }},
		{"a C compiler (for the race detector)", []string{"gcc", "libc6-dev"}, compiles},
	}
	if os.Getenv("TEST_DATABASE_URL") == "" {
		parts = append(parts, part{"PostgreSQL 15 or newer", []string{"postgresql"}, func() bool {
			_, err := findPostgres(postgresFolders())
			return err == nil
		}})
	}
	if os.Getenv("TEST_REDIS_URL") == "" {
		parts = append(parts, part{"Redis 7 or newer", []string{"redis-server"}, func() bool {
			_, err := findRedis(filepath.SplitList(os.Getenv("PATH")))
			return err == nil
		}})
	}
	return parts
}

// bringParts installs what is missing where it may (root, apt), else it stops
// with the one line to type.
func bringParts(ctx context.Context) error {
	names, packages := missing(needed())
	if len(names) == 0 {
		return nil
	}
	_, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		return errors.New(advice(names, packages))
	}
	fmt.Println("installing", strings.Join(packages, ", "))
	if err := install(ctx, packages); err != nil {
		return err
	}
	if names, packages = missing(needed()); len(names) > 0 {
		return fmt.Errorf("after installing, still %s", advice(names, packages))
	}
	return nil
}

func missing(parts []part) (names, packages []string) {
	for _, p := range parts {
		if !p.present() {
			names = append(names, p.name)
			packages = append(packages, p.packages...)
		}
	}
	return names, packages
}

func advice(names, packages []string) string {
	return fmt.Sprintf("missing: %s\nInstall once, then run again:\n\n  sudo apt-get install -y %s\n\n(`go test ./...` needs none of them and runs the embedded half.)",
		strings.Join(names, ", "), strings.Join(packages, " "))
}

// install fetches Debian packages without questions, and without the servers
// that Debian would otherwise start for good.
func install(ctx context.Context, packages []string) error {
	if err := noCluster("/etc/postgresql-common/createcluster.conf"); err != nil {
		return err
	}
	allow, err := noServices("/usr/sbin/policy-rc.d")
	if err != nil {
		return err
	}
	defer allow()
	apt := func(args ...string) error {
		cmd := exec.Command("apt-get", append([]string{"-y", "-q", "-o", "DPkg::Lock::Timeout=120"}, args...)...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1")
		return step(ctx, "apt-get "+args[0], cmd)
	}
	want := append([]string{"install", "--no-install-recommends"}, packages...)
	if lists, _ := filepath.Glob("/var/lib/apt/lists/*_Packages*"); len(lists) > 0 {
		if err := apt(want...); err == nil || ctx.Err() != nil {
			return err
		}
	}
	if err := apt("update"); err != nil {
		return err
	}
	return apt(want...)
}

// noCluster tells Debian's PostgreSQL packages to create no server of their own,
// unless an administrator decided it otherwise in that file.
func noCluster(path string) error {
	words, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if regexp.MustCompile(`(?m)^\s*create_main_cluster\b`).Match(words) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if len(words) > 0 && words[len(words)-1] != '\n' {
		words = append(words, '\n')
	}
	return os.WriteFile(path, append(words, "create_main_cluster = false\n"...), 0o644)
}

// noServices keeps packages from starting services until allow is called, as
// Debian lets an administrator do (Policy manual 9.3.3.1, invoke-rc.d(8)); an
// administrator's own decision stays.
func noServices(path string) (allow func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755)
	if errors.Is(err, os.ErrExist) {
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	allow = func() { _ = os.Remove(path) }
	_, err = file.WriteString("#!/bin/sh\nexit 101\n")
	if err = errors.Join(err, file.Close()); err != nil {
		allow()
		return nil, err
	}
	return allow, nil
}

// browser returns the path of a browser that the tests can drive, or "".
func browser() string {
	for _, name := range []string{
		"headless-shell", "headless_shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// compiles reports whether a program that includes the C library's headers gets
// through the C compiler that Go uses, which is what -race needs.
func compiles() bool {
	out, err := exec.Command("go", "env", "CC").Output()
	words := strings.Fields(string(out))
	if err != nil || len(words) == 0 {
		return false
	}
	cmd := exec.Command(words[0], append(words[1:], "-x", "c", "-fsyntax-only", "-")...)
	cmd.Stdin = strings.NewReader("#include <stdlib.h>\n")
	return cmd.Run() == nil
}
