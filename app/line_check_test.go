package app_test

// tambon line check against a LINE that answers as its reference says.

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Answers of LINE as its API reference gives them, by path.
const (
	lineInfo     = "GET /v2/bot/info"
	lineEndpoint = "GET /v2/bot/channel/webhook/endpoint"
	lineTrial    = "POST /v2/bot/channel/webhook/test"
	lineLimit    = "GET /v2/bot/message/quota"
	lineUsed     = "GET /v2/bot/message/quota/consumption"
)

func TestLineCheck(t *testing.T) {
	t.Parallel()
	right := map[string]string{
		lineInfo:     `{"userId":"U1","basicId":"@town","displayName":"เทศบาล","chatMode":"bot","markAsReadMode":"auto"}`,
		lineEndpoint: `{"endpoint":"https://town.example/webhook","active":true}`,
		lineTrial:    `{"success":true,"timestamp":"2026-11-25T05:00:00Z","statusCode":200,"reason":"OK","detail":"200"}`,
		lineLimit:    `{"type":"limited","value":300}`,
		lineUsed:     `{"totalUsage":12}`,
	}
	tests := []struct {
		name, path, answer string
		status             int
		english, thai      string // words of the sentence
		code               int
	}{
		{"all is well", "", "", 0, "12 of 300", "12 จาก 300", 0},
		{"a wrong token", lineInfo, `{"message":"Authentication failed"}`, 401, "press Issue", "กด Issue", 1},
		{"chat mode", lineInfo, `{"userId":"U1","basicId":"@t","displayName":"t","chatMode":"chat","markAsReadMode":"manual"}`, 200, "switch Chat off, Webhooks on", "ปิดแชต แล้วเปิด Webhook", 1},
		{"marked by hand", lineInfo, `{"userId":"U1","basicId":"@t","displayName":"t","chatMode":"bot","markAsReadMode":"manual"}`, 200, "only when the bot says so", "เมื่อบอตสั่ง", 0},
		{"no address", lineEndpoint, `{"message":"Webhook endpoint not found"}`, 404, "enter https://town.example/webhook", "ใส่ https://town.example/webhook", 1},
		{"another address", lineEndpoint, `{"endpoint":"https://old.example/webhook","active":true}`, 200, "Events go to https://old.example/webhook, not to", "ไม่ใช่ https://town.example/webhook", 1},
		{"switched off", lineEndpoint, `{"endpoint":"https://town.example/webhook","active":false}`, 200, "Use webhook", "Use webhook", 1},
		{"a wrong secret", lineTrial, `{"success":false,"timestamp":"2026-11-25T05:00:00Z","statusCode":401,"reason":"ERROR_STATUS_CODE","detail":"401"}`, 200, "Channel secret: copy it", "คัดลอกใส่ LINE_CHANNEL_SECRET", 1},
		{"nobody at home", lineTrial, `{"success":false,"timestamp":"2026-11-25T05:00:00Z","statusCode":0,"reason":"COULD_NOT_CONNECT","detail":"TLS handshake failure"}`, 200, "COULD_NOT_CONNECT TLS handshake failure", "COULD_NOT_CONNECT", 1},
		{"the month is used up", lineUsed, `{"totalUsage":300}`, 200, "choose a larger one", "แพ็กเกจที่ใหญ่ขึ้น", 1},
		{"no limit", lineLimit, `{"type":"none"}`, 200, "there is no limit", "ไม่จำกัดจำนวน", 0},
		{"LINE is ill", lineLimit, `{"message":"Internal server error"}`, 500, "does not answer", "LINE ไม่ตอบ", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				path := r.Method + " " + r.URL.Path
				answer, status := right[path], http.StatusOK
				if path == test.path {
					answer, status = test.answer, test.status
				}
				if r.Header.Get("Authorization") != "Bearer token" {
					t.Errorf("%s should carry the token: %q", path, r.Header.Get("Authorization"))
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(answer))
			}))
			defer platform.Close()
			settings := []string{"LINE_CHANNEL_SECRET=secret", "LINE_CHANNEL_TOKEN=token", "PUBLIC_URL=https://town.example", "LINE_API_URL=" + platform.URL}
			for lang, words := range map[string]string{"en": test.english, "th": test.thai} {
				code, out, errs := tambon(settings, "line", "check", "--lang", lang)
				if code != test.code || !strings.Contains(out, words) {
					t.Errorf("line check --lang %s should exit %d and say %q; it exits %d and says\n%s%s", lang, test.code, words, code, out, errs)
				}
			}
		})
	}
}

func TestLineCheckNeedsItsSettings(t *testing.T) {
	t.Parallel()
	if code, _, errs := tambon(nil, "line", "check"); code != 1 || !strings.Contains(errs, "LINE_CHANNEL_TOKEN") {
		t.Errorf("without a token it exits %d and says %q", code, errs)
	}
	if code, _, errs := tambon(nil, "line"); code != 2 || !strings.Contains(errs, "tambon line check") {
		t.Errorf("tambon line alone exits %d and says %q; want 2 and what to write", code, errs)
	}
	settings := []string{"LINE_CHANNEL_SECRET=s", "LINE_CHANNEL_TOKEN=t", "LINE_API_URL=http://127.0.0.1:1"}
	if code, out, _ := tambon(settings, "line", "check", "--lang", "en"); code != 1 || !strings.Contains(out, "does not answer at http://127.0.0.1:1") {
		t.Errorf("where nobody answers it exits %d and says %q", code, out)
	}
}
