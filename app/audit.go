package app

// tambon audit verify: is the log of acts what it was when it was sealed?

import (
	"context"
	"flag"
	"fmt"
	"time"

	"tambon/config"
	"tambon/models"
	"tambon/services/audit"
)

func auditCommand(ctx context.Context, c *call) error {
	if len(c.args) == 0 || c.args[0] != "verify" {
		fmt.Fprintln(c.errors, "tambon audit: write tambon audit verify, and with --head the newest \"audit sealed\" of a log that was kept elsewhere")
		return errUsage
	}
	c.args = c.args[1:]
	var mark string
	if err := c.flags("audit verify", func(f *flag.FlagSet) {
		f.StringVar(&mark, "head", "", "a head that a log kept, such as 42:9f3a…")
	}); err != nil {
		return err
	}
	var known models.AuditHead
	if mark != "" {
		var err error
		if known, err = audit.ParseMark(mark); err != nil {
			return err
		}
	}
	cfg, err := config.Load(c.environ)
	if err != nil {
		return err
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
	report, err := audit.New(s, time.Now, c.logger()).Verify(ctx, known)
	if err != nil {
		return err
	}
	return c.tell(report, known)
}

// tell prints what a verification found.
func (c *call) tell(r audit.Report, known models.AuditHead) error {
	for _, f := range r.Faults {
		fmt.Fprintf(c.out, "row %d %s: %s\n", f.Seq, f.ID, f.What)
	}
	for _, e := range r.Unsealed {
		fmt.Fprintf(c.out, "not sealed yet: %s %s %s %s\n", e.ID, e.At.UTC().Format(time.RFC3339), e.Verb, e.NounID)
	}
	if more := r.Waiting - int64(len(r.Unsealed)); more > 0 {
		fmt.Fprintf(c.out, "not sealed yet: %d more\n", more)
	}
	if !r.Whole() {
		return fmt.Errorf("the log was changed after it was sealed: %d places or more", len(r.Faults))
	}
	fmt.Fprintf(c.out, "%d rows are what they were when they were sealed; %d wait to be sealed.\n", r.Sealed, r.Waiting)
	if r.Head.Seq > 0 {
		fmt.Fprintf(c.out, "head %s\n", audit.Mark(r.Head))
	}
	if known.Seq == 0 {
		fmt.Fprintln(c.out, "That the end was not cut off only a head from elsewhere can tell: --head, from a log line \"audit sealed\".")
	}
	return nil
}
