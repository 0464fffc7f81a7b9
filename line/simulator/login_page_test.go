package simulator_test

// The authorize page: what it refuses, and each step of it as a form without scripts.

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"tambon/line/simulator"
	"tambon/line/simulator/oauth"
)

// opened is the page at an address.
func (s *scene) opened(method, address string, form url.Values) (string, *http.Response) {
	s.t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", "en")
	res, err := s.http.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	return string(raw), res
}

func TestAuthorizeTellsThePerson(t *testing.T) {
	s := loginScene(t, nil)
	const redirect = "Invalid redirect_uri value. Check if it is registered in a LINE developers site."
	for _, test := range []struct{ name, field, value, want string }{
		{"another channel", "client_id", messagingID, "Invalid client_id value."},
		{"no channel", "client_id", "", "Invalid client_id value."},
		{"another host", "redirect_uri", "https://example.com/callback?from=line", redirect},
		{"another port", "redirect_uri", "http://localhost:3001/callback?from=line", redirect},
		{"another path", "redirect_uri", "http://localhost:3000/callback/?from=line", redirect},
		{"without the registered query", "redirect_uri", "http://localhost:3000/callback", redirect},
		{"with a fragment", "redirect_uri", callback + "#a", redirect},
		{"with a name", "redirect_uri", "http://a@localhost:3000/callback?from=line", redirect},
		{"a script", "redirect_uri", "javascript:alert(1)", redirect},
		{"nowhere", "redirect_uri", "", redirect},
	} {
		page, res := s.opened("GET", s.asking(test.field, test.value), nil)
		if res.StatusCode != 400 || !strings.Contains(page, test.want) || res.Header.Get("Location") != "" {
			t.Errorf("%s should be told on the page with 400 and %q, not %d", test.name, test.want, res.StatusCode)
		}
	}
}

func TestAuthorizeTellsTheClient(t *testing.T) {
	s := loginScene(t, nil)
	challenge := oauth2.S256ChallengeFromVerifier(oauth2.GenerateVerifier())
	tests := []struct {
		name    string
		changes []string
		want    string
	}{
		{"response_type", []string{"response_type", "token"}, "UNSUPPORTED_RESPONSE_TYPE"},
		{"no state", []string{"state", ""}, "INVALID_REQUEST"},
		{"no scope", []string{"scope", ""}, "INVALID_SCOPE"},
		{"email without openid", []string{"scope", "profile email"}, "INVALID_SCOPE"},
		{"an unknown scope", []string{"scope", "openid phone"}, "INVALID_SCOPE"},
		{"a scope of LIFF", []string{"scope", "openid chat_message.write"}, "INVALID_SCOPE"},
		{"PKCE plain", []string{"code_challenge", challenge, "code_challenge_method", "plain"}, "INVALID_REQUEST"},
		{"PKCE without a method, which is plain", []string{"code_challenge", challenge}, "INVALID_REQUEST"},
		{"PKCE without a challenge", []string{"code_challenge_method", "S256"}, "INVALID_REQUEST"},
		{"PKCE with something else", []string{"code_challenge", "short", "code_challenge_method", "S256"}, "INVALID_REQUEST"},
		{"another prompt", []string{"prompt", "select_account"}, "INVALID_REQUEST"},
		{"another bot_prompt", []string{"bot_prompt", "always"}, "INVALID_REQUEST"},
		{"another response_mode", []string{"response_mode", "fragment"}, "INVALID_REQUEST"},
		{"max_age", []string{"max_age", "soon"}, "INVALID_REQUEST"},
		{"prompt=none without a login", []string{"prompt", "none"}, "LOGIN_REQUIRED"},
	}
	for _, test := range tests {
		to, res := s.led("GET", s.asking(test.changes...), nil)
		if to == nil || to.Query().Get("error") != test.want || to.Query().Get("from") != "line" || to.Query().Get("code") != "" {
			t.Errorf("%s should lead back with %s, not %d to %v", test.name, test.want, res.StatusCode, to)
		}
		if test.name != "no state" && to != nil && to.Query().Get("state") != "st" {
			t.Errorf("%s: the state should come back: %v", test.name, to)
		}
	}
	closed := loginScene(t, func(c *simulator.Config) { c.Login.Email = false })
	if to, _ := closed.led("GET", closed.asking(), nil); to == nil || to.Query().Get("error") != "INVALID_SCOPE" {
		t.Errorf("e-mail without the permission for it should be refused, not led to %v", to)
	}
}

