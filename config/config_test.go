package config_test

// The environment: defaults, every mistake at once, secrets that stay secret.

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tambon/config"
)

const key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" // the bytes 0 to 31

func TestDefaultsRun(t *testing.T) {
	c, err := config.Load(nil)
	if err != nil {
		t.Fatalf("with an empty environment every value must have a default that runs: %v", err)
	}
	if c.Addr != ":8080" || c.DataDir != "./data" || c.LineAPIURL != "https://api.line.me" || c.LineDataURL != "https://api-data.line.me" {
		t.Errorf("defaults differ from the contract: %+v", c)
	}
	if c.Zone == nil || c.Zone.String() != "Asia/Bangkok" {
		t.Errorf("zone is %v, want Asia/Bangkok", c.Zone)
	}
	if got := c.Database().Reveal(); got != filepath.Join("data", "tambon.db") {
		t.Errorf("database is %q, want tambon.db in DATA_DIR", got)
	}
	if again, err := config.Load([]string{"ADDR=", "TZ=", "LINE_CHANNEL_TOKEN="}); err != nil || again.Addr != ":8080" {
		t.Errorf("an empty value must count as none: %+v, %v", again, err)
	}
}

func TestServeNeedsLINE(t *testing.T) {
	_, err := config.Load(nil, config.LINE)
	var m config.Mistakes
	if !errors.As(err, &m) || len(m) != 2 ||
		!strings.HasPrefix(m[0], "LINE_CHANNEL_SECRET: not set; copy") || !strings.HasPrefix(m[1], "LINE_CHANNEL_TOKEN: not set; issue") {
		t.Fatalf("want one mistake for each of LINE's two values, with where to find it; got %v", err)
	}
	c, err := config.Load([]string{"LINE_CHANNEL_SECRET= old , new ", "LINE_CHANNEL_TOKEN=t"}, config.LINE)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.LineChannelSecrets) != 2 || c.LineChannelSecrets[0].Reveal() != "old" || c.LineChannelSecrets[1].Reveal() != "new" {
		t.Error("two secrets with a comma between them, spaces around, must be read as two")
	}
}

func TestEveryMistakeAtOnce(t *testing.T) {
	_, err := config.Load([]string{
		"ADDR=8080", "PUBLIC_URL=http://oa.example.go.th", "DATABASE_URL=mysql://u:hunter2@h/d", "TZ=Siam",
		"REDIS_URL=redis://u:hunter2@h/town", "LINE_API_URL=api.line.me", "LINE_DATA_URL=https://a?b=c", "LINE_LOGIN_CHANNEL_ID=16500x", "LINE_LOGIN_URL=http://access.line.me", "SITE_FILE=/no/such/file",
		"LINE_CHANNEL_SECRET=hunter2,hunter2", "LINE_CHANNEL_TOKEN=Bearer hunter2", "MASTER_KEY=k", "MASTER_KEY_FILE=/k",
	}, config.LINE)
	if err == nil {
		t.Fatal("twelve wrong settings were accepted")
	}
	for _, want := range []string{
		`ADDR: "8080" is no address to listen on; write :8080 or`,
		`PUBLIC_URL: "http://oa.example.go.th" is not encrypted; write https://oa.example.go.th`,
		"DATABASE_URL: begins like no kind of database that Tambon uses; write postgres://",
		"REDIS_URL: after the host stands the number of a database; write redis://",
		`TZ: "Siam" is no time zone of the IANA list; write Asia/Bangkok`,
		`LINE_API_URL: "api.line.me" is no web address; write https://api.line.me`,
		"LINE_DATA_URL: holds more than scheme, host and path",
		"SITE_FILE: cannot be read",
		"LINE_CHANNEL_SECRET: the same secret twice; write it once",
		"LINE_LOGIN_CHANNEL_ID: holds more than figures", "LINE_LOGIN_CHANNEL_SECRET: not set, but LINE_LOGIN_CHANNEL_ID is",
		"LINE_LOGIN_URL: \"http://access.line.me\" is not encrypted",
		"LINE_CHANNEL_TOKEN: holds a space",
		"MASTER_KEY: set twice",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error must name every mistake; %q is missing in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error shows a secret:\n%v", err)
	}
}

