package rules

// Message objects, but for imagemaps, templates and Flex.

func messages() []kind {
	return []kind{
		{name: "message", source: "R#common-properties-of-messages", fields: []field{
			tag(),
			may("quickReply", one("quickReply")),
			may("sender", one("sender")),
		}},
		{name: "sender", source: "R#icon-nickname-switch", fields: []field{
			may("name", units(20)),
			may("iconUrl", picture()),
		}, across: []across{senderName()}},
		{name: "quickReply", source: "R#quick-reply", fields: []field{
			must("items", many(0, 13, one("quickReply.item"))),
		}},
		{name: "quickReply.item", source: "R#items-object", fields: []field{
			must("type", word("action")),
			may("imageUrl", picture()),
			must("action", action("quickReply")),
		}},
		{name: "message.text", source: "R#text-message", fields: []field{
			must("text", units(5000)),
			may("emojis", many(0, 20, one("emoji"))),
			may("quoteToken", str()),
		}, across: []across{emojiPlaces()}},
		{name: "emoji", source: "R#text-message", fields: []field{
			must("index", whole(0, 4999)),
			must("productId", str()),
			must("emojiId", str()),
		}},
		{name: "message.textV2", source: "R#text-message-v2", fields: []field{
			must("text", units(5000)),
			may("substitution", each(100, oneOf("substitution", []string{"mention", "emoji"}))),
			may("quoteToken", str()),
		}, across: []across{placeholders(), substitutionCounts()}},
		{name: "substitution.mention", source: "R#text-message-v2-mention-object", fields: []field{
			tag(),
			must("mentionee", oneOf("mentionee", []string{"user", "all"})),
		}},
		{name: "substitution.emoji", source: "R#text-message-v2-emoji-object", fields: []field{
			tag(),
			must("productId", str()),
			must("emojiId", str()),
		}},
		{name: "mentionee.user", source: "R#text-message-v2-mentionee-user", fields: []field{
			tag(),
			must("userId", form("a user id", `^U[0-9a-f]{32}$`, "U123")),
		}},
		{name: "mentionee.all", source: "R#text-message-v2-mentionee-all", fields: []field{tag()}},
		{name: "message.sticker", source: "R#sticker-message", fields: []field{
			must("packageId", str()),
			must("stickerId", str()),
			may("quoteToken", str()),
		}, across: []across{publishedSticker()}},
		{name: "message.image", source: "R#image-message", fields: []field{
			must("originalContentUrl", picture()),
			must("previewImageUrl", picture()),
		}},
		{name: "message.video", source: "R#video-message", fields: []field{
			must("originalContentUrl", picture()),
			must("previewImageUrl", picture()),
			may("trackingId", form("at most 100 of LINE's characters", `^[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}$`, "a b")),
		}},
		{name: "message.audio", source: "R#audio-message", fields: []field{
			must("originalContentUrl", picture()),
			must("duration", whole(1, nonNegative)),
		}},
		{name: "message.location", source: "R#location-message", fields: []field{
			must("title", units(100)),
			must("address", units(100)),
			must("latitude", degrees(90)),
			must("longitude", degrees(180)),
		}},
		{name: "message.coupon", source: "R#coupon-message", fields: []field{
			must("couponId", str()),
			may("deliveryTag", units(30)),
		}},
		{name: "message.template", source: "R#template-messages", fields: []field{
			must("altText", units(1500)),
			must("template", oneOf("template", []string{"buttons", "confirm", "carousel", "image_carousel"})),
		}},
		{name: "message.flex", source: "R#flex-message", fields: []field{
			must("altText", units(1500)),
			must("contents", container()),
		}},
	}
}

func imagemaps() []kind {
	area := must("area", one("imagemap.area"))
	label := may("label", units(100))
	return []kind{
		{name: "message.imagemap", source: "R#imagemap-message", fields: []field{
			must("baseUrl", picture()),
			must("altText", units(1500)),
			must("baseSize", one("imagemap.baseSize")),
			must("actions", many(0, 50, oneOf("imagemap.action", []string{"uri", "message", "clipboard"}))),
			may("video", one("imagemap.video")),
		}, across: []across{bareBaseURL()}},
		{name: "imagemap.baseSize", source: "R#imagemap-message", fields: []field{
			must("width", whole(1040, 1040)),
			must("height", whole(1, nonNegative)),
		}},
		{name: "imagemap.area", source: "R#imagemap-area-object", fields: []field{
			must("x", whole(0, nonNegative)),
			must("y", whole(0, nonNegative)),
			must("width", whole(1, nonNegative)),
			must("height", whole(1, nonNegative)),
		}},
		{name: "imagemap.video", source: "R#imagemap-message", fields: []field{
			must("originalContentUrl", picture()),
			must("previewImageUrl", picture()),
			area,
			may("externalLink", one("imagemap.externalLink")),
		}},
		{name: "imagemap.externalLink", source: "R#imagemap-message", fields: []field{
			must("linkUri", link(1000, "http", "https", "line", "tel")),
			must("label", units(30)),
		}},
		{name: "imagemap.action.uri", source: "R#imagemap-uri-action-object", fields: []field{
			tag(), label, area, must("linkUri", link(1000, "http", "https", "line", "tel")),
		}},
		{name: "imagemap.action.message", source: "R#imagemap-message-action-object", fields: []field{
			tag(), label, area, must("text", units(400)),
		}},
		{name: "imagemap.action.clipboard", source: "R#imagemap-clipboard-action-object", fields: []field{
			tag(), label, area, must("clipboardText", units(1000)),
		}},
	}
}
