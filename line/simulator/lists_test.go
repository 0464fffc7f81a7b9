package simulator_test

// Followers, memberships and coupons.

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

func TestFollowers(t *testing.T) {
	const path = "/v2/bot/followers/ids"
	s := town(t, 1, nil)
	s.wants("an account that is not verified", s.get(path), 403, `{"message":"Access to this API is not available for your account"}`)
	s = town(t, 4, func(c *simulator.Config) { c.Verified = true })
	s.did(s.Unfollow("friend-2"))
	first := s.get(path + "?limit=2")
	var page struct {
		UserIDs []string
		Next    string
	}
	if err := json.Unmarshal([]byte(first.body), &page); err != nil || len(page.UserIDs) != 2 || page.Next == "" {
		t.Fatalf("the first page should have two ids and a token: %d %s", first.status, first.body)
	}
	s.wants("the last page", s.get(path+"?limit=2&start="+page.Next), 200, `{"userIds":`+quoted(s.id("friend-3"), s.id("friend-4"))+`}`)
	s.wants("all, without who blocked", s.get(path), 200, `{"userIds":`+quoted(s.id("somsri"), s.id("friend-1"), s.id("friend-3"), s.id("friend-4"))+`}`)
	s.wants("1,001 a page", s.get(path+"?limit=1001"), 400, `{"message":"The value for the 'limit' parameter is invalid"}`)
	for _, token := range []string{"yANU9IA...", "AAAA", strings.Repeat("A", 32)} {
		s.wants("token "+token, s.get(path+"?start="+token), 400, `{"message":"Invalid start param"}`)
	}
	s.Advance(24 * time.Hour)
	s.wants("a token of yesterday", s.get(path+"?start="+page.Next), 400, `{"message":"Invalid start param"}`)
}

func TestMemberships(t *testing.T) {
	s := begin(t, nil)
	s.wants("no plans", s.get("/v2/bot/membership/list"), 404, `{"message":"Not found"}`)
	s = begin(t, func(c *simulator.Config) {
		c.Memberships = []simulator.Membership{{
			MembershipID: 3189, Title: "Basic", Description: "ข่าวทุกวัน", Benefits: []string{"ข่าว"}, Price: 50, Currency: "THB",
			Members: []string{"boonmee", "somsri"},
		}}
	})
	plan := `"membershipId":3189,"title":"Basic","description":"ข่าวทุกวัน","benefits":["ข่าว"],"price":50,"currency":"THB"`
	s.wants("plans", s.get("/v2/bot/membership/list"), 200,
		`{"memberships":[{`+plan+`,"memberLimit":null,"isInAppPurchase":false,"memberCount":2,"isPublished":true}]}`)
	s.Advance(40 * 24 * time.Hour)
	s.wants("a member", s.get("/v2/bot/membership/subscription/"+s.id("somsri")), 200,
		`{"subscriptions":[{"membership":{"benefits":["ข่าว"],"currency":"THB","description":"ข่าวทุกวัน","membershipId":3189,"price":50,"title":"Basic"},`+
			`"user":{"joinedTime":1795582800,"membershipNo":2,"nextBillingDate":"2027-01-25","totalSubscriptionMonths":2}}]}`)
	s.wants("no member", s.get("/v2/bot/membership/subscription/"+nobody), 404, `{"message":"Not found"}`)
	s.wants("no id", s.get("/v2/bot/membership/subscription/somsri"), 400, `{"message":"The value for the 'userId' parameter is invalid"}`)
	s.wants("members who are friends", s.get("/v2/bot/membership/3189/users/ids"), 200, `{"userIds":`+quoted(s.id("somsri"))+`}`)
	s.wants("an unknown plan", s.get("/v2/bot/membership/7/users/ids"), 404, `{"message":"Membership ID is not found"}`)
	s.wants("a wrong token", s.get("/v2/bot/membership/3189/users/ids?start=x"), 400, `{"message":"Invalid start param"}`)
}

const freeCoupon = `{"title":"ตรวจฟรี","acquisitionCondition":{"type":"normal"},"maxUseCountPerTicket":1,"startTimestamp":0,"endTimestamp":1798000000,` +
	`"timezone":"ASIA_BANGKOK","visibility":"UNLISTED","reward":{"type":"free"}}`

func (s *scene) coupon(body string) string {
	s.t.Helper()
	got := s.call("POST", "/v2/bot/coupon", body, nil)
	var in struct{ CouponID string }
	if err := json.Unmarshal([]byte(got.body), &in); err != nil || in.CouponID == "" {
		s.t.Fatalf("a coupon should be made: %d %s", got.status, got.body)
	}
	return in.CouponID
}

