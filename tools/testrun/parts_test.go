package main

// What is found, what is said when something is missing, what is kept from tests.

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNewestPostgresWins(t *testing.T) {
	old, fresh := pretend(t, "14.9"), pretend(t, "17.2")
	got, err := findPostgres([]string{t.TempDir(), old, fresh, pretend(t, "15.13")})
	if err != nil || got != fresh {
		t.Errorf("findPostgres = %q, %v; want the newest, %q", got, err, fresh)
	}
	if _, err := findPostgres([]string{old}); err == nil || !strings.Contains(err.Error(), "at least 15") {
		t.Errorf("findPostgres with PostgreSQL 14 = %v; want a refusal that names the oldest version", err)
	}
}

func TestRedisIsFoundAndNewEnough(t *testing.T) {
	folder := func(version string) string {
		dir := t.TempDir()
		script := "#!/bin/sh\necho 'Redis server v=" + version + " sha=00000000:0 malloc=jemalloc-5.3.0 bits=64'\n"
		if err := os.WriteFile(filepath.Join(dir, "redis-server"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	old, fresh := folder("6.0.16"), folder("7.0.15")
	if got, err := findRedis([]string{t.TempDir(), old, fresh, folder("8.2.1")}); err != nil || got != filepath.Join(fresh, "redis-server") {
		t.Errorf("findRedis = %q, %v; want the first that is new enough, in %q", got, err, fresh)
	}
	if _, err := findRedis([]string{old}); err == nil || !strings.Contains(err.Error(), "at least 7") {
		t.Errorf("findRedis with Redis 6 = %v; want a refusal that names the oldest version", err)
	}
	if _, err := findRedis(nil); err == nil {
		t.Error("findRedis without folders = nil, want a refusal")
	}
}

func TestInstallingStartsNoService(t *testing.T) {
	path := filepath.Join(t.TempDir(), "policy-rc.d")
	allow, err := noServices(path)
	if err != nil {
		t.Fatal(err)
	}
	var denied *exec.ExitError
	if err := exec.Command(path, "redis-server", "start").Run(); !errors.As(err, &denied) || denied.ExitCode() != 101 {
		t.Errorf("while installing the policy answers %v, want 101: not allowed", err)
	}
	allow()
	if exists(path) {
		t.Error("after installing the policy is still there")
	}
	if err := os.WriteFile(path, []byte("an administrator's"), 0o600); err != nil {
		t.Fatal(err)
	}
	if allow, err = noServices(path); err != nil {
		t.Fatal(err)
	}
	allow()
	if got, _ := os.ReadFile(path); string(got) != "an administrator's" {
		t.Errorf("an administrator's policy became %q", got)
	}
}

// pretend makes a folder with programs that say this version.
func pretend(t *testing.T, version string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"postgres", "initdb"} {
		script := "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + " (Debian)'\n"
		if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestMissingPartsAreOneLine(t *testing.T) {
	names, packages := missing([]part{
		{"Chromium", []string{"chromium"}, func() bool { return false }},
		{"Go", []string{"golang"}, func() bool { return true }},
		{"C", []string{"gcc", "libc6-dev"}, func() bool { return false }},
	})
	want := "\n  sudo apt-get install -y chromium gcc libc6-dev\n"
	if got := advice(names, packages); !strings.Contains(got, want) {
		t.Errorf("advice = %q, want in it the line %q", got, want)
	}
}

func TestNoCluster(t *testing.T) {
	const no = "create_main_cluster = false\n"
	for before, want := range map[string]string{
		"":                                no,
		"#create_main_cluster = true\n":   "#create_main_cluster = true\n" + no,
		"data_directory = '/srv'":         "data_directory = '/srv'\n" + no,
		" create_main_cluster = 'true'\n": " create_main_cluster = 'true'\n",
	} {
		path := filepath.Join(t.TempDir(), "postgresql-common", "createcluster.conf")
		if before != "" {
			if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(before), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := noCluster(path); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != want {
			t.Errorf("createcluster.conf %q became %q, want %q", before, got, want)
		}
	}
}

func TestTestsDoNotSeeARealInstallation(t *testing.T) {
	got := clean([]string{"PATH=/bin", "DATABASE_URL=postgres://town", "LINE_CHANNEL_TOKEN_FILE=/run/token", "MASTER_KEY_FILE=/run/key", "TZ=UTC"})
	if want := []string{"PATH=/bin", "TZ=UTC"}; !slices.Equal(got, want) {
		t.Errorf("clean = %q, want %q", got, want)
	}
}

func TestReady(t *testing.T) {
	file := filepath.Join(t.TempDir(), "postmaster.pid")
	ended := make(chan struct{})
	if err := os.WriteFile(file, []byte("1\n/data\n0\n5432\n/tmp\n127.0.0.1\n 5 0\nready   \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := ready(t.Context(), file, ended); err != nil {
		t.Errorf("ready = %v, want success for a pid file that says so", err)
	}
	close(ended)
	if err := ready(t.Context(), file+".none", ended); err == nil {
		t.Error("ready = nil, want an error when the server ended before it was ready")
	}
}

func TestShort(t *testing.T) {
	for d, want := range map[time.Duration]string{
		400 * time.Millisecond: "0.4 s", 42 * time.Second: "42 s", 185 * time.Second: "3 m 05 s",
	} {
		if got := short(d); got != want {
			t.Errorf("short(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestTailKeepsTheEnd(t *testing.T) {
	var out tail
	_, _ = out.Write([]byte(strings.Repeat("x", 20<<10)))
	_, _ = out.Write([]byte("\nlast words\n"))
	if got := out.last(); got != "last words" {
		t.Errorf("last = %q, want the last line", got)
	}
	if n := len(out.text()); n > 8<<10 {
		t.Errorf("tail keeps %d bytes, want at most 8 KB", n)
	}
}
