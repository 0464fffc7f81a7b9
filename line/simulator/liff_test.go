package simulator_test

// LIFF's server side: the apps of a channel, the way into them, and what they send.

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
	"tambon/line/simulator/login"
	"tambon/line/simulator/oauth"
)

const endpointURL = "https://app.example/booking/?key=value"

func liffScene(t *testing.T, app login.App) *scene {
	return loginScene(t, func(c *simulator.Config) {
		app.LiffID = loginID + "-AbcdEfgh"
		app.View.URL = endpointURL
		c.Login.Apps = []login.App{app}
	})
}

// managing is the header with a stateless token of the LINE Login channel.
func (s *scene) managing() header {
	s.t.Helper()
	got := s.form("/oauth2/v3/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {loginID}, "client_secret": {loginSecret}})
	return header{"Authorization": "Bearer " + s.field(got, "access_token"), "Content-Type": "application/json"}
}

func TestLIFFApps(t *testing.T) {
	s := loginScene(t, nil)
	key := s.managing()
	s.wants("by the Messaging API's token", s.call("GET", "/liff/v1/apps", "", nil), 401, wrongToken)
	s.wants("no apps", s.call("GET", "/liff/v1/apps", "", key), 404, `{"message":"There is no LIFF app on the channel."}`)
	added := s.call("POST", "/liff/v1/apps", `{"view":{"type":"tall","url":"https://example.com/a"},"features":{"qrCode":true},"botPrompt":"normal"}`, key)
	id := s.field(added, "liffId")
	if added.status != 200 || !strings.HasPrefix(id, loginID+"-") || len(id) != len(loginID)+9 {
		t.Fatalf("an app's id should be the channel's and eight letters, not %s", added.body)
	}
	s.wants("the list", s.call("GET", "/liff/v1/apps", "", key), 200, `{"apps":[{"liffId":"`+id+
		`","view":{"type":"tall","url":"https://example.com/a"},"features":{"qrCode":true},"permanentLinkPattern":"concat","scope":["profile","chat_message.write"],"botPrompt":"normal"}]}`)
	s.wants("a change", s.call("PUT", "/liff/v1/apps/"+id, `{"view":{"url":"https://example.com/b"},"scope":["openid"]}`, key), 200, "{}")
	s.wants("the list afterwards", s.call("GET", "/liff/v1/apps", "", key), 200, `{"apps":[{"liffId":"`+id+
		`","view":{"type":"tall","url":"https://example.com/b"},"features":{"qrCode":true},"permanentLinkPattern":"concat","scope":["openid"],"botPrompt":"normal"}]}`)
	s.wants("a change of another app", s.call("PUT", "/liff/v1/apps/x", `{}`, key), 404, `{"message":"The specified LIFF app does not exist."}`)
	for name, body := range map[string]string{
		"without a view":        `{}`,
		"another size":          `{"view":{"type":"huge","url":"https://example.com/"}}`,
		"http":                  `{"view":{"type":"full","url":"http://localhost:3000/"}}`,
		"a fragment":            `{"view":{"type":"full","url":"https://example.com/#a"}}`,
		"LINE in the name":      `{"view":{"type":"full","url":"https://example.com/"},"description":"My LINE app"}`,
		"another scope":         `{"view":{"type":"full","url":"https://example.com/"},"scope":["phone"]}`,
		"another link pattern":  `{"view":{"type":"full","url":"https://example.com/"},"permanentLinkPattern":"replace"}`,
		"a list for an address": `{"view":{"type":"full","url":[]}}`,
	} {
		s.wants(name, s.call("POST", "/liff/v1/apps", body, key), 400, "")
	}
	for range 29 {
		s.wants("up to 30 apps", s.call("POST", "/liff/v1/apps", `{"view":{"type":"full","url":"https://example.com/"}}`, key), 200, "")
	}
	s.wants("the 31st", s.call("POST", "/liff/v1/apps", `{"view":{"type":"full","url":"https://example.com/"}}`, key), 400, "")
	s.wants("deleting", s.call("DELETE", "/liff/v1/apps/"+id, "", key), 200, "{}")
	s.wants("deleting again", s.call("DELETE", "/liff/v1/apps/"+id, "", key), 404, `{"message":"The specified LIFF app does not exist."}`)
	plain := loginScene(t, func(c *simulator.Config) { c.Login.PlainEndpoints = true })
	plain.wants("http on this machine, where that is allowed", plain.call("POST", "/liff/v1/apps", `{"view":{"type":"full","url":"http://localhost:3000/"}}`, plain.managing()), 200, "")
	plain.wants("http elsewhere", plain.call("POST", "/liff/v1/apps", `{"view":{"type":"full","url":"http://example.com/"}}`, plain.managing()), 400, "")
}

func (s *scene) liff(rest string) string { return s.url + "/liff/" + loginID + "-AbcdEfgh" + rest }

// entered opens the app as somsri, who allows everything, and returns the address
// and what stands in its fragment.
func (s *scene) entered(rest string) (*url.URL, url.Values) {
	s.t.Helper()
	to, res := s.led("POST", s.liff(rest), url.Values{"person": {s.id("somsri")}, "allow": {"yes"}, "email": {"yes"}})
	if to == nil {
		s.t.Fatalf("the app should be opened, not %d", res.StatusCode)
	}
	handed, err := url.ParseQuery(to.Fragment)
	if err != nil {
		s.t.Fatal(err)
	}
	return to, handed
}

func TestOpeningLIFF(t *testing.T) {
	s := liffScene(t, login.App{Scopes: []string{"openid", "profile", "email", "chat_message.write"}, BotPrompt: "normal"})
	if page, _ := s.opened("GET", s.liff(""), nil); !strings.Contains(page, "Log in as สมศรี ใจดี") {
		t.Errorf("without a person the page should ask who it is:\n%s", page)
	}
	page, _ := s.opened("GET", s.liff("?liff.as=boonmee"), nil)
	if !strings.Contains(page, "ส่งข้อความในแชทแทนคุณ") || !strings.Contains(page, "เพิ่ม เทศบาล เป็นเพื่อน") {
		t.Errorf("what the app may do should be asked first:\n%s", page)
	}
	to, handed := s.entered("/path_A/?key1=value1&liff.chat=somsri")
	state := to.Query().Get("liff.state")
	if to.Host+to.Path != "app.example/booking/" || to.Query().Get("key") != "value" || state != "/path_A?key1=value1" || to.Query().Get("friendship_status_changed") != "false" {
		t.Errorf("the way should lead to the endpoint URL with the rest in liff.state, not to %s", to)
	}
	if to, _ = s.led("GET", s.liff("?liff.as=somsri"), nil); to == nil || to.RawQuery != "key=value" {
		t.Errorf("who has allowed everything should be led there at once, not to %v", to)
	}
	signed, err := oauth.HeaderOf(handed.Get("id_token"))
	if err != nil || signed.Algorithm != "ES256" {
		t.Errorf("LIFF's id tokens are ES256, not %+v %v", signed, err)
	}
	s.wants("verifying it", s.form("/oauth2/v2.1/verify", url.Values{"id_token": {handed.Get("id_token")}, "client_id": {loginID}, "user_id": {s.id("somsri")}}), 200, "")
	with := presenting(handed)
	s.wants("the profile", s.call("GET", "/v2/profile", "", with), 200, "")
	got := s.call("GET", "/liff/v2/apps/"+loginID+"-AbcdEfgh/context", "", with)
	for _, want := range []string{`"type":"utou"`, `"userId":"` + s.id("somsri"), `"viewType":"full"`, `"endpointUrl":"` + endpointURL, `"accessTokenHash":"`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("the context should have %s: %s", want, got.body)
		}
	}
	s.wants("nobody's context", s.call("GET", "/liff/v2/apps/"+loginID+"-AbcdEfgh/context", "", header{"Authorization": ""}), 200, "")
	s.wants("another app's context", s.call("GET", "/liff/v2/apps/x/context", "", with), 404, "")
	s.Advance(12*time.Hour - time.Second)
	s.wants("the profile within 12 hours", s.call("GET", "/v2/profile", "", with), 200, "")
	s.Advance(time.Second)
	s.wants("the profile after 12 hours", s.call("GET", "/v2/profile", "", with), 401, `{"message":"The access token expired"}`)
	if _, res := s.led("GET", s.url+"/liff/1-x", nil); res.StatusCode != 400 {
		t.Errorf("an app that does not exist should be told with 400, not %d", res.StatusCode)
	}
	if _, res := s.led("POST", s.liff(""), url.Values{"cancel": {"yes"}}); res.StatusCode != 400 {
		t.Errorf("an app that was not allowed should not be opened: %d", res.StatusCode)
	}
}

