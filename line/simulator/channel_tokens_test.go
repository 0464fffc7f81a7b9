package simulator_test

// Channel access tokens at the wire (R#channel-access-token).

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"tambon/line/simulator"
)

const (
	messagingID = "1600000001"
	assertedBy  = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
	wrongToken  = `{"message":"Authentication failed. Confirm that the access token in the authorization header is valid."}`
)

// form posts a form, without a token.
func (s *scene) form(path string, fields url.Values) said {
	s.t.Helper()
	return s.call("POST", path, fields.Encode(), header{"Authorization": "", "Content-Type": "application/x-www-form-urlencoded"})
}

// field is a string in a JSON answer.
func (s *scene) field(got said, name string) string {
	s.t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(got.body), &out); err != nil || out[name] == nil {
		s.t.Fatalf("the answer should be JSON with %s, not %d %s", name, got.status, got.body)
	}
	return fmt.Sprint(out[name])
}

// opens reports whether a token opens the Messaging API.
func (s *scene) opens(token string) bool {
	s.t.Helper()
	return s.call("GET", "/v2/bot/info", "", header{"Authorization": "Bearer " + token}).status == 200
}

func tokenScene(t *testing.T) *scene {
	return begin(t, func(c *simulator.Config) { c.ChannelID = messagingID })
}

func credentials() url.Values {
	return url.Values{"grant_type": {"client_credentials"}, "client_id": {messagingID}, "client_secret": {secret}}
}

func but(form url.Values, name, value string) url.Values {
	out := maps.Clone(form)
	out.Set(name, value)
	return out
}

func TestShortLivedToken(t *testing.T) {
	s := tokenScene(t)
	first := s.form("/v2/oauth/accessToken", credentials())
	s.wants("issuing", first, 200, "")
	token := s.field(first, "access_token")
	if got := s.field(first, "token_type") + " " + s.field(first, "expires_in"); got != "Bearer 2.592e+06" {
		t.Errorf("a short-lived token is a Bearer for 30 days, not %s", got)
	}
	if !s.opens(token) {
		t.Fatal("a short-lived token should open the Messaging API")
	}
	s.wants("verifying", s.form("/v2/oauth/verify", url.Values{"access_token": {token}}), 200,
		`{"client_id":"`+messagingID+`","expires_in":2592000,"scope":"P CM"}`)
	var newest string
	for range 30 {
		newest = s.field(s.form("/v2/oauth/accessToken", credentials()), "access_token")
	}
	if s.opens(token) || !s.opens(newest) {
		t.Error("the 31st token should revoke the oldest and no other")
	}
	s.wants("verifying a revoked one", s.form("/v2/oauth/verify", url.Values{"access_token": {token}}), 400,
		`{"error":"invalid_request","error_description":"access_token invalid"}`)
	s.wants("revoking", s.form("/v2/oauth/revoke", url.Values{"access_token": {newest}}), 200, "")
	if s.opens(newest) {
		t.Error("a revoked token should open nothing")
	}
	third := s.field(s.form("/v2/oauth/accessToken", credentials()), "access_token")
	s.Advance(30*24*time.Hour - time.Second)
	if !s.opens(third) {
		t.Error("a token should live 30 days")
	}
	s.Advance(time.Second)
	s.wants("using an expired one", s.call("GET", "/v2/bot/info", "", header{"Authorization": "Bearer " + third}), 401, wrongToken)
}

func TestShortLivedTokenRefused(t *testing.T) {
	s := tokenScene(t)
	s.wants("an empty revocation body is empty", s.form("/v2/oauth/revoke", url.Values{"access_token": {"AAAA"}}), 200, "")
	tests := []struct {
		name, path string
		form       url.Values
		status     int
		want       string
	}{
		{"wrong channel id", "/v2/oauth/accessToken", but(credentials(), "client_id", "1"), 400, `{"error":"invalid_client","error_description":"invalid client_id"}`},
		{"wrong secret", "/v2/oauth/accessToken", but(credentials(), "client_secret", "1"), 400, `{"error":"invalid_client","error_description":"invalid client_secret"}`},
		{"another grant", "/v2/oauth/accessToken", but(credentials(), "grant_type", "password"), 400, `{"error":"invalid_request","error_description":"some parameters missed or invalid"}`},
		{"verify another form", "/v2/oauth/verify", url.Values{"access_token": {"no token!"}}, 400, `{"error":"invalid_request","error_description":"access_token in invalid format"}`},
		{"verify an unknown one", "/v2/oauth/verify", url.Values{"access_token": {"AAAA"}}, 400, `{"error":"invalid_request","error_description":"access_token invalid"}`},
		{"revoke another form", "/v2/oauth/revoke", url.Values{"access_token": {"no token!"}}, 400, `{"error":"invalid_request"}`},
		{"revoke nothing", "/v2/oauth/revoke", url.Values{}, 400, `{"error":"invalid_request"}`},
	}
	for _, test := range tests {
		s.wants(test.name, s.form(test.path, test.form), test.status, test.want)
	}
	s.wants("JSON in place of a form", s.call("POST", "/v2/oauth/accessToken", `{}`, nil), 415, `{"message":"The content type, application/json, is not supported"}`)
}

