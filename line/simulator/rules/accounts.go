package rules

// Bodies about audiences and coupons.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// audiences judge types alone: what else is wrong LINE tells in codes of its own.
func audiences() []kind {
	ids := may("audiences", series(one("audience.user")))
	return []kind{
		{name: "request.createAudience", source: "R#create-upload-audience-group", fields: []field{
			may("description", str()), may("isIfaAudience", boolean()), may("uploadDescription", str()), ids,
		}},
		{name: "request.addToAudience", source: "R#update-upload-audience-group", fields: []field{
			must("audienceGroupId", whole(1, 1<<53)), may("uploadDescription", str()), ids,
		}},
		{name: "audience.user", source: "R#create-upload-audience-group", fields: []field{may("id", str())}},
		{name: "request.clickAudience", source: "R#create-click-audience-group", fields: []field{
			may("description", str()), must("requestId", str()), may("clickUrl", units(2000)),
		}},
		{name: "request.impAudience", source: "R#create-imp-audience-group", fields: []field{
			may("description", str()), must("requestId", str()),
		}},
		{name: "request.renameAudience", source: "R#set-description-audience-group", fields: []field{may("description", str())}},
	}
}

func coupons() []kind {
	const source, rewards = "R#create-coupon", "R#create-coupon-reward-object"
	price := one("coupon.price")
	return []kind{
		{name: "request.createCoupon", source: source, fields: []field{
			must("title", sized(1, 60)),
			may("description", sized(0, 1000)),
			must("acquisitionCondition", one("coupon.acquisition")),
			must("maxUseCountPerTicket", whole(-1, 1)),
			must("startTimestamp", whole(0, 1<<53)),
			must("endTimestamp", whole(0, 1<<53)),
			must("timezone", choice(timezones...)),
			must("reward", one("coupon.reward")).from(rewards),
			must("visibility", choice("UNLISTED", "PUBLIC")),
			may("imageUrl", picture()),
			may("barcodeImageUrl", picture()),
			may("couponCode", sized(0, 16)),
			may("usageCondition", sized(0, 100)),
		}, across: []across{usesOfCoupon(), lifeOfCoupon()}},
		{name: "coupon.acquisition", source: source, fields: []field{
			must("type", choice("normal", "lottery")),
			may("lotteryProbability", whole(1, 99)),
			may("maxAcquireCount", whole(-1, 999_999)),
		}, across: []across{lottery()}},
		{name: "coupon.reward", source: rewards, fields: []field{
			must("type", choice("discount", "free", "gift", "cashBack", "others")),
			may("priceInfo", price),
		}, across: []across{priced()}},
		{name: "coupon.price", source: rewards, fields: []field{
			must("type", choice("fixed", "percentage", "explicit")),
			may("fixedAmount", whole(1, nonNegative)),
			may("percentage", whole(1, 99)),
			may("originalPrice", whole(1, nonNegative)),
			may("priceAfterDiscount", whole(1, nonNegative)),
		}, across: []across{priceParts()}},
	}
}

// sized is a string whose length LINE tells of as a size.
func sized(low, high int) check {
	says := fmt.Sprintf("%d to %d UTF-16 code units", low, high)
	return checked("length", says, func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case Units(s) < low || Units(s) > high:
			return &fault{said: fmt.Sprintf("Size must be between %d and %d", low, high)}
		}
		return nil
	}, strings.Repeat("ก", high+1))
}

// choice is a word in the form in which LINE's younger endpoints tell of it.
func choice(values ...string) check {
	c := word(values...)
	return checked(c.name, c.says, func(w *walk, p place, v any) *fault {
		f := c.run(w, p, v)
		if f != nil && !f.typed {
			f = &fault{said: "Must be one of the following values: [" + strings.Join(values, ",") + "]"}
		}
		return f
	}, c.wrong)
}