func TestAuthorizeSteps(t *testing.T) {
	s := loginScene(t, nil)
	s.http.Jar, _ = cookiejar.New(nil)
	ask := s.asking("bot_prompt", "normal", "max_age", "3600")
	page, res := s.opened("GET", ask, nil)
	for _, want := range []string{"Log in as สมศรี ใจดี", "Log in as บุญมี สุขใจ", `name="cancel"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the first page should have %q:\n%s", want, page)
		}
	}
	policy := res.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(page, "<script") || strings.Contains(page, "style=") {
		t.Errorf("the page should be strict and without scripts: %s", policy)
	}
	if to, _ := s.led("POST", ask, url.Values{"cancel": {"yes"}}); to == nil || to.RawQuery != "from=line&error=ACCESS_DENIED&error_description=The+resource+owner+denied+the+request.&state=st" {
		t.Errorf("cancelling should lead back with ACCESS_DENIED, not to %v", to)
	}
	boonmee := url.Values{"person": {s.id("boonmee")}}
	page, _ = s.opened("POST", ask, boonmee)
	for _, want := range []string{"your user ID", "your e-mail address", "Add เทศบาล as a friend", `name="allow"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the consent page should have %q:\n%s", want, page)
		}
	}
	to, _ := s.led("POST", ask, url.Values{"person": boonmee["person"], "allow": {"yes"}, "friend": {"yes"}})
	if to == nil || to.Query().Get("friendship_status_changed") != "true" || to.Query().Get("state") != "st" || to.Query().Get("code") == "" {
		t.Fatalf("allowing should lead back with code, state and a changed friendship, not to %v", to)
	}
	if last := s.last(); last.Type != "follow" || last.Source.UserID != s.id("boonmee") {
		t.Errorf("the bot should hear of the new friend, not of %+v", last)
	}
	var claims map[string]any
	got := s.form("/oauth2/v2.1/token", exchange(to.Query().Get("code")))
	_ = oauth.ReadHS256(s.field(got, "id_token"), []byte(loginSecret), &claims)
	if claims["email"] != nil || claims["name"] != "บุญมี สุขใจ" {
		t.Errorf("an e-mail address that was kept back should not be told: %v", claims)
	}

	// The browser knows who logged in; what was allowed is not asked again.
	s.Advance(time.Minute)
	again := s.asking("scope", "profile openid", "max_age", "3600")
	if page, _ = s.opened("GET", again, nil); !strings.Contains(page, "Continue as บุญมี สุขใจ") {
		t.Errorf("the page should offer to go on as who is logged in:\n%s", page)
	}
	if to, _ = s.led("POST", again, boonmee); to == nil || to.Query().Get("code") == "" || to.Query().Has("friendship_status_changed") {
		t.Fatalf("going on should lead back at once, not to %v", to)
	}
	got = s.form("/oauth2/v2.1/token", exchange(to.Query().Get("code")))
	_ = oauth.ReadHS256(s.field(got, "id_token"), []byte(loginSecret), &claims)
	if amr, _ := claims["amr"].([]any); len(amr) != 1 || amr[0] != "linesso" || claims["auth_time"] != float64(noon.Unix()) {
		t.Errorf("the id token should tell of single sign-on, and when it began: %v", claims)
	}
	if to, _ = s.led("GET", s.asking("prompt", "none", "scope", "openid"), nil); to == nil || to.Query().Get("code") == "" {
		t.Errorf("prompt=none should lead back with a code, not to %v", to)
	}
	if to, _ = s.led("GET", s.asking("prompt", "none"), nil); to == nil || to.Query().Get("error") != "INTERACTION_REQUIRED" {
		t.Errorf("prompt=none with more to allow should lead back with INTERACTION_REQUIRED, not to %v", to)
	}
	if page, _ = s.opened("POST", s.asking("prompt", "consent", "scope", "openid"), boonmee); !strings.Contains(page, `name="allow"`) {
		t.Error("prompt=consent should ask again for what was allowed")
	}
	s.Advance(time.Hour)
	if page, _ = s.opened("GET", again, nil); strings.Contains(page, "Continue as") {
		t.Error("a login older than max_age should not count")
	}
}

