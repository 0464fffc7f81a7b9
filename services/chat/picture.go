package chat

// Pictures: decoded for real, made small, and kept sealed. What is no picture,
// or would be enormous once unpacked, is refused; a picture's own data about
// where and when it was taken is left behind.

import (
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/hex"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // read
	"strings"

	"tambon/models"
	"tambon/services"

	scale "golang.org/x/image/draw"
)

const (
	// MaxPictureBytes is the largest file that is read; LINE's own limit for
	// pictures (line.md §6).
	MaxPictureBytes = 10 << 20
	maxPixels       = 40_000_000
	longestSide     = 1600 // pixels of what is kept: a letter can still be read
	maxKept         = 500 << 10
)

// The refusals of pictures.
var (
	ErrPicture    = services.E(services.Invalid, "chat.picture")     // neither JPEG nor PNG, or broken
	ErrPictureBig = services.E(services.Invalid, "chat.picture_big") // too many bytes or pixels
)

// A Picture is a JPEG that was made here.
type Picture struct {
	JPEG          []byte
	Width, Height int
}

// Clean makes a picture of a file that somebody sent. It is slow, and is never
// called inside a transaction.
func Clean(file []byte) (p Picture, err error) {
	if len(file) > MaxPictureBytes {
		return p, ErrPictureBig
	}
	head, kind, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || kind != "jpeg" && kind != "png" || head.Width <= 0 || head.Height <= 0 {
		return p, ErrPicture
	}
	if head.Width*head.Height > maxPixels {
		return p, ErrPictureBig
	}
	seen, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return p, ErrPicture
	}
	for side, quality := longestSide, 82; ; side, quality = side*3/4, quality-8 {
		made := turned(smaller(seen, side), orientation(file))
		var out bytes.Buffer
		if err := jpeg.Encode(&out, made, &jpeg.Options{Quality: quality}); err != nil {
			return p, err
		}
		if out.Len() <= maxKept || side < 400 {
			return Picture{out.Bytes(), made.Bounds().Dx(), made.Bounds().Dy()}, nil
		}
	}
}

// smaller is the picture on white, at most so many pixels on its longer side.
func smaller(seen image.Image, side int) *image.RGBA {
	w, h := seen.Bounds().Dx(), seen.Bounds().Dy()
	if longer := max(w, h); longer > side {
		w, h = max(1, w*side/longer), max(1, h*side/longer)
	}
	made := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(made, made.Bounds(), image.White, image.Point{}, draw.Src)
	scale.ApproxBiLinear.Scale(made, made.Bounds(), seen, seen.Bounds(), draw.Over, nil)
	return made
}

// keepPicture stores the picture of a message in the caller's transaction.
func (s *Service) keepPicture(ctx context.Context, messageID string, p Picture) error {
	return s.store.DB(ctx).Create(&models.ChatPicture{
		MessageID: messageID, Data: s.store.Keys.Seal("chat_pictures", "data", messageID, p.JPEG),
		Width: p.Width, Height: p.Height, CreatedAt: s.now().UTC(),
	}).Error
}

// Picture opens the picture of a message.
func (s *Service) Picture(ctx context.Context, messageID string) ([]byte, error) {
	var found []models.ChatPicture
	if err := s.store.DB(ctx).Where("message_id = ?", messageID).Limit(1).Find(&found).Error; err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrUnknown
	}
	return s.store.Keys.Open("chat_pictures", "data", messageID, found[0].Data)
}

// Fetch is the job that fetches the picture of a resident's message from LINE.
type Fetch struct {
	MessageID string `json:"message_id"`
}

// Kind names the job.
func (Fetch) Kind() string { return "chat.fetch" }

// Wanted returns LINE's id of a message whose picture waits to be fetched; ok is
// false when it does not any more.
func (s *Service) Wanted(ctx context.Context, messageID string) (lineID string, ok bool, err error) {
	var found []models.ChatMessage
	err = s.store.DB(ctx).Where("id = ? AND picture = 'waiting' AND line_id IS NOT NULL", messageID).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return "", false, err
	}
	return *found[0].LineID, true, nil
}

// Fetched keeps the picture of a message, nil for one that could not be had. One
// that was taken back meanwhile stays away.
func (s *Service) Fetched(ctx context.Context, messageID string, p *Picture) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		state := "refused"
		if p != nil {
			state = "kept"
		}
		done := s.store.DB(ctx).Exec("UPDATE chat_messages SET picture = ? WHERE id = ? AND picture = 'waiting'", state, messageID)
		if done.Error != nil || done.RowsAffected == 0 || p == nil {
			return done.Error
		}
		s.nudge(ctx)
		return s.keepPicture(ctx, messageID, *p)
	})
}

// Meet is the job that asks LINE what a resident is called there: staff must know
// whom they speak to.
type Meet struct {
	ChatID string `json:"chat_id"`
}

// Kind names the job.
func (Meet) Kind() string { return "chat.meet" }

// Met keeps the name of the resident's LINE account with their open chat.
func (s *Service) Met(ctx context.Context, chatID, nickname string) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		s.nudge(ctx)
		sealed := s.store.Keys.Seal("chats", "nickname", chatID, []byte(nickname))
		return s.store.DB(ctx).Exec("UPDATE chats SET nickname = ? WHERE id = ? AND state <> 'closed'", sealed, chatID).Error
	})
}

// PictureName is the public name of a picture that staff sent: LINE shows it by
// address, so whoever has the name may see it, and nobody can make one up.
func (s *Service) PictureName(messageID string) string {
	return messageID + "-" + hex.EncodeToString(s.store.Keys.Blind("chat_pictures", "name", []byte(messageID)))[:32] + ".jpg"
}

// PictureNamed opens the picture that staff sent under a public name.
func (s *Service) PictureNamed(ctx context.Context, name string) ([]byte, error) {
	id, mark, ok := strings.Cut(strings.TrimSuffix(name, ".jpg"), "-")
	if !ok {
		return nil, ErrUnknown
	}
	for _, made := range s.store.Keys.Blinds("chat_pictures", "name", []byte(id)) {
		if hmac.Equal([]byte(hex.EncodeToString(made)[:32]), []byte(mark)) {
			return s.sentPicture(ctx, id)
		}
	}
	return nil, ErrUnknown
}

func (s *Service) sentPicture(ctx context.Context, id string) ([]byte, error) {
	var n int64
	err := s.store.DB(ctx).Model(&models.ChatMessage{}).Where("id = ? AND sender = 'staff'", id).Count(&n).Error
	if err == nil && n == 0 {
		err = ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	return s.Picture(ctx, id)
}
