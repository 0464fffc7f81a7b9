package simulator_test

// Linking a LINE account with the bot's own service.

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
)

const nonce = "a-nonce-of-128-random-bits"

func (s *scene) linkToken(name string) string {
	s.t.Helper()
	got := s.call("POST", "/v2/bot/user/"+s.id(name)+"/linkToken", "", nil)
	s.wants("a link token", got, 200, "")
	var out struct{ LinkToken string }
	if err := json.Unmarshal([]byte(got.body), &out); err != nil || out.LinkToken == "" {
		s.t.Fatalf("there should be a link token: %s", got.body)
	}
	return out.LinkToken
}

func TestLinkToken(t *testing.T) {
	s := begin(t, nil)
	s.wants("a token for a wrong id", s.call("POST", "/v2/bot/user/somsri/linkToken", "", nil), 400, `{"message":"The value for the 'userId' parameter is invalid"}`)
	s.wants("a token for nobody", s.call("POST", "/v2/bot/user/U"+strings.Repeat("f", 32)+"/linkToken", "", nil), 404, `{"message":"Not found"}`)
	fresh, used, late := s.linkToken("somsri"), s.linkToken("somsri"), s.linkToken("somsri")
	s.did(s.AccountLink("somsri", used, nonce))
	e := s.raws()[0]
	if at(e, "link.result") != "ok" || at(e, "link.nonce") != nonce || e["replyToken"] == nil || at(e, "source.userId") != s.id("somsri") {
		t.Errorf("the bot should be told of the link, and may reply: %v", e)
	}
	s.wants("a reply to it", s.reply(e["replyToken"].(string), hello), 200, "")
	wrong := func(what, token, nonce string) {
		t.Helper()
		if _, err := s.AccountLink("somsri", token, nonce); err == nil {
			t.Errorf("%s should be a page with an error", what)
		}
	}
	wrong("a token that was used", used, nonce)
	wrong("an unknown token", "x", nonce)
	wrong("a nonce of 9 characters", fresh, "123456789")
	wrong("a nonce of 256 characters", fresh, strings.Repeat("a", 256))
	s.Advance(10*time.Minute - time.Second)
	s.did(s.AccountLink("somsri", fresh, strings.Repeat("a", 255)))
	s.Advance(time.Second)
	wrong("a token after ten minutes", late, nonce)
	if n := len(s.events()); n != 2 {
		t.Errorf("only what linked is told, in two events, not %d", n)
	}
}

func TestAnotherPersonCannotLink(t *testing.T) {
	s := begin(t, nil)
	s.did(s.AccountLink("boonmee", s.linkToken("somsri"), nonce))
	e := s.raws()[0]
	if at(e, "link.result") != "failed" || e["replyToken"] != nil || e["source"] != nil {
		t.Errorf("a link by someone else failed, without source and reply token: %v", e)
	}
}

func TestLinkDialog(t *testing.T) {
	s := begin(t, nil)
	token := s.linkToken("somsri")
	query := "?linkToken=" + token + "&nonce=" + url.QueryEscape(`"><script>alert(1)</script>`)
	page := s.call("GET", "/dialog/bot/accountLink"+query, "", nil)
	if page.status != 200 || !strings.Contains(page.body, `value="somsri"`) || strings.Contains(page.body, "<script>") || page.header.Get("Content-Security-Policy") == "" {
		t.Errorf("the dialog should ask who one is, and escape what it is given: %d %s", page.status, page.body)
	}
	form := url.Values{"linkToken": {token}, "nonce": {nonce}, "as": {"somsri"}}.Encode()
	typed := header{"Content-Type": "application/x-www-form-urlencoded"}
	if got := s.call("POST", "/dialog/bot/accountLink", form, typed); got.status != 200 || !strings.Contains(got.body, "Done") {
		t.Errorf("the dialog should link: %d %s", got.status, got.body)
	}
	if e := s.raws()[0]; e["type"] != "accountLink" || at(e, "link.nonce") != nonce {
		t.Errorf("the bot should be told: %v", e)
	}
	if got := s.call("POST", "/dialog/bot/accountLink", form, typed); got.status != 400 || !strings.Contains(got.body, "used") {
		t.Errorf("the second time the page should say that the token was used: %d %s", got.status, got.body)
	}
}
