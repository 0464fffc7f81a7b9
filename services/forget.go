package services

import (
	"context"
	"time"

	"tambon/store"
)

// forgetAtOnce bounds one transaction of Forget, so that nobody waits for it.
const forgetAtOnce = 500

// Forget runs an UPDATE that forgets what some rows hold and returns their ids,
// again and again until none is left, and returns how many those were. Its last
// ? is how many it may take at once. Each row has a record under the verb, by the
// rule, in its transaction. What is done stays done when it is cut off.
func Forget(ctx context.Context, s *store.Store, now func() time.Time, rule, verb, update string, args ...any) (int, error) {
	args = append(args, forgetAtOnce)
	for forgotten := 0; ; {
		var ids []string
		err := s.Tx(ctx, func(ctx context.Context) error {
			ids = nil
			if err := s.DB(ctx).Raw(update, args...).Scan(&ids).Error; err != nil {
				return err
			}
			for _, id := range ids {
				if err := Audit(ctx, s, now(), System(rule), verb, id, ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return forgotten, err
		}
		if forgotten += len(ids); len(ids) < forgetAtOnce {
			return forgotten, nil
		}
	}
}