func TestOneSetting(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		line string
		ok   bool
	}{
		{"ADDR=127.0.0.1:0", true},
		{"ADDR=[::1]:8080", true},
		{"ADDR=:70000", false},
		{"ADDR=:http", false},
		{"PUBLIC_URL=https://oa.example.go.th/tambon/", true},
		{"PUBLIC_URL=http://localhost:8080", true},
		{"PUBLIC_URL=http://127.0.0.1:8080", true},
		{"PUBLIC_URL=http://[::1]:8080", true},
		{"PUBLIC_URL=http://localhost.example.com", false},
		{"PUBLIC_URL=https://user:pw@oa.example.go.th", false},
		{"PUBLIC_URL=//oa.example.go.th", false},
		{"PUBLIC_URL=https://", false},
		{"LINE_API_URL=http://127.0.0.1:9000", true},
		{"LINE_API_URL=http://api.line.me", false},
		{"DATABASE_URL=./somewhere/town.db", true},
		{"DATABASE_URL=sqlite:town.db", true},
		{"DATABASE_URL=town.db?_pragma=x", false},
		{"DATABASE_URL=postgres://u:p@h:5432/tambon?sslmode=disable", true},
		{"DATABASE_URL=postgresql:///tambon?host=/var/run/postgresql", true},
		{"DATABASE_URL=postgres://u:p@h:5432/", false},
		{"DATABASE_URL=postgres://u:p#q@h/d", false},
		{"DATABASE_URL=host=h user=u dbname=d", false},
		{"REDIS_URL=redis://127.0.0.1:6379", true},
		{"REDIS_URL=redis://:p%40ss@redis:6379/0", true},
		{"REDIS_URL=rediss://u:p@redis.example.go.th/15", true},
		{"REDIS_URL=127.0.0.1:6379", false},
		{"REDIS_URL=http://redis:6379", false},
		{"REDIS_URL=redis://", false},
		{"REDIS_URL=redis://:p#q@h/0", false},
		{"REDIS_URL=redis://h:6379/town", false},
		{"REDIS_URL=redis://h:6379/-1", false},
		{"REDIS_URL=redis://h:6379/0?read_timeout=1m", false},
		{"REDIS_URL=redis://h:port/0", false},
		{"LINE_CHANNEL_SECRET=a,b,c", false},
		{"LINE_CHANNEL_SECRET=" + strings.Repeat("x", 170), false},
		{"LINE_CHANNEL_SECRET=a b", false},
		{"DATA_DIR=" + folder, true},
		{"DATA_DIR=config_test.go", false},
		{"SITE_FILE=" + folder, false},
		{"SITE_FILE=site/pakphun.yaml", true},
		{"MASTER_KEY=" + key, true},
		{"MASTER_KEY=" + key + ", " + key, true},
		{"MASTER_KEY=" + key[4:], false},
		{"MASTER_KEY=secret", false},
		{"TZ=UTC", true},
		{"TZ=Local", false},
		{"TZ=../../etc/passwd", false},
	} {
		name, _, _ := strings.Cut(c.line, "=")
		_, err := config.Load([]string{c.line})
		if (err == nil) != c.ok {
			t.Errorf("%s: accepted is %t, want %t (%v)", c.line, err == nil, c.ok, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), name+":") {
			t.Errorf("%s: the error must begin with the variable's name: %v", c.line, err)
		}
	}
}

func TestDatabase(t *testing.T) {
	for line, want := range map[string]string{
		"DATABASE_URL=sqlite:town.db":        "town.db",
		"DATABASE_URL=sqlite:///srv/town.db": "/srv/town.db",
		"DATABASE_URL=/srv/town.db":          "/srv/town.db",
		"DATABASE_URL=postgres://u:p@h/d":    "postgres://u:p@h/d",
		"DATA_DIR=/srv/tambon":               "/srv/tambon/tambon.db",
	} {
		c, err := config.Load([]string{line})
		if err != nil || c.Database().Reveal() != want {
			t.Errorf("%s: database is %q (%v), want %q", line, c.Database().Reveal(), err, want)
		}
	}
}

