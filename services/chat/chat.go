// Package chat hands residents over to staff and back to the bot.
//
// While a chat is open the bot does not answer: what the resident says is kept
// in the transaction of its event, and what staff answer is a job with a retry
// key from its first try, so that nothing is lost and nothing said twice. One
// member of staff holds a chat; nobody else answers in it before they have taken
// it over, and nobody answers past what they have not read. A free answer uses
// the reply token of the newest message (LINE: once, within a minute); any other
// costs a message of the month's quota, and leaves only when its sender was told.
//
// Lock order: resident, chat, its messages, audit row.
package chat

import (
	"context"
	"errors"
	"time"

	"tambon/config"
	"tambon/jobs"
	"tambon/models"
	"tambon/services"
	"tambon/store"

	"gorm.io/gorm"
)

// The refusals. Each has a sentence of its own.
var (
	ErrUnknown = services.E(services.NotFound, "chat.unknown")
	ErrOver    = services.E(services.Conflict, "chat.over")    // the bot answers again
	ErrHeld    = services.E(services.Conflict, "chat.held")    // somebody else answers
	ErrNews    = services.E(services.Conflict, "chat.news")    // something was said meanwhile
	ErrCost    = services.E(services.Conflict, "chat.cost")    // it is no longer free, and nobody said that it may cost
	ErrEmpty   = services.E(services.Invalid, "chat.empty")    // neither words nor a picture
	ErrLong    = services.E(services.Invalid, "chat.long")     // longer than LINE takes
	ErrAway    = services.E(services.Conflict, "chat.away")    // LINE does not reach the resident
	ErrNobody  = services.E(services.Invalid, "chat.nobody")   // to whom it was to be handed
	ErrSettled = services.E(services.Conflict, "chat.settled") // nothing is left to try again
)

// A Nudger tells those who watch a topic that something changed.
type Nudger interface {
	Nudge(ctx context.Context, topic string)
}

// Topic is what everybody who watches chats listens to.
const Topic = "chats"

// Service keeps chats. Make it with New.
type Service struct {
	store *store.Store
	queue *jobs.Queue
	now   func() time.Time
	zone  *time.Location
	site  config.Site
	live  Nudger // nil: nobody watches
}

// New returns the chat service of a town.
func New(s *store.Store, q *jobs.Queue, now func() time.Time, zone *time.Location, site config.Site) *Service {
	return &Service{store: s, queue: q, now: now, zone: zone, site: site}
}

// WithNudger returns the service with somebody who is told of every change.
func (s *Service) WithNudger(n Nudger) *Service {
	with := *s
	with.live = n
	return &with
}

func (s *Service) nudge(ctx context.Context) {
	if s.live != nil {
		// Not ctx: it carries a transaction that is over by then.
		s.store.AfterCommit(ctx, func() { s.live.Nudge(context.Background(), Topic) })
	}
}

// Answers reports whether staff of this town answer in the chat at all.
func (s *Service) Answers() bool { return len(s.site.Chat.Hours) > 0 }

// Place is whose staff answer what a resident asks about a health service, or
// about none: the id of a centre; empty for the office.
func (s *Service) Place(serviceID string) string {
	for _, h := range s.site.Services {
		if h.Code == serviceID {
			return h.Centre
		}
	}
	return s.site.Chat.Centre
}

// One returns a chat.
func (s *Service) One(ctx context.Context, id string) (models.Chat, error) {
	var c models.Chat
	err := s.store.DB(ctx).Where("id = ?", id).Take(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, ErrUnknown
	}
	return c, err
}

// PlaceOf is the id of the centre whose staff answer a chat; empty for the office.
func PlaceOf(c models.Chat) string {
	if c.CentreID == nil {
		return ""
	}
	return *c.CentreID
}

// Free reports whether an answer given now would cost nothing.
func Free(c models.Chat, now time.Time) bool {
	return c.ReplyToken != nil && c.ReplyUntil != nil && now.Before(*c.ReplyUntil)
}

// add puts a message at the end of a chat that is open and whose row the caller
// has locked, and returns it.
func (s *Service) add(ctx context.Context, chatID string, m models.ChatMessage) (models.ChatMessage, error) {
	now := s.now().UTC()
	err := s.store.DB(ctx).Raw("UPDATE chats SET seq = seq + 1, touched_at = ?, version = version + 1 WHERE id = ? RETURNING seq", now, chatID).Scan(&m.Seq).Error
	if err != nil {
		return m, err
	}
	m.ChatID = chatID
	if m.At.IsZero() {
		m.At = now
	}
	if m.ID == "" {
		m.ID = models.NewID(now)
	}
	if m.Delivery == "" {
		m.Delivery = models.DeliveryNone
	}
	return m, s.store.DB(ctx).Create(&m).Error
}

func (s *Service) seal(id string, words string) models.Secret {
	if words == "" {
		return nil
	}
	return s.store.Keys.Seal("chat_messages", "words", id, []byte(words))
}

func (s *Service) audit(ctx context.Context, by services.Actor, verb, id, detail string) error {
	return services.Audit(ctx, s.store, s.now(), by, verb, id, detail)
}
