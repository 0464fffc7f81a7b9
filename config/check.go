package config

// What each setting must be.

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a container without a zone database still knows Asia/Bangkok
)

// check returns what is wrong with c; earlier holds what reading secret files
// already found, so that a file that could not be read is not also called missing.
func (c Config) check(line bool, earlier Mistakes) Mistakes {
	wrong := slices.Concat(
		checkAddr(c.Addr),
		checkURL("PUBLIC_URL", c.PublicURL, "https://oa.example.go.th"),
		checkDir(c.DataDir),
		checkDatabase(c.DatabaseURL.Reveal()),
		checkRedis(c.RedisURL.Reveal()),
		checkURL("LINE_API_URL", c.LineAPIURL, "https://api.line.me"),
		checkURL("LINE_DATA_URL", c.LineDataURL, "https://api-data.line.me"),
		checkChannelSecrets(c.LineChannelSecrets),
		checkToken(c.LineChannelToken.Reveal()),
		checkURL("LINE_LOGIN_URL", c.LineLoginURL, "https://access.line.me"),
		checkLogin(c.LineLoginID, c.LineLoginSecret.Reveal()),
		checkSiteFile(c.SiteFile),
		checkMasterKey(c.MasterKey.Reveal()),
		checkZone(c.TZ),
	)
	if line {
		wrong = append(wrong, c.missing(earlier)...)
	}
	return wrong
}

func (c Config) missing(earlier Mistakes) Mistakes {
	var wrong Mistakes
	told := func(name string) bool {
		return slices.ContainsFunc(earlier, func(m string) bool { return strings.HasPrefix(m, name) })
	}
	if len(c.LineChannelSecrets) == 0 && !told("LINE_CHANNEL_SECRET") {
		wrong = append(wrong, "LINE_CHANNEL_SECRET: not set; copy it from the LINE Developers console, your channel, Basic settings, Channel secret")
	}
	if c.LineChannelToken == "" && !told("LINE_CHANNEL_TOKEN") {
		wrong = append(wrong, "LINE_CHANNEL_TOKEN: not set; issue it in the LINE Developers console, your channel, Messaging API, Channel access token (long-lived)")
	}
	return wrong
}

func checkAddr(v string) Mistakes {
	_, port, err := net.SplitHostPort(v)
	if n, e := strconv.Atoi(port); err != nil || e != nil || n < 0 || n > 65535 {
		return Mistakes{fmt.Sprintf("ADDR: %q is no address to listen on; write :8080 or 127.0.0.1:8080", v)}
	}
	return nil
}

func checkURL(name, v, example string) Mistakes {
	u, err := url.Parse(v)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return Mistakes{fmt.Sprintf("%s: %q is no web address; write %s", name, v, example)}
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return Mistakes{fmt.Sprintf("%s: holds more than scheme, host and path; write %s", name, example)}
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return Mistakes{fmt.Sprintf("%s: %q is not encrypted; write https://%s", name, v, u.Host)}
	}
	return nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func checkDir(v string) Mistakes {
	if info, err := os.Stat(v); err == nil && !info.IsDir() {
		return Mistakes{fmt.Sprintf("DATA_DIR: %s is a file; name a folder", v)}
	}
	return nil
}

// checkDatabase never quotes the value, for it may hold a password.
func checkDatabase(v string) Mistakes {
	const right = "write postgres://user:password@host:5432/name or the path of a SQLite file such as ./data/tambon.db"
	scheme, _, found := strings.Cut(v, "://")
	switch {
	case v == "":
		return nil
	case found && (scheme == "postgres" || scheme == "postgresql"):
		u, err := url.Parse(v)
		if err != nil || u.Host == "" && u.Query().Get("host") == "" {
			return Mistakes{"DATABASE_URL: the postgres address cannot be read (signs such as @ / # in the password are written %40 %2F %23); " + right}
		}
		if strings.Trim(u.Path, "/") == "" {
			return Mistakes{"DATABASE_URL: names no database; " + right}
		}
	case found && scheme != "sqlite":
		return Mistakes{"DATABASE_URL: begins like no kind of database that Tambon uses; " + right}
	case strings.Contains(v, "host=") || strings.Contains(v, "dbname="):
		return Mistakes{"DATABASE_URL: looks like a list of key=value; " + right}
	case strings.ContainsAny(v, "?#"):
		return Mistakes{"DATABASE_URL: a SQLite path takes no options, Tambon sets them itself; " + right}
	}
	return nil
}

