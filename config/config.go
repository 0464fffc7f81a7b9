// Package config turns the environment into a Config and the site file into a
// Site. It promises that a mistake is told once and whole: every wrong setting
// in one error, each with its name, what was wrong and what would be right. It
// keeps no state, reads nothing but what it is handed, and imports no other room.
package config

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// Config is everything that an operator may set. The tags are the only place
// where a name, its default and its meaning are written; Table and Markdown read them.
type Config struct {
	Addr               string   `env:"ADDR" envDefault:":8080" meaning:"Address to listen on, host:port. Without a host: every network card."`
	PublicURL          string   `env:"PUBLIC_URL" envDefault:"https://localhost:8080" meaning:"Address under which residents' phones reach Tambon. LINE fetches pictures from there, so it is https."`
	DataDir            string   `env:"DATA_DIR" envDefault:"./data" meaning:"Folder for the SQLite database and the key. Created when missing."`
	DatabaseURL        Secret   `env:"DATABASE_URL" default:"tambon.db in DATA_DIR" meaning:"postgres://user:password@host:5432/name, or the path of a SQLite file."`
	RedisURL           Secret   `env:"REDIS_URL" default:"embedded" meaning:"redis://user:password@host:6379/0 (rediss:// for TLS), the same for every replica. What lies there may be lost."`
	LineChannelSecrets []Secret `env:"LINE_CHANNEL_SECRET" meaning:"Channel secret from the LINE Developers console. Two with a comma between them while it is being changed."`
	LineChannelToken   Secret   `env:"LINE_CHANNEL_TOKEN" meaning:"Long-lived channel access token from the LINE Developers console."`
	LineAPIURL         string   `env:"LINE_API_URL" envDefault:"https://api.line.me" meaning:"LINE's API. Another address only for tests and the simulator."`
	LineDataURL        string   `env:"LINE_DATA_URL" envDefault:"https://api-data.line.me" meaning:"LINE's API for pictures and files. Another address only for tests and the simulator."`
	LineLoginID        string   `env:"LINE_LOGIN_CHANNEL_ID" default:"no LINE Login" meaning:"Channel ID of a LINE Login channel, by which staff who linked their LINE account come in. Its callback URL is PUBLIC_URL with /console/line/back."`
	LineLoginSecret    Secret   `env:"LINE_LOGIN_CHANNEL_SECRET" default:"no LINE Login" meaning:"Channel secret of the LINE Login channel."`
	LineLoginURL       string   `env:"LINE_LOGIN_URL" envDefault:"https://access.line.me" meaning:"LINE Login. Another address only for tests and the simulator."`
	SiteFile           string   `env:"SITE_FILE" default:"Pak Phun, built in" meaning:"File that describes the municipality: names, centres, services, hours, villages, hotlines."`
	MasterKey          Secret   `env:"MASTER_KEY" default:"made once in DATA_DIR" meaning:"Key that seals personal data: 32 random bytes in base64. Every replica needs the same one; a second, older one may follow a comma."`
	TZ                 string   `env:"TZ" envDefault:"Asia/Bangkok" meaning:"Time zone of the municipality, as in the IANA list."`

	// Zone is TZ, loaded; never nil after Load.
	Zone *time.Location `env:"-"`
}

// Need names settings that only some commands cannot do without.
type Need int

// LINE is needed by a command that answers residents: serve, richmenu.
const LINE Need = 1

// Load reads the settings from lines of the form NAME=value, as os.Environ
// gives them. An empty value counts as none. A secret may come as NAME_FILE
// instead, the path of a file that holds it. The error is Mistakes: all of them.
func Load(environ []string, needs ...Need) (Config, error) {
	values := env.ToMap(environ)
	var wrong Mistakes
	for _, s := range settings() {
		if s.secret {
			wrong = append(wrong, readSecretFile(values, s.name)...)
		}
	}
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: values}); err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	c.LineChannelSecrets = cleanSecrets(c.LineChannelSecrets)
	c.PublicURL = strings.TrimSuffix(c.PublicURL, "/")
	c.LineAPIURL = strings.TrimSuffix(c.LineAPIURL, "/")
	c.LineLoginURL = strings.TrimSuffix(c.LineLoginURL, "/")
	c.LineDataURL = strings.TrimSuffix(c.LineDataURL, "/")
	wrong = append(wrong, c.check(slices.Contains(needs, LINE), wrong)...)
	if len(wrong) > 0 {
		return Config{}, wrong
	}
	// check has already proved that the zone loads.
	c.Zone, _ = time.LoadLocation(c.TZ)
	return c, nil
}

// Database returns where the data lies: a postgres:// address, or the path of
// a SQLite file, by default tambon.db in DATA_DIR.
func (c Config) Database() Secret {
	switch v := c.DatabaseURL.Reveal(); {
	case v == "":
		return Secret(filepath.Join(c.DataDir, "tambon.db"))
	case strings.HasPrefix(v, "sqlite:"):
		return Secret(strings.TrimPrefix(strings.TrimPrefix(v, "sqlite:"), "//"))
	default:
		return c.DatabaseURL
	}
}

// readSecretFile puts what the file named by NAME_FILE holds under NAME.
func readSecretFile(values map[string]string, name string) Mistakes {
	path := values[name+"_FILE"]
	if path == "" {
		return nil
	}
	if values[name] != "" {
		return Mistakes{name + ": set twice, as " + name + " and as " + name + "_FILE; keep one of them"}
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return Mistakes{fmt.Sprintf("%s_FILE: cannot be read (%v); name a file that holds the value and that this user may read", name, err)}
	}
	value := strings.TrimSpace(string(content))
	if value == "" {
		return Mistakes{fmt.Sprintf("%s_FILE: %s is empty; put the value into it", name, path)}
	}
	values[name] = value
	return nil
}

// cleanSecrets drops the spaces and the empty places that a comma leaves behind.
func cleanSecrets(list []Secret) []Secret {
	var kept []Secret
	for _, s := range list {
		if t := strings.TrimSpace(s.Reveal()); t != "" {
			kept = append(kept, Secret(t))
		}
	}
	return kept
}

// setting is one line of Config, read from its struct tags.
type setting struct {
	name, fallback, meaning string
	secret                  bool
	field                   int
}

func settings() []setting {
	var list []setting
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("env")
		if name == "-" {
			continue
		}
		fallback := f.Tag.Get("envDefault")
		if fallback == "" {
			fallback = f.Tag.Get("default")
		}
		secret := f.Type == reflect.TypeFor[Secret]() || f.Type == reflect.TypeFor[[]Secret]()
		list = append(list, setting{name, fallback, f.Tag.Get("meaning"), secret, i})
	}
	return list
}
