package bot

// Who is erased by staff hears of it while it is still known where they are.

import (
	"context"
	"encoding/json"

	"tambon/line"
	"tambon/models"
	"tambon/text"

	"github.com/google/uuid"
)

// Farewell tells a resident, on every account that LINE reaches, that staff erase
// their data now and how many bookings that cancels; told says that at least one
// was told. The key is a UUID: the same one tells once.
func (b *Bot) Farewell(ctx context.Context, residentID, key string, cancelled int) (told bool, err error) {
	base, err := uuid.Parse(key)
	if err != nil {
		return false, err
	}
	rows, err := b.Residents.Rows(ctx, residentID)
	if err != nil {
		return false, err
	}
	for _, r := range rows {
		if !r.Reached() {
			continue
		}
		town := b.Town()
		lang := town.Wording.In(text.Lang(r.Language))
		said := "resident.farewell"
		if cancelled > 0 {
			said += ".bookings"
		}
		words, err := json.Marshal([]line.Message{line.Text(lang.T(said, "n", lang.Number(cancelled), "phone", text.Phone(town.Site.Phone)))})
		if err != nil {
			return told, err
		}
		s := sending{verb: "resident.erase", key: uuid.NewSHA1(base, []byte(r.ID)).String(), to: r, noun: r.ID}
		sent := true
		err = b.push(ctx, s, words, func(ctx context.Context, p models.Push, end models.PushState) error {
			sent = end == models.PushSent
			return b.Pushes.Finish(ctx, p, end)
		})
		if err != nil {
			return told, err
		}
		told = told || sent
	}
	return told, nil
}
