package simulator_test

// How fast messages are taken, with every rule checked.

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"tambon/line/simulator"
)

// crowd is a handler with so many friends, and their ids.
func crowd(b *testing.B, friends int) (http.Handler, []string) {
	b.Helper()
	cfg := simulator.Config{Secret: secret, Token: token, Start: noon, Seed: 7, Unlimited: true}
	for i := range friends {
		cfg.Residents = append(cfg.Residents, simulator.Resident{Name: fmt.Sprintf("friend-%d", i), Friend: true})
	}
	p := simulator.New(cfg)
	b.Cleanup(p.Close)
	var ids []string
	for _, r := range p.State().Residents {
		ids = append(ids, r.UserID)
	}
	return p.Handler(), ids
}

func post(b *testing.B, h http.Handler, path string, body []byte) {
	r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("the message should be taken: %d %s", w.Code, w.Body)
	}
}

const card = `[{"type":"flex","altText":"นัดหมาย","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` +
	`{"type":"text","text":"จองสำเร็จ","weight":"bold","size":"lg"},{"type":"text","text":"พฤหัสบดี 26 พ.ย. 69, 09.30 น.","wrap":true},` +
	`{"type":"separator","margin":"md"},{"type":"text","text":"วารีบำบัด","color":"#555555"}]},` +
	`"footer":{"type":"box","layout":"vertical","contents":[{"type":"button","style":"primary","action":{"type":"postback","label":"ดูการจอง","data":"booking.mine"}}]}}}]`

// BenchmarkPush pushes to one of 10,000 friends after the other.
func BenchmarkPush(b *testing.B) {
	for name, messages := range map[string]string{"text": hello, "flex": card} {
		b.Run(name, func(b *testing.B) {
			h, ids := crowd(b, 10_000)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				post(b, h, "/v2/bot/message/push", []byte(`{"to":"`+ids[i%len(ids)]+`","messages":`+messages+`}`))
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pushes/s")
		})
	}
}

// BenchmarkMulticast sends to 500 of 10,000 friends at a time.
func BenchmarkMulticast(b *testing.B) {
	for name, messages := range map[string]string{"text": hello, "flex": card} {
		b.Run(name, func(b *testing.B) {
			h, ids := crowd(b, 10_000)
			var bodies [][]byte
			for i := 0; i < len(ids); i += 500 {
				bodies = append(bodies, []byte(`{"to":`+quoted(ids[i:i+500]...)+`,"messages":`+messages+`}`))
			}
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				post(b, h, "/v2/bot/message/multicast", bodies[i%len(bodies)])
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "multicasts/s")
			b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "recipients/s")
		})
	}
}
