package simulator

// The control API's part that lets residents act.

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// deed is the body of any act; each kind reads what it needs. As names the
// member who acts when the chat is a group's.
type deed struct {
	Text        string            `json:"text"`
	Data        string            `json:"data"`
	Label       string            `json:"label"`
	DisplayText string            `json:"displayText"`
	Params      map[string]string `json:"params"`
	Nth         int               `json:"nth"`
	Value       string            `json:"value"`
	PackageID   string            `json:"packageId"`
	StickerID   string            `json:"stickerId"`
	MessageID   string            `json:"messageId"`
	As          string            `json:"as"`
	Open        *bool             `json:"open"`
	Area        int               `json:"area"`
	Spot
}

func (p *Platform) postDeed(r *http.Request) (any, error) {
	var in deed
	if err := read(r, &in); err != nil {
		return nil, err
	}
	return p.act(r.PathValue("name"), r.PathValue("deed"), in)
}

// act lets a resident or a group do something.
func (p *Platform) act(name, kind string, in deed) (any, error) {
	switch kind {
	case "text":
		if in.Text == "" || len(in.Text) > 5000*4 {
			return nil, fmt.Errorf("%w: text is empty or too long", errInput)
		}
		return p.say(name, in.As, map[string]any{"type": "text", "text": in.Text})
	case "postback":
		return p.postbackAs(name, in)
	case "press":
		return p.press(name, in.As, in.Label, max(in.Nth, 1), in.Value)
	case "richmenu":
		return p.postMenu(name, in)
	case "sticker":
		return p.Sticker(name, or(in.PackageID, "446"), or(in.StickerID, "1988"))
	case "image":
		return p.Image(name)
	case "audio":
		return p.Audio(name)
	case "location":
		return p.Location(name, in.Spot)
	case "follow":
		return p.Follow(name)
	case "unfollow":
		return p.Unfollow(name)
	case "unsend":
		return p.Unsend(name, in.MessageID)
	case "join":
		return p.JoinGroup(name)
	case "leave":
		return p.LeaveGroup(name)
	}
	return nil, fmt.Errorf("%w: nobody can do %q", ErrUnknown, kind)
}

func (p *Platform) postbackAs(name string, in deed) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, in.As)
	if err != nil {
		return Act{}, err
	}
	return p.postback(c, who, in.Data, in.DisplayText, in.Params), nil
}

// split takes "reply|push" apart.
func split(endpoints string) []string {
	return slices.DeleteFunc(strings.Split(endpoints, "|"), func(s string) bool { return s == "" })
}
