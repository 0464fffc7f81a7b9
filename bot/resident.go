package bot

// ข้อมูลของฉัน: see, correct and erase what is kept; and the language.

import (
	"context"
	"net/url"

	"tambon/line"
	"tambon/models"
	"tambon/services"
	"tambon/text"
)

func (b *Bot) residentActs() map[string]act {
	ask := func(at step) act {
		return func(_ context.Context, t *turn, _ url.Values) ([]line.Message, error) { return b.askMine(t, at, "") }
	}
	return map[string]act{
		"resident.show":          plain(b.mine),
		"resident.edit_name":     ask(atMineName),
		"resident.edit_phone":    ask(atMinePhone),
		"resident.erase":         plain(b.askErase),
		"resident.erase_confirm": plain(b.erase),
		"resident.keep":          plain(b.keepMine),
	}
}

func (b *Bot) mineView(ctx context.Context, t *turn) (MyDataView, error) {
	r, err := b.Residents.One(ctx, t.Resident.ID)
	if err != nil {
		return MyDataView{}, err
	}
	p, err := b.Residents.Open(r)
	if err != nil {
		return MyDataView{}, err
	}
	all, err := b.Bookings.Count(ctx, r.ID)
	if err != nil {
		return MyDataView{}, err
	}
	open, err := b.Bookings.Upcoming(ctx, r.ID)
	return MyDataView{Name: p.Name, Phone: p.Phone, Bookings: all, Upcoming: len(open), Since: r.CreatedAt.In(b.Zone)}, err
}

func (b *Bot) mine(ctx context.Context, t *turn) ([]line.Message, error) {
	view, err := b.mineView(ctx, t)
	return []line.Message{t.Cards.MyData(view)}, err
}

// askMine asks for a new name or phone. A booking in the making is left for it.
func (b *Bot) askMine(t *turn, at step, trouble string) ([]line.Message, error) {
	if t.State.Step != at {
		t.State.begin(at)
	}
	view := AskView{Mine: true, Trouble: trouble}
	if at == atMineName {
		view.Data = Data("booking.type_name")
		return []line.Message{t.Cards.AskName(view)}, nil
	}
	view.Data = Data("booking.type_phone")
	return []line.Message{t.Cards.AskPhone(view)}, nil
}

func (b *Bot) sayMine(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	var p models.Person
	if t.State.Step == atMineName {
		name, ok := text.ReadName(said)
		if !ok {
			return b.askMine(t, atMineName, t.Lang.T("flow.name_again"))
		}
		p.Name = name
	} else {
		phone, digits, ok := text.ReadPhone(said)
		switch {
		case !ok && digits == 0 && hasNoPhone(said):
			return b.askMine(t, atMinePhone, t.Lang.T("flow.phone.without.mine"))
		case !ok:
			return b.askMine(t, atMinePhone, phoneTrouble(t.Lang, said))
		}
		p.Phone = phone
	}
	followed, err := b.Residents.Correct(ctx, t.Resident, p)
	if err != nil {
		return nil, err
	}
	t.State.leave()
	messages, err := b.mine(ctx, t)
	return append([]line.Message{line.Text(t.corrected(p, followed))}, messages...), err
}

// corrected says what was corrected, and how many bookings to come follow.
func (t *turn) corrected(p models.Person, followed int) string {
	key := "resident.corrected.phone"
	if p.Name != "" {
		key = "resident.corrected.name"
	}
	if followed > 0 {
		key += ".bookings"
	}
	return t.Lang.T(key, "n", t.Lang.Number(followed))
}

func (b *Bot) askErase(ctx context.Context, t *turn) ([]line.Message, error) {
	view, err := b.mineView(ctx, t)
	if err != nil {
		return nil, err
	}
	if t.State.Step != atErase {
		t.State.begin(atErase)
	}
	return []line.Message{t.Cards.ConfirmErase(view)}, nil
}

// erase forgets the person; only the question's own answer does it, so that the
// button of an old card cannot.
func (b *Bot) erase(ctx context.Context, t *turn) ([]line.Message, error) {
	if t.State.Step != atErase {
		return b.askErase(ctx, t)
	}
	if err := b.Residents.Erase(ctx, t.Resident, services.Resident(t.Resident.ID)); err != nil {
		return nil, err
	}
	t.State.leave()
	t.Weighs = true
	return []line.Message{t.Cards.Erased()}, nil
}

func (b *Bot) keepMine(ctx context.Context, t *turn) ([]line.Message, error) {
	t.State.leave()
	return b.mine(ctx, t)
}

func (b *Bot) sayErase(ctx context.Context, t *turn, said string) ([]line.Message, error) {
	switch {
	case isYes(said):
		return b.erase(ctx, t)
	case isNo(said):
		return b.keepMine(ctx, t)
	}
	return nil, nil
}

var (
	toEnglish = []string{"english", "eng", "in english", "speak english", "ภาษาอังกฤษ", "อังกฤษ", "พูดภาษาอังกฤษ", "เปลี่ยนภาษาอังกฤษ", "เปลี่ยนเป็นภาษาอังกฤษ"}
	toThai    = []string{"thai", "in thai", "speak thai", "ภาษาไทย", "ไทย", "พูดไทย", "พูดภาษาไทย", "เปลี่ยนภาษาไทย", "เปลี่ยนเป็นภาษาไทย"}
)

// speak changes the language of the answers.
func (b *Bot) speak(ctx context.Context, t *turn, said string) (done bool, messages []line.Message, err error) {
	var lang text.Lang
	switch {
	case says(said, toEnglish):
		lang = text.English
	case says(said, toThai):
		lang = text.Thai
	default:
		return false, nil, nil
	}
	if err := b.Residents.Speak(ctx, t.Resident, string(lang)); err != nil {
		return true, nil, err
	}
	t.speak(b, lang)
	if t.State.in() {
		messages, err = b.again(ctx, t, t.Lang.T("flow.language"))
		return true, messages, err
	}
	return true, t.Cards.Greeting(), nil
}
