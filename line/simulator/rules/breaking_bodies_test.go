package rules

// Requests that break rules about narrowcasts and coupons.

import (
	"maps"
	"strings"
)

func toRecipient(recipient string) string {
	return `narrowcast {"messages":[{"type":"text","text":"a"}],"recipient":` + recipient + `}`
}

func toFilter(demographic string) string { return strings.Replace(filtered, "$", demographic, 1) }

func rewarded(reward string) string {
	return "createCoupon " + strings.Replace(aCoupon, "$", reward, 1)
}

func couponed(old, other string) string {
	return strings.Replace(rewarded(`{"type":"free"}`), old, other, 1)
}

func eleven(one, around string) string {
	return strings.Replace(around, "$", strings.Repeat(one+",", 10)+one, 1)
}

var breakingBodies = map[string]string{
	"recipient.type(operator|audience|redelivery)":                          toRecipient(`{"type":"everybody"}`),
	"demographic.type(operator|gender|age|appType|area|subscriptionPeriod)": toFilter(`{"type":"income"}`),
	"recipient.operator.one":                                                toRecipient(`{"type":"operator"}`),
	"demographic.operator.one":                                              toFilter(`{"type":"operator","or":[{"type":"gender","oneOf":["male"]}],"not":{"type":"gender","oneOf":["male"]}}`),
	"request.narrowcast.recipient.count":                                    eleven(`{"type":"audience","audienceGroupId":1}`, toRecipient(`{"type":"operator","or":[$]}`)),
	"request.narrowcast.demographic.count":                                  eleven(`{"type":"operator","not":{"type":"gender","oneOf":["male"]}}`, toFilter(`{"type":"operator","and":[$]}`)),
	"demographic.age.bounds":                                                toFilter(`{"type":"age","gte":"age_50","lt":"age_20"}`),
	"demographic.subscriptionPeriod.bounds":                                 toFilter(`{"type":"subscriptionPeriod"}`),
	"limit.forbidPartialDelivery.quota":                                     `narrowcast {"messages":[{"type":"text","text":"a"}],"limit":{"forbidPartialDelivery":true}}`,

	"request.createCoupon.maxUseCountPerTicket.once": couponed(`"maxUseCountPerTicket":1`, `"maxUseCountPerTicket":0`),
	"request.createCoupon.endTimestamp.order":        couponed(`"startTimestamp":0`, `"startTimestamp":1924959600`),
	"coupon.acquisition.lottery":                     couponed(`{"type":"normal"}`, `{"type":"normal","lotteryProbability":5}`),
	"coupon.reward.priceInfo.some":                   rewarded(`{"type":"discount"}`),
	"coupon.price.parts":                             rewarded(`{"type":"discount","priceInfo":{"type":"percentage","percentage":5,"fixedAmount":100}}`),
}

// allBreaking are the requests that break rules about several properties together.
func allBreaking() map[string]string {
	all := maps.Clone(breaking)
	maps.Copy(all, breakingBodies)
	return all
}
