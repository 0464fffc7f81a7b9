package setting

// A change of a setting: looked at first, then made.

import (
	"context"
	"errors"
	"unicode/utf8"

	"tambon/config"
	"tambon/models"
	"tambon/services"
	"tambon/text"

	"gorm.io/gorm"
)

// What a change is refused with, beside Refused.
var (
	ErrUnknown = services.E(services.NotFound, "setting.unknown")
	ErrChanged = services.E(services.Conflict, "setting.changed") // somebody set it since it was read
	ErrSame    = services.E(services.Invalid, "setting.same")     // it says so already
)

// MaxWhy is how many letters a reason may have.
const MaxWhy = 200

// A Wish is a change that somebody wants.
type Wish struct {
	Key     string
	Value   Value
	File    bool // as the site file says, whatever Value is
	Version int  // that was read; see Held.Version
	Why     string
}

// A Proposal is a change as it would be made.
type Proposal struct {
	Held         // as it stands
	Value  Value // as it would be, made right
	After  Town  // if it were made
	Others bool  // somebody set it since the version of the wish
}

// Look judges a wish and shows what it would make. The error is Refused where the
// value is not right; the Proposal then still says how things stand.
func (s *Service) Look(w Wish) (Proposal, error) {
	return s.look(s.Town(), w)
}

func (s *Service) look(town Town, w Wish) (Proposal, error) {
	held, known := town.Held(w.Key)
	if !known {
		return Proposal{}, ErrUnknown
	}
	p := Proposal{Held: held, Value: held.clean(w.Value), After: town, Others: held.Version() != w.Version}
	if w.File {
		p.Value = held.File
	}
	if utf8.RuneCountInString(w.Why) > MaxWhy {
		return p, Refused{{"why", "setting.fault.why", []any{"n", MaxWhy}}}
	}
	after, err := town.with(held.Setting, p.value(w))
	if err != nil {
		return p, err
	}
	p.After = after
	if held.Group == Texts && !w.File && s.Fits != nil {
		if faults := s.Fits(after.Wording, held.Sentence()); len(faults) > 0 {
			return p, Refused(faults)
		}
	}
	// Saying again what holds is a change only where the file moved beneath it:
	// the officer has seen the file's new value, and stays.
	if again := same(p.Value, held.Value) && !(w.File && held.Set); again && !held.Moved && !held.Unfit {
		return p, ErrSame
	}
	return p, nil
}

// value is what the change writes, nil for the file's.
func (p Proposal) value(w Wish) Value {
	if w.File {
		return nil
	}
	return p.Value
}

// Change makes the change with its row in the log of acts, in one transaction.
// When it returns, this replica answers with it and the others are nudged.
func (s *Service) Change(ctx context.Context, by services.Actor, w Wish) error {
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		// What other replicas set counts, though this one may not know it yet.
		rows, err := s.newest(ctx)
		if err != nil {
			return err
		}
		p, err := s.look(s.build(rows), w)
		if err != nil {
			return err
		}
		if p.Others {
			return ErrChanged
		}
		if err := s.write(ctx, by, p, w); err != nil {
			return err
		}
		s.Store.AfterCommit(ctx, s.changed)
		return s.keepCentre(ctx, p)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) { // of two at once, the second
		return ErrChanged
	}
	return err
}

func (s *Service) write(ctx context.Context, by services.Actor, p Proposal, w Wish) error {
	now := s.Now().UTC()
	row := models.SettingChange{
		ID: models.NewID(now), Key: p.Key, Version: p.Version() + 1,
		Was: p.Held.Value.kept(), File: p.File.kept(), StaffID: by.ID, At: now,
	}
	if v := p.value(w); v != nil {
		said := v.kept()
		row.Value = &said
	}
	if why := text.Clean(w.Why); why != "" {
		row.Why = s.Store.Keys.Seal("setting_changes", "why", row.ID, []byte(why))
	}
	if err := s.Store.DB(ctx).Create(&row).Error; err != nil {
		return err
	}
	detail := ""
	if w.File {
		detail = "file"
	}
	return services.Audit(ctx, s.Store, now, by, p.Group.Verb(), p.Key, detail)
}

// keepCentre writes the centre's row, with which bookings are read.
func (s *Service) keepCentre(ctx context.Context, p Proposal) error {
	if p.Group != Centres || s.Centres == nil {
		return nil
	}
	for _, c := range p.After.Site.Centres {
		if c.Code == p.Centre {
			return s.Centres.KeepCentre(ctx, c)
		}
	}
	return nil
}

// changed makes the change hold here and wakes the others. What fails is found
// by the next look: the change is committed.
func (s *Service) changed() {
	ctx := context.Background()
	if err := s.Load(ctx); err != nil {
		s.Log.WarnContext(ctx, "settings not read", "err", err)
	}
	if s.Wire != nil {
		s.Wire.Nudge(ctx, topic)
	}
}

// A Past is one change of a setting, as it was.
type Past struct {
	models.SettingChange
	From, To Value
	ToFile   bool // it went back to what the file said then
	Words    string
}

// maxPast is how many changes of one setting are shown.
const maxPast = 50

// History lists the changes of a setting, the newest first.
func (s *Service) History(ctx context.Context, key string) ([]Past, error) {
	var rows []models.SettingChange
	if err := s.Store.DB(ctx).Where("key = ?", key).Order("version DESC").Limit(maxPast).Find(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]Past, len(rows))
	for i, r := range rows {
		p := Past{SettingChange: r, From: parse(r.Was), To: parse(r.File), ToFile: r.Value == nil}
		if r.Value != nil {
			p.To = parse(*r.Value)
		}
		if r.Why != nil {
			words, err := s.Store.Keys.Open("setting_changes", "why", r.ID, r.Why)
			if err != nil {
				return nil, err
			}
			p.Words = string(words)
		}
		list[i] = p
	}
	return list, nil
}

// Readers is how many residents acknowledged the privacy notice: so many are
// asked again when it changes.
func (s *Service) Readers(ctx context.Context) (int64, error) {
	var n int64
	err := s.Store.DB(ctx).Model(&models.Resident{}).Where("notice_version <> '' AND erased_at IS NULL").Count(&n).Error
	return n, err
}

// File is the town as its file says, without what staff set.
func (t Town) File() config.Site { return t.file }
