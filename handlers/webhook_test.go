package handlers_test

// What the webhook takes and what it turns away.

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tambon/app"
	"tambon/app/apptest"
	"tambon/config"
	"tambon/line"
)

func TestWebhookSignature(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, log := start(t, db, nil)
		const words = "0812345678-secret-words"
		body := batch(written(resident(w, "p"), "E1", words))
		right := sign(apptest.Secret, []byte(body))
		raw, _ := base64.StdEncoding.DecodeString(right)
		for name, signatures := range map[string][]string{
			"missing":                 nil,
			"empty":                   {""},
			"of another":              {sign("other-secret", []byte(body))},
			"empty secret":            {sign("", []byte(body))},
			"truncated":               {right[:len(right)-1]},
			"half":                    {right[:22]},
			"no padding":              {strings.TrimRight(right, "=")},
			"another's bits":          {right[:42] + string(next(right[42])) + "="}, // same bytes to a lenient decoder
			"url-safe":                {base64.URLEncoding.EncodeToString([]byte{0xfb, 0xff, 0xfe}) + right[4:]},
			"hex":                     {hex.EncodeToString(raw)},
			"upper case":              {strings.ToUpper(right)},
			"spaces within":           {right[:8] + " " + right[8:]},
			"line break":              {right[:8] + "\t" + right[8:]},
			"two of it":               {right, right},
			"twice in one":            {right + right},
			"list":                    {right + ", " + right},
			"right and wrong":         {right, sign("other", []byte(body))},
			"wrong and right":         {sign("other", []byte(body)), right},
			"prefixed":                {"sha256=" + right},
			"of the body less a byte": {sign(apptest.Secret, []byte(body[:len(body)-1]))},
			"of the body and more":    {sign(apptest.Secret, []byte(body+" "))},
		} {
			if got := post(t, w, []byte(body), signatures...); got != http.StatusUnauthorized {
				t.Errorf("signature %s: %d, want 401", name, got)
			}
		}
		random := rand.New(rand.NewPCG(1, 2))
		for range 200 {
			wrong := []byte(right)
			wrong[random.IntN(len(wrong))] = byte('!' + random.IntN(94))
			if string(wrong) == right {
				continue
			}
			if got := post(t, w, []byte(body), string(wrong)); got != http.StatusUnauthorized {
				t.Errorf("signature %q in place of %q: %d, want 401", wrong, right, got)
			}
		}
		if got := post(t, w, []byte(body+" "), right); got != http.StatusUnauthorized {
			t.Errorf("another body with this signature: %d, want 401", got)
		}
		if n := w.Count("SELECT count(*) FROM inbox_events") + w.Count("SELECT count(*) FROM lanes"); n != 0 {
			t.Errorf("%d rows were stored of what nobody signed, want none", n)
		}
		if strings.Contains(log.String(), words) {
			t.Errorf("the log holds the body of a request that nobody signed:\n%s", log)
		}
		req, _ := http.NewRequest(http.MethodPost, w.URL+"/webhook", strings.NewReader(body))
		req.Header["x-line-signature"] = []string{right} //nolint:staticcheck // LINE may change the case (Messaging API reference, "Webhooks")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			t.Errorf("the right signature under a lower-case name: %d, want 200", res.StatusCode)
		}
		w.Settled()
		if n := w.Count("SELECT count(*) FROM inbox_events WHERE status = 'done'"); n != 1 {
			t.Errorf("the signed event is done %d times, want once", n)
		}
	})
}

// next is the following letter of Base64's alphabet: only bits that no byte needs change.
func next(letter byte) byte {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	return alphabet[strings.IndexByte(alphabet, letter)^1]
}

func TestWebhookTwoSecretsWhileRotating(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, _ := start(t, db, func(o *app.Options) {
			o.Config.LineChannelSecrets = []config.Secret{"the-new-one", "the-old-one", ""}
		})
		body := []byte(`{"events":[]}`)
		for secret, want := range map[string]int{"the-new-one": 200, "the-old-one": 200, "the-next-one": 401, "": 401} {
			if got := post(t, w, body, sign(secret, body)); got != want {
				t.Errorf("signed with %q: %d, want %d", secret, got, want)
			}
		}
	})
}

func TestWebhookBodies(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, _ := start(t, db, nil)
		full := `{"events":[],"padding":"` + strings.Repeat("x", line.MaxWebhookBody) + `"}`
		full = full[:line.MaxWebhookBody-2] + `"}`
		for _, c := range []struct {
			name, body string
			want       int
		}{
			{"LINE's verify button", `{"destination":"U0","events":[]}`, 200},
			{"no events", `{}`, 200},
			{"null events", `{"events":null}`, 200},
			{"null", `null`, 200},
			{"exactly 1 MiB", full, 200},
			{"a byte more", full + " ", 413},
			{"empty", ``, 400},
			{"words", `hello`, 400},
			{"half", `{"events":[{"type":"mess`, 400},
			{"array", `[]`, 400},
			{"events an object", `{"events":{}}`, 400},
			{"events a word", `{"events":"x"}`, 400},
			{"trailing", `{"events":[]}{"events":[]}`, 400},
			{"byte order mark", "\ufeff" + `{"events":[]}`, 400},
			{"UTF-16", "{\x00\"\x00e\x00", 400},
			{"too deep", `{"events":[` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + `]}`, 400},
		} {
			if got := deliver(t, w, c.body); got != c.want {
				t.Errorf("%s: %d, want %d", c.name, got, c.want)
			}
		}
		if n := w.Count("SELECT count(*) FROM inbox_events"); n != 0 {
			t.Errorf("%d events were stored, want none", n)
		}
	})
}

// A body that is too large is refused before it is read whole: LINE never sends
// one, so whoever does wants to fill the memory.
func TestWebhookTooLargeIsNotRead(t *testing.T) {
	t.Parallel()
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w, _ := start(t, db, nil)
		head := "POST /webhook HTTP/1.1\r\nHost: tambon\r\nX-Line-Signature: x\r\n"
		dial := func() net.Conn {
			conn, err := net.Dial("tcp", strings.TrimPrefix(w.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close() })
			_ = conn.SetDeadline(time.Now().Add(time.Minute))
			return conn
		}
		answer := func(conn net.Conn) int {
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatalf("no answer to a body that is too large: %v", err)
			}
			_ = res.Body.Close()
			return res.StatusCode
		}

		conn := dial()
		_, _ = io.WriteString(conn, head+"Content-Length: 104857600\r\n\r\n")
		if got := answer(conn); got != http.StatusRequestEntityTooLarge {
			t.Errorf("a body announced as 100 MiB: %d before a byte of it was sent, want 413", got)
		}

		conn = dial()
		_, _ = io.WriteString(conn, head+"Transfer-Encoding: chunked\r\n\r\n")
		go func() {
			chunk := "10000\r\n" + strings.Repeat("x", 0x10000) + "\r\n"
			for { // without end
				if _, err := io.WriteString(conn, chunk); err != nil {
					return
				}
			}
		}()
		if got := answer(conn); got != http.StatusRequestEntityTooLarge {
			t.Errorf("a body without end: %d, want 413", got)
		}
	})
}
