package app

// Commands for operators: bookings, selfcheck, config, version, health.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"text/tabwriter"
	"time"

	"tambon/config"
	"tambon/handlers/console"
	"tambon/services/booking"
	"tambon/services/selfcheck"
	"tambon/text"
)

func bookings(ctx context.Context, c *call) error {
	var which, lang string
	if err := c.flags("bookings", func(f *flag.FlagSet) {
		f.StringVar(&which, "day", "", "the day, such as 2026-11-26, 2569-11-26 or พรุ่งนี้; today without it")
		f.StringVar(&lang, "lang", "th", "th or en")
	}); err != nil {
		return err
	}
	cfg, _, err := c.load()
	if err != nil {
		return err
	}
	on, err := day(which, time.Now(), cfg.Zone)
	if err != nil {
		return fmt.Errorf("--day: %q is no day; write พรุ่งนี้, 26 พ.ย., 2569-11-26 or 2026-11-26", which)
	}
	if lang != string(text.Thai) && lang != string(text.English) {
		return fmt.Errorf("--lang: %q is no language here; write th or en", lang)
	}
	keys, err := keysToLook(cfg)
	if err != nil {
		return err
	}
	s, err := openToLook(ctx, cfg, keys)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	l := text.Lang(lang)
	rows, err := console.List(ctx, booking.New(s, nil, time.Now, cfg.Zone), on, l, cfg.Zone)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s · %s\n\n", l.LongDay(on.Time()), l.T("console.count", "n", len(rows)))
	table := tabwriter.NewWriter(c.out, 0, 8, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(table, strings.Join([]string{r.Clock, r.Number, r.Service, r.Name, r.Phone, r.Status}, "\t"))
	}
	return table.Flush()
}

func check(ctx context.Context, c *call) error {
	if err := c.flags("selfcheck", nil); err != nil {
		return err
	}
	cfg, err := config.Load(c.environ)
	if err != nil {
		return err
	}
	s, err := openToLook(ctx, cfg, nil)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	var broken int64
	promises := selfcheck.Promises(time.Now())
	for i, p := range promises {
		fmt.Fprintf(c.out, "%2d/%d  %-82s ", i+1, len(promises), p.Name(text.English))
		r, err := selfcheck.Check(ctx, s, p)
		if err != nil {
			fmt.Fprintln(c.out, "cannot be counted")
			return err
		}
		verdict := "holds"
		if r.Broken > 0 {
			verdict = fmt.Sprintf("BROKEN %d times", r.Broken)
		}
		fmt.Fprintln(c.out, verdict)
		broken += r.Broken
	}
	if broken > 0 {
		return fmt.Errorf("%d broken promises", broken)
	}
	fmt.Fprintln(c.out, "Every promise holds.")
	return nil
}

func settings(_ context.Context, c *call) error {
	if err := c.flags("config", nil); err != nil {
		return err
	}
	cfg, err := config.Load(c.environ)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(c.out, 0, 8, 2, ' ', 0)
	for _, row := range cfg.Table() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", row.Name, row.Value, row.Meaning)
	}
	return table.Flush()
}

func version(_ context.Context, c *call) error {
	if err := c.flags("version", nil); err != nil {
		return err
	}
	fmt.Fprintln(c.out, Version)
	return nil
}

func health(ctx context.Context, c *call) error {
	if err := c.flags("health", nil); err != nil {
		return err
	}
	cfg, err := config.Load(c.environ)
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		return fmt.Errorf("ADDR: %w", err)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	if err != nil {
		return err
	}
	fmt.Fprint(c.out, string(said))
	if resp.StatusCode != http.StatusOK {
		return errors.New("not ready")
	}
	return nil
}
