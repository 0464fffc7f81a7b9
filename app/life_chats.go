package app

// The demo's chats: people who wait for an answer, by the way that everybody takes,
// so that an answer arrives on their phone.

import (
	"context"
	"time"

	"tambon/line/simulator"
	"tambon/models"
	"tambon/services"
)

// A talker is somebody of the demo who asks for staff.
type talker struct {
	name, display string
	says          []string
	ago           time.Duration // since when they wait
}

func talkers() []talker {
	return []talker{
		{"malee", "มาลี คงแก้ว", []string{"ลงทะเบียนเบี้ยผู้สูงอายุแทนแม่ได้ไหม แม่เดินไม่ไหว"}, 26 * time.Minute},
		{"aung", "Aung Ko Min", []string{"ขอจองให้ภรรยา แต่ไม่มีบัตรประชาชนไทย"}, 11 * time.Minute},
		{"kitti", "กิตติ หนูแก้ว", []string{"ถนนหน้าบ้านน้ำยังไม่ลด"}, 4 * time.Minute},
	}
}

// chatter lets them ask, once, and gives the office its first canned answers.
func (a *App) chatter(ctx context.Context, box *simulator.Platform) error {
	list, err := a.Chats.Canned(ctx)
	if err != nil || len(list) > 0 || !a.Chats.Answers() {
		return err
	}
	for _, c := range []models.CannedAnswer{
		{Label: "มอบอำนาจ", Words: "ทำแทนได้ นำบัตรประชาชนของเจ้าของเรื่อง ใบมอบอำนาจ และบัตรของผู้รับมอบมาด้วย"},
		{Label: "เวลาทำการ", Words: "เปิดจันทร์–ศุกร์ 08.30–16.30 น. ปิดวันหยุดราชการ"},
		{Label: "ขอเบอร์โทร", Words: "ขอเบอร์โทรที่ติดต่อได้ เจ้าหน้าที่จะโทรกลับ"},
	} {
		if err := a.Chats.WriteCanned(ctx, services.System("life"), c); err != nil {
			return err
		}
	}
	for _, t := range talkers() {
		box.AddResident(simulator.Resident{Name: t.name, DisplayName: t.display, Friend: true})
		for _, words := range append([]string{"ติดต่อเจ้าหน้าที่"}, t.says...) {
			if _, err := box.Text(t.name, words); err != nil {
				return err
			}
		}
		if err := a.waited(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// waited sets the clock of the newest chat back, once all of it was heard.
func (a *App) waited(ctx context.Context, t talker) error {
	for {
		var found []models.Chat
		if err := a.Store.DB(ctx).Where("state <> 'closed'").Order("opened_at DESC, id DESC").Limit(1).Find(&found).Error; err != nil {
			return err
		}
		if len(found) == 1 && found[0].Seq == 2+len(t.says) && found[0].OpenedAt.After(a.now().Add(-time.Minute)) {
			return a.Store.Tx(ctx, func(ctx context.Context) error {
				c, db := found[0], a.Store.DB(ctx)
				back := func(at time.Time) time.Time { return at.Add(-t.ago) }
				if err := db.Exec("UPDATE chats SET opened_at = ?, asked_at = ?, due_at = ?, reply_token = NULL, reply_until = NULL WHERE id = ?",
					back(c.OpenedAt), back(*c.AskedAt), back(*c.DueAt), c.ID).Error; err != nil {
					return err
				}
				return db.Exec("UPDATE chat_messages SET at = ? WHERE chat_id = ?", back(*c.AskedAt), c.ID).Error
			})
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
