package line

// The client: calls of LINE's Messaging API and what their outcomes mean.

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
)

// callTimeout bounds one call to LINE: the next event of a person waits for it.
const callTimeout = 5 * time.Second

// A Client sends messages as the Official Account. It is safe for concurrent use.
type Client struct {
	api  *messaging_api.MessagingApiAPI
	blob *messaging_api.MessagingApiBlobAPI
}

// NewClient returns a client of the LINE Platform at url, LINE's own or a
// simulator's, that presents the channel access token. What people sent lies at
// dataURL, LINE's second address.
func NewClient(url, dataURL, token string) (*Client, error) {
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 2 * time.Second}).DialContext,
		TLSHandshakeTimeout:   3 * time.Second,
		ResponseHeaderTimeout: callTimeout,
		MaxIdleConns:          128,
		MaxIdleConnsPerHost:   128,
		IdleConnTimeout:       90 * time.Second,
	}
	// LINE never redirects; whoever does shall not get the token.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	api, err := messaging_api.NewMessagingApiAPI(token, messaging_api.WithEndpoint(url),
		messaging_api.WithHTTPClient(&http.Client{Timeout: callTimeout, Transport: transport, CheckRedirect: stay}))
	if err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	blob, err := messaging_api.NewMessagingApiBlobAPI(token, messaging_api.WithBlobEndpoint(dataURL),
		messaging_api.WithBlobHTTPClient(&http.Client{Timeout: contentTimeout, Transport: transport, CheckRedirect: stay}))
	if err != nil {
		return nil, fmt.Errorf("line: %w", err)
	}
	return &Client{api, blob}, nil
}

// with returns the SDK bound to ctx. The SDK's WithContext writes to its
// receiver, so each call gets a copy.
func (c *Client) with(ctx context.Context) *messaging_api.MessagingApiAPI {
	api := *c.api
	return api.WithContext(ctx)
}

// Reply answers an event, free of charge, with 1 to 5 messages. A reply token
// works once, within a minute.
func (c *Client) Reply(ctx context.Context, replyToken string, messages []Message) error {
	resp, _, err := c.with(ctx).ReplyMessageWithHttpInfo(&messaging_api.ReplyMessageRequest{
		ReplyToken: replyToken, Messages: sdkMessages(messages),
	})
	return outcome(resp, err)
}

// Push sends 1 to 5 messages to a person, which counts against the month's
// quota. retryKey is a UUID that was stored before the first try: LINE accepts
// it once in 24 hours, and answering that it was accepted before is success.
func (c *Client) Push(ctx context.Context, to, retryKey string, messages []Message) error {
	resp, _, err := c.with(ctx).PushMessageWithHttpInfo(&messaging_api.PushMessageRequest{
		To: to, Messages: sdkMessages(messages),
	}, retryKey)
	if resp != nil && resp.StatusCode == http.StatusConflict {
		return nil
	}
	return outcome(resp, err)
}

// BotInfo is who the token belongs to.
type BotInfo struct{ UserID, BasicID, DisplayName, ChatMode, MarkAsReadMode string }

// Bot asks LINE who the token belongs to.
func (c *Client) Bot(ctx context.Context) (BotInfo, error) {
	resp, info, err := c.with(ctx).GetBotInfoWithHttpInfo()
	if err := outcome(resp, err); err != nil {
		return BotInfo{}, err
	}
	return BotInfo{info.UserId, info.BasicId, info.DisplayName, string(info.ChatMode), string(info.MarkAsReadMode)}, nil
}

func sdkMessages(messages []Message) []messaging_api.MessageInterface {
	out := make([]messaging_api.MessageInterface, len(messages))
	for i, m := range messages {
		out[i] = m
	}
	return out
}

// Plain returns the messages as texts alone, what a notification would show.
// It is the last resort when LINE refuses a card.
func Plain(messages []Message) []Message {
	out := make([]Message, 0, len(messages))
	for _, m := range messages {
		if s := m.Text + m.AltText; s != "" {
			out = append(out, Text(s))
		}
	}
	return out
}

// An Error is LINE's refusal of a call. It holds LINE's words about the request
// but nothing of the request itself.
type Error struct {
	Status    int
	Message   string // LINE's, cut to 200 bytes
	RequestID string // x-line-request-id
}

func (e *Error) Error() string {
	return fmt.Sprintf("line: LINE answered %d: %s (request %s)", e.Status, e.Message, e.RequestID)
}

// ErrUnclear is returned when no answer came: LINE may have accepted the call.
var ErrUnclear = errors.New("line: no answer from LINE")

// Verdict is what the outcome of a call means for its sender.
type Verdict int

// The verdicts. Unclear: LINE may have accepted it (no answer, or 5xx). Later:
// it was not accepted, and may be tried again (429; and 401 and 403, which end
// when whoever runs Tambon sets the right token). DeadToken: the reply token was
// used or is too old. Refused: LINE will not take these messages.
const (
	Accepted Verdict = iota
	Unclear
	Later
	DeadToken
	Refused
)

// Judge returns what the outcome of a call means (Messaging API reference,
// "Status codes"; development guidelines, "Retry failed API requests").
func Judge(err error) Verdict {
	var e *Error
	switch {
	case err == nil:
		return Accepted
	case !errors.As(err, &e), e.Status >= 500:
		return Unclear
	case e.Status == http.StatusTooManyRequests, e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
		return Later
	case e.Status == http.StatusBadRequest && strings.Contains(e.Message, "Invalid reply token"):
		return DeadToken
	}
	return Refused
}

// The SDK puts LINE's whole answer into its error: "unexpected status code: 400, {…}".
var answered = regexp.MustCompile(`"message"\s*:\s*"([^"]{0,200})`)

func outcome(resp *http.Response, err error) error {
	switch {
	case resp != nil && resp.StatusCode/100 != 2:
		e := &Error{Status: resp.StatusCode, RequestID: resp.Header.Get("X-Line-Request-Id")}
		if err != nil {
			if m := answered.FindStringSubmatch(err.Error()); m != nil {
				e.Message = m[1]
			}
		}
		return e
	case err != nil: // no answer, or one that did not arrive whole
		return fmt.Errorf("%w: %w", ErrUnclear, err)
	}
	return nil
}
