package line

// Asking LINE how the channel is set up: what only its console can change.

import (
	"context"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
)

// An Endpoint is where LINE sends the channel's events.
type Endpoint struct {
	URL    string
	Active bool // "Use webhook" is on
}

// Endpoint asks for the webhook address. LINE answers 404 when none is set
// (R#get-webhook-endpoint-information).
func (c *Client) Endpoint(ctx context.Context) (Endpoint, error) {
	resp, e, err := c.with(ctx).GetWebhookEndpointWithHttpInfo()
	if err := outcome(resp, err); err != nil {
		return Endpoint{}, err
	}
	return Endpoint{e.Endpoint, e.Active}, nil
}

// A Trial is what became of an empty webhook that LINE sent to the address.
type Trial struct {
	OK     bool
	Status int    // of the answer; 0 or below: none came
	Reason string // LINE's word: could_not_connect, request_timeout, error_status_code …
	Detail string
}

// TryEndpoint lets LINE send an empty, signed webhook to the address that is set
// (R#test-webhook-endpoint; 60 an hour).
func (c *Client) TryEndpoint(ctx context.Context) (Trial, error) {
	resp, t, err := c.with(ctx).TestWebhookEndpointWithHttpInfo(&messaging_api.TestWebhookEndpointRequest{})
	if err := outcome(resp, err); err != nil {
		return Trial{}, err
	}
	return Trial{t.Success, int(t.StatusCode), t.Reason, t.Detail}, nil
}

// A Quota is how many messages may be pushed in this month and how many were;
// Limit 0: no limit.
type Quota struct{ Limit, Used int64 }

// Quota asks for the month's limit and use.
func (c *Client) Quota(ctx context.Context) (Quota, error) {
	resp, limit, err := c.with(ctx).GetMessageQuotaWithHttpInfo()
	if err := outcome(resp, err); err != nil {
		return Quota{}, err
	}
	resp, used, err := c.with(ctx).GetMessageQuotaConsumptionWithHttpInfo()
	if err := outcome(resp, err); err != nil {
		return Quota{}, err
	}
	return Quota{limit.Value, used.TotalUsage}, nil
}
