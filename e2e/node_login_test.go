package e2e

// A well-kept OpenID client in Node logs a person in at LINE in a box.

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tambon/line/simulator"
	"tambon/line/simulator/login"
	"tambon/line/simulator/simtest"
)

func TestNodeLogin(t *testing.T) {
	for _, alg := range []string{"ES256", "HS256"} {
		t.Run(alg, func(t *testing.T) {
			channel := login.Config{
				ChannelID: "1650000002", Secret: "0123456789abcdef0123456789abcdef",
				RedirectURIs: []string{"http://localhost:3000/callback"}, ES256: alg == "ES256",
			}
			w := simtest.Start(t, simulator.Config{Login: channel})
			cmd, ok := node(t, w, "login.mjs")
			if !ok {
				return
			}
			cmd.Env = append(cmd.Env, "ISSUER="+w.URL, "CLIENT_ID="+channel.ChannelID, "CLIENT_SECRET="+channel.Secret,
				"REDIRECT_URI="+channel.RedirectURIs[0], "ALG="+alg)
			in, _ := cmd.StdinPipe()
			out, _ := cmd.StdoutPipe()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			if !lines.Scan() {
				t.Fatalf("the client should print the address to open: %v", cmd.Wait())
			}
			back, err := w.LogIn("somsri", lines.Text())
			if err != nil {
				t.Fatalf("somsri should be able to log in at %s: %v", lines.Text(), err)
			}
			fmt.Fprintln(in, back)
			said := ""
			if lines.Scan() {
				said = lines.Text()
			}
			if err := cmd.Wait(); err != nil {
				t.Fatalf("the client should take the tokens: %v", err)
			}
			tells(t, w, said)
		})
	}
}

// tells fails the test unless the client learnt who somsri is.
func tells(t *testing.T, w *simtest.World, said string) {
	t.Helper()
	var got struct {
		Claims struct{ Iss, Aud, Sub, Name string }
		Person struct{ Sub, Name string }
	}
	if err := json.Unmarshal([]byte(said), &got); err != nil {
		t.Fatalf("the client should print claims: %v: %q", err, said)
	}
	somsri := w.State().Residents[0]
	for what, pair := range map[string][2]string{
		"iss": {got.Claims.Iss, w.URL}, "sub": {got.Claims.Sub, somsri.UserID}, "name": {got.Claims.Name, somsri.DisplayName},
		"the person's sub": {got.Person.Sub, somsri.UserID}, "the person's name": {got.Person.Name, somsri.DisplayName},
	} {
		if !strings.EqualFold(pair[0], pair[1]) {
			t.Errorf("%s should be %q, not %q", what, pair[1], pair[0])
		}
	}
}
