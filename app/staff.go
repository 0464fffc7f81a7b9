package app

// The console's people: who founds a town, and through whose eyes the demo looks.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"tambon/config"
	"tambon/handlers/console"
	"tambon/jobs"
	"tambon/line"
	"tambon/line/inbox"
	"tambon/services/machine"
	"tambon/services/staff"
	"tambon/web"
)

// console wires the pages of staff.
func (a *App) console() *console.Console {
	o := a.opts
	return &console.Console{
		Settings: a.Settings, PublicURL: o.Config.PublicURL, Zone: o.Config.Zone, Now: a.now, Log: o.Log, Dist: web.Dist(),
		Staff: a.Staff, LINE: a.lineLogin(), Audit: a.Audit, Bookings: a.Bookings, Eyes: a.eyes,
		Residents: a.Residents, Schedule: a.Schedule, Chats: a.Chats, Store: a.Store, Wire: a.Shared, Stopping: a.stopping,
		Machine: console.Machine{
			Version: Version, Store: a.Store, Shared: a.Shared, Inbox: a.Inbox, Queue: a.queue, Line: a.line,
			Again: machine.New(a.Store, a.now, a.Inbox, a.queue, notThere),
		},
		Farewell: a.bot.Farewell,
		Away:     func(ctx context.Context) bool { return a.Store.Ping(ctx) != nil },
	}
}

// notThere recognises what cannot be done again, for it is not there.
func notThere(err error) bool {
	return errors.Is(err, inbox.ErrNotAside) || errors.Is(err, jobs.ErrNoJob)
}

// lineLogin is the client of the town's LINE Login channel; nil where it has none.
func (a *App) lineLogin() *line.Login {
	c := a.opts.Config
	if c.LineLoginID == "" {
		return nil
	}
	return line.NewLogin(line.LoginChannel{ID: c.LineLoginID, Secret: c.LineLoginSecret.Reveal(), Issuer: c.LineLoginURL, API: c.LineAPIURL}, a.now)
}

// banal are names that everybody in town knows, so that no password is made of them.
func banal(site config.Site) []string {
	names := []string{site.Name.TH, site.Name.EN, site.Slug}
	for _, c := range site.Centres {
		names = append(names, c.Name.TH, c.Name.EN)
	}
	return names
}

// inviteFounder prints the link of the first set-up, while nobody has used one.
func (a *App) inviteFounder(ctx context.Context, out io.Writer, address net.Addr) error {
	token, err := a.Staff.SetupToken(ctx)
	if err != nil || token == "" {
		return err
	}
	_, err = fmt.Fprintf(out, "\nNobody can enter the console yet. Open this link within 24 hours to become its first administrator:\n\n  %s%s/join/%s\n\n",
		consoleOrigin(a.opts.Config.PublicURL, address), console.Root, token)
	return err
}

// consoleOrigin is where a browser on this machine, or anywhere, finds the console.
func consoleOrigin(public string, address net.Addr) string {
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsLoopback() {
		return fmt.Sprintf("http://localhost:%d", tcp.Port)
	}
	return public
}

// seedStaff gives the demo a person for each role.
func (a *App) seedStaff(ctx context.Context) ([]console.Eye, error) {
	var eyes []console.Eye
	centre := staff.CentreScope(a.opts.Site.Centres[0].Code)
	for _, p := range []struct {
		role        staff.Role
		scope       string
		login, name string
	}{
		{staff.CentreHead, centre, "sudarat", "สุดารัตน์ ชูแก้ว"},
		{staff.Reception, centre, "nureeya", "นูรียา หมัดอาด้ำ"},
		{staff.Therapist, centre, "preecha", "ปรีชา ทองสุก"},
		{staff.Officer, staff.Town, "wanna", "วรรณา พรหมดี"},
		{staff.Auditor, staff.Town, "wilai", "วิไลวรรณ ศรีใส"},
		{staff.Administrator, staff.Town, "aree", "อารีย์ พรหมแก้ว"},
	} {
		id, err := a.Staff.Seed(ctx, p.login, p.name, staff.Grant{Role: p.role, Scope: p.scope})
		if err != nil {
			return nil, err
		}
		eyes = append(eyes, console.Eye{Role: p.role, StaffID: id})
	}
	return eyes, nil
}
