package app_test

// tambon line check against LINE in a box and Tambon's own webhook.

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/line/simulator"
)

func TestLineCheckAsksTheSimulator(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, secret, webhook string
		bot                   simulator.BotInfo
		off                   bool
		code                  int
		want                  string
	}{
		{"all is well", apptest.Secret, "/webhook", simulator.BotInfo{}, false, 0, "its signature is right"},
		{"another secret", "another", "/webhook", simulator.BotInfo{}, false, 1, "Channel secret: copy it"},
		{"another address", apptest.Secret, "/elsewhere", simulator.BotInfo{}, false, 1, "/elsewhere, not to"},
		{"no address", apptest.Secret, "", simulator.BotInfo{}, false, 1, "No webhook address"},
		{"switched off", apptest.Secret, "/webhook", simulator.BotInfo{}, true, 1, "Use webhook: switch it on"},
		{"answered by people", apptest.Secret, "/webhook", simulator.BotInfo{ChatMode: "chat"}, false, 1, "switch Chat off"},
	}
	apptest.EachDatabase(t, func(t *testing.T, db apptest.Database) {
		w := apptest.Start(t, db, nil)
		for _, test := range tests {
			cfg := simulator.Config{Secret: test.secret, Token: apptest.Token, Bot: test.bot, Quota: simulator.PlanFree}
			if test.webhook != "" {
				cfg.WebhookURL = w.URL + test.webhook
			}
			p := simulator.New(cfg)
			if test.off {
				active := false
				if err := p.SetWebhook(simulator.Webhook{Active: &active}); err != nil {
					t.Fatal(err)
				}
			}
			platform := httptest.NewServer(http.HandlerFunc(p.Handler().ServeHTTP))
			code, out, errs := tambon([]string{
				"LINE_CHANNEL_SECRET=" + apptest.Secret, "LINE_CHANNEL_TOKEN=" + apptest.Token, "PUBLIC_URL=" + w.URL, "LINE_API_URL=" + platform.URL,
			}, "line", "check", "--lang", "en")
			if code != test.code || !strings.Contains(out, test.want) {
				t.Errorf("%s should exit %d and say %q; it exits %d and says\n%s%s", test.name, test.code, test.want, code, out, errs)
			}
			p.Close()
			platform.Close()
		}
	})
}
