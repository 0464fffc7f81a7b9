package bench

// LINE in a box: how fast it takes messages, every rule checked and all kept in a
// folder, beside a handler that only reads them; and how much memory they leave.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"tambon/line/simulator"
)

const (
	pushesWanted     = 5000 // a second
	multicastsWanted = 200  // a second, each to 500 people
	friends          = 10_000
	atATime          = 500
	growthTaken      = 1.10 // of the memory after the first of a million messages' rounds
)

// boxCard is what both are sent: a card such as Tambon's, 1.1 KB.
const boxCard = `[{"type":"flex","altText":"นัดหมาย พรุ่งนี้ 09.30 น.","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","spacing":"md","contents":[` +
	`{"type":"text","text":"จองสำเร็จ","weight":"bold","size":"xl","color":"#1B6E3C"},{"type":"text","text":"พฤหัสบดี 26 พ.ย. 69","size":"xl","wrap":true},` +
	`{"type":"text","text":"เวลา 09.30 น.","size":"xxl","weight":"bold"},{"type":"separator","margin":"md"},` +
	`{"type":"text","text":"วารีบำบัด","color":"#555555"},{"type":"text","text":"รพ.สต.ปากพูน","color":"#555555"}]},` +
	`"footer":{"type":"box","layout":"vertical","spacing":"sm","contents":[` +
	`{"type":"button","style":"primary","action":{"type":"postback","label":"การจองของฉัน","data":"booking.mine"}},` +
	`{"type":"button","style":"secondary","action":{"type":"uri","label":"ดูแผนที่","uri":"https://www.google.com/maps/search/?api=1&query=8.5,99.9"}}]}},` +
	`"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"เมนู","text":"เมนู"}}]}}]`

func BenchmarkSimulator(b *testing.B) {
	cfg := simulator.Config{Secret: channelSecret, Token: "t", Seed: 1, Unlimited: true}
	for i := range friends {
		cfg.Residents = append(cfg.Residents, simulator.Resident{Name: fmt.Sprintf("friend-%d", i), UserID: userID(i), Friend: true})
	}
	p, err := simulator.Open(b.TempDir(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	box := httptest.NewServer(p.Handler())
	defer box.Close()
	bare := httptest.NewServer(http.HandlerFunc(readOnly))
	defer bare.Close()

	push := func(i int) string { return fmt.Sprintf(`{"to":%q,"messages":%s}`, userID(i%friends), boxCard) }
	multicast := func(i int) string {
		ids := make([]string, atATime)
		for j := range ids {
			ids[j] = userID((i*atATime + j) % friends)
		}
		to, _ := json.Marshal(ids)
		return fmt.Sprintf(`{"to":%s,"messages":%s}`, to, boxCard)
	}
	taken := func(title, path string, n int, body func(int) string, wanted float64) {
		requests := make([][]byte, n)
		for i := range requests {
			requests[i] = apiRequest(path, body(i))
		}
		figures := measure(b, fmt.Sprintf("LINE in a box · %s · %d at once, %d a round", title, atOnce, n), "read only/s", "taken/s", "memory MB")
		for range rounds {
			load := busy()
			floor := perSecond(b, n, caller(b, bare.Listener.Addr().String(), requests))
			figures.row(load, floor, perSecond(b, n, caller(b, box.Listener.Addr().String(), requests)), heapMB())
		}
		memory := figures.values[2]
		figures.atLeast(title, "per-second", figures.close()[1], wanted)
		if title == "multicasts" { // five rounds are a million messages
			figures.atMost("memory after a million messages", "times-the-first-round", memory[rounds-1]/memory[0], growthTaken)
		}
	}
	taken("pushes", "/v2/bot/message/push", 20_000, push, pushesWanted)
	taken("multicasts", "/v2/bot/message/multicast", 400, multicast, multicastsWanted)
}

// apiRequest is a whole HTTP request as a bot sends it.
func apiRequest(path, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: tambon.test\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		path, len(body), body)
}

// readOnly is the least that taking a message costs: reading its JSON.
func readOnly(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	var v any
	if err != nil || json.NewDecoder(bytes.NewReader(raw)).Decode(&v) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	_, _ = io.Copy(w, strings.NewReader("{}")) // the caller reads it
}

func heapMB() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
