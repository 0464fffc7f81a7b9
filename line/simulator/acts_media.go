package simulator

// Residents send photos, videos, voice messages, files and stickers.

import (
	"fmt"
	"strings"
	"time"
)

// Image sends a small photo.
func (p *Platform) Image(name string) (Act, error) { return p.send1(name, "image", Upload{}) }

// Photo sends a photo.
func (p *Platform) Photo(name string, photo Upload) (Act, error) {
	return p.send1(name, "image", photo)
}

// Photos sends several photos at once: each is a message of its own, and all have
// one imageSet (R#wh-image). LINE may deliver them in any order.
func (p *Platform) Photos(name string, photos ...Upload) ([]Act, error) {
	if len(photos) == 0 || len(photos) > 20 {
		return nil, fmt.Errorf("%w: %d photos; 1 to 20 can be sent at once", errInput, len(photos))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	set := p.ids.token(16)
	acts := make([]Act, 0, len(photos))
	for i, photo := range photos {
		more := map[string]any{}
		if len(photos) > 1 {
			more["imageSet"] = map[string]any{"id": set, "index": i + 1, "total": len(photos)}
		}
		act, err := p.sends(name, "image", photo, more)
		if err != nil {
			return acts, err
		}
		acts = append(acts, act)
	}
	return acts, nil
}

// Video sends a video.
func (p *Platform) Video(name string, video Upload) (Act, error) {
	return p.send1(name, "video", video)
}

// Audio sends a voice message of three seconds.
func (p *Platform) Audio(name string) (Act, error) { return p.send1(name, "audio", Upload{}) }

// Voice sends a voice message.
func (p *Platform) Voice(name string, voice Upload) (Act, error) {
	return p.send1(name, "audio", voice)
}

// File sends a file.
func (p *Platform) File(name string, file Upload) (Act, error) { return p.send1(name, "file", file) }

func (p *Platform) send1(name, kind string, u Upload) (Act, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sends(name, kind, u, nil)
}

// sends puts content of a kind into a chat. The caller holds mu.
func (p *Platform) sends(name, kind string, u Upload, more map[string]any) (Act, error) {
	c, who, err := p.speaker(name, u.As)
	if err != nil {
		return Act{}, err
	}
	return p.hands(c, who, kind, u, more)
}

// hands sends content of a kind; more are properties of the message besides. The
// caller holds mu.
func (p *Platform) hands(c *chat, who *person, kind string, u Upload, more map[string]any) (Act, error) {
	message := map[string]any{"type": kind}
	for property, v := range more {
		message[property] = v
	}
	if kind == "image" && u.URL != "" {
		if !strings.HasPrefix(u.URL, "https://") {
			return Act{}, fmt.Errorf("%w: %q is no https address of an image", errInput, u.URL)
		}
		message["contentProvider"] = map[string]any{"type": "external", "originalContentUrl": u.URL, "previewImageUrl": u.URL}
		return p.said(c, who, message), nil
	}
	if kind == "file" {
		u.FileName = or(u.FileName, "file.txt")
	}
	m, err := p.media(kind, u)
	if err != nil {
		return Act{}, err
	}
	switch kind {
	case "file":
		message["fileName"], message["fileSize"] = u.FileName, len(m.data)
	default:
		message["contentProvider"] = map[string]any{"type": "line"}
	}
	if prepared(kind) {
		if u.Duration == 0 {
			u.Duration = 3 * time.Second
		}
		message["duration"] = u.Duration.Milliseconds()
	}
	act := p.said(c, who, message)
	p.hold(act.MessageID, m)
	return act, nil
}

// A Stamp is a sticker that a resident sends (R#wh-sticker).
type Stamp struct {
	PackageID, StickerID string
	ResourceType         string   // STATIC when empty
	Keywords             []string // at most 15
	Text                 string   // of a message sticker, at most 100 characters
	Quote                string   // id of the message that it quotes
	As                   string   // in a group: the member who sends it
}

// Sticker sends a sticker of a package.
func (p *Platform) Sticker(name, packageID, stickerID string) (Act, error) {
	return p.Stamp(name, Stamp{PackageID: packageID, StickerID: stickerID, Keywords: []string{"cony", "hello"}})
}

// Stamp sends a sticker with everything that LINE may tell of one.
func (p *Platform) Stamp(name string, s Stamp) (Act, error) {
	if len(s.Keywords) > 15 || len([]rune(s.Text)) > 100 {
		return Act{}, fmt.Errorf("%w: a sticker has at most 15 keywords and 100 characters", errInput)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, who, err := p.speaker(name, s.As)
	if err != nil {
		return Act{}, err
	}
	message := map[string]any{
		"type": "sticker", "packageId": s.PackageID, "stickerId": s.StickerID, "stickerResourceType": or(s.ResourceType, "STATIC"),
	}
	if len(s.Keywords) > 0 {
		message["keywords"] = s.Keywords
	}
	if s.Text != "" {
		message["text"] = s.Text
	}
	if err := quotes(c, message, s.Quote); err != nil {
		return Act{}, err
	}
	return p.said(c, who, message), nil
}
