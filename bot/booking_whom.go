package bot

// Whom a booking is for, where a message says so: จองให้แม่, แม่ชื่อ บุญมา ใจดี.

import (
	"context"
	"regexp"

	"tambon/line"
	"tambon/text"
)

const (
	family  = `แม่|พ่อ|ยาย|ย่า|ปู่|ป้า|ลุง|น้า|ลูก|หลาน|สามี|ภรรยา|เมีย|ผัว|แฟน|พี่|น้อง`
	whose   = `(?: ?(?:ของ)?(?:ฉัน|ผม|หนู|ดิฉัน|เรา))?`
	kinfolk = `mother|mom|mum|father|dad|parents?|grand(?:mother|father|ma|pa|parents?|son|daughter)|wife|husband|son|daughter|child|kid|sister|brother|aunt|uncle|friend|neighbou?r|relative`
)

var (
	// ตา is a grandfather only where no other word goes on with it: ให้ตาม, ให้ตาย.
	forOther = regexp.MustCompile(`(?:จอง(?:คิว)?)?(?:ให้|สำหรับ|แทน|พา) ?(?:คุณ)?(?:` + family + `|ตา(?:$| |ไป|มา|ด้วย|หน่อย|ค่ะ|ครับ|วัน|พรุ่งนี้)|เพื่อน|ญาติ|คนอื่น|คนที่บ้าน|ผู้ป่วย)|` +
		`\bfor (?:my |a |the |our |his |her )?(?:` + kinfolk + `)\b|\bfor (?:some(?:one|body) else|another person|him|her)\b`)
	// Who tells of another's pains books for them.
	otherAils  = regexp.MustCompile(`^(?:คุณ)?(?:แม่|พ่อ|สามี|ภรรยา|เมีย|ลูกชาย|ลูกสาว)` + whose + ` ?(?:ปวด|เจ็บ|เดิน|เข่า|หลัง|ขา|ไม่สบาย|อยาก|จะไป|จะมา|ต้อง)`)
	otherNamed = regexp.MustCompile(`(?:` + family + `|ตา|เพื่อน|ญาติ|ผู้ป่วย|คนไข้)` + whose + ` ?ชื่อ(?:ว่า|คือ)? *(.*)$`)
)

// isForOther reports whether a message says that the visit is somebody else's. Who
// is old says ป้า and ยาย of herself too, so it is asked, not taken for granted.
func isForOther(said string) bool {
	heard := hear(opening(said))
	if w := wordIn(said); w != "" && w != WordBook {
		return false
	}
	return asks(forOther, heard) || otherAils.MatchString(heard) || otherNamed.MatchString(heard)
}

// whomNext goes on when a message said whom the booking is for, and no more: by the
// name, or by what is to be chosen before it.
func (b *Bot) whomNext(ctx context.Context, t *turn) ([]line.Message, error) {
	messages, err := b.next(ctx, t)
	if err != nil || len(messages) >= 5 {
		return messages, err
	}
	switch t.State.Step {
	case atService, atDay, atTime:
		messages = append([]line.Message{line.Text(t.Lang.T("flow.whom"))}, messages...)
	}
	return messages, nil
}

// hearWhom takes the kept name out of the draft, so that the name is asked, when
// the message says that another person comes, or puts in that person's name where
// it stands there too. Of a draft that was whole ย้อนกลับ brings the old one back.
func (b *Bot) hearWhom(t *turn, said string) (heard bool) {
	d := &t.State.Draft
	switch {
	case !isForOther(said):
		return false
	case d.Name == "":
		d.Other = true
		return true
	case t.whole():
		if t.State.Before == nil {
			before := *d
			t.State.Before = &before
		}
	case d.By.Name != kept && t.State.Step != atPhone:
		return false
	}
	d.Name, d.Other = "", true
	m := otherNamed.FindStringSubmatch(text.Clean(said))
	if m != nil && !isWrong.MatchString("ชื่อ"+m[1]) && t.Resident.NoticeVersion == t.Town.Site.Privacy.Version {
		d.Name, _ = text.ReadName(m[1])
	}
	return true
}