func presenting(handed url.Values) header {
	return header{"Authorization": "Bearer " + handed.Get("access_token"), "Content-Type": "application/json"}
}

func TestLIFFSends(t *testing.T) {
	s := liffScene(t, login.App{})
	_, handed := s.entered("?liff.chat=somsri")
	with := presenting(handed)
	send := func(messages string) said {
		return s.call("POST", "/liff/v2/messages", `{"messages":`+messages+`}`, with)
	}
	before := len(s.events())
	s.wants("text and Flex", send(`[{"type":"text","text":"จองคิว"},{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"b","action":{"type":"uri","uri":"https://example.com/"}}]}}}]`), 200, "{}")
	if got := s.events()[before:]; len(got) != 1 || got[0].Message["text"] != "จองคิว" || got[0].Source.UserID != s.id("somsri") {
		t.Errorf("the bot should hear of the text and not of Flex: %+v", got)
	}
	if chat := s.chat("somsri"); len(chat) != 2 || chat[1].From != "resident" || !slices.Equal(chat[1].Read, []string{"[b → https://example.com/]"}) {
		t.Errorf("both should stand in the chat: %+v", chat)
	}
	s.wants("a picture", send(`[{"type":"image","originalContentUrl":"https://example.com/a.png","previewImageUrl":"https://example.com/b.png"}]`), 200, "{}")
	if provider, _ := s.last().Message["contentProvider"].(map[string]any); provider["type"] != "external" || provider["originalContentUrl"] != "https://example.com/a.png" {
		t.Errorf("a picture of an app comes from elsewhere: %+v", provider)
	}
	for name, messages := range map[string]string{
		"nothing":                  `[]`,
		"six":                      `[` + strings.Repeat(`{"type":"text","text":"a"},`, 5) + `{"type":"text","text":"a"}]`,
		"what the rules refuse":    `[{"type":"text"}]`,
		"an imagemap":              `[{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[]}]`,
		"emojis":                   `[{"type":"text","text":"$","emojis":[{"index":0,"productId":"p","emojiId":"1"}]}]`,
		"a postback in a template": `[{"type":"template","altText":"a","template":{"type":"buttons","text":"a","actions":[{"type":"postback","label":"a","data":"d"}]}}]`,
		"a message in Flex":        `[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"button","action":{"type":"message","label":"a","text":"a"}}]}}}]`,
		"a message of all of Flex": `[{"type":"flex","altText":"a","contents":{"type":"bubble","action":{"type":"message","label":"a","text":"a"},"body":{"type":"box","layout":"vertical","contents":[]}}}]`,
	} {
		s.wants(name, send(messages), 400, "")
	}
	const lacking = `{"message":"user doesn't grant required permissions yet"}`
	_, nowhere := s.entered("")
	s.wants("from no chat", s.call("POST", "/liff/v2/messages", `{"messages":`+hello+`}`, presenting(nowhere)), 403, lacking)
	s.wants("by LINE Login", s.call("POST", "/liff/v2/messages", `{"messages":`+hello+`}`, header{"Authorization": "Bearer " + s.granted()["access_token"].(string)}), 403, lacking)
	s.did(s.Unfollow("somsri"))
	s.wants("to an account that is blocked", send(hello), 403, lacking)
}

