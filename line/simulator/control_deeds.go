package simulator

// The control API's part that lets residents act.

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// deed is the body of any act; each kind reads what it needs. As names the
// member who acts when the chat is a group's.
type deed struct {
	Words
	Data         string            `json:"data"`
	Label        string            `json:"label"`
	DisplayText  string            `json:"displayText"`
	Params       map[string]string `json:"params"`
	Nth          int               `json:"nth"`
	Value        string            `json:"value"`
	PackageID    string            `json:"packageId"`
	StickerID    string            `json:"stickerId"`
	ResourceType string            `json:"stickerResourceType"`
	Keywords     []string          `json:"keywords"`
	MessageID    string            `json:"messageId"`
	Members      []string          `json:"members"`
	LinkToken    string            `json:"linkToken"`
	Nonce        string            `json:"nonce"`
	Event        json.RawMessage   `json:"event"`
	Open         *bool             `json:"open"`
	Area         int               `json:"area"`
	attached
	Beacon
	Spot
}

// deeds are what residents and groups can do, by the name in the address.
var deeds = map[string]func(p *Platform, name string, in deed) (any, error){
	"text":     func(p *Platform, name string, in deed) (any, error) { return p.Write(name, in.Words) },
	"edit":     func(p *Platform, name string, in deed) (any, error) { return p.Edit(name, in.MessageID, in.Words) },
	"postback": func(p *Platform, name string, in deed) (any, error) { return p.postbackAs(name, in) },
	"press": func(p *Platform, name string, in deed) (any, error) {
		return p.press(name, in.As, in.Label, max(in.Nth, 1), in.Value)
	},
	"richmenu":  func(p *Platform, name string, in deed) (any, error) { return p.postMenu(name, in) },
	"sticker":   (*Platform).stampAs,
	"image":     (*Platform).photosAs,
	"video":     func(p *Platform, name string, in deed) (any, error) { return p.Video(name, in.upload()) },
	"audio":     func(p *Platform, name string, in deed) (any, error) { return p.Voice(name, in.upload()) },
	"file":      func(p *Platform, name string, in deed) (any, error) { return p.File(name, in.upload()) },
	"location":  func(p *Platform, name string, in deed) (any, error) { return p.standAt(name, in.As, in.Spot) },
	"follow":    func(p *Platform, name string, _ deed) (any, error) { return p.Follow(name) },
	"unfollow":  func(p *Platform, name string, _ deed) (any, error) { return p.Unfollow(name) },
	"unsend":    func(p *Platform, name string, in deed) (any, error) { return p.Unsend(name, in.MessageID) },
	"playVideo": func(p *Platform, name string, in deed) (any, error) { return p.PlayVideo(name, in.MessageID) },
	"beacon":    func(p *Platform, name string, in deed) (any, error) { return p.Beacon(name, in.Beacon) },
	"accountLink": func(p *Platform, name string, in deed) (any, error) {
		return p.AccountLink(name, in.LinkToken, in.Nonce)
	},
	"join":        func(p *Platform, name string, _ deed) (any, error) { return p.JoinGroup(name) },
	"leave":       func(p *Platform, name string, _ deed) (any, error) { return p.LeaveGroup(name) },
	"memberJoin":  func(p *Platform, name string, in deed) (any, error) { return p.MemberJoins(name, in.Members...) },
	"memberLeave": func(p *Platform, name string, in deed) (any, error) { return p.MemberLeaves(name, in.Members...) },
	"event":       func(p *Platform, name string, in deed) (any, error) { return p.Emit(name, in.Event) },
}

// Do lets a resident or a group do what POST /simulator/v1/residents/{name}/{deed} does
// with that JSON as its body; empty is {}.
func (p *Platform) Do(name, deedKind, body string) (Act, error) {
	var in deed
	if err := parse([]byte(body), &in); err != nil {
		return Act{}, err
	}
	out, err := p.act(name, deedKind, in)
	act, _ := out.(Act)
	return act, err
}

func (p *Platform) postDeed(r *http.Request) (any, error) {
	in, err := readDeed(r)
	if err != nil {
		return nil, err
	}
	return p.act(r.PathValue("name"), r.PathValue("deed"), in)
}

// act lets a resident or a group do something.
func (p *Platform) act(name, kind string, in deed) (any, error) {
	do := deeds[kind]
	if do == nil {
		return nil, fmt.Errorf("%w: nobody can do %q; there are %s", ErrUnknown, kind, strings.Join(slices.Sorted(maps.Keys(deeds)), ", "))
	}
	doing := p.noting(name, kind, in)
	out, err := do(p, name, in)
	p.noted(doing, out, err)
	return out, err
}

func (p *Platform) stampAs(name string, in deed) (any, error) {
	s := Stamp{
		PackageID: or(in.PackageID, "446"), StickerID: or(in.StickerID, "1988"),
		ResourceType: in.ResourceType, Keywords: in.Keywords, Text: in.Text, Quote: in.Quote, As: in.As,
	}
	if s.Keywords == nil {
		s.Keywords = []string{"cony", "hello"}
	}
	return p.Stamp(name, s)
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