// checkRedis never quotes the value, for it may hold a password.
func checkRedis(v string) Mistakes {
	const right = "write redis://user:password@host:6379/0, or rediss:// for TLS; without it Tambon brings its own"
	if v == "" {
		return nil
	}
	if scheme, _, found := strings.Cut(v, "://"); !found || scheme != "redis" && scheme != "rediss" {
		return Mistakes{"REDIS_URL: begins like no address of a Redis; " + right}
	}
	u, err := url.Parse(v)
	if err != nil || u.Hostname() == "" {
		return Mistakes{"REDIS_URL: cannot be read (signs such as @ / # in the password are written %40 %2F %23); " + right}
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return Mistakes{"REDIS_URL: takes no options, Tambon sets them itself; " + right}
	}
	if db := strings.Trim(u.Path, "/"); db != "" {
		if n, err := strconv.Atoi(db); err != nil || n < 0 {
			return Mistakes{"REDIS_URL: after the host stands the number of a database; " + right}
		}
	}
	return nil
}

func checkChannelSecrets(list []Secret) Mistakes {
	const name = "LINE_CHANNEL_SECRET: "
	if len(list) > 2 {
		return Mistakes{fmt.Sprintf(name+"%d secrets; write one, or the old and the new with a comma between them", len(list))}
	}
	for i, s := range list {
		if strings.ContainsAny(s.Reveal(), " \t\r\n") {
			return Mistakes{name + "holds a space or a line break; copy it again, 32 letters and digits"}
		}
		if len(s) > 100 {
			return Mistakes{fmt.Sprintf(name+"%d characters long, that is a token; the channel secret has 32 letters and digits", len(s))}
		}
		if slices.Index(list, s) != i {
			return Mistakes{name + "the same secret twice; write it once"}
		}
	}
	return nil
}

func checkToken(v string) Mistakes {
	if strings.ContainsAny(v, " \t\r\n") {
		return Mistakes{"LINE_CHANNEL_TOKEN: holds a space or a line break; copy it again in one piece, without the word Bearer"}
	}
	return nil
}

// checkLogin wants both or neither.
func checkLogin(id, secret string) Mistakes {
	const where = "copy it from the LINE Developers console, your LINE Login channel, Basic settings"
	var wrong Mistakes
	if id == "" && secret != "" {
		wrong = append(wrong, "LINE_LOGIN_CHANNEL_ID: not set, but its secret is; "+where)
	}
	if id != "" && secret == "" {
		wrong = append(wrong, "LINE_LOGIN_CHANNEL_SECRET: not set, but LINE_LOGIN_CHANNEL_ID is; "+where)
	}
	if strings.Trim(id, "0123456789") != "" {
		wrong = append(wrong, "LINE_LOGIN_CHANNEL_ID: holds more than figures; "+where)
	}
	if secret != "" && (len(secret) != 32 || strings.ContainsAny(secret, " \t\r\n")) {
		wrong = append(wrong, "LINE_LOGIN_CHANNEL_SECRET: is not 32 letters and figures; "+where)
	}
	return wrong
}

func checkSiteFile(v string) Mistakes {
	if v == "" {
		return nil
	}
	info, err := os.Stat(v)
	if err != nil {
		return Mistakes{fmt.Sprintf("SITE_FILE: cannot be read (%v); name a file like config/site/pakphun.yaml", err)}
	}
	if info.IsDir() {
		return Mistakes{fmt.Sprintf("SITE_FILE: %s is a folder; name a file like config/site/pakphun.yaml", v)}
	}
	return nil
}

// checkMasterKey wants what store.NewKeys reads: 32 bytes in base64, several
// with commas between them while the key is being changed.
func checkMasterKey(v string) Mistakes {
	if v == "" {
		return nil
	}
	for one := range strings.SplitSeq(v, ",") {
		if raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(one)); err != nil || len(raw) != 32 {
			return Mistakes{"MASTER_KEY: is not 32 bytes in base64; write what `openssl rand -base64 32` prints"}
		}
	}
	return nil
}

func checkZone(v string) Mistakes {
	// "Local" would mean another zone on every machine.
	if _, err := time.LoadLocation(v); err != nil || v == "Local" {
		return Mistakes{fmt.Sprintf("TZ: %q is no time zone of the IANA list; write Asia/Bangkok", v)}
	}
	return nil
}
