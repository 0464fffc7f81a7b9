package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDemoIgnoresTheRealWorld(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	_ = listener.Close()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	var out, errs bytes.Buffer
	go func() {
		ended <- demo(ctx, &call{out: &out, errors: &errs, environ: []string{
			"ADDR=" + addr, "DATA_DIR=" + dir, "DATABASE_URL=postgres://nobody@192.0.2.1/none",
			"LINE_API_URL=https://api.line.me", "LINE_CHANNEL_TOKEN=real", "PUBLIC_URL=https://town.example",
		}})
	}()
	ask := func(path, host string) (int, string) {
		req, err := http.NewRequest(http.MethodGet, "http://"+addr+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return 0, err.Error()
		}
		defer func() { _ = resp.Body.Close() }()
		body, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body)
	}
	for status := 0; status != http.StatusOK; time.Sleep(10 * time.Millisecond) {
		select {
		case err := <-ended:
			t.Fatalf("the demo ended at once: %v", err)
		default:
		}
		status, _ = ask("/readyz", addr)
	}
	if _, err := os.Stat(filepath.Join(dir, "demo", "tambon.db")); err != nil {
		t.Errorf("the demo keeps its data elsewhere: %v", err)
	}
	if status, _ := ask("/console/", "evil.example"); status != http.StatusMisdirectedRequest {
		t.Errorf("the console under another host name answers %d, want 421", status)
	}
	if status, body := ask("/console/", "localhost"); status != http.StatusOK || !strings.Contains(body, "คิววันนี้") {
		t.Errorf("the console answers %d:\n%s", status, body)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the demo ended with %v; want a clean stop", err)
	}
	if !strings.Contains(out.String(), fmt.Sprintf("http://localhost:%s/", addr[strings.LastIndex(addr, ":")+1:])) {
		t.Errorf("the demo said %q; want where the phone is", out.String())
	}
}
