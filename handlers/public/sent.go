package public

// Pictures that staff sent in a chat: LINE shows a picture by its address. Who
// has the address is who it was sent to; it cannot be guessed, and nothing keeps
// a copy by it.

import (
	"net/http"

	"tambon/services/chat"

	"github.com/labstack/echo/v4"
)

// Sent answers /pictures/chat/NAME.jpg.
func Sent(chats *chat.Service) echo.HandlerFunc {
	return func(c echo.Context) error {
		jpeg, err := chats.PictureNamed(c.Request().Context(), c.Param("name"))
		if chat.ErrUnknown.Is(err) {
			return echo.NewHTTPError(http.StatusNotFound)
		}
		if err != nil {
			return err
		}
		h := c.Response().Header()
		h.Set("Cache-Control", "private, no-store")
		h.Set("X-Robots-Tag", "noindex")
		return c.Blob(http.StatusOK, "image/jpeg", jpeg)
	}
}
