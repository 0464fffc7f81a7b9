package line

// What people sent, and who they are.

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// contentTimeout bounds fetching a picture over a village's line.
const contentTimeout = 30 * time.Second

// Content fetches the picture of a message, at most limit bytes. LINE keeps it
// for a time only and answers 404 or 410 after that, and once it was unsent
// (R#get-content).
func (c *Client) Content(ctx context.Context, messageID string, limit int64) ([]byte, error) {
	blob := *c.blob
	resp, err := blob.WithContext(ctx).GetMessageContent(messageID)
	if resp != nil {
		defer func() { _ = resp.Body.Close() }()
	}
	if err := outcome(resp, err); err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusAccepted { // it is being prepared
		return nil, ErrUnclear
	}
	content, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnclear, err)
	}
	return content, nil
}

// Profile returns the name that a person gave their LINE account.
func (c *Client) Profile(ctx context.Context, userID string) (displayName string, err error) {
	resp, profile, err := c.with(ctx).GetProfileWithHttpInfo(userID)
	if err := outcome(resp, err); err != nil {
		return "", err
	}
	return profile.DisplayName, nil
}
