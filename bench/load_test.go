package bench

// Load: so many at once, each taking the next piece of work.

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// atOnce is how many work at the same time, on both sides of a comparison.
const atOnce = 16

// perSecond runs work n times, atOnce at a time, and returns how many a second
// were done. worker is called once for each of them and returns what to do.
func perSecond(b *testing.B, n int, worker func() (work func(i int) error, stop func())) float64 {
	b.Helper()
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var wg sync.WaitGroup
	began := time.Now()
	for range atOnce {
		work, stop := worker()
		wg.Go(func() {
			defer stop()
			for i := int(next.Add(1)) - 1; i < n && failed.Load() == nil; i = int(next.Add(1)) - 1 {
				if err := work(i); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		b.Fatal(*err)
	}
	return float64(n) / time.Since(began).Seconds()
}

// each makes a worker of work that needs nothing of its own.
func each(work func(i int) error) func() (func(int) error, func()) {
	return func() (func(int) error, func()) { return work, func() {} }
}

// caller sends whole requests over a connection of its own and takes 200 for
// success. It is plain because both cores are shared with what is measured: the
// client must cost little.
func caller(b *testing.B, address string, requests [][]byte) func() (func(int) error, func()) {
	return func() (func(int) error, func()) {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			b.Fatal(err)
		}
		answers := bufio.NewReader(conn)
		return func(i int) error {
			_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
			if _, err := conn.Write(requests[i]); err != nil {
				return err
			}
			return ok(answers)
		}, func() { _ = conn.Close() }
	}
}

// ok reads one answer to its end.
func ok(r *bufio.Reader) error {
	status, length := "", 0
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		line = strings.TrimSpace(line)
		if status == "" {
			status = line
		}
		if name, value, _ := strings.Cut(line, ":"); strings.EqualFold(name, "Content-Length") {
			length, _ = strconv.Atoi(strings.TrimSpace(value))
		}
		if line == "" {
			break
		}
	}
	if _, err := r.Discard(length); err != nil {
		return err
	}
	if !strings.Contains(status, " 200 ") {
		return errors.New("answered " + status)
	}
	return nil
}

// signature is LINE's: Base64 of the body's HMAC-SHA256.
func signature(body []byte) string {
	mac := hmac.New(sha256.New, []byte(channelSecret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// webhookRequest is a whole HTTP request as LINE sends it.
func webhookRequest(body []byte) []byte {
	var r bytes.Buffer
	fmt.Fprintf(&r, "POST /webhook HTTP/1.1\r\nHost: tambon.test\r\nContent-Type: application/json; charset=utf-8\r\n"+
		"User-Agent: LineBotWebhook/2.0\r\nX-Line-Signature: %s\r\nContent-Length: %d\r\n\r\n", signature(body), len(body))
	r.Write(body)
	return r.Bytes()
}

// event is one event of a webhook as LINE sends it, what is the type's part.
func event(id, user, replyToken, kind, what string, at time.Time) string {
	return fmt.Sprintf(`{"type":%q,%s,"webhookEventId":%q,"deliveryContext":{"isRedelivery":false},"timestamp":%d,`+
		`"source":{"type":"user","userId":%q},"replyToken":%q,"mode":"active"}`, kind, what, id, at.UnixMilli(), user, replyToken)
}

func webhookBody(events ...string) []byte {
	return []byte(`{"destination":"U00000000000000000000000000000000","events":[` + strings.Join(events, ",") + `]}`)
}

func saying(text string, id int) string {
	return fmt.Sprintf(`"message":{"type":"text","id":"%d","quoteToken":"q3Plxr4AgKd4quoteTokenOfThisMessage","text":%q}`, 560_000_000_000_000_000+id, text)
}

func userID(n int) string { return fmt.Sprintf("U%032x", n) }
