package app_test

// The client of LINE Login against LINE in a box, and against who pretends.

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"tambon/line"
	"tambon/line/simulator"
	"tambon/line/simulator/login"
	"tambon/line/simulator/simtest"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	loginID     = "1650000002"
	loginSecret = "0123456789abcdef0123456789abcdef"
	comesBack   = "http://localhost:3000/console/line/back"
)

func tripOf(nonce string) line.LoginTrip {
	return line.LoginTrip{Callback: comesBack, State: "state", Nonce: nonce, Verifier: line.NewVerifier()}
}

func TestLINELoginTellsWho(t *testing.T) {
	for _, alg := range []string{"HS256", "ES256"} {
		t.Run(alg, func(t *testing.T) {
			w := simtest.Start(t, simulator.Config{Login: login.Config{ChannelID: loginID, Secret: loginSecret, RedirectURIs: []string{comesBack}, ES256: alg == "ES256"}})
			client := line.NewLogin(line.LoginChannel{ID: loginID, Secret: loginSecret, Issuer: w.URL, API: w.URL}, w.Now)
			trip := tripOf("nonce")
			back, err := w.LogIn("somsri", client.Address(trip, "th"))
			if err != nil {
				t.Fatalf("somsri cannot log in: %v", err)
			}
			u, _ := url.Parse(back)
			code := u.Query().Get("code")
			if u.Query().Get("state") != trip.State || code == "" {
				t.Fatalf("LINE leads back to %s; want a code and the state", back)
			}
			wrong := trip
			wrong.Verifier = line.NewVerifier()
			if _, err := client.Who(t.Context(), wrong, code); err == nil {
				t.Error("a code is redeemed without the verifier of its trip")
			}
			if back, err = w.LogIn("somsri", client.Address(trip, "th")); err != nil {
				t.Fatal(err)
			}
			u, _ = url.Parse(back)
			subject, err := client.Who(t.Context(), trip, u.Query().Get("code"))
			if want := w.State().Residents[0].UserID; err != nil || subject != want {
				t.Errorf("LINE tells %q, %v; want somsri, %s", subject, err, want)
			}
			if _, err := client.Who(t.Context(), trip, u.Query().Get("code")); err == nil {
				t.Error("a code is redeemed twice")
			}
			if back, err = w.LogIn("somsri", client.Address(trip, "th")); err != nil {
				t.Fatal(err)
			}
			u, _ = url.Parse(back)
			other := trip
			other.Nonce = "another"
			if _, err := client.Who(t.Context(), other, u.Query().Get("code")); !errors.Is(err, line.ErrLogin) {
				t.Errorf("a token of another nonce: %v; want %v", err, line.ErrLogin)
			}
		})
	}
}

func TestLINELoginRefusesForgeries(t *testing.T) {
	now := time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)
	right := map[string]any{"sub": "U1", "aud": loginID, "nonce": "nonce", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix()}
	for what, test := range map[string]struct {
		claims map[string]any
		secret string
		proves bool
	}{
		"LINE's own":              {nil, loginSecret, true},
		"another secret":          {nil, "00000000000000000000000000000000", false},
		"for another channel":     {map[string]any{"aud": "1650000009"}, loginSecret, false},
		"of another issuer":       {map[string]any{"iss": "https://evil.example"}, loginSecret, false},
		"that is over":            {map[string]any{"exp": now.Add(-time.Minute).Unix()}, loginSecret, false},
		"of another trip":         {map[string]any{"nonce": "other"}, loginSecret, false},
		"about nobody":            {map[string]any{"sub": ""}, loginSecret, false},
		"signed by nobody (none)": {nil, "", false},
	} {
		t.Run(what, func(t *testing.T) {
			token := ""
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write([]byte(`{"access_token":"a","token_type":"Bearer","id_token":"` + token + `"}`))
			}))
			defer server.Close()
			claims := map[string]any{"iss": server.URL}
			for _, each := range []map[string]any{right, test.claims} {
				for k, v := range each {
					claims[k] = v
				}
			}
			token = forged(t, claims, test.secret)
			client := line.NewLogin(line.LoginChannel{ID: loginID, Secret: loginSecret, Issuer: server.URL, API: server.URL}, func() time.Time { return now })
			subject, err := client.Who(t.Context(), tripOf("nonce"), "code")
			if test.proves && (err != nil || subject != "U1") || !test.proves && !errors.Is(err, line.ErrLogin) {
				t.Errorf("a token %s proves %q, %v; want proof: %t", what, subject, err, test.proves)
			}
		})
	}
}

// forged is an id token under a secret, or under the algorithm none.
func forged(t *testing.T, claims map[string]any, secret string) string {
	t.Helper()
	if secret == "" {
		return "eyJhbGciOiJub25lIn0.eyJzdWIiOiJVMSJ9."
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(secret)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}
