package login

// What the LIFF SDK asks for beyond LINE Login's endpoints. LINE documents the
// SDK's methods (RLIFF) and not these calls, which are between our SDK and us.

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"

	"tambon/line/simulator/oauth"
	"tambon/line/simulator/rules"
)

// Context answers GET /liff/v2/apps/{liffId}/context: what liff.getContext()
// returns, for the person of a token or, when it is empty, for nobody.
func (p *Provider) Context(liffID, token string) oauth.Answer {
	app, ok := p.app(liffID)
	if !ok {
		return noApp()
	}
	out := map[string]any{
		"type": "external", "liffId": liffID, "endpointUrl": app.View.URL, "scope": app.Scopes,
		"availability": availability(app), "menuColorSetting": colours(), "miniDomainAllowed": false, "permanentLinkPattern": "concat",
	}
	if token == "" {
		return oauth.OK(map[string]any{"context": out, "clientId": p.cfg.ChannelID, "chat": nil})
	}
	who, g, refusal := p.bearer(token, "")
	if refusal != nil {
		return *refusal
	}
	if g.LiffID != liffID {
		return oauth.Message(http.StatusUnauthorized, "invalid token")
	}
	sum := sha256.Sum256([]byte(token))
	out["userId"], out["accessTokenHash"] = who.UserID, base64.RawURLEncoding.EncodeToString(sum[:16])
	chats := p.world.Chats(who.UserID)
	if i := slices.IndexFunc(chats, func(c Chat) bool { return c.Name == g.Chat }); i >= 0 {
		out["viewType"], out["type"] = app.View.Type, chats[i].screen()
	}
	return oauth.OK(map[string]any{
		"context": out, "clientId": p.cfg.ChannelID, "language": who.Language, "granted": union(nil, g.Scopes),
	})
}

// screen is the type of a context. Which chat it is LINE tells no app any more: no
// utouId, groupId or roomId (https://developers.line.biz/en/news/2022/12/27/).
func (c Chat) screen() string {
	switch {
	case c.Room:
		return "room"
	case c.Group:
		return "group"
	}
	return "utou"
}

// availability is as LINE's own example has it.
func availability(app App) map[string]any {
	scan, _ := app.Features["qrCode"].(bool)
	can := func(permission bool, least string) map[string]any {
		return map[string]any{"permission": permission, "minVer": least}
	}
	return map[string]any{
		"shareTargetPicker":      can(true, "10.3.0"),
		"multipleLiffTransition": can(true, "10.18.0"),
		"subwindowOpen":          can(true, "11.7.0"),
		"scanCode":               map[string]any{"permission": false, "minVer": "9.4.0", "unsupportedFromVer": "9.19.0"},
		"scanCodeV2":             map[string]any{"permission": scan, "minVer": "11.7.0", "minOsVer": "14.3.0"},
	}
}

func colours() map[string]any {
	mode := func(ink, status, sub, ground string) map[string]string {
		return map[string]string{
			"iconColor": ink, "statusBarColor": status, "titleTextColor": ink, "titleSubtextColor": sub, "titleButtonColor": ink,
			"titleBackgroundColor": ground, "progressBarColor": "#06C755", "progressBackgroundColor": ground,
		}
	}
	return map[string]any{
		"adaptableColorSchemes": []string{"light"},
		"lightModeColor":        mode("#111111", "black", "#B7B7B7", "#FFFFFF"),
		"darkModeColor":         mode("#FFFFFF", "white", "#949494", "#111111"),
	}
}

// Send answers liff.sendMessages(): messages into the chat from which the app was
// opened (RLIFF#send-messages).
func (p *Provider) Send(token string, body []byte) oauth.Answer {
	who, g, refusal := p.bearer(token, "chat_message.write")
	switch {
	case refusal != nil:
		return *refusal
	case g.LiffID == "" || g.Chat == "":
		return oauth.Message(http.StatusForbidden, "user doesn't grant required permissions yet")
	}
	return p.say(who, g.Chat, body, sendable)
}

// Share answers liff.shareTargetPicker(): messages to a chat that was picked.
func (p *Provider) Share(token string, body []byte) oauth.Answer {
	who, g, refusal := p.bearer(token, "")
	switch {
	case refusal != nil:
		return *refusal
	case g.LiffID == "":
		return oauth.Message(http.StatusForbidden, "user doesn't grant required permissions yet")
	}
	var in struct{ To string }
	if json.Unmarshal(body, &in) != nil || !slices.ContainsFunc(p.world.Chats(who.UserID), func(c Chat) bool { return c.Name == in.To }) {
		return oauth.Message(http.StatusBadRequest, "the target is not known")
	}
	return p.say(who, in.To, body, shareable)
}

// Targets answers the target picker: the chats that someone can share into.
func (p *Provider) Targets(token string) oauth.Answer {
	who, g, refusal := p.bearer(token, "")
	switch {
	case refusal != nil:
		return *refusal
	case g.LiffID == "":
		return oauth.Message(http.StatusForbidden, "user doesn't grant required permissions yet")
	}
	return oauth.OK(map[string]any{"targets": append([]Chat{}, p.world.Chats(who.UserID)...)})
}

// Befriend answers liff.requestFriendship(), after the person agreed.
func (p *Provider) Befriend(token string) oauth.Answer {
	who, g, refusal := p.bearer(token, "profile")
	switch {
	case refusal != nil:
		return *refusal
	case g.LiffID == "":
		return oauth.Message(http.StatusForbidden, "user doesn't grant required permissions yet")
	}
	if !who.Friend {
		p.world.Befriend(who.UserID)
	}
	return oauth.OK(struct{}{})
}

func (p *Provider) say(who Person, chat string, body []byte, allowed []string) oauth.Answer {
	var in struct{ Messages json.RawMessage }
	_ = json.Unmarshal(body, &in) // absent messages are judged like none
	if v := rules.Messages(in.Messages); !v.OK() {
		return oauth.Answer{Status: http.StatusBadRequest, Body: v.Body()}
	}
	if detail := forbidden(in.Messages, allowed); detail.Property != "" {
		return oauth.Answer{Status: http.StatusBadRequest, Body: rules.Fields(detail)}
	}
	if refusal := p.world.Say(who.UserID, chat, in.Messages); refusal != nil {
		return oauth.Answer{Status: refusal.Status, Body: refusal.Body}
	}
	return oauth.OK(struct{}{})
}
