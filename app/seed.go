package app

import (
	"context"
	"fmt"

	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/services/booking"
)

func migrate(ctx context.Context, c *call) error {
	if err := c.flags("migrate", nil); err != nil {
		return err
	}
	cfg, err := config.Load(c.environ)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, "Migrating …")
	s, err := openStore(ctx, cfg)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "The %s database is up to date.\n", s.Engine)
	return s.Close()
}

func seed(ctx context.Context, c *call) error {
	if err := c.flags("seed", nil); err != nil {
		return err
	}
	cfg, site, err := c.load()
	if err != nil {
		return err
	}
	a, err := openRules(ctx, Options{Config: cfg, Site: site, Log: c.logger()})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.Schedule.Sync(ctx, a.Settings.Town().Site); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s: %d centres, %d health services, %d days without service.\n", site.Name.TH, len(site.Centres), len(site.Services), len(site.Closures))
	n, err := a.Schedule.OpenSlots(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Opened or changed %d slots.\n", n)
	return nil
}

// seedBookings gives a fresh demo a few bookings by telephone, so that the
// nurse's page is not empty. Who made them has no LINE, so nothing is pushed.
func (a *App) seedBookings(ctx context.Context) error {
	today := models.DateOf(a.now(), a.opts.Config.Zone)
	people := []struct{ name, phone string }{
		{"บุญเรือน แก้วมณี", "0812345670"},
		{"มูฮัมหมัด ดำเกิง", "0823456781"},
		{"ละออ ทองสุข", "0834567892"},
		{"พระสมชาย สุทฺธิญาโณ", "0845678903"},
		{"นูรีซา หะยีสาและ", "0856789014"},
		{"เจริญ ศรีสวัสดิ์", "075345678"},
	}
	list, err := a.Bookings.HealthServices(ctx)
	if err != nil {
		return err
	}
	for i, p := range people {
		h := list[i%len(list)]
		days, err := a.Bookings.Days(ctx, h, today.Add(i%2), 1)
		if err != nil {
			return err
		}
		if len(days) == 0 {
			continue
		}
		slots, err := a.Bookings.Times(ctx, h, days[0].Day)
		if err != nil {
			return err
		}
		if err := a.seedBooking(ctx, slots[i%len(slots)], p.name, p.phone, fmt.Sprintf("seed:%d", i)); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) seedBooking(ctx context.Context, slot models.Slot, name, phone, key string) error {
	by := services.System("seed")
	r, err := a.Residents.Meet(ctx, "demo-"+key)
	if err != nil {
		return err
	}
	if err := a.Residents.Follow(ctx, *r.LineUserID, false, 0); err != nil {
		return err
	}
	_, err = a.Bookings.Book(ctx, booking.Request{
		ResidentID: r.ID, SlotID: slot.ID, Patient: name, Phone: phone, Channel: "phone", EventKey: key, By: by,
	})
	if kind, _, _ := services.Explain(err); err != nil && kind != services.Internal {
		return nil // full by now: another one will do
	}
	return err
}