func usesOfCoupon() across {
	return across{name: "maxUseCountPerTicket.once", says: "1 for once or -1 for no limit", run: func(c *cross, p place, obj map[string]any) {
		if obj["maxUseCountPerTicket"] == json.Number("0") {
			c.fail(p.in("maxUseCountPerTicket"), &fault{said: "Must be one of the following values: [1,-1]"})
		}
	}}
}

func lifeOfCoupon() across {
	return across{name: "endTimestamp.order", says: "the end after the start", run: func(c *cross, p place, obj map[string]any) {
		start, ok := integer(obj["startTimestamp"])
		end, also := integer(obj["endTimestamp"])
		if ok && also && end <= start {
			c.fail(p.in("endTimestamp"), &fault{said: "Must be after startTimestamp"})
		}
	}}
}

func lottery() across {
	return across{name: "lottery", says: "a lottery has its probability and number of winners", run: func(c *cross, p place, obj map[string]any) {
		for _, name := range []string{"lotteryProbability", "maxAcquireCount"} {
			switch lottery := obj["type"] == "lottery"; {
			case lottery && obj[name] == nil:
				c.fail(p.in(name), &fault{said: "May not be empty"})
			case !lottery && obj[name] != nil:
				c.fail(p.in(name), &fault{said: "Must not be specified"})
			}
		}
	}}
}

func priced() across {
	return across{name: "priceInfo.some", says: "a discount and cashback have a price, others none; a cashback no crossed-out price", run: func(c *cross, p place, obj map[string]any) {
		kind := text(obj["type"])
		price := obj["priceInfo"]
		switch {
		case (kind == "discount" || kind == "cashBack") && price == nil:
			c.fail(p.in("priceInfo"), &fault{said: "May not be empty"})
		case kind != "discount" && kind != "cashBack" && price != nil:
			c.fail(p.in("priceInfo"), &fault{said: "Must not be specified"})
		case kind == "cashBack" && object(price)["type"] == "explicit":
			c.fail(p.in("priceInfo").in("type"), &fault{said: "Must be one of the following values: [fixed,percentage]"})
		}
	}}
}

func priceParts() across {
	needs := map[string][]string{"fixed": {"fixedAmount"}, "percentage": {"percentage"}, "explicit": {"originalPrice", "priceAfterDiscount"}}
	return across{name: "parts", says: "the figures of its type and no others", run: func(c *cross, p place, obj map[string]any) {
		wanted, known := needs[text(obj["type"])]
		if !known {
			return // the type itself is refused
		}
		for _, name := range []string{"fixedAmount", "percentage", "originalPrice", "priceAfterDiscount"} {
			switch must := slices.Contains(wanted, name); {
			case must && obj[name] == nil:
				c.fail(p.in(name), &fault{said: "May not be empty"})
			case !must && obj[name] != nil:
				c.fail(p.in(name), &fault{said: "Must not be specified"})
			}
		}
	}}
}

// timezones are those of a coupon's life.
var timezones = strings.Fields(`
	ETC_GMT_MINUS_12 ETC_GMT_MINUS_11 PACIFIC_HONOLULU AMERICA_ANCHORAGE AMERICA_LOS_ANGELES AMERICA_PHOENIX AMERICA_CHICAGO
	AMERICA_NEW_YORK AMERICA_CARACAS AMERICA_SANTIAGO AMERICA_ST_JOHNS AMERICA_SAO_PAULO ETC_GMT_MINUS_2 ATLANTIC_CAPE_VERDE
	EUROPE_LONDON EUROPE_PARIS EUROPE_ISTANBUL EUROPE_MOSCOW ASIA_TEHRAN ASIA_TBILISI ASIA_KABUL ASIA_TASHKENT ASIA_COLOMBO
	ASIA_KATHMANDU ASIA_ALMATY ASIA_RANGOON ASIA_BANGKOK ASIA_TAIPEI ASIA_TOKYO AUSTRALIA_DARWIN AUSTRALIA_SYDNEY
	ASIA_VLADIVOSTOK ETC_GMT_PLUS_12 PACIFIC_TONGATAPU`)