func TestLIFFShares(t *testing.T) {
	s := liffScene(t, login.App{})
	_, handed := s.entered("")
	with := presenting(handed)
	s.wants("the targets", s.call("GET", "/liff/v2/targets", "", with), 200, `{"targets":[{"name":"somsri","title":"เทศบาล","group":false},{"name":"duty","title":"กลุ่มเวร","group":true}]}`)
	s.wants("sharing", s.call("POST", "/liff/v2/share", `{"to":"duty","messages":`+hello+`}`, with), 200, "{}")
	if chat := s.chat("duty"); len(chat) != 1 || chat[0].By != "สมศรี ใจดี" {
		t.Errorf("the message should stand in the group, as somsri's: %+v", chat)
	}
	s.wants("a sticker", s.call("POST", "/liff/v2/share", `{"to":"duty","messages":[{"type":"sticker","packageId":"446","stickerId":"1988"}]}`, with), 400, "")
	s.wants("somebody else's chat", s.call("POST", "/liff/v2/share", `{"to":"boonmee","messages":`+hello+`}`, with), 400, "")
	s.did(s.Unfollow("somsri"))
	s.wants("becoming a friend again", s.call("POST", "/liff/v2/friendship", "", with), 200, "{}")
	if last := s.last(); last.Type != "follow" {
		t.Errorf("the bot should hear of the friend, not of %+v", last)
	}
}

