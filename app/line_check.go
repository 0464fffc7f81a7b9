package app

// tambon line check: asks LINE how the channel is set up, and says what to press
// in its console where that is wrong.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"strings"

	"tambon/config"
	"tambon/line"
	"tambon/text"
)

func lineCommand(ctx context.Context, c *call) error {
	if len(c.args) == 0 || c.args[0] != "check" {
		fmt.Fprintln(c.errors, "tambon line: write tambon line check")
		return errUsage
	}
	c.args = c.args[1:]
	var lang string
	if err := c.flags("line check", func(f *flag.FlagSet) { f.StringVar(&lang, "lang", "th", "th or en") }); err != nil {
		return err
	}
	if lang != string(text.Thai) && lang != string(text.English) {
		return fmt.Errorf("--lang: %q is no language here; write th or en", lang)
	}
	cfg, err := config.Load(c.environ, config.LINE)
	if err != nil {
		return err
	}
	client, err := line.NewClient(cfg.LineAPIURL, cfg.LineDataURL, cfg.LineChannelToken.Reveal())
	if err != nil {
		return err
	}
	check := lineCheck{call: c, lang: text.Lang(lang), client: client, cfg: cfg}
	if !check.account(ctx) {
		return errors.New("LINE cannot be asked")
	}
	check.webhook(ctx)
	check.quota(ctx)
	if check.troubles > 0 {
		return fmt.Errorf("%d to set right", check.troubles)
	}
	return nil
}

type lineCheck struct {
	*call
	lang     text.Lang
	client   *line.Client
	cfg      config.Config
	troubles int
}

// say prints a sentence; mark is ✓ for what is right, ! for a hint, ✗ for trouble.
func (c *lineCheck) say(mark, key string, kv ...any) {
	if mark == "✗" {
		c.troubles++
	}
	fmt.Fprintf(c.out, "%s %s\n", mark, strings.ReplaceAll(c.lang.T("linecheck."+key, kv...), "\n", "\n  "))
}

// failed tells an error of a call that is not LINE's word on the matter.
func (c *lineCheck) failed(err error) {
	c.say("✗", "silent", "address", c.cfg.LineAPIURL, "reason", err.Error())
}

func status(err error) int {
	var e *line.Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

// account reports whether the token opens LINE at all.
func (c *lineCheck) account(ctx context.Context) bool {
	info, err := c.client.Bot(ctx)
	switch {
	case status(err) == http.StatusUnauthorized || status(err) == http.StatusForbidden:
		c.say("✗", "token")
		return false
	case err != nil:
		c.failed(err)
		return false
	}
	c.say("✓", "account", "name", info.DisplayName, "id", info.BasicID)
	if info.ChatMode == "chat" {
		c.say("✗", "chat")
	}
	if info.MarkAsReadMode == "manual" {
		c.say("!", "manual")
	}
	return true
}

func (c *lineCheck) webhook(ctx context.Context) {
	wanted := c.cfg.PublicURL + "/webhook"
	set, err := c.client.Endpoint(ctx)
	switch {
	case status(err) == http.StatusNotFound || err == nil && set.URL == "":
		c.say("✗", "unset", "wanted", wanted)
		return
	case err != nil:
		c.failed(err)
		return
	case set.URL != wanted:
		c.say("✗", "elsewhere", "found", set.URL, "wanted", wanted)
	default:
		c.say("✓", "endpoint", "found", set.URL)
	}
	if !set.Active {
		c.say("✗", "inactive")
	}
	trial, err := c.client.TryEndpoint(ctx)
	switch {
	case err != nil:
		c.failed(err)
	case trial.OK:
		c.say("✓", "tried")
	case trial.Status == http.StatusUnauthorized || trial.Status == http.StatusForbidden:
		c.say("✗", "secret", "status", trial.Status)
	default:
		c.say("✗", "trial", "reason", trial.Reason, "detail", trial.Detail, "found", set.URL)
	}
}

func (c *lineCheck) quota(ctx context.Context) {
	q, err := c.client.Quota(ctx)
	switch {
	case err != nil:
		c.failed(err)
	case q.Limit == 0:
		c.say("✓", "unlimited", "used", q.Used)
	case q.Used >= q.Limit:
		c.say("✗", "spent", "limit", q.Limit)
	default:
		c.say("✓", "quota", "used", q.Used, "limit", q.Limit)
	}
}
