// Package examples shows how a bot in any language is tested with LINE in a box:
// the same kind of test in Go, in Python and in JavaScript.
package examples

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"tambon/line/simulator"
	"tambon/line/simulator/simtest"
)

// A test of a bot in Go: somsri asks, presses a quick reply, and waits two hours.
func TestAsk(t *testing.T) {
	box := simtest.Start(t, simulator.Config{})
	bot := httptest.NewServer(echo(t, box.URL))
	defer bot.Close()
	box.At(bot.URL)

	box.Does(box.Follow("somsri"))
	if got := box.Says("somsri", "จองคิว"); !slices.Contains(got, "ว่า จองคิว") {
		t.Errorf("somsri should read her own words, but reads %q", got)
	}
	if got := box.Presses("somsri", "อีกครั้ง"); !slices.Contains(got, "ว่า อีกครั้ง") {
		t.Errorf("a quick reply should be answered too, but somsri reads %q", got)
	}
	if before, after := box.Now(), box.Advance(2*time.Hour); after.Sub(before) < 2*time.Hour {
		t.Errorf("the clock should have moved by two hours from %v, but it is %v", before, after)
	}
}

// echo is the bot under test: it says again what it is told.
func echo(t *testing.T, line string) http.HandlerFunc {
	t.Helper()
	client, err := messaging_api.NewMessagingApiAPI(simtest.Token, messaging_api.WithEndpoint(line))
	if err != nil {
		t.Fatal(err)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		call, err := webhook.ParseRequest(simtest.Secret, r)
		if err != nil {
			http.Error(w, "not signed by LINE", http.StatusUnauthorized)
			return
		}
		for _, event := range call.Events {
			said, ok := event.(webhook.MessageEvent)
			if !ok {
				continue
			}
			_, err := client.ReplyMessage(&messaging_api.ReplyMessageRequest{ReplyToken: said.ReplyToken, Messages: []messaging_api.MessageInterface{
				messaging_api.TextMessage{
					Text: fmt.Sprintf("ว่า %s", said.Message.(webhook.TextMessageContent).Text),
					QuickReply: &messaging_api.QuickReply{Items: []messaging_api.QuickReplyItem{
						{Type: "action", Action: &messaging_api.MessageAction{Label: "อีกครั้ง", Text: "อีกครั้ง"}},
					}},
				},
			}})
			if err != nil {
				t.Errorf("LINE should take the answer: %v", err)
			}
		}
	}
}