func TestSecretsFromFiles(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	c, err := config.Load([]string{
		"LINE_CHANNEL_SECRET_FILE=" + write("secret", "one,two\n"),
		"LINE_CHANNEL_TOKEN_FILE=" + write("token", "tok\r\n"),
		"MASTER_KEY_FILE=" + write("key", key+"\n"),
		"DATABASE_URL_FILE=" + write("db", "postgres://u:p@h/d\n"),
		"REDIS_URL_FILE=" + write("redis", "redis://u:p@h/0\n"),
	}, config.LINE)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.LineChannelSecrets) != 2 || c.LineChannelToken.Reveal() != "tok" || c.MasterKey.Reveal() != key || c.DatabaseURL.Reveal() != "postgres://u:p@h/d" || c.RedisURL.Reveal() != "redis://u:p@h/0" {
		t.Error("a secret must be what its file holds, without the line break at the end")
	}
	_, err = config.Load([]string{"LINE_CHANNEL_TOKEN_FILE=" + write("empty", "\n"), "LINE_CHANNEL_SECRET_FILE=/no/such"}, config.LINE)
	var m config.Mistakes
	if !errors.As(err, &m) || len(m) != 2 {
		t.Errorf("an empty and a missing file are two mistakes, and neither is also called not set; got %v", err)
	}
}

func TestSecretNeverShows(t *testing.T) {
	const value = "hunter2"
	type holder struct{ S config.Secret }
	s := config.Secret(value)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "secret", s, "all", holder{s})
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "secret", s, "all", holder{s}, "list", []config.Secret{s})
	text, _ := json.Marshal([]any{s, &s, holder{s}})
	shown := []string{log.String(), string(text), fmt.Sprint(s, &s, holder{s}, []config.Secret{s}), fmt.Sprintln(s)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%T", "%U", "%e", "%10.3s"} {
		shown = append(shown, fmt.Sprintf(verb, s), fmt.Sprintf(verb, holder{s}), fmt.Sprintf(verb, &holder{s}), fmt.Sprintf(verb, []config.Secret{s}))
	}
	for _, out := range shown {
		if strings.Contains(out, value) || strings.Contains(strings.ToLower(out), fmt.Sprintf("%x", value)) {
			t.Errorf("a secret shows itself: %s", out)
		}
	}
	if s.String() != "set" || config.Secret("").String() != "not set" {
		t.Error(`a secret prints as "set" or "not set"`)
	}
}

func TestTable(t *testing.T) {
	c, err := config.Load([]string{"LINE_CHANNEL_SECRET=hunter2,hunter3", "LINE_CHANNEL_TOKEN=hunter2", "REDIS_URL=redis://:hunter2@h", "ADDR=:9"})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, row := range c.Table() {
		values[row.Name] = row.Value
		if row.Meaning == "" {
			t.Errorf("%s has no meaning; an operator must know what to write", row.Name)
		}
	}
	for name, want := range map[string]string{
		"ADDR": ":9", "LINE_CHANNEL_SECRET": "two set", "LINE_CHANNEL_TOKEN": "set", "MASTER_KEY": "not set", "DATABASE_URL": "not set", "REDIS_URL": "set", "TZ": "Asia/Bangkok",
		"PUBLIC_URL": "https://localhost:8080", "DATA_DIR": "./data", "LINE_API_URL": "https://api.line.me", "LINE_DATA_URL": "https://api-data.line.me", "SITE_FILE": "",
	} {
		if got, ok := values[name]; !ok || got != want {
			t.Errorf("%s shows %q, want %q", name, got, want)
		}
	}
	if strings.Contains(fmt.Sprint(c.Table(), c), "hunter") {
		t.Error("the table shows a secret")
	}
}

var update = flag.Bool("update", false, "write the table of settings into the documents")

func TestDocumentsAreCurrent(t *testing.T) {
	const begin, end = "<!-- settings -->\n", "<!-- /settings -->"
	for _, path := range []string{"../docs/settings.md", "../README.md"} {
		content, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) && strings.HasSuffix(path, "README.md") {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		before, rest, found := strings.Cut(string(content), begin)
		table, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			if strings.HasSuffix(path, "settings.md") {
				t.Errorf("%s must hold the table between %s and %s", path, strings.TrimSpace(begin), end)
			}
			continue
		}
		if strings.TrimSpace(table) == strings.TrimSpace(config.Markdown()) {
			continue
		}
		if !*update {
			t.Errorf("the table in %s is not that of config.Config; run go test ./config -update", path)
			continue
		}
		if err := os.WriteFile(path, []byte(before+begin+config.Markdown()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
