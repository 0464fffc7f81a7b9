package schedule

// Days without service.

import (
	"context"

	"tambon/config"
	"tambon/models"
)

// A closedDay is what a closure is about: a whole centre, or one service of it.
type closedDay struct {
	centre, service string
	day             models.Date
}

// syncClosures makes the closures from today on those of the site, but for what
// staff set: a day that the site no longer names opens again. Days that are past
// stay on record.
func (s *Service) syncClosures(ctx context.Context, site config.Site) error {
	db, today := s.store.DB(ctx), models.DateOf(s.now(), s.zone)
	wanted := closedDays(site)
	var there []models.Closure
	if err := db.Where("day >= ?", today).Find(&there).Error; err != nil {
		return err
	}
	for _, c := range there {
		of := closedDay{centre: c.CentreID, day: c.Day}
		if c.ServiceID != nil {
			of.service = *c.ServiceID
		}
		reason, named := wanted[of]
		delete(wanted, of)
		var err error
		switch {
		case c.SetBy != "":
		case !named:
			err = db.Delete(&models.Closure{}, "id = ?", c.ID).Error
		case reason.TH != c.ReasonTH || reason.In("en") != c.ReasonEN:
			err = db.Exec("UPDATE closures SET reason_th = ?, reason_en = ? WHERE id = ?", reason.TH, reason.In("en"), c.ID).Error
		}
		if err != nil {
			return err
		}
	}
	for of, reason := range wanted {
		if of.day < today {
			continue
		}
		row := models.Closure{ID: models.NewID(s.now()), CentreID: of.centre, Day: of.day, ToMinute: endOfDay, ReasonTH: reason.TH, ReasonEN: reason.In("en")}
		if of.service != "" {
			row.ServiceID = &of.service
		}
		if err := db.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// closedDays spells a site's closures out, one for each centre or service.
func closedDays(site config.Site) map[closedDay]config.Words {
	days := map[closedDay]config.Words{}
	for _, c := range site.Closures {
		day := models.Date(c.Day)
		if c.Service != "" {
			for _, h := range site.Services {
				if h.Code == c.Service {
					days[closedDay{h.Centre, h.Code, day}] = c.Reason
				}
			}
			continue
		}
		for _, centre := range site.Centres {
			if c.Centre == "" || c.Centre == centre.Code {
				days[closedDay{centre.Code, "", day}] = c.Reason
			}
		}
	}
	return days
}