func TestLongLivedToken(t *testing.T) {
	s := tokenScene(t)
	got := s.form("/v2/oauth/verify", url.Values{"access_token": {token}})
	if got.status != 200 || !strings.HasPrefix(got.body, `{"client_id":"`+messagingID+`","expires_in":`) {
		t.Errorf("the long-lived token should be verified, not %d %s", got.status, got.body)
	}
	s.Advance(10 * 365 * 24 * time.Hour)
	if !s.opens(token) {
		t.Error("a long-lived token should not expire")
	}
	s.wants("revoking it", s.form("/v2/oauth/revoke", url.Values{"access_token": {token}}), 200, "")
	if s.opens(token) {
		t.Error("a revoked long-lived token should open nothing")
	}
	s.Reset()
	if !s.opens(token) {
		t.Error("a reset makes the world as it was, with its long-lived token")
	}
}

func TestStatelessToken(t *testing.T) {
	s := tokenScene(t)
	got := s.form("/oauth2/v3/token", credentials())
	s.wants("issuing", got, 200, "")
	token := s.field(got, "access_token")
	if s.field(got, "expires_in") != "900" || !s.opens(token) {
		t.Errorf("a stateless token should open the API for 900 s, not %s", got.body)
	}
	s.form("/v2/oauth/revoke", url.Values{"access_token": {token}})
	s.form("/oauth2/v2.1/revoke", but(credentials(), "access_token", token))
	if !s.opens(token) {
		t.Error("a stateless token cannot be revoked")
	}
	s.Advance(15*time.Minute - time.Second)
	if !s.opens(token) {
		t.Error("a stateless token should live 15 minutes")
	}
	s.Advance(time.Second)
	if s.opens(token) {
		t.Error("a stateless token should be dead after 15 minutes")
	}
	for _, wrong := range []url.Values{but(credentials(), "client_id", "1"), but(credentials(), "client_secret", "1")} {
		s.wants("wrong credentials", s.form("/oauth2/v3/token", wrong), 400, `{"error":"invalid_request","error_description":"Invalid 'client_credentials'."}`)
	}
	if parts := strings.Split(token, "."); s.opens(parts[0]+"."+parts[1]+".AAAA") || s.opens("eyJhbGciOiJub25lIn0."+parts[1]+".") {
		t.Error("a token with another signature, or with none, should open nothing")
	}
}

// signer makes a key pair over the control API and returns a way to sign assertions.
func (s *scene) signer(channel string) func(map[string]any) url.Values {
	s.t.Helper()
	made := s.call("POST", v1+"keys", `{"channel":"`+channel+`"}`, nil)
	var pair struct{ PrivateKey jose.JSONWebKey }
	if err := json.Unmarshal([]byte(made.body), &pair); err != nil {
		s.t.Fatalf("a key pair should be made: %v: %s", err, made.body)
	}
	return func(claims map[string]any) url.Values {
		return asserting(s.t, jose.SigningKey{Algorithm: jose.RS256, Key: pair.PrivateKey}, claims)
	}
}

func asserting(t *testing.T, key jose.SigningKey, claims any) url.Values {
	t.Helper()
	signer, err := jose.NewSigner(key, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		t.Fatal(err)
	}
	assertion, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return url.Values{"grant_type": {"client_credentials"}, "client_assertion_type": {assertedBy}, "client_assertion": {assertion}}
}

// claim is an assertion's claims, with one replaced or, by nil, removed.
func claim(name string, value any) map[string]any {
	out := map[string]any{
		"iss": messagingID, "sub": messagingID, "aud": "https://api.line.me/", "exp": noon.Add(30 * time.Minute).Unix(), "token_exp": 86400,
	}
	if value == nil {
		delete(out, name)
	} else {
		out[name] = value
	}
	return out
}

