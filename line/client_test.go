package line_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tambon/line"
)

// verdicts is what each answer of LINE's means (Messaging API reference).
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		reply  line.Verdict
		push   line.Verdict
	}{
		{200, `{"sentMessages":[{"id":"1"}]}`, line.Accepted, line.Accepted},
		{200, `{"sentMess`, line.Unclear, line.Unclear},
		{400, `{"message":"Invalid reply token"}`, line.DeadToken, line.DeadToken},
		{400, `{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}`, line.Refused, line.Refused},
		{400, `{"message":"Failed to send messages"}`, line.Refused, line.Refused},
		{401, `{"message":"Authentication failed."}`, line.Later, line.Later},
		{403, `{"message":"Not authorized."}`, line.Later, line.Later},
		{404, `{"message":"Not found"}`, line.Refused, line.Refused},
		{409, `{"message":"The retry key is already accepted","sentMessages":[{"id":"1"}]}`, line.Refused, line.Accepted},
		{413, ``, line.Refused, line.Refused},
		{429, `{"message":"You have reached your monthly limit."}`, line.Later, line.Later},
		{500, `{"message":"Internal server error"}`, line.Unclear, line.Unclear},
		{502, `<html>bad gateway</html>`, line.Unclear, line.Unclear},
		{302, ``, line.Refused, line.Refused},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("X-Line-Request-Id", "request-1")
			w.Header().Set("Location", "https://elsewhere.example/steal")
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		}))
		client, err := line.NewClient(server.URL, server.URL, "token")
		if err != nil {
			t.Fatal(err)
		}
		messages := []line.Message{line.Text("words of a person")}
		reply := client.Reply(t.Context(), "reply-token", messages)
		push := client.Push(t.Context(), "U1", "9e1c29a4-5b1a-4c4b-9d3b-000000000000", messages)
		if line.Judge(reply) != c.reply || line.Judge(push) != c.push {
			t.Errorf("%d %s: a reply is judged %d (%v) and a push %d (%v), want %d and %d",
				c.status, c.body, line.Judge(reply), reply, line.Judge(push), push, c.reply, c.push)
		}
		var e *line.Error
		if c.status >= 300 && (!errors.As(reply, &e) || e.Status != c.status || e.RequestID != "request-1") {
			t.Errorf("%d: %v, want the status and LINE's request id", c.status, reply)
		}
		for _, secret := range []string{"words of a person", "reply-token", "May not be empty"} {
			if reply != nil && strings.Contains(reply.Error(), secret) {
				t.Errorf("the error holds %q: %v", secret, reply)
			}
		}
		server.Close()
	}
}

// Whoever gives no answer may still have taken the call.
func TestNoAnswerIsUnclear(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer server.Close()
	client, err := line.NewClient(server.URL, server.URL, "token")
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Reply(t.Context(), "r", nil); line.Judge(err) != line.Unclear || !errors.Is(err, line.ErrUnclear) {
		t.Errorf("a broken connection is %v, want ErrUnclear", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := client.Reply(ctx, "r", nil); line.Judge(err) != line.Unclear {
		t.Errorf("a call that was given up is %v, want ErrUnclear", err)
	}
}

// The SDK's WithContext is shared by all calls of one client; ours is not: each
// call ends with its own context, and carries its own retry key.
func TestCallsAtOnceAreApart(t *testing.T) {
	var mu sync.Mutex
	keys := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if strings.Contains(string(body), "hangs") {
			<-r.Context().Done()
			return
		}
		mu.Lock()
		keys[r.Header.Get("X-Line-Retry-Key")] = string(body)
		mu.Unlock()
		_, _ = io.WriteString(w, `{"sentMessages":[]}`)
	}))
	defer server.Close()
	client, err := line.NewClient(server.URL, server.URL, "token")
	if err != nil {
		t.Fatal(err)
	}
	var calling sync.WaitGroup
	for i := range 40 {
		calling.Go(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			if i%4 == 0 {
				ctx, stop := context.WithTimeout(ctx, 20*time.Millisecond)
				defer stop()
				if err := client.Push(ctx, "U1", "key", []line.Message{line.Text("hangs")}); line.Judge(err) != line.Unclear {
					t.Errorf("a call whose time is over: %v, want ErrUnclear", err)
				}
				return
			}
			if err := client.Push(ctx, fmt.Sprintf("U%d", i), fmt.Sprintf("key-%d", i), []line.Message{line.Text("x")}); err != nil {
				t.Errorf("a call beside those that hang: %v", err)
			}
		})
	}
	calling.Wait()
	for key, body := range keys {
		if want := `"to":"U` + strings.TrimPrefix(key, "key-") + `"`; !strings.Contains(body, want) {
			t.Errorf("retry key %s went with %s, want %s", key, body, want)
		}
	}
	if len(keys) != 30 {
		t.Errorf("%d calls arrived, want 30", len(keys))
	}
}

func TestPlain(t *testing.T) {
	got := line.Plain([]line.Message{line.Text("a"), line.Flex("alt", struct{}{}), {Type: "sticker"}})
	if len(got) != 2 || got[0].Text != "a" || got[1].Text != "alt" || got[1].Type != "text" {
		t.Errorf("the words alone are %+v, want a and alt as texts", got)
	}
}