func TestCouponLife(t *testing.T) {
	const none = `{"details":[{"message":"coupon not found","property":""}],"message":"The request body has 1 error(s)"}`
	s := begin(t, nil)
	id := s.coupon(freeCoupon)
	price := s.coupon(strings.Replace(freeCoupon, `{"type":"free"}`, `{"type":"discount","priceInfo":{"type":"fixed","fixedAmount":100}}`, 1))
	path := "/v2/bot/coupon/"
	s.wants("details", s.get(path+id), 200, `{"acquisitionCondition":{"type":"normal"},"couponId":"`+id+`","createdTimestamp":1795582800,"endTimestamp":1798000000,"maxTicketPerUser":1,"maxUseCountPerTicket":1,"reward":{"type":"free"},"startTimestamp":0,"status":"RUNNING","timezone":"ASIA_BANGKOK","title":"ตรวจฟรี","visibility":"UNLISTED"}`)
	if got := s.get(path + price); !strings.Contains(got.body, `"priceInfo":{"currency":"THB","fixedAmount":100,"type":"fixed"}`) {
		t.Errorf("a price should be told with a currency: %s", got.body)
	}
	s.wants("an unknown one", s.get(path+"7"), 404, none)
	message := `[{"type":"coupon","couponId":"` + id + `"}]`
	s.wants("sending it", s.push(s.id("somsri"), message, ""), 200, "")
	s.wants("sending another's", s.push(s.id("somsri"), `[{"type":"coupon","couponId":"7"}]`, ""), 400,
		`{"message":"The request body has 1 error(s)","details":[{"message":"invalid property","property":"messages[0].couponId"}]}`)
	s.wants("closing", s.put(path+id+"/close", ""), 200, "{}")
	s.wants("closing again", s.put(path+id+"/close", ""), 410, `{"details":[{"message":"The coupon has already been closed.","property":""}],"message":"The request body has 1 error(s)"}`)
	s.wants("closing an unknown one", s.put(path+"7/close", ""), 404, none)
	item := func(id string) string { return `{"couponId":"` + id + `","title":"ตรวจฟรี"}` }
	s.wants("all", s.get("/v2/bot/coupon"), 200, `{"items":[`+item(id)+","+item(price)+`]}`)
	s.wants("running", s.get("/v2/bot/coupon?status=DRAFT,RUNNING"), 200, `{"items":[`+item(price)+`]}`)
	s.wants("closed", s.get("/v2/bot/coupon?status=CLOSED&status=DRAFT"), 200, `{"items":[`+item(id)+`]}`)
	s.wants("a wrong status", s.get("/v2/bot/coupon?status=OPEN"), 400, `{"details":[{"message":"Must be one of the following values: [DRAFT,RUNNING,CLOSED]","property":"status"}],"message":"The request body has 1 error(s)"}`)
	s.wants("101", s.get("/v2/bot/coupon?limit=101"), 400, `{"details":[{"message":"Must be less than or equal to 100","property":"limit"}],"message":"The request body has 1 error(s)"}`)
	var page struct{ Next string }
	_ = json.Unmarshal([]byte(s.get("/v2/bot/coupon?limit=1").body), &page)
	s.wants("the second page", s.get("/v2/bot/coupon?limit=1&start="+page.Next), 200, `{"items":[`+item(price)+`]}`)
	s.Set(time.Unix(1798000000, 0))
	s.wants("when its time is over", s.get("/v2/bot/coupon?status=RUNNING"), 200, `{"items":[]}`)
}

func TestCouponRefusals(t *testing.T) {
	s := begin(t, nil)
	tests := []struct{ name, old, other, message, property string }{
		{"a title of 61", "ตรวจฟรี", strings.Repeat("ก", 61), "Size must be between 1 and 60", "title"},
		{"a wrong type", `{"type":"free"}`, `{"type":"present"}`, "Must be one of the following values: [discount,free,gift,cashBack,others]", "reward.type"},
		{"figures of another type", `{"type":"free"}`, `{"type":"discount","priceInfo":{"type":"percentage","percentage":25,"fixedAmount":100}}`, "Must not be specified", "reward.priceInfo.fixedAmount"},
		{"a lottery without figures", `{"type":"normal"}`, `{"type":"lottery","maxAcquireCount":-1}`, "May not be empty", "acquisitionCondition.lotteryProbability"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body := strings.Replace(freeCoupon, test.old, test.other, 1)
			s.wants(test.name, s.call("POST", "/v2/bot/coupon", body, nil), 400,
				fmt.Sprintf(`{"message":"The request body has 1 error(s)","details":[{"message":%q,"property":%q}]}`, test.message, test.property))
		})
	}
	past := strings.Replace(freeCoupon, "1798000000", "1795000000", 1)
	s.wants("a time that is over", s.call("POST", "/v2/bot/coupon", past, nil), 400, `{"details":[{"message":"Must be in the future","property":"endTimestamp"}],"message":"The request body has 1 error(s)"}`)
	s = begin(t, func(c *simulator.Config) { c.Switches.UnknownCouponIsSent = true })
	s.wants("with the switch on", s.push(s.id("somsri"), `[{"type":"coupon","couponId":"7"}]`, ""), 200, "")
}
