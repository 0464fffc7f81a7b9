package app_test

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tambon/app"
	"tambon/app/apptest"
)

// tambon runs a command and returns its exit status and what it printed.
func tambon(environ []string, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = app.Main(args, environ, &o, &e)
	return code, o.String(), e.String()
}

func environ(db apptest.Database, more ...string) []string {
	return append([]string{"DATABASE_URL=" + db.Address, "MASTER_KEY=" + db.Master}, more...)
}

func TestCommandsAreListed(t *testing.T) {
	t.Parallel()
	code, out, _ := tambon(nil)
	if code != 0 {
		t.Errorf("tambon alone exits %d, want 0", code)
	}
	for _, name := range []string{"serve", "demo", "simulator", "line", "migrate", "seed", "bookings", "selfcheck", "audit", "config", "version", "health"} {
		if !strings.Contains(out, "tambon "+name) {
			t.Errorf("the help does not name %s:\n%s", name, out)
		}
	}
	if code, _, errs := tambon(nil, "sevre"); code != 2 || !strings.Contains(errs, `"sevre"`) {
		t.Errorf("an unknown command exits %d and says %q; want 2 and its name", code, errs)
	}
	if code, _, errs := tambon(nil, "version", "now"); code != 2 || !strings.Contains(errs, `"now"`) {
		t.Errorf("a stray argument exits %d and says %q; want 2 and the argument", code, errs)
	}
	if code, out, _ := tambon(nil, "version"); code != 0 || strings.TrimSpace(out) != app.Version {
		t.Errorf("version exits %d and prints %q", code, out)
	}
}

func TestMistakesAreToldAllAtOnce(t *testing.T) {
	t.Parallel()
	code, _, errs := tambon([]string{"TZ=Asia/Bangkock", "PUBLIC_URL=http://town.example", "ADDR=8080"}, "serve")
	if code != 1 {
		t.Errorf("serve with a wrong environment exits %d, want 1", code)
	}
	for _, name := range []string{"TZ", "PUBLIC_URL", "ADDR", "LINE_CHANNEL_SECRET", "LINE_CHANNEL_TOKEN"} {
		if !strings.Contains(errs, name) {
			t.Errorf("%s is wrong or missing, and is not told:\n%s", name, errs)
		}
	}
}

func TestConfigHidesSecrets(t *testing.T) {
	t.Parallel()
	code, out, _ := tambon([]string{"LINE_CHANNEL_SECRET=hush-hush-hush", "DATABASE_URL=postgres://u:hush-hush-hush@h/d"}, "config")
	if code != 0 || !strings.Contains(out, "LINE_CHANNEL_SECRET") || strings.Contains(out, "hush") {
		t.Errorf("config exits %d and prints\n%s\nwant every name and no secret", code, out)
	}
}

func TestOperatorsCommands(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		for _, step := range []struct{ args, want string }{
			{"migrate", "up to date"},
			{"seed", "5 health services"},
			{"seed", "Opened or changed 0 slots"},
			{"selfcheck", "Every promise holds."},
			{"bookings --day 2026-11-26", "วันพฤหัสบดีที่ 26 พฤศจิกายน 2569"},
			{"bookings --day 2569-11-26", "วันพฤหัสบดีที่ 26 พฤศจิกายน 2569"},
			{"bookings --day ๒๕๖๙-๑๑-๒๖", "วันพฤหัสบดีที่ 26 พฤศจิกายน 2569"},
			{"bookings --day 26-11-2569", "วันพฤหัสบดีที่ 26 พฤศจิกายน 2569"},
			{"bookings --day 2567-02-29", "วันพฤหัสบดีที่ 29 กุมภาพันธ์ 2567"},
			{"bookings --day พรุ่งนี้", "0 คิว"},
			{"bookings --day 2026-11-26 --lang en", "Thursday 26 November 2026"},
		} {
			code, out, errs := tambon(environ(db), strings.Fields(step.args)...)
			if code != 0 || !strings.Contains(out, step.want) {
				t.Fatalf("%s exits %d and prints\n%s%s\nwant %q", step.args, code, out, errs, step.want)
			}
		}
		for _, wrong := range []string{"soon", "26", "2569-02-29", "2026-13-01", "3112-11-26", "9999-01-01", "0026-11-26", "วันนี้หรือพรุ่งนี้"} {
			if code, _, errs := tambon(environ(db), "bookings", "--day", wrong); code != 1 || !strings.Contains(errs, "2026-11-26") {
				t.Errorf("the day %q exits %d and says %q; want 1 and how to write one", wrong, code, errs)
			}
		}
	})
}

// A folder that was mistyped is told; it is not filled with an empty database.
func TestWhoOnlyReadsMakesNoDatabase(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"bookings", "selfcheck"} {
		dir := filepath.Join(t.TempDir(), "mistyped")
		for _, key := range []string{"", "MASTER_KEY=YSBrZXkgdGhhdCBpcyBmb3IgdGVzdHMgb25seSwgb2s="} {
			code, out, errs := tambon([]string{"DATA_DIR=" + dir, key}, command)
			if code != 1 || !strings.Contains(errs, "there is no ") || !strings.Contains(errs, dir) {
				t.Errorf("%s without a database exits %d and prints %s%s; want 1 and a sentence that names the folder", command, code, out, errs)
			}
			if _, err := os.Stat(dir); !os.IsNotExist(err) {
				t.Errorf("%s made the folder (%v); want nothing made", command, err)
			}
		}
	}
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		s := db.Open(t)
		err := s.Tx(t.Context(), func(ctx context.Context) error { return s.DB(ctx).Exec("DROP TABLE goose_db_version").Error })
		if err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"bookings", "selfcheck"} {
			if code, _, errs := tambon(environ(db), command); code != 1 || !strings.Contains(errs, "tambon migrate") {
				t.Errorf("%s without tables exits %d and says %q; want 1 and what makes them", command, code, errs)
			}
		}
	})
}

func TestSelfcheckExitsOneWhenAPromiseIsBroken(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, nil)
		w.Exec("UPDATE slots SET taken = 1 WHERE id = (SELECT min(id) FROM slots)")
		code, out, errs := tambon(environ(db), "selfcheck")
		if code != 1 || !strings.Contains(out, "BROKEN 1 times") || !strings.Contains(errs, "1 broken promises") {
			t.Errorf("selfcheck exits %d and prints\n%s%s\nwant 1 and the broken promise", code, out, errs)
		}
	})
}

func TestHealthAsksTheRunningProgram(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ready := http.StatusOK
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			t.Errorf("health asked %s, want /readyz", r.URL.Path)
		}
		w.WriteHeader(ready)
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	at := "ADDR=" + listener.Addr().String()
	if code, _, errs := tambon([]string{at}, "health"); code != 0 {
		t.Errorf("health of a ready program exits %d: %s", code, errs)
	}
	ready = http.StatusServiceUnavailable
	if code, _, _ := tambon([]string{at}, "health"); code != 1 {
		t.Errorf("health of a program that is not ready exits %d, want 1", code)
	}
}

func TestDemoListensOnThisMachineOnly(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{":8080", "0.0.0.0:8080", "192.0.2.1:8080"} {
		code, _, errs := tambon([]string{"ADDR=" + addr, "DATA_DIR=" + t.TempDir()}, "demo")
		if code != 1 || !strings.Contains(errs, "this machine only") || !strings.Contains(errs, "127.0.0.1:8080") {
			t.Errorf("demo at %s exits %d and says %q; want 1 and what to write", addr, code, errs)
		}
	}
}
