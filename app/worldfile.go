package app

// The world file: which people and groups LINE in a box begins with, and what
// happens there by itself.

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tambon/config"
	"tambon/line/simulator"
	"tambon/line/simulator/login"
)

// worldExample is a world file that is right; a test reads it.
const worldExample = "docs/world.yaml"

// worldFile is a world as people write it.
type worldFile struct {
	Bot       worldBot          `world:"bot,optional"`
	Webhook   string            `world:"webhook,optional"`   // where events go
	PublicURL string            `world:"publicURL,optional"` // under which the bot's pictures are
	Plan      string            `world:"plan,optional"`      // free, basic, pro, none, or messages a month
	Clock     string            `world:"clock,optional"`     // 2026-11-25 08:30 in Bangkok; missing: now
	Frozen    bool              `world:"frozen,optional"`    // the clock stands until it is moved
	Seed      int               `world:"seed,optional"`
	Residents []worldResident   `world:"residents,optional"`
	Groups    []worldGroup      `world:"groups,optional"`
	Login     worldLogin        `world:"login,optional"`
	Switches  map[string]string `world:"switches,optional"`
	Script    []worldAct        `world:"script,optional"`
}

type worldBot struct {
	Name       string `world:"name,optional"`
	BasicID    string `world:"basicId,optional"`
	Picture    string `world:"picture,optional"`
	ChatMode   string `world:"chatMode,optional"`   // bot or chat
	MarkAsRead string `world:"markAsRead,optional"` // auto or manual
	Verified   bool   `world:"verified,optional"`   // a verified account: it may ask for ids of friends and members
	NoGroups   bool   `world:"noGroups,optional"`   // it cannot be invited into groups
}

type worldResident struct {
	Name          string `world:"name"` // small Latin letters, digits and dashes: the key in the control API
	DisplayName   string `world:"displayName"`
	Friend        bool   `world:"friend,optional"`
	Blocked       bool   `world:"blocked,optional"`
	Picture       string `world:"picture,optional"`
	StatusMessage string `world:"statusMessage,optional"`
	Language      string `world:"language,optional"`
	Email         string `world:"email,optional"`   // as LINE Login tells it
	Desktop       bool   `world:"desktop,optional"` // uses LINE on a computer only
}

// worldLogin is the LINE Login channel of the same provider.
type worldLogin struct {
	ChannelID      string         `world:"channelId,optional"`
	Secret         string         `world:"secret,optional"`
	RedirectURIs   []string       `world:"redirectURIs,optional"`
	Email          bool           `world:"email,optional"` // may ask for e-mail addresses
	PlainEndpoints bool           `world:"plainEndpoints,optional"`
	Apps           []worldLIFFApp `world:"apps,optional"`
}

type worldLIFFApp struct {
	LIFFID string   `world:"liffId,optional"`
	URL    string   `world:"url"`
	Size   string   `world:"size,optional"` // full, tall or compact
	Scopes []string `world:"scopes,optional"`
}

type worldGroup struct {
	Name        string   `world:"name"`
	DisplayName string   `world:"displayName"`
	Members     []string `world:"members"`
	Joined      bool     `world:"joined,optional"`
	Room        bool     `world:"room,optional"` // a multi-person chat
}

// worldAct is one act of the script: who does one of the things below.
type worldAct struct {
	At       config.Clock `world:"at"`
	Day      config.Day   `world:"day,optional"` // missing: the first time at that hour after the act before
	Who      string       `world:"who"`
	As       string       `world:"as,optional"` // in a group: the member who acts
	Text     string       `world:"text,optional"`
	Press    string       `world:"press,optional"` // the words on a button
	Pick     string       `world:"pick,optional"`  // with press: the value for a date picker
	Postback string       `world:"postback,optional"`
	Do       string       `world:"do,optional"` // follow, unfollow, image, audio, sticker, join, leave
}

