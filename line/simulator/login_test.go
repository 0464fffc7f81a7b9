package simulator_test

// LINE Login with a well-kept OpenID client, and by hand where a client would not go.

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"

	"tambon/line/simulator"
	"tambon/line/simulator/oauth"
)

const (
	loginID     = "1650000002"
	loginSecret = "0123456789abcdef0123456789abcdef"
	callback    = "http://localhost:3000/callback?from=line"
)

func rsaKey(t *testing.T, kid string) jose.JSONWebKey {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return jose.JSONWebKey{Key: private, KeyID: kid, Algorithm: "RS256", Use: "sig"}
}

func loginScene(t *testing.T, change func(*simulator.Config)) *scene {
	return begin(t, func(c *simulator.Config) {
		c.ChannelID = messagingID
		c.Login.ChannelID, c.Login.Secret, c.Login.Email = loginID, loginSecret, true
		c.Login.RedirectURIs = []string{callback}
		c.Residents[0].Email, c.Residents[0].PictureURL, c.Residents[0].StatusMessage = "somsri@example.com", "https://example.com/somsri.png", "สบายดี"
		if change != nil {
			change(c)
		}
	})
}

// asking is an authorization request, with parameters replaced or, by "", removed.
func (s *scene) asking(changes ...string) string {
	query := url.Values{
		"response_type": {"code"}, "client_id": {loginID}, "redirect_uri": {callback}, "state": {"st"}, "scope": {"profile openid email"}, "nonce": {"n-1"},
	}
	for i := 0; i < len(changes); i += 2 {
		if query.Set(changes[i], changes[i+1]); changes[i+1] == "" {
			query.Del(changes[i])
		}
	}
	return s.url + "/oauth2/v2.1/authorize?" + query.Encode()
}

