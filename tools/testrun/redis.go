package main

// A Redis for tests: the one named in TEST_REDIS_URL, else a throw-away server.

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// oldestRedis is the oldest major version of Redis that Tambon supports.
const oldestRedis = 7

// sharedMemory returns the address of a Redis for tests: the one named in
// TEST_REDIS_URL, else one that it starts. The returned function stops and
// removes what was started.
func sharedMemory(ctx context.Context) (address string, stop func(), err error) {
	if given := os.Getenv("TEST_REDIS_URL"); given != "" {
		if u, err := url.Parse(given); err == nil {
			fmt.Println("Redis: as TEST_REDIS_URL says,", u.Redacted())
		}
		return given, func() {}, nil
	}
	server, err := findRedis(filepath.SplitList(os.Getenv("PATH")))
	if err != nil {
		return "", nil, err
	}
	for try := 1; ; try++ {
		address, stop, err = startRedis(ctx, server)
		// Another program may take the free port before the server does.
		if err == nil || ctx.Err() != nil || try == 3 || !strings.Contains(err.Error(), "in use") {
			return address, stop, err
		}
	}
}

func startRedis(ctx context.Context, program string) (address string, stop func(), err error) {
	began := time.Now()
	folder, err := os.MkdirTemp("", "tambon-redis-")
	if err != nil {
		return "", nil, err
	}
	port, err := freePort()
	if err != nil {
		_ = os.RemoveAll(folder)
		return "", nil, err
	}
	password := rand.Text()
	var log tail
	server := as(nil, folder, exec.Command(program, "-"))
	server.Stdin = strings.NewReader(redisSettings(port, folder, password)) // arguments show in lists of processes
	server.Stdout, server.Stderr = &log, &log
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	wait, err := start(life, server, syscall.SIGTERM, 10*time.Second)
	if err != nil {
		end()
		_ = os.RemoveAll(folder)
		return "", nil, err
	}
	ended := make(chan struct{})
	go func() { _ = wait(); close(ended) }()
	stop = func() {
		end()
		<-ended
		_ = os.RemoveAll(folder)
	}
	host := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	if err := redisReady(ctx, host, password, ended); err != nil {
		stop()
		return "", nil, fmt.Errorf("redis-server: %w\n%s", err, log.text())
	}
	fmt.Printf("Redis: %s on %s, ready in %s\n", program, host, short(time.Since(began)))
	return fmt.Sprintf("redis://:%s@%s/0", password, host), stop, nil
}

func redisSettings(port int, folder, password string) string {
	return fmt.Sprintf("bind 127.0.0.1\nport %d\ndir %s\nrequirepass %s\nsave \"\"\nappendonly no\nmaxclients 4000\n", port, folder, password)
}

// redisReady waits until the server knows the password and answers, which a
// stranger on its port would not.
func redisReady(ctx context.Context, host, password string, ended <-chan struct{}) error {
	limit := time.After(time.Minute)
	for !redisAnswers(host, password) {
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
	return nil
}

func redisAnswers(host, password string) bool {
	conn, err := net.DialTimeout("tcp", host, 5*time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	const want = "+OK\r\n+PONG\r\n"
	if _, err := io.WriteString(conn, "AUTH "+password+"\r\nPING\r\n"); err != nil {
		return false
	}
	got := make([]byte, len(want))
	_, err = io.ReadFull(conn, got)
	return err == nil && string(got) == want
}

// findRedis returns the first redis-server that is new enough.
func findRedis(folders []string) (string, error) {
	err := errors.New("redis-server is not installed")
	for _, folder := range folders {
		server := filepath.Join(folder, "redis-server")
		out, failed := exec.Command(server, "--version").Output()
		if failed != nil {
			continue
		}
		v := redisMajor(string(out))
		if v >= oldestRedis {
			return server, nil
		}
		err = fmt.Errorf("redis-server %d is too old, at least %d is needed", v, oldestRedis)
	}
	return "", err
}

// redisMajor reads "Redis server v=7.0.15 sha=00000000:0 malloc=…" as 7.
func redisMajor(version string) int {
	m := regexp.MustCompile(` v=(\d+)\.`).FindStringSubmatch(version)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