func TestAggressiveBotPrompt(t *testing.T) {
	s := loginScene(t, nil)
	ask := s.asking("bot_prompt", "aggressive")
	allowed := url.Values{"person": {s.id("boonmee")}, "allow": {"yes"}, "email": {"yes"}}
	page, _ := s.opened("POST", ask, allowed)
	if !strings.Contains(page, "Not now") || !strings.Contains(page, `name="email" value="yes"`) {
		t.Errorf("after the consent page a page should offer the account as a friend, and keep what was answered:\n%s", page)
	}
	to, _ := s.led("POST", ask, but(allowed, "friend", "no"))
	if to == nil || to.Query().Get("friendship_status_changed") != "false" {
		t.Errorf("who does not want to should be led back with an unchanged friendship, not to %v", to)
	}
	friend := but(but(allowed, "friend", "yes"), "person", s.id("somsri"))
	if to, _ = s.led("POST", ask, friend); to == nil || to.Query().Get("friendship_status_changed") != "false" {
		t.Errorf("the friendship of a friend does not change: %v", to)
	}
}

func TestResponseModes(t *testing.T) {
	s := loginScene(t, nil)
	yes := url.Values{"person": {s.id("somsri")}, "allow": {"yes"}}
	to, _ := s.led("POST", s.asking("response_mode", "query.jwt"), yes)
	var claims map[string]any
	if to == nil || oauth.ReadHS256(to.Query().Get("response"), []byte(loginSecret), &claims) != nil || claims["state"] != "st" || claims["aud"] != loginID {
		t.Errorf("query.jwt should lead back with a signed response, not to %v %v", to, claims)
	}
	page, _ := s.opened("POST", s.asking("response_mode", "form_post"), yes)
	if !strings.Contains(page, `action="http://localhost:3000/callback?from=line"`) || !strings.Contains(page, `name="code"`) {
		t.Errorf("form_post should be a form to the callback:\n%s", page)
	}
}

func TestAuthorizeIsNoOthersToPress(t *testing.T) {
	s := loginScene(t, nil)
	r, _ := http.NewRequest("POST", s.asking(), strings.NewReader("person="+s.id("somsri")+"&allow=yes"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := s.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a form of another site should be refused with 403, not answered with %d", res.StatusCode)
	}
	r, _ = http.NewRequest("GET", s.asking(), nil)
	r.Host = "evil.example"
	if res, err = s.http.Do(r); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another name of the page should be refused with 421, not answered with %d", res.StatusCode)
	}
}

func TestLoginControl(t *testing.T) {
	s := loginScene(t, nil)
	got := s.call("POST", v1+"login", `{"redirectUris":["https://example.com/cb"],"idToken":"ES256"}`, nil)
	want := `"channelId":"` + loginID + `","channelSecret":"` + loginSecret + `","issuer":"` + s.url + `","redirectUris":["https://example.com/cb"],"idToken":"ES256"`
	if got.status != 200 || !strings.Contains(got.body, want) {
		t.Errorf("the channel should be set up as told, not %d %s", got.status, got.body)
	}
	ask := s.asking("redirect_uri", "https://example.com/cb?x=1", "scope", "openid")
	led := s.call("POST", v1+"residents/somsri/login", `{"url":"`+ask+`"}`, nil)
	if led.status != 200 || !strings.HasPrefix(s.field(led, "redirect"), "https://example.com/cb?x=1&code=") {
		t.Errorf("a resident should be led back to the callback, not %d %s", led.status, led.body)
	}
	for path, body := range map[string]string{
		"login":                  `{"redirectUris":["http://example.com/cb"]}`,
		"residents/somsri/login": `{"url":"https://example.com/"}`,
	} {
		if got := s.call("POST", v1+path, body, nil); got.status != 400 {
			t.Errorf("%s to %s should be refused, not %d %s", body, path, got.status, got.body)
		}
	}
	if got := s.call("POST", v1+"residents/nobody/login", `{"url":"`+ask+`"}`, nil); got.status != 404 {
		t.Errorf("nobody should not be able to log in: %d %s", got.status, got.body)
	}
	if got := s.call("POST", v1+"login", `{"idToken":"none"}`, nil); got.status != 400 {
		t.Errorf("another algorithm should be refused, not %d %s", got.status, got.body)
	}
	s.Reset()
	if got := s.call("GET", v1+"login", "", nil); !strings.Contains(got.body, callback) || !strings.Contains(got.body, `"HS256"`) {
		t.Errorf("a reset should set the channel up as configured: %s", got.body)
	}
}
