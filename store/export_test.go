package store

import "context"

// MigrateUpTo migrates to an earlier version, as an earlier program would have.
func (s *Store) MigrateUpTo(ctx context.Context, version int64) error {
	db, unlock, err := s.lockForMigration(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	return migrateTo(ctx, s.Engine, db, version)
}
