package main

// A throw-away PostgreSQL: made in a temporary folder, gone with the run.

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// oldest is the oldest major version of PostgreSQL that Tambon supports.
const oldest = 15

// database returns the address of a PostgreSQL for tests: the one named in
// TEST_DATABASE_URL, else one that it starts. The returned function stops and
// removes what was started. A durable server waits for the disk at each commit.
func database(ctx context.Context, durable bool) (address string, stop func(), err error) {
	if given := os.Getenv("TEST_DATABASE_URL"); given != "" {
		if u, err := url.Parse(given); err == nil {
			fmt.Println("PostgreSQL: as TEST_DATABASE_URL says,", u.Redacted())
		}
		return given, func() {}, nil
	}
	bin, err := findPostgres(postgresFolders())
	if err != nil {
		return "", nil, err
	}
	for try := 1; ; try++ {
		address, stop, err = startPostgres(ctx, bin, durable)
		// Another program may take the free port before the server does.
		if err == nil || ctx.Err() != nil || try == 3 || !strings.Contains(err.Error(), "in use") {
			return address, stop, err
		}
	}
}

func startPostgres(ctx context.Context, bin string, durable bool) (address string, stop func(), err error) {
	began := time.Now()
	who, err := serverUser()
	if err != nil {
		return "", nil, err
	}
	folder, err := serverFolder(who)
	if err != nil {
		return "", nil, err
	}
	remove := func() { _ = os.RemoveAll(folder) }
	defer func() {
		if err != nil {
			remove()
		}
	}()

	password, data := rand.Text(), filepath.Join(folder, "data")
	secret := filepath.Join(folder, "password")
	if err := os.WriteFile(secret, []byte(password+"\n"), 0o600); err != nil {
		return "", nil, err
	}
	if err := give(secret, who); err != nil {
		return "", nil, err
	}
	initdb := as(who, folder, exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres",
		"--locale=C.UTF-8", "-E", "UTF8", "--auth=scram-sha-256", "--pwfile="+secret, "--no-sync"))
	if err := step(ctx, "initdb", initdb); err != nil {
		return "", nil, err
	}

	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	settings := []string{
		"listen_addresses=127.0.0.1", "unix_socket_directories=" + folder, "max_connections=300",
		"max_locks_per_transaction=256", "shared_buffers=128MB",
	}
	if !durable {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off")
	}
	args := []string{"-D", data, "-p", strconv.Itoa(port)}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	var log tail
	server := as(who, folder, exec.Command(filepath.Join(bin, "postgres"), args...))
	server.Stdout, server.Stderr = &log, &log
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	// SIGINT is PostgreSQL's fast shutdown: it drops its clients and ends.
	wait, err := start(life, server, syscall.SIGINT, 10*time.Second)
	if err != nil {
		end()
		return "", nil, err
	}
	ended := make(chan struct{})
	go func() { _ = wait(); close(ended) }()
	stop = func() {
		end()
		<-ended
		remove()
	}
	if err := ready(ctx, filepath.Join(data, "postmaster.pid"), ended); err != nil {
		stop()
		return "", nil, fmt.Errorf("PostgreSQL: %w\n%s", err, log.text())
	}
	fmt.Printf("PostgreSQL: %s on 127.0.0.1:%d, ready in %s\n", bin, port, short(time.Since(began)))
	return fmt.Sprintf("postgres://postgres:%s@127.0.0.1:%d/postgres?sslmode=disable", password, port), stop, nil
}

// ready waits until the server's pid file says "ready" in its eighth line,
// which is where pg_ctl looks too.
func ready(ctx context.Context, pidFile string, ended <-chan struct{}) error {
	limit := time.After(60 * time.Second)
	for {
		raw, _ := os.ReadFile(pidFile)
		if lines := strings.Split(string(raw), "\n"); len(lines) > 7 && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.New("interrupted")
		case <-ended:
			return errors.New("the server ended while it started")
		case <-limit:
			return errors.New("the server was not ready after a minute")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// serverUser is nil for a normal user. initdb and postgres refuse root, so as
// root they run as postgres, or nobody where that user does not exist.
func serverUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
		}
	}
	return nil, errors.New("as root, PostgreSQL needs a user named postgres or nobody to run as")
}

// serverFolder makes a folder that belongs to who, under the first temporary
// folder that who can reach.
func serverFolder(who *syscall.Credential) (string, error) {
	for _, base := range []string{os.TempDir(), "/tmp", "/var/tmp"} {
		if who != nil && !open(base) {
			continue
		}
		folder, err := os.MkdirTemp(base, "tambon-pg-")
		if err != nil {
			continue
		}
		return folder, give(folder, who)
	}
	return "", errors.New("PostgreSQL: no temporary folder that its user can reach; set TMPDIR")
}

// open reports whether every user may pass through folder and all above it.
func open(folder string) bool {
	for dir := filepath.Clean(folder); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm()&0o001 == 0 {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}

func give(path string, who *syscall.Credential) error {
	if who == nil {
		return nil
	}
	return os.Chown(path, int(who.Uid), int(who.Gid))
}

func as(who *syscall.Credential, folder string, cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir = folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "LC_ALL=C.UTF-8", "TZ=UTC"}
	if who != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	}
	return cmd
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// postgresFolders lists where PostgreSQL's programs may lie.
func postgresFolders() []string {
	folders := filepath.SplitList(os.Getenv("PATH"))
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin",
	} {
		found, _ := filepath.Glob(pattern)
		folders = append(folders, found...)
	}
	return folders
}

// findPostgres returns the folder with the newest postgres and initdb.
func findPostgres(folders []string) (string, error) {
	best, newest := "", 0
	for _, folder := range folders {
		server := filepath.Join(folder, "postgres")
		if !exists(server) || !exists(filepath.Join(folder, "initdb")) {
			continue
		}
		out, err := exec.Command(server, "--version").Output()
		if err != nil {
			continue
		}
		if v := major(string(out)); v > newest {
			best, newest = folder, v
		}
	}
	switch {
	case newest == 0:
		return "", errors.New("PostgreSQL is not installed")
	case newest < oldest:
		return "", fmt.Errorf("PostgreSQL %d is too old, at least %d is needed", newest, oldest)
	}
	return best, nil
}

// major reads "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)" as 15.
func major(version string) int {
	m := regexp.MustCompile(`\(PostgreSQL\) (\d+)`).FindStringSubmatch(version)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
