package app

// The commands, and how their mistakes are told.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"syscall"

	"tambon/config"
)

// A command is one word after tambon.
type command struct {
	name, does string
	run        func(ctx context.Context, c *call) error
}

// A call is one run of a command.
type call struct {
	args        []string
	environ     []string
	out, errors io.Writer
}

func commands() []command {
	return []command{
		{"serve", "answer residents: needs LINE_CHANNEL_SECRET and LINE_CHANNEL_TOKEN", serve},
		{"demo", "the whole town on this machine, with LINE in a box, at http://localhost:8080", demo},
		{"simulator", "LINE in a box alone, for a bot in any language; -h lists its flags", simulate},
		{"line", "line check asks LINE whether token, secret and webhook are right, and says what to press if not", lineCommand},
		{"migrate", "bring the database's tables up to date", migrate},
		{"seed", "write the site file's centres, services and hours, and open the coming days", seed},
		{"bookings", "print a day's bookings: --day 2026-11-26, today without it", bookings},
		{"selfcheck", "count the promises that the database breaks; exit 1 if any", check},
		{"audit", "audit verify reads the sealed log of acts and names what was changed; exit 1 if anything was", auditCommand},
		{"config", "print every setting, secrets hidden", settings},
		{"version", "print the version", version},
		{"health", "ask a running tambon whether it is ready", health},
	}
}

// errUsage ends a call that has already said what is wrong.
var errUsage = errors.New("app: wrong usage")

// Main runs the command that args name and returns the exit status.
func Main(args, environ []string, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	name := "help"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	for _, cmd := range commands() {
		if cmd.name != name {
			continue
		}
		switch err := cmd.run(ctx, &call{args, environ, out, errs}); {
		case err == nil || errors.Is(err, flag.ErrHelp):
			return 0
		case errors.Is(err, errUsage):
			return 2
		default:
			fmt.Fprintf(errs, "tambon %s: %v\n", name, err)
			return 1
		}
	}
	help := out
	if name != "help" && name != "-h" && name != "--help" {
		fmt.Fprintf(errs, "tambon: there is no command %q\n\n", name)
		help = errs
	}
	fmt.Fprint(help, "tambon: the LINE Official Account of a municipality\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(help, "  tambon %-10s %s\n", cmd.name, cmd.does)
	}
	if help == errs {
		return 2
	}
	return 0
}

// flags reads a command's flags and refuses what is left over.
func (c *call) flags(name string, define func(*flag.FlagSet)) error {
	set := flag.NewFlagSet("tambon "+name, flag.ContinueOnError)
	set.SetOutput(c.errors)
	if define != nil {
		define(set)
	}
	if err := set.Parse(c.args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return errUsage
	}
	if set.NArg() > 0 {
		fmt.Fprintf(c.errors, "tambon %s: %q is not understood; tambon %s -h lists what is\n", name, set.Arg(0), name)
		return errUsage
	}
	return nil
}

// load reads the settings and the site file, and tells the mistakes of both at once.
func (c *call) load(needs ...config.Need) (config.Config, config.Site, error) {
	cfg, err := config.Load(c.environ, needs...)
	var path string
	if err == nil {
		path = cfg.SiteFile
	}
	site, siteErr := config.LoadSite(path)
	return cfg, site, errors.Join(err, siteErr)
}

func (c *call) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(c.errors, nil))
}
