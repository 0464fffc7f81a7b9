package simulator

// Residents watch videos, pass beacons, and leave them.

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
)

// PlayVideo plays a video of the bot to its end; the newest when messageID is
// empty. The bot hears of it when the video has a trackingId, outside groups
// (R#video-viewing-complete).
func (p *Platform) PlayVideo(name, messageID string) (Act, error) {
	return p.alone(name, func(c *chat) (Act, error) {
		for i := len(c.entries) - 1; i >= 0; i-- {
			e := c.entries[i]
			var m struct {
				Type       string
				TrackingID string `json:"trackingId"`
			}
			if e.From != "bot" || messageID != "" && e.MessageID != messageID || json.Unmarshal(e.Message, &m) != nil || m.Type != "video" {
				continue
			}
			act := Act{MessageID: e.MessageID, Seq: c.seq}
			if m.TrackingID != "" && !c.person.blocked {
				payload := map[string]any{"trackingId": m.TrackingID}
				act.EventID = p.emit(c, c.person, event{Type: "videoPlayComplete", VideoPlayComplete: payload})
			}
			return act, nil
		}
		return Act{}, fmt.Errorf("%w: no video %s stands in the chat", ErrUnknown, messageID)
	})
}

// A Beacon is a LINE Beacon near a resident's phone (R#beacon-event).
type Beacon struct {
	HWID string `json:"hwid"` // 10 hex digits
	Type string `json:"type"` // enter, banner or stay; empty: enter
	DM   string `json:"dm"`   // device message: up to 26 hex digits
}

var (
	hwid = regexp.MustCompile(`^[0-9a-f]{10}$`)
	dm   = regexp.MustCompile(`^([0-9a-f]{2}){0,13}$`)
)

// Beacon lets a resident's phone find a beacon. LINE tells the accounts of which
// they are friends (R#beacon-event).
func (p *Platform) Beacon(name string, b Beacon) (Act, error) {
	b.Type = or(b.Type, "enter")
	if !hwid.MatchString(b.HWID) || !dm.MatchString(b.DM) || !slices.Contains([]string{"enter", "banner", "stay"}, b.Type) {
		return Act{}, fmt.Errorf("%w: a beacon has a hwid of 10 hex digits, a dm of up to 26, and type enter, banner or stay", errInput)
	}
	return p.alone(name, func(c *chat) (Act, error) {
		if !c.person.friend {
			return Act{Seq: c.seq}, nil
		}
		payload := map[string]any{"hwid": b.HWID, "type": b.Type}
		if b.DM != "" {
			payload["dm"] = b.DM
		}
		return Act{EventID: p.emit(c, c.person, event{Type: "beacon", Beacon: payload}), Seq: c.seq}, nil
	})
}