var (
	worldName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,40}$`)
	worldDeed = []string{"follow", "unfollow", "image", "audio", "sticker", "join", "leave"}
)

// readWorld reads a world file into the simulator's Config. All that is wrong
// comes back as one error.
func readWorld(path string, zone *time.Location) (simulator.Config, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return simulator.Config{}, fmt.Errorf("--world: cannot be read (%w); name a file like %s", err, worldExample)
	}
	cfg, err := parseWorld(content, zone)
	if err != nil {
		return simulator.Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return cfg, nil
}

func parseWorld(content []byte, zone *time.Location) (simulator.Config, error) {
	var f worldFile
	w := worldCheck{Reading: config.Read(content, &f, "world", worldExample), names: map[string]bool{}, groups: map[string]bool{}}
	cfg := simulator.Config{
		Zone: zone, WebhookURL: f.Webhook, BotURL: f.PublicURL, Frozen: f.Frozen, Seed: uint64(max(f.Seed, 0)),
		Verified: f.Bot.Verified, NoGroups: f.Bot.NoGroups,
		Bot: simulator.BotInfo{
			DisplayName: f.Bot.Name, BasicID: f.Bot.BasicID, PictureURL: f.Bot.Picture,
			ChatMode: f.Bot.ChatMode, MarkAsReadMode: f.Bot.MarkAsRead,
		},
	}
	w.one("bot.chatMode", f.Bot.ChatMode, "bot", "chat")
	w.one("bot.markAsRead", f.Bot.MarkAsRead, "auto", "manual")
	w.that("seed", f.Seed >= 0, "%d is below 0; write a whole number from 0 on", f.Seed)
	if err := simulator.CheckWebhook(f.Webhook); f.Webhook != "" {
		w.that("webhook", err == nil, "%v", err)
	}
	w.plan(f.Plan, &cfg)
	w.clock(f.Clock, &cfg)
	w.people(f, &cfg)
	cfg.Login = w.login(f.Login)
	w.switches(f.Switches, &cfg.Switches)
	w.script(f.Script, &cfg)
	return cfg, w.Err()
}

// worldCheck finds what is wrong beyond the file's form.
type worldCheck struct {
	*config.Reading
	names, groups map[string]bool
}

func (w *worldCheck) that(place string, ok bool, what string, args ...any) {
	if !ok {
		w.Mistake(place, fmt.Sprintf(what, args...))
	}
}

func (w *worldCheck) one(place, v string, of ...string) {
	w.that(place, v == "" || slices.Contains(of, v), "%q does not fit; write one of %s", v, strings.Join(of, ", "))
}

func (w *worldCheck) plan(s string, cfg *simulator.Config) {
	if s == "" {
		return
	}
	n, err := simulator.Plan(s)
	w.that("plan", err == nil, "%v", err)
	cfg.Quota = n
}

func (w *worldCheck) clock(s string, cfg *simulator.Config) {
	if s == "" {
		return
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, cfg.Zone)
	w.that("clock", err == nil, "%q is no time; write it like 2026-11-25 08:30", s)
	w.that("clock", err != nil || at.Year() < 2400, "%s is a year of the Buddhist era; write %d", s[:min(4, len(s))], at.Year()-543)
	cfg.Start = at
}

func (w *worldCheck) people(f worldFile, cfg *simulator.Config) {
	for i, r := range f.Residents {
		at := fmt.Sprintf("residents[%d]", i)
		w.name(at, r.Name, r.DisplayName)
		w.that(at+".blocked", !r.Blocked || !r.Friend, "%s cannot be a friend and have blocked the account; keep one", r.Name)
		cfg.Residents = append(cfg.Residents, simulator.Resident{
			Name: r.Name, DisplayName: r.DisplayName, Friend: r.Friend, Blocked: r.Blocked,
			PictureURL: r.Picture, StatusMessage: r.StatusMessage, Language: r.Language, Email: r.Email, Desktop: r.Desktop,
		})
	}
	for i, g := range f.Groups {
		at := fmt.Sprintf("groups[%d]", i)
		for j, m := range g.Members {
			w.that(fmt.Sprintf("%s.members[%d]", at, j), w.names[m] && !w.groups[m], "%q is the name of no resident; write one of %s", m, strings.Join(names(f.Residents), ", "))
		}
		w.name(at, g.Name, g.DisplayName)
		w.groups[g.Name] = true
		cfg.Groups = append(cfg.Groups, simulator.Group{Name: g.Name, DisplayName: g.DisplayName, Members: g.Members, Joined: g.Joined, Room: g.Room})
	}
}

func names(residents []worldResident) []string {
	var all []string
	for _, r := range residents {
		all = append(all, r.Name)
	}
	return all
}

func (w *worldCheck) name(at, name, shown string) {
	w.that(at+".name", worldName.MatchString(name), "%q does not fit; write small Latin letters, digits and dashes, such as somsri", name)
	w.that(at+".name", !w.names[name], "%q stands twice; each name may stand once, for residents and groups together", name)
	w.that(at+".displayName", shown != "", "is empty; write the name that people see")
	w.names[name] = true
}

func (w *worldCheck) login(l worldLogin) login.Config {
	out := login.Config{
		ChannelID: l.ChannelID, Secret: l.Secret, RedirectURIs: l.RedirectURIs, Email: l.Email, PlainEndpoints: l.PlainEndpoints,
	}
	for i, a := range l.Apps {
		w.one(fmt.Sprintf("login.apps[%d].size", i), a.Size, "full", "tall", "compact")
		out.Apps = append(out.Apps, login.App{LiffID: a.LIFFID, View: login.View{Type: or(a.Size, "full"), URL: a.URL}, Scopes: a.Scopes})
	}
	if err := out.Check(); err != nil {
		w.that("login", false, "%v", err)
	}
	return out
}

func (w *worldCheck) switches(given map[string]string, into *simulator.Switches) {
	for name, value := range given {
		what := setSwitch(into, name, value)
		w.that("switches."+name, what == "", "%s", what)
	}
}

// setSwitch sets the switch of that name in JSON and returns what is wrong with it.
func setSwitch(into *simulator.Switches, name, value string) string {
	v := reflect.ValueOf(into).Elem()
	i := slices.Index(simulator.SwitchNames(), name)
	if i < 0 {
		return fmt.Sprintf("%q is no switch; there are %s", name, strings.Join(simulator.SwitchNames(), ", "))
	}
	switch field := v.Field(i); field.Kind() {
	case reflect.Bool:
		field.SetBool(value == "true")
		if value != "true" && value != "false" {
			return fmt.Sprintf("%s is %q; write true or false", name, value)
		}
	case reflect.Int:
		n, err := strconv.Atoi(value)
		if field.SetInt(int64(n)); err != nil {
			return fmt.Sprintf("%s is %q; write a whole number, digits only", name, value)
		}
	default:
		field.SetString(value)
	}
	return ""
}

func (w *worldCheck) script(acts []worldAct, cfg *simulator.Config) {
	last := cfg.Start
	if last.IsZero() {
		last = time.Now()
	}
	for i, a := range acts {
		at := fmt.Sprintf("script[%d]", i)
		w.that(at+".who", w.names[a.Who], "%q is the name of no resident and no group", a.Who)
		w.that(at+".as", a.As == "" || w.groups[a.Who] && w.names[a.As] && !w.groups[a.As], "%q cannot act there; as names a resident, where who names a group", a.As)
		w.one(at+".do", a.Do, worldDeed...)
		kinds := 0
		for _, one := range []string{a.Text, a.Press, a.Postback, a.Do} {
			if one != "" {
				kinds++
			}
		}
		w.that(at, kinds == 1, "does %d things; write one of text, press, postback, do", kinds)
		w.that(at+".pick", a.Pick == "" || a.Press != "", "stands without press; write press with the words on the date picker")
		next := a.after(last, cfg.Zone)
		w.that(at+".day", a.Day == "" || next.After(last), "is earlier than the act before; put the acts in their order")
		last = next
		cfg.Script = append(cfg.Script, a.cue(next))
	}
}

// after is when the act happens: at its hour on its day, or for the first time after t.
func (a worldAct) after(t time.Time, zone *time.Location) time.Time {
	day := t.In(zone)
	if a.Day != "" {
		day = a.Day.Time()
	}
	next := time.Date(day.Year(), day.Month(), day.Day(), int(a.At)/60, int(a.At)%60, 0, 0, zone)
	if a.Day == "" && next.Before(t) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

func (a worldAct) cue(at time.Time) simulator.Cue {
	deed, body := a.Do, map[string]string{}
	switch {
	case a.Text != "":
		deed, body["text"] = "text", a.Text
	case a.Press != "":
		deed, body["label"] = "press", a.Press
	case a.Postback != "":
		deed, body["data"] = "postback", a.Postback
	}
	if a.Pick != "" {
		body["value"] = a.Pick
	}
	if a.As != "" {
		body["as"] = a.As
	}
	raw, _ := json.Marshal(body) // strings always can
	return simulator.Cue{At: at, Who: a.Who, Deed: deed, Body: raw}
}