func TestTokenByAssertion(t *testing.T) {
	s := tokenScene(t)
	sign := s.signer("messaging")
	got := s.form("/oauth2/v2.1/token", sign(claim("", nil)))
	s.wants("issuing", got, 200, "")
	token, kid := s.field(got, "access_token"), s.field(got, "key_id")
	if s.field(got, "expires_in") != "86400" || len(kid) != 22 || !s.opens(token) {
		t.Errorf("the token should live as long as was asked, have a key id and open the API: %s", got.body)
	}
	verify := "/oauth2/v2.1/verify?access_token=" + url.QueryEscape(token)
	s.wants("verifying", s.call("GET", verify, "", nil), 200, `{"client_id":"`+messagingID+`","expires_in":86400,"scope":"profile chat_message.write"}`)
	s.wants("key ids", s.call("GET", "/oauth2/v2.1/tokens/kid?"+sign(claim("", nil)).Encode(), "", nil), 200, `{"kids":["`+kid+`"]}`)
	s.wants("LINE's example has strings", s.form("/oauth2/v2.1/token", sign(claim("token_exp", "2592000"))), 200, "")
	for range 28 {
		s.wants("issuing up to 30", s.form("/oauth2/v2.1/token", sign(claim("", nil))), 200, "")
	}
	s.wants("the 31st", s.form("/oauth2/v2.1/token", sign(claim("", nil))), 400, `{"message":"The maximum number of access tokens has already been issued"}`)
	s.wants("revoking with a wrong secret", s.form("/oauth2/v2.1/revoke", but(but(credentials(), "access_token", token), "client_secret", "x")), 400, `{"error":"invalid_client","error_description":"invalid client_secret"}`)
	s.wants("revoking", s.form("/oauth2/v2.1/revoke", but(credentials(), "access_token", token)), 200, "")
	if s.opens(token) {
		t.Error("a revoked token should open nothing")
	}
	s.wants("issuing after revoking", s.form("/oauth2/v2.1/token", sign(claim("", nil))), 200, "")
	s.wants("verifying a revoked one", s.call("GET", verify, "", nil), 400, `{"error":"invalid_request","error_description":"The access token revoked"}`)
	s.wants("stateless by assertion", s.form("/oauth2/v3/token", sign(claim("token_exp", nil))), 200, "")
}

func TestTokenByAssertionExpires(t *testing.T) {
	s := tokenScene(t)
	sign := s.signer("messaging")
	token := s.field(s.form("/oauth2/v2.1/token", sign(claim("", nil))), "access_token")
	s.Advance(24 * time.Hour)
	if s.opens(token) {
		t.Error("a token should be dead after the time that was asked for")
	}
	s.wants("verifying an expired one", s.call("GET", "/oauth2/v2.1/verify?access_token="+token, "", nil), 400, `{"error":"invalid_request","error_description":"The access token expired"}`)
	s.wants("verifying another form", s.call("GET", "/oauth2/v2.1/verify?access_token=abc", "", nil), 400, `{"error":"invalid_request","error_description":"The access token not JWS"}`)
	s.wants("revoking another form", s.form("/oauth2/v2.1/revoke", but(credentials(), "access_token", "abc")), 400, `{"error":"invalid_request","error_description":"The access token not JWS"}`)
	s.wants("revoking a malformed one", s.form("/oauth2/v2.1/revoke", but(credentials(), "access_token", "a.b.c")), 400, `{"error":"invalid_request","error_description":"The access token malformed"}`)
}

