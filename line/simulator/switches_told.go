package simulator

// What each switch does and who says so, for whoever looks at the page.

import "encoding/json"

// A toldSwitch is a switch with its sense.
type toldSwitch struct {
	Name   string `json:"name"`
	Value  any    `json:"value"`
	Says   string `json:"says"`
	Source string `json:"source"` // R#… and D/… as in a rule; empty: LINE documents nothing
}

// told are the switches as docs/simulator.md tells them; a test compares the two.
func (s Switches) told() []toldSwitch {
	var set map[string]any
	_ = json.Unmarshal(compact(s), &set) // was made here
	all := []toldSwitch{
		{Name: "multicastSkipsUnknown", Says: "Lets multicast skip a user id that LINE does not know and answer 200; off, the whole request is refused with 400. LINE's reference says both (R#send-multicast-message: its conditions and its error response).", Source: "R#send-multicast-message"},
		{Name: "audienceTakesUnknown", Says: "Takes user ids that LINE does not know into an audience; off, they are refused as ids of a wrong form. LINE says of ids whose profile cannot be had both that they must not be uploaded and that those who are no friends are added (R#create-upload-audience-group).", Source: "R#create-upload-audience-group"},
		{Name: "unknownCouponIsSent", Says: "Takes a coupon message whose couponId the account does not have; off, it is refused. LINE does not document which (R#coupon-message).", Source: "R#coupon-message"},
		{Name: "deleteAudienceWith200", Says: "Answers 200 to the deletion of an audience, as LINE's OpenAPI description has it; off, 202 as its reference has it (R#delete-audience-group).", Source: "R#delete-audience-group"},
		{Name: "manyPushesToOne", Says: `Takes any number of pushes to one user; off, more than 100 a minute are answered 429. LINE refuses "a large number of messages to the same user" and does not say how many that is (R#send-push-message).`, Source: "R#send-push-message"},
		{Name: "retryKeyAfterBody", Says: "Lets an accepted retry key be noticed only after the body was judged, so that a broken body gets 400 and not 409. LINE documents no order of checks.", Source: ""},
		{Name: "retryKeyMessage", Says: `Is what LINE says of a retry key that is no UUID; empty: "The retry key is invalid". The wording is not documented (R#retry-api-request).`, Source: "R#retry-api-request"},
		{Name: "refuseUnknownProperties", Says: "Answers 400 to a property that LINE does not document. Off, it is taken with a hint, which is one of two switches whose default is not the stricter side: LINE asks its own callers to expect additions, and its SDKs send properties that are null (D/development-guidelines).", Source: "D/development-guidelines"},
		{Name: "batchAnswers200", Says: "Answers 200 to an accepted batch of rich menu links, as the reference has it (R#batch-control-rich-menus-of-users); off, 202 as LINE's OpenAPI description has it, so that a bot must take any 2xx.", Source: "R#batch-control-rich-menus-of-users"},
		{Name: "groupPostbackUser", Says: "Lets postbacks in groups name the person; off, only events of messages do, as LINE's description of sources says (R#source-group).", Source: "R#source-group"},
		{Name: "redeliveryInOrder", Says: "Lets a person's later events wait until a failed one was sent again; off, they overtake it. LINE promises no order (D/receiving-messages).", Source: "D/receiving-messages"},
		{Name: "webhookHTTPS", Says: "Refuses http for a webhook on this machine too, when a bot sets or tests it, as LINE does everywhere (R#set-webhook-endpoint-url). Off, which is not the strict side either, a bot under test can name its own http address; `--webhook` and the page take http from anywhere.", Source: "R#set-webhook-endpoint-url"},
		{Name: "stopsAfter", Says: "After how many failed requests in a row LINE stops sending webhooks, until they are switched on again; 0: never. LINE says that it may, and not when (R#response).", Source: "R#response"},
		{Name: "preparingSeconds", Says: "How long LINE prepares a large video or voice message, while its content is answered 202; 0: 10 s. Neither the time nor what is large is documented: 1 MB here (R#get-content).", Source: "R#get-content"},
		{Name: "contentDays", Says: `How long what a resident sent can be read; 0: 7 days. LINE says "a certain period" (R#get-content).`, Source: "R#get-content"},
	}
	for i := range all {
		all[i].Value = set[all[i].Name]
	}
	return all
}
