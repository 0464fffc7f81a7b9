package console

// What an answer costs, before it is sent.

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"tambon/line"
	"tambon/services/chat"
)

// quotaAge is how old the figure of messages left may be.
const quotaAge = time.Minute

// quota is what is left of the month's messages; ok is false where LINE did not say.
func (c *Console) quota(ctx context.Context) (q line.Quota, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, linePace)
	defer cancel()
	raw, err := c.Machine.Shared.Cached(ctx, "line.quota", quotaAge, func(ctx context.Context) ([]byte, error) {
		q, err := c.Machine.Line.Quota(ctx)
		if err != nil {
			return nil, err
		}
		return json.Marshal(q)
	})
	return q, err == nil && json.Unmarshal(raw, &q) == nil
}

// price stands on a button that sends: (ฟรี) or (ใช้ 1 ข้อความ).
func (c *Console) price(v *visit, r chat.Row) string {
	if chat.Free(r.Chat, v.now) {
		return v.T("chat.price.free")
	}
	return v.T("chat.price.one")
}

// costOf answers the cost alone.
func (c *Console) costOf(v *visit) error {
	r, err := c.Chats.Row(v.Request().Context(), v.Param("id"))
	if err != nil {
		return err
	}
	return c.paper.piece(v.Context, v.lang, http.StatusOK, c.costLive(v, r))
}

// costLive is what sending costs now, and the button. A free answer stops being
// free by the clock alone.
func (c *Console) costLive(v *visit, r chat.Row) Live {
	cost := Cost{Icon: "coins", Pay: true, Submit: Act{Label: v.T("chat.send") + " " + c.price(v, r), Kind: Primary, Icon: "paper-plane-right"}}
	live := Live{ID: "cost", Ask: in("/chats/" + r.ID + "/cost"), Topics: "chats"}
	if chat.Free(r.Chat, v.now) {
		cost.Icon, cost.Pay, cost.Words = "clock", false, v.T("chat.cost.free")
		live.Again = int(r.ReplyUntil.Sub(v.now)/time.Second) + 1
	} else {
		cost.Words = c.costWords(v, r)
	}
	live.Body = []Part{cost}
	return live
}

func (c *Console) costWords(v *visit, r chat.Row) string {
	late := ""
	if r.ReplyUntil != nil && r.AskedAt != nil {
		late = v.T("chat.cost.late") + " "
	}
	q, ok := c.quota(v.Request().Context())
	switch {
	case !ok:
		return late + v.T("chat.cost.unknown")
	case q.Limit == 0:
		return late + v.T("chat.cost.nolimit")
	case q.Used >= q.Limit:
		return late + v.T("chat.cost.none")
	}
	return late + v.T("chat.cost.left", "n", v.lang.Number(int(q.Limit-q.Used)))
}
