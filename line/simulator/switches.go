package simulator

// What nobody outside LINE knows for certain, as named switches.

import (
	"reflect"
	"strings"
)

// Switches choose between the readings of what LINE leaves open. The zero value
// is the strict side of each: what passes here passes at LINE whichever reading
// is right. The control API's state lists them.
type Switches struct {
	// MulticastSkipsUnknown lets multicast skip a user id that LINE does not know
	// and answer 200; off, the whole request is refused with 400. LINE's reference
	// says both (R#send-multicast-message: its conditions and its error response).
	MulticastSkipsUnknown bool `json:"multicastSkipsUnknown"`
	// AudienceTakesUnknown takes user ids that LINE does not know into an audience;
	// off, they are refused as ids of a wrong form. LINE says of ids whose profile
	// cannot be had both that they must not be uploaded and that those who are no
	// friends are added (R#create-upload-audience-group).
	AudienceTakesUnknown bool `json:"audienceTakesUnknown"`
	// UnknownCouponIsSent takes a coupon message whose couponId the account does not
	// have; off, it is refused. LINE does not document which (R#coupon-message).
	UnknownCouponIsSent bool `json:"unknownCouponIsSent"`
	// DeleteAudienceWith200 answers 200 to the deletion of an audience, as LINE's
	// OpenAPI description has it; off, 202 as its reference has it (R#delete-audience-group).
	DeleteAudienceWith200 bool `json:"deleteAudienceWith200"`
	// ManyPushesToOne takes any number of pushes to one user; off, more than 100
	// a minute are answered 429. LINE refuses "a large number of messages to the
	// same user" and does not say how many that is (R#send-push-message).
	ManyPushesToOne bool `json:"manyPushesToOne"`
	// RetryKeyAfterBody lets an accepted retry key be noticed only after the body
	// was judged, so that a broken body gets 400 and not 409. LINE documents no
	// order of checks.
	RetryKeyAfterBody bool `json:"retryKeyAfterBody"`
	// RetryKeyMessage is what LINE says of a retry key that is no UUID; empty:
	// "The retry key is invalid". The wording is not documented (R#retry-api-request).
	RetryKeyMessage string `json:"retryKeyMessage"`
	// RefuseUnknownProperties answers 400 to a property that LINE does not
	// document. Off, it is taken with a hint, which is one of two switches whose
	// default is not the stricter side: LINE asks its own callers to expect additions, and
	// its SDKs send properties that are null (D/development-guidelines).
	RefuseUnknownProperties bool `json:"refuseUnknownProperties"`
	// BatchAnswers200 answers 200 to an accepted batch of rich menu links, as the
	// reference has it (R#batch-control-rich-menus-of-users); off, 202 as LINE's
	// OpenAPI description has it, so that a bot must take any 2xx.
	BatchAnswers200 bool `json:"batchAnswers200"`
	// GroupPostbackUser lets postbacks in groups name the person. Off, only events
	// of messages do, as LINE's description of sources says (R#source-group).
	GroupPostbackUser bool `json:"groupPostbackUser"`
	// WebhookHTTPS refuses http for a webhook on this machine too, as LINE does
	// everywhere. Off, which is not the strict side either, a bot under test can
	// name its own http address (R#set-webhook-endpoint-url).
	WebhookHTTPS bool `json:"webhookHTTPS"`
	// StopsAfter is after how many failed requests in a row LINE stops sending
	// webhooks; 0: never. LINE says that it may, and not when (R#response).
	StopsAfter int `json:"stopsAfter"`
	// PreparingSeconds is how long LINE prepares a large video or voice message,
	// while its content is answered 202; 0: 10 s. The time is not documented, nor
	// what is large: 1 MB here (R#get-content).
	PreparingSeconds int `json:"preparingSeconds"`
	// ContentDays is how long what a resident sent can be read; 0: 7 days. LINE
	// says "a certain period" (R#get-content).
	ContentDays int `json:"contentDays"`
	// RedeliveryInOrder lets a person's later events wait until a failed one was
	// sent again; off, they overtake it. LINE promises no order (D/receiving-messages).
	RedeliveryInOrder bool `json:"redeliveryInOrder"`
}

// SwitchNames are the switches' names, as the control API and a world file spell them.
func SwitchNames() []string {
	var names []string
	t := reflect.TypeFor[Switches]()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}
