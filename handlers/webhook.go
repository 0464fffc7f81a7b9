package handlers

// The webhook: what LINE posts.

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"tambon/line"

	"github.com/labstack/echo/v4"
)

// storeTimeout leaves LINE, which waits two seconds, time to hear a 503 and to
// deliver again.
const storeTimeout = 1500 * time.Millisecond

// webhook takes the events that LINE sends. It answers 200 only once each is
// stored; what they do happens after that.
func (s *Server) webhook(c echo.Context) error {
	r := c.Request()
	if r.ContentLength > line.MaxWebhookBody {
		return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Response(), r.Body, line.MaxWebhookBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	} else if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	signatures := r.Header.Values("X-Line-Signature")
	if len(signatures) != 1 || !line.Signed(s.Secrets, signatures[0], body) {
		return echo.NewHTTPError(http.StatusUnauthorized)
	}
	events, err := line.SplitEvents(body)
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	ctx, cancel := context.WithTimeout(r.Context(), storeTimeout)
	defer cancel()
	if err := s.Inbox.Accept(ctx, events); err != nil {
		s.Log.ErrorContext(ctx, "webhook: store", "err", err)
		return echo.NewHTTPError(http.StatusServiceUnavailable)
	}
	return c.NoContent(http.StatusOK)
}