// led is where a browser without cookies is led to after a form or a link.
func (s *scene) led(method, address string, form url.Values) (*url.URL, *http.Response) {
	s.t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := (&http.Client{Transport: s.http.Transport, Jar: s.http.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	to, err := res.Location()
	if err != nil {
		return nil, res
	}
	return to, res
}

// code is a code for an authorization request to which somsri says yes.
func (s *scene) code(changes ...string) string {
	s.t.Helper()
	to, err := s.LogIn("somsri", s.asking(changes...))
	if err != nil {
		s.t.Fatal(err)
	}
	u, _ := url.Parse(to)
	if u.Query().Get("code") == "" {
		s.t.Fatalf("the login should lead back with a code, not to %s", to)
	}
	return u.Query().Get("code")
}

func exchange(code string) url.Values {
	return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "client_id": {loginID}, "client_secret": {loginSecret}}
}

// granted is what a whole login of somsri gives.
func (s *scene) granted(changes ...string) map[string]any {
	s.t.Helper()
	got := s.form("/oauth2/v2.1/token", exchange(s.code(changes...)))
	s.wants("the token call", got, 200, "")
	var out map[string]any
	if err := json.Unmarshal([]byte(got.body), &out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// TestOpenIDClient logs in as a standard client does: discovery, PKCE, nonce, keys.
func TestOpenIDClient(t *testing.T) {
	s := loginScene(t, func(c *simulator.Config) { c.Login.ES256 = true })
	ctx := oidc.ClientContext(context.Background(), s.http)
	provider, err := oidc.NewProvider(ctx, s.url)
	if err != nil {
		t.Fatalf("the issuer should be the simulator's own address: %v", err)
	}
	client := oauth2.Config{
		ClientID: loginID, ClientSecret: loginSecret, Endpoint: provider.Endpoint(), RedirectURL: callback, Scopes: []string{"openid", "profile", "email"},
	}
	verifier := oauth2.GenerateVerifier()
	to, err := s.LogIn("somsri", client.AuthCodeURL("state-1", oidc.Nonce("nonce-1"), oauth2.S256ChallengeOption(verifier)))
	if err != nil {
		t.Fatal(err)
	}
	back, _ := url.Parse(to)
	if back.Query().Get("state") != "state-1" || back.Query().Get("from") != "line" {
		t.Errorf("the way back should have the state and the callback's own query: %s", to)
	}
	token, err := client.Exchange(ctx, back.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := token.Extra("id_token").(string)
	idToken, err := provider.Verifier(&oidc.Config{ClientID: loginID, Now: s.Now}).Verify(ctx, raw)
	if err != nil {
		t.Fatalf("the id token should be verified with the published key: %v", err)
	}
	var claims map[string]any
	if err := idToken.Claims(&claims); err != nil {
		t.Fatal(err)
	}
	if idToken.Nonce != "nonce-1" || idToken.Subject != s.id("somsri") || claims["name"] != "สมศรี ใจดี" || claims["email"] != "somsri@example.com" {
		t.Errorf("the id token should tell of somsri: %v", claims)
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil || info.Subject != idToken.Subject {
		t.Errorf("the user information should be of the same person: %v %v", info, err)
	}
}

func TestIDTokenOfWebLogin(t *testing.T) {
	s := loginScene(t, nil)
	got := s.granted()
	if got["scope"] != "openid profile" || got["token_type"] != "Bearer" || got["expires_in"] != 2592000.0 || got["refresh_token"] == nil {
		t.Errorf("the scope is told without email, and the token lives 30 days: %v", got)
	}
	header, err := oauth.HeaderOf(got["id_token"].(string))
	if err != nil || header.Algorithm != "HS256" || header.KeyID != "" {
		t.Errorf("web login's id tokens are HS256 without kid, not %+v %v", header, err)
	}
	var claims json.RawMessage
	if err := oauth.ReadHS256(got["id_token"].(string), []byte(loginSecret), &claims); err != nil {
		t.Fatalf("the channel secret should verify it: %v", err)
	}
	want := `{"amr":["pwd"],"aud":"` + loginID + `","email":"somsri@example.com","exp":1795586400,"iat":1795582800,"iss":"` + s.url +
		`","name":"สมศรี ใจดี","nonce":"n-1","picture":"https://example.com/somsri.png","sub":"` + s.id("somsri") + `"}`
	if string(claims) != want {
		t.Errorf("the claims should be exactly\n%s\nnot\n%s", want, claims)
	}
	asked := s.form("/oauth2/v2.1/token", but(exchange(s.code()), "id_token_key_type", "JWK"))
	if header, _ = oauth.HeaderOf(s.field(asked, "id_token")); header.Algorithm != "ES256" || header.KeyID == "" {
		t.Errorf("id_token_key_type=JWK should give an ES256 token with kid, not %+v", header)
	}
	if _, there := s.granted("scope", "profile")["id_token"]; there {
		t.Error("without the scope openid there is no id token")
	}
	var plain map[string]any
	_ = oauth.ReadHS256(s.granted("scope", "openid", "nonce", "", "max_age", "60")["id_token"].(string), []byte(loginSecret), &plain)
	if plain["name"] != nil || plain["email"] != nil || plain["nonce"] != nil || plain["auth_time"] == nil {
		t.Errorf("only what was asked for should be told, and auth_time with max_age: %v", plain)
	}
}

func TestIssuerOfLINE(t *testing.T) {
	s := loginScene(t, func(c *simulator.Config) { c.Login.Issuer = "https://access.line.me" })
	got := s.call("GET", "/.well-known/openid-configuration", "", nil)
	if s.field(got, "issuer") != "https://access.line.me" || s.field(got, "token_endpoint") != s.url+"/oauth2/v2.1/token" {
		t.Errorf("the issuer should be the one that is set, and the endpoints here: %s", got.body)
	}
	idToken := s.granted()["id_token"].(string)
	verified := s.form("/oauth2/v2.1/verify", url.Values{"id_token": {idToken}, "client_id": {loginID}})
	if s.field(verified, "iss") != "https://access.line.me" {
		t.Errorf("the id token should have LINE's issuer: %s", verified.body)
	}
}

func TestTokenCallRefused(t *testing.T) {
	s := loginScene(t, nil)
	verifier := oauth2.GenerateVerifier()
	pkce := []string{"code_challenge", oauth2.S256ChallengeFromVerifier(verifier), "code_challenge_method", "S256"}
	tests := []struct {
		name string
		form func(code string) url.Values
		pkce bool
		want string
	}{
		{"a code of nobody", func(string) url.Values { return exchange("x") }, false, `{"error":"invalid_grant","error_description":"invalid authorization code"}`},
		{"another channel", func(c string) url.Values { return but(exchange(c), "client_id", messagingID) }, false, `{"error":"invalid_client","error_description":"invalid client_id"}`},
		{"another secret", func(c string) url.Values { return but(exchange(c), "client_secret", secret) }, false, `{"error":"invalid_client","error_description":"invalid client_secret"}`},
		{"another callback", func(c string) url.Values { return but(exchange(c), "redirect_uri", "http://localhost:3000/callback") }, false, `{"error":"invalid_grant","error_description":"redirect_uri does not match"}`},
		{"no verifier", exchange, true, `{"error":"invalid_grant","error_description":"invalid code_verifier"}`},
		{"another verifier", func(c string) url.Values { return but(exchange(c), "code_verifier", oauth2.GenerateVerifier()) }, true, `{"error":"invalid_grant","error_description":"invalid code_verifier"}`},
		{"another grant type", func(c string) url.Values { return but(exchange(c), "grant_type", "password") }, false, `{"error":"unsupported_grant_type","error_description":"unsupported grant_type"}`},
	}
	for _, test := range tests {
		changes := []string{}
		if test.pkce {
			changes = pkce
		}
		code := s.code(changes...)
		s.wants(test.name, s.form("/oauth2/v2.1/token", test.form(code)), 400, test.want)
	}
	code := s.code()
	s.wants("the first use", s.form("/oauth2/v2.1/token", exchange(code)), 200, "")
	s.wants("a replay", s.form("/oauth2/v2.1/token", exchange(code)), 400, `{"error":"invalid_grant","error_description":"invalid authorization code"}`)
	code = s.code()
	s.Advance(10 * time.Minute)
	s.wants("a code of ten minutes", s.form("/oauth2/v2.1/token", exchange(code)), 400, `{"error":"invalid_grant","error_description":"invalid authorization code"}`)
	code = s.code()
	s.Advance(10*time.Minute - time.Second)
	s.wants("a code just within ten minutes", s.form("/oauth2/v2.1/token", exchange(code)), 200, "")
}

func TestRefresh(t *testing.T) {
	s := loginScene(t, nil)
	first := s.granted()
	refresh := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {first["refresh_token"].(string)}, "client_id": {loginID}, "client_secret": {loginSecret}}
	got := s.form("/oauth2/v2.1/token", refresh)
	s.wants("refreshing", got, 200, "")
	if s.field(got, "refresh_token") != first["refresh_token"] || s.field(got, "access_token") == first["access_token"] || strings.Contains(got.body, "id_token") {
		t.Errorf("refreshing gives a new access token and the same refresh token: %s", got.body)
	}
	s.wants("the old access token", s.call("GET", "/v2/profile", "", header{"Authorization": "Bearer " + first["access_token"].(string)}), 401, `{"message":"The access token revoked"}`)
	s.wants("the new access token", s.call("GET", "/v2/profile", "", header{"Authorization": "Bearer " + s.field(got, "access_token")}), 200, "")
	s.wants("with another secret", s.form("/oauth2/v2.1/token", but(refresh, "client_secret", "")), 400, `{"error":"invalid_client","error_description":"invalid client_secret"}`)
	s.Advance(90*24*time.Hour - time.Second)
	s.wants("before 90 days are over", s.form("/oauth2/v2.1/token", refresh), 200, "")
	s.Advance(time.Second)
	s.wants("after 90 days, refreshed or not", s.form("/oauth2/v2.1/token", refresh), 400, `{"error":"invalid_grant","error_description":"invalid refresh token"}`)
}

func TestAccessToken(t *testing.T) {
	s := loginScene(t, nil)
	got := s.granted()
	access := got["access_token"].(string)
	with := header{"Authorization": "Bearer " + access}
	verify := "/oauth2/v2.1/verify?access_token=" + url.QueryEscape(access)
	s.wants("verifying", s.call("GET", verify, "", nil), 200, `{"scope":"openid profile","client_id":"`+loginID+`","expires_in":2592000}`)
	s.wants("profile", s.call("GET", "/v2/profile", "", with), 200,
		`{"userId":"`+s.id("somsri")+`","displayName":"สมศรี ใจดี","pictureUrl":"https://example.com/somsri.png","statusMessage":"สบายดี"}`)
	for _, method := range []string{"GET", "POST"} {
		s.wants("user information by "+method, s.call(method, "/oauth2/v2.1/userinfo", "", with), 200, `{"sub":"`+s.id("somsri")+`","name":"สมศรี ใจดี","picture":"https://example.com/somsri.png"}`)
	}
	s.wants("friendship", s.call("GET", "/friendship/v1/status", "", with), 200, `{"friendFlag":true}`)
	s.did(s.Unfollow("somsri"))
	s.wants("friendship after blocking", s.call("GET", "/friendship/v1/status", "", with), 200, `{"friendFlag":false}`)
	s.Advance(30 * 24 * time.Hour)
	s.wants("verifying an expired one", s.call("GET", verify, "", nil), 400, `{"error":"invalid_request","error_description":"access token expired"}`)
	s.wants("profile by an expired one", s.call("GET", "/v2/profile", "", with), 401, `{"message":"The access token expired"}`)
	s.wants("profile without a token", s.call("GET", "/v2/profile", "", header{"Authorization": ""}), 401, `{"message":"invalid token"}`)
	s.wants("profile by a channel's token", s.call("GET", "/v2/profile", "", nil), 401, `{"message":"invalid token"}`)
	s.wants("the Messaging API by a person's token", s.call("GET", "/v2/bot/info", "", with), 401, wrongToken)

	openid := header{"Authorization": "Bearer " + s.granted("scope", "openid")["access_token"].(string)}
	profile := header{"Authorization": "Bearer " + s.granted("scope", "profile")["access_token"].(string)}
	const lacking = `{"message":"user doesn't grant required permissions yet"}`
	s.wants("profile without its scope", s.call("GET", "/v2/profile", "", openid), 403, lacking)
	s.wants("friendship without the scope profile", s.call("GET", "/friendship/v1/status", "", openid), 403, lacking)
	s.wants("user information without the scope openid", s.call("GET", "/oauth2/v2.1/userinfo", "", profile), 403, lacking)
	s.wants("user information without the scope profile", s.call("GET", "/oauth2/v2.1/userinfo", "", openid), 200, `{"sub":"`+s.id("somsri")+`"}`)
}

func TestRevokeAccessToken(t *testing.T) {
	s := loginScene(t, nil)
	access := s.granted()["access_token"].(string)
	form := url.Values{"client_id": {loginID}, "client_secret": {loginSecret}, "access_token": {access}}
	s.wants("another secret", s.form("/oauth2/v2.1/revoke", but(form, "client_secret", "x")), 400, `{"error":"invalid_client","error_description":"invalid client_secret"}`)
	got := s.form("/oauth2/v2.1/revoke", form)
	if got.status != 200 || got.body != "" {
		t.Errorf("revoking should be answered with 200 and nothing, not %d %q", got.status, got.body)
	}
	s.wants("verifying it", s.call("GET", "/oauth2/v2.1/verify?access_token="+access, "", nil), 400, `{"error":"invalid_request","error_description":"The access token revoked"}`)
}

func TestDeauthorize(t *testing.T) {
	s := loginScene(t, nil)
	got := s.granted()
	body := `{"userAccessToken":"` + got["access_token"].(string) + `"}`
	stateless := func(id, secret string) header {
		token := s.field(s.form("/oauth2/v3/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}}), "access_token")
		return header{"Authorization": "Bearer " + token}
	}
	s.wants("by the Messaging API channel", s.call("POST", "/user/v1/deauthorize", body, stateless(messagingID, secret)), 401, wrongToken)
	short := s.field(s.form("/v2/oauth/accessToken", url.Values{"grant_type": {"client_credentials"}, "client_id": {loginID}, "client_secret": {loginSecret}}), "access_token")
	s.wants("by a short-lived token", s.call("POST", "/user/v1/deauthorize", body, header{"Authorization": "Bearer " + short}), 401, wrongToken)
	done := s.call("POST", "/user/v1/deauthorize", body, stateless(loginID, loginSecret))
	if done.status != 204 || done.body != "" {
		t.Errorf("deauthorizing should be answered with 204 and nothing, not %d %q", done.status, done.body)
	}
	s.wants("twice", s.call("POST", "/user/v1/deauthorize", body, stateless(loginID, loginSecret)), 400, `{"message":"invalid token"}`)
	s.wants("refreshing afterwards", s.form("/oauth2/v2.1/token", url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {got["refresh_token"].(string)}, "client_id": {loginID}, "client_secret": {loginSecret},
	}), 400, `{"error":"invalid_grant","error_description":"invalid refresh token"}`)
}

func TestVerifyIDToken(t *testing.T) {
	s := loginScene(t, nil)
	idToken := s.granted()["id_token"].(string)
	form := url.Values{"id_token": {idToken}, "client_id": {loginID}, "nonce": {"n-1"}, "user_id": {s.id("somsri")}}
	s.wants("a right one", s.form("/oauth2/v2.1/verify", form), 200, `{"iss":"`+s.url+`","sub":"`+s.id("somsri")+`","aud":"`+loginID+
		`","exp":1795586400,"iat":1795582800,"nonce":"n-1","amr":["pwd"],"name":"สมศรี ใจดี","picture":"https://example.com/somsri.png","email":"somsri@example.com"}`)
	claims := map[string]any{"iss": s.url, "sub": s.id("somsri"), "aud": loginID, "exp": noon.Add(time.Hour).Unix(), "iat": noon.Unix(), "nonce": "n-1"}
	forged := func(name string, value any) string {
		out := map[string]any{}
		for k, v := range claims {
			out[k] = v
		}
		if out[name] = value; name == "" {
			delete(out, "")
		}
		token, err := oauth.SignHS256([]byte(loginSecret), out)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	parts := strings.Split(idToken, ".")
	var certs jose.JSONWebKeySet
	if err := json.Unmarshal([]byte(s.call("GET", "/oauth2/v2.1/certs", "", nil).body), &certs); err != nil || len(certs.Keys) != 1 || !certs.Keys[0].IsPublic() {
		t.Fatalf("the keys should be one public key: %+v %v", certs, err)
	}
	published, _ := certs.Keys[0].MarshalJSON()
	confused, err := oauth.SignHS256(published, claims)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, field, value, want string }{
		{"no token", "id_token", "x", "Invalid IdToken."},
		{"another signature", "id_token", parts[0] + "." + parts[1] + ".AAAA", "Invalid IdToken."},
		{"no algorithm", "id_token", "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0." + parts[1] + ".", "Invalid IdToken."},
		{"the public key as a secret", "id_token", confused, "Invalid IdToken."},
		{"ES256 in the header of HS256", "id_token", "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9." + parts[1] + "." + parts[2], "Invalid IdToken."},
		{"another issuer", "id_token", forged("iss", "https://example.com"), "Invalid IdToken Issuer."},
		{"expired", "id_token", forged("exp", noon.Unix()), "IdToken expired."},
		{"another audience", "client_id", messagingID, "Invalid IdToken Audience."},
		{"another nonce", "nonce", "n-2", "Invalid IdToken Nonce."},
		{"another person", "user_id", s.id("boonmee"), "Invalid IdToken Subject Identifier."},
	}
	for _, test := range tests {
		s.wants(test.name, s.form("/oauth2/v2.1/verify", but(form, test.field, test.value)), 400, `{"error":"invalid_request","error_description":"`+test.want+`"}`)
	}
	s.Advance(time.Hour)
	s.wants("an hour later", s.form("/oauth2/v2.1/verify", form), 400, `{"error":"invalid_request","error_description":"IdToken expired."}`)
}

// Tokens, codes and keys are state: a simulator that is opened again goes on with them.
func TestLoginSurvives(t *testing.T) {
	s := kept(t, func(c *simulator.Config) {
		c.ChannelID, c.Login.ChannelID, c.Login.Secret, c.Login.Email = messagingID, loginID, loginSecret, true
		c.Login.RedirectURIs = []string{callback}
	})
	got, code := s.granted(), s.code()
	short := s.field(s.form("/v2/oauth/accessToken", credentials()), "access_token")
	stateless := s.field(s.form("/oauth2/v3/token", credentials()), "access_token")
	sign := s.signer("messaging")
	certs := s.call("GET", "/oauth2/v2.1/certs", "", nil).body
	s.reopen()
	s.wants("the access token", s.call("GET", "/v2/profile", "", header{"Authorization": "Bearer " + got["access_token"].(string)}), 200, "")
	elliptic := s.form("/oauth2/v2.1/token", but(exchange(code), "id_token_key_type", "JWK"))
	s.wants("the code", elliptic, 200, "")
	if now := s.call("GET", "/oauth2/v2.1/certs", "", nil).body; now != certs {
		t.Errorf("the keys should live on: %s is not %s", now, certs)
	}
	s.wants("an id token", s.form("/oauth2/v2.1/verify", url.Values{"id_token": {s.field(elliptic, "id_token")}, "client_id": {loginID}}), 200, "")
	if !s.opens(short) || !s.opens(stateless) {
		t.Error("the channel's tokens should live on")
	}
	s.wants("an assertion of a registered key", s.form("/oauth2/v2.1/token", sign(claim("", nil))), 200, "")
	if to, err := s.LogIn("somsri", s.asking()); err != nil || !strings.Contains(to, "code=") {
		t.Errorf("the configured callback should live on, not %s %v", to, err)
	}
}