func TestAssertionRefused(t *testing.T) {
	s := tokenScene(t)
	sign := s.signer("messaging")
	invalid := func(what string) string {
		return `{"error":"invalid_client","error_description":"` + what + `"}`
	}
	tests := []struct {
		name  string
		form  url.Values
		want  string
		issue bool // only issuing refuses it
	}{
		{"another issuer", sign(claim("iss", "1")), invalid("iss and clientId of key do not match"), false},
		{"another subject", sign(claim("sub", "1")), invalid("Invalid sub"), false},
		{"another audience", sign(claim("aud", "https://api.line.me")), invalid("Invalid aud"), false},
		{"expired", sign(claim("exp", noon.Unix())), invalid("Invalid exp"), false},
		{"valid for 31 minutes", sign(claim("exp", noon.Add(31*time.Minute).Unix())), invalid("Invalid exp"), false},
		{"without exp", sign(claim("exp", nil)), invalid("Invalid exp"), false},
		{"a token of 31 days", sign(claim("token_exp", 31*86400)), invalid("Invalid token_exp"), true},
		{"a token of no time", sign(claim("token_exp", 0)), invalid("Invalid token_exp"), true},
		{"a token without token_exp", sign(claim("token_exp", nil)), invalid("Invalid token_exp"), true},
		{"no assertion", but(sign(claim("", nil)), "client_assertion", "x"), invalid("Invalid client_assertion"), false},
		{"another assertion type", but(sign(claim("", nil)), "client_assertion_type", "x"), `{"error":"invalid_request","error_description":"Invalid client_assertion_type"}`, false},
		{"HS256", asserting(t, jose.SigningKey{Algorithm: jose.HS256, Key: []byte(secret)}, claim("", nil)), invalid("Invalid client_assertion"), false},
	}
	for _, test := range tests {
		s.wants(test.name, s.form("/oauth2/v2.1/token", test.form), 400, test.want)
		if !test.issue {
			s.wants(test.name+", for key ids", s.call("GET", "/oauth2/v2.1/tokens/kid?"+test.form.Encode(), "", nil), 400, test.want)
		}
	}
	unknown := asserting(t, jose.SigningKey{Algorithm: jose.RS256, Key: rsaKey(t, "another")}, claim("", nil))
	s.wants("an unregistered key", s.form("/oauth2/v2.1/token", unknown), 404, `{"message":"Cannot find channel key that satisfies the conditions"}`)
	s.wants("stateless by an unregistered key", s.form("/oauth2/v3/token", unknown), 404, `{"message":"Cannot find channel key that satisfies the conditions"}`)
}

// Somebody else's signature under a registered kid is no signature.
func TestAssertionForged(t *testing.T) {
	s := tokenScene(t)
	made := s.call("POST", v1+"keys", `{}`, nil)
	forged := asserting(t, jose.SigningKey{Algorithm: jose.RS256, Key: rsaKey(t, s.field(made, "kid"))}, claim("", nil))
	s.wants("a forged assertion", s.form("/oauth2/v2.1/token", forged), 400, `{"error":"invalid_client","error_description":"Invalid client_assertion"}`)
}

func TestRegisteringKeys(t *testing.T) {
	key := rsaKey(t, "")
	public, err := key.Public().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	s := begin(t, func(c *simulator.Config) { c.ChannelID, c.AssertionKeys = messagingID, []string{string(public)} })
	known := s.call("POST", v1+"keys", `{"publicKey":`+string(public)+`}`, nil)
	key.KeyID = s.field(known, "kid")
	s.wants("an assertion of a configured key", s.form("/oauth2/v2.1/token", asserting(t, jose.SigningKey{Algorithm: jose.RS256, Key: key}, claim("", nil))), 200, "")
	s.Reset()
	s.wants("an assertion after a reset", s.form("/oauth2/v2.1/token", asserting(t, jose.SigningKey{Algorithm: jose.RS256, Key: key}, claim("", nil))), 200, "")
	private, _ := key.MarshalJSON()
	for name, wrong := range map[string]string{
		"with a kid":       strings.Replace(string(public), "{", `{"kid":"x",`, 1),
		"without use":      strings.Replace(string(public), `"use":"sig",`, "", 1),
		"another alg":      strings.Replace(string(public), "RS256", "RS512", 1),
		"the private part": strings.Replace(string(private), `"kid":"`+key.KeyID+`",`, "", 1),
		"no key":           `{"kty":"oct","k":"AAAA"}`,
		"no object":        `7`,
	} {
		if got := s.call("POST", v1+"keys", `{"publicKey":`+wrong+`}`, nil); got.status != 400 {
			t.Errorf("a key %s should be refused, not %d %s", name, got.status, got.body)
		}
	}
	if got := s.call("POST", v1+"keys", `{"channel":"x"}`, nil); got.status != 400 {
		t.Errorf("a key of no channel should be refused, not %d", got.status)
	}
	if (simulator.Config{Secret: secret, Token: token, AssertionKeys: []string{"{}"}}).Check() == nil {
		t.Error("Check should tell of a key that cannot be registered")
	}
}

// A token of the LINE Login channel is none of the Messaging API's.
func TestTokensOfAnotherChannel(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Login.ChannelID, c.Login.Secret = loginID, loginSecret })
	token := s.field(s.form("/v2/oauth/accessToken", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {loginID}, "client_secret": {loginSecret},
	}), "access_token")
	if s.opens(token) {
		t.Error("a LINE Login channel's token should not open the Messaging API")
	}
}