// liff.login() in a browser: no secret, but PKCE, and a way back into the app alone.
func TestLIFFLogsIn(t *testing.T) {
	s := liffScene(t, login.App{})
	verifier := strings.Repeat("a", 43)
	const challenge = "ZtNPunH49FD35FWYhT5Tv8I7vRKQJ8uxMaL0_9eHjNA" // of the verifier
	ask := func(redirect string, changes ...string) string {
		return s.asking(append([]string{
			"app_id", loginID + "-AbcdEfgh", "redirect_uri", redirect, "scope", "profile chat_message.write openid",
			"code_challenge", challenge, "code_challenge_method", "S256",
		}, changes...)...)
	}
	for _, wrong := range []string{"https://app.example/", "https://app.example/bookings", "https://app.example/booking/../evil", "https://app.example/booking/%2e%2e/evil", `https://app.example/booking/\evil`, "https://evil.example/booking/", callback} {
		if _, err := s.LogIn("somsri", ask(wrong)); err == nil {
			t.Errorf("a way back to %s, outside of the app, should be refused", wrong)
		}
	}
	if to, _ := s.LogIn("somsri", ask("https://app.example/booking/a", "code_challenge", "", "code_challenge_method", "")); !strings.Contains(to, "INVALID_REQUEST") {
		t.Errorf("without PKCE it should be refused, not led to %s", to)
	}
	to, err := s.LogIn("somsri", ask("https://app.example/booking/a?b=c"))
	if err != nil {
		t.Fatal(err)
	}
	back, _ := url.Parse(to)
	if back.Query().Get("liffClientId") != loginID || back.Query().Get("liffRedirectUri") != "https://app.example/booking/a?b=c" {
		t.Errorf("the SDK needs its parameters: %s", to)
	}
	form := url.Values{"grant_type": {"authorization_code"}, "code": {back.Query().Get("code")}, "redirect_uri": {"https://app.example/booking/a?b=c"}, "client_id": {loginID}, "code_verifier": {verifier}}
	got := s.form("/oauth2/v2.1/token", form)
	s.wants("the token call without a secret", got, 200, "")
	if s.field(got, "expires_in") != "43200" || strings.Contains(got.body, "refresh_token") {
		t.Errorf("a LIFF token lives 12 hours and cannot be refreshed: %s", got.body)
	}
	s.wants("closing the app", s.form("/oauth2/v2.1/revoke", url.Values{"client_id": {loginID}, "access_token": {s.field(got, "access_token")}}), 200, "")
	s.wants("the token afterwards", s.call("GET", "/v2/profile", "", header{"Authorization": "Bearer " + s.field(got, "access_token")}), 401, `{"message":"The access token revoked"}`)
}

func TestLIFFFromOtherOrigins(t *testing.T) {
	s := liffScene(t, login.App{})
	r, _ := http.NewRequest("OPTIONS", s.url+"/v2/profile", nil)
	r.Header.Set("Origin", "https://app.example")
	r.Header.Set("Access-Control-Request-Method", "GET")
	res := s.requested(r)
	if res.StatusCode != 204 || res.Header.Get("Access-Control-Allow-Origin") != "*" || res.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("an app's page may call LINE Login with a token, without cookies: %d %v", res.StatusCode, res.Header)
	}
	r, _ = http.NewRequest("OPTIONS", s.url+"/v2/bot/message/push", nil)
	r.Header.Set("Access-Control-Request-Method", "POST")
	if res = s.requested(r); res.StatusCode != 405 || res.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("the Messaging API is not for pages: %d %v", res.StatusCode, res.Header)
	}
}

func (s *scene) requested(r *http.Request) *http.Response {
	s.t.Helper()
	res, err := s.http.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	return res
}

// LINE tells an app from which kind of chat it was opened, and no longer from which
// (https://developers.line.biz/en/news/2022/12/27/).
func TestLIFFContextOfEachKindOfChat(t *testing.T) {
	s := liffScene(t, login.App{})
	if _, err := s.AddGroup(simulator.Group{Name: "market", DisplayName: "ตลาด", Room: true, Members: []string{"somsri"}}); err != nil {
		t.Fatal(err)
	}
	for chat, want := range map[string]string{"somsri": "utou", "duty": "group", "market": "room", "": "external", "boonmee": "external"} {
		_, handed := s.entered("?liff.chat=" + chat)
		got := s.call("GET", "/liff/v2/apps/"+loginID+"-AbcdEfgh/context", "", header{"Authorization": "Bearer " + handed.Get("access_token")})
		var told struct{ Context map[string]any }
		if err := json.Unmarshal([]byte(got.body), &told); err != nil || told.Context["type"] != want {
			t.Errorf("opened from %q the context's type should be %s: %s", chat, want, got.body)
		}
		for _, id := range []string{"utouId", "groupId", "roomId"} {
			if _, is := told.Context[id]; is {
				t.Errorf("no app is told %s: %s", id, got.body)
			}
		}
	}
}
