package schedule

// Centres: the rows that bookings are read with.

import (
	"context"
	"fmt"

	"tambon/config"
	"tambon/models"

	"gorm.io/gorm/clause"
)

// KeepCentre writes a centre's facts, in the context's transaction.
func (s *Service) KeepCentre(ctx context.Context, c config.Centre) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		row := models.Centre{
			ID: c.Code, NameTH: c.Name.TH, NameEN: c.Name.In("en"), Phone: c.Phone, AddressTH: c.Address.Thai(),
			Latitude: c.Latitude, Longitude: c.Longitude, ArriveEarly: c.ArriveEarly,
		}
		if err := s.store.DB(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("schedule: centre %s: %w", c.Code, err)
		}
		return nil
	})
}
