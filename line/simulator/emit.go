package simulator

// Any webhook event at all, as a test wants it, but of LINE's form.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tambon/line/simulator/facts"
)

// Emit sends an event that a test made up, such as membership, module, delivery
// or botSuspended, about a resident's or group's chat. raw has the type and its
// payload, and may have source, timestamp (ms), webhookEventId, mode and
// replyToken, which LINE's rules fill in otherwise. What is not of the form that
// LINE's description gives the type is refused, and so is a type that it does not know.
func (p *Platform) Emit(name string, raw json.RawMessage) (Act, error) {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		return Act{}, fmt.Errorf("%w: the event: %w", errInput, err)
	}
	table := facts.Webhook()
	if _, known := table["Event"].Kinds[e.Type]; !known && e.Type != "messageEdited" {
		return Act{}, fmt.Errorf("%w: LINE has no event of type %q", errInput, e.Type)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.world.chat(name)
	if err != nil {
		return Act{}, err
	}
	one := p.compose(c, c.person, e)
	p.keepGiven(&one, e)
	if wrong := p.misformed(table, one.event, raw); len(wrong) > 0 {
		return Act{}, fmt.Errorf("%w: LINE describes %s otherwise: %s", errInput, e.Type, strings.Join(wrong, "; "))
	}
	act := Act{Seq: c.seq}
	if !p.send.inactive {
		act.EventID = one.event.WebhookEventID
		p.post(one)
	}
	return act, nil
}

// keepGiven lets the event have what the test gave.
func (p *Platform) keepGiven(one *parcel, e event) {
	if e.Timestamp != 0 {
		one.event.Timestamp = e.Timestamp
	}
	if e.WebhookEventID != "" {
		one.event.WebhookEventID = e.WebhookEventID
	}
	if e.Mode != "" {
		one.event.Mode = e.Mode
	}
	one.again = e.DeliveryContext.IsRedelivery
	if e.ReplyToken != "" {
		p.world.tokens.add(e.ReplyToken, one.token)
		one.event.ReplyToken = e.ReplyToken
	}
}

// misformed says what LINE's description has otherwise, properties included that
// no event has.
func (p *Platform) misformed(table facts.Table, e event, raw json.RawMessage) []string {
	var given map[string]json.RawMessage
	_ = json.Unmarshal(raw, &given) // was read before
	var kept map[string]json.RawMessage
	_ = json.Unmarshal(compact(e), &kept) // was made here
	var wrong []string
	for property := range given {
		if kept[property] == nil {
			wrong = append(wrong, "/"+property+": no event has this property, or it is empty")
		}
	}
	slices.Sort(wrong)
	if e.Type == "messageEdited" { // younger than the description: judged as a message
		e.Type = "message"
	}
	return append(wrong, table.Check("Event", compact(e))...)
}
