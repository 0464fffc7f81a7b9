package setting

// What holds now: the site file with what staff set above it.

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tambon/config"
	"tambon/models"
	"tambon/text"
)

// A Town is what holds at one moment: facts and words that belong together.
type Town struct {
	Site    config.Site
	Wording text.Wording

	file     config.Site
	revision int64 // how many changes it knows
	newest   map[string]models.SettingChange
	unfit    map[string]bool // set, but right no longer: the file's value holds
	own      map[string]text.Both
}

// OfFile is a town of which staff set nothing.
func OfFile(site config.Site) Town { return Town{Site: site, file: site} }

// newest reads the last change of every key in one statement, so that what one
// transaction set is seen whole or not at all.
func (s *Service) newest(ctx context.Context) ([]models.SettingChange, error) {
	var rows []models.SettingChange
	err := s.Store.DB(ctx).Where("version = (SELECT max(c.version) FROM setting_changes c WHERE c.key = setting_changes.key)").Find(&rows).Error
	return rows, err
}

// build lays the newest changes over the file.
func (s *Service) build(rows []models.SettingChange) Town {
	t := Town{Site: s.File, file: s.File, newest: map[string]models.SettingChange{}, unfit: map[string]bool{}, own: map[string]text.Both{}}
	notices := 0
	// In the order of keys, so that all replicas build the same.
	for _, row := range slices.SortedFunc(slices.Values(rows), func(a, b models.SettingChange) int { return strings.Compare(a.Key, b.Key) }) {
		t.revision += int64(row.Version)
		t.newest[row.Key] = row
		set, known := find(s.File, row.Key)
		if known && set.Notice {
			notices += row.Version
		}
		if row.Value == nil || !known {
			continue
		}
		if err := t.lay(set, parse(*row.Value)); err != nil {
			t.unfit[row.Key] = true
		}
	}
	// Every change of the notice asks everybody again, also the way back: who
	// acknowledged an earlier wording did not read what came between.
	if notices > 0 {
		t.Site.Privacy.Version = fmt.Sprintf("%s+%d", s.File.Privacy.Version, notices)
	}
	t.Wording = text.NewWording(t.own)
	return t
}

// lay sets one value, if it is right.
func (t *Town) lay(set Setting, v Value) error {
	if set.Group == Texts {
		if faults := faultsOfText(set.Sentence(), v); len(faults) > 0 {
			return Refused(faults)
		}
		t.own[set.Sentence()] = text.Both{TH: v["th"], EN: v["en"]}
		return nil
	}
	site, err := set.lay(t.Site, v)
	if err == nil {
		t.Site = site
	}
	return err
}

// with is the town as it would be with one more value, nil for the file's.
func (t Town) with(set Setting, v Value) (Town, error) {
	t.own, t.newest = maps.Clone(t.own), maps.Clone(t.newest)
	var err error
	switch {
	case v != nil:
		err = t.lay(set, v)
	case set.Group == Texts:
		delete(t.own, set.Sentence())
	default:
		t.Site, err = set.lay(t.Site, set.read(t.file))
	}
	t.Wording = text.NewWording(t.own)
	return t, err
}

// A Held is one setting and how it stands.
type Held struct {
	Setting
	Value Value // that holds
	File  Value // what the file says now
	Last  *models.SettingChange
	Set   bool // by staff; else the file's value holds
	Moved bool // the file says another thing now than when staff set it
	Unfit bool // what staff set is right no longer, so the file's value holds
}

// Version is what a change of the setting must name.
func (h Held) Version() int {
	if h.Last == nil {
		return 0
	}
	return h.Last.Version
}

// Held is a setting as it stands; ok is false where there is no such setting.
func (t Town) Held(key string) (h Held, ok bool) {
	set, ok := find(t.file, key)
	if !ok {
		return Held{}, false
	}
	h = Held{Setting: set, File: set.read(t.file), Unfit: t.unfit[key]}
	h.Value = h.File
	if last, changed := t.newest[key]; changed {
		h.Last = &last
		h.Set = last.Value != nil && !h.Unfit
		h.Moved = last.Value != nil && !same(parse(last.File), h.File)
	}
	if h.Set {
		h.Value = parse(*h.Last.Value)
	}
	return h, true
}

// All lists the settings of a group as they stand, in the order of showing; of
// centres, those of one.
func (t Town) All(group Group, centre string) []Held {
	var list []Held
	for _, set := range settings(t.file) {
		if set.Group == group && (group != Centres || set.Centre == centre) {
			h, _ := t.Held(set.Key)
			list = append(list, h)
		}
	}
	return list
}
