package rules

// A valid sample of every kind of object, and a request in which it stands.

import (
	"encoding/json"
	"strings"
	"testing"
)

const (
	anID     = "U0123456789abcdef0123456789abcdef"
	aPicture = "https://example.com/a.png"
)

// hosts say where a kind stands in a request: $ is the sample. Before the body
// stands the request's name, if it is not validate.
var hosts = map[string]string{
	"message":   `{"messages":[$]}`,
	"quick":     `{"messages":[{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":$}]}}]}`,
	"template":  `{"messages":[{"type":"template","altText":"a","template":$}]}`,
	"button":    `{"messages":[{"type":"template","altText":"a","template":{"type":"buttons","text":"a","actions":[$]}}]}`,
	"default":   `{"messages":[{"type":"template","altText":"a","template":{"type":"buttons","text":"a","defaultAction":$,"actions":[{"type":"message","label":"a","text":"a"}]}}]}`,
	"image":     `{"messages":[{"type":"template","altText":"a","template":{"type":"image_carousel","columns":[{"imageUrl":"https://example.com/a.png","action":$}]}}]}`,
	"imagemap":  `{"messages":[{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1040},"actions":[$]}]}`,
	"container": `{"messages":[{"type":"flex","altText":"a","contents":$}]}`,
	"part":      `{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[$]}}}]}`,
	"level":     `{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"baseline","contents":[$]}}}]}`,
}

// sample is a kind's valid object with every property that it can have at once.
type sample struct{ host, json string }

const press = `"action":{"type":"message","label":"a","text":"a"}`

const filtered = `narrowcast {"messages":[{"type":"text","text":"a"}],"filter":{"demographic":$}}`

const couponRest = `"title":"a","description":"b","maxUseCountPerTicket":1,"startTimestamp":0,"endTimestamp":1924959599,"timezone":"ASIA_BANGKOK",` +
	`"visibility":"UNLISTED","imageUrl":"` + aPicture + `","barcodeImageUrl":"` + aPicture + `","couponCode":"c","usageCondition":"d"`

const aCoupon = `{"acquisitionCondition":{"type":"normal"},` + couponRest + `,"reward":$}`

const placing = `,"position":"relative","offsetTop":"1px","offsetBottom":"sm","offsetStart":"5%","offsetEnd":"none"`

const lettering = `"size":"lg","color":"#112233","weight":"bold","style":"italic","decoration":"underline"`

const liffRest = `"description":"Online booking","features":{},"permanentLinkPattern":"concat","scope":["openid","email","profile","chat_message.write"],"botPrompt":"aggressive"`

var samples = map[string]sample{
	"request.validate":   {"", `{"messages":[{"type":"text","text":"a"}]}`},
	"request.reply":      {"", `{"replyToken":"t","messages":[{"type":"text","text":"a"}],"notificationDisabled":true}`},
	"request.push":       {"", `{"to":"` + anID + `","messages":[{"type":"text","text":"a"}],"notificationDisabled":false,"customAggregationUnits":["unit_1"]}`},
	"request.multicast":  {"", `{"to":["` + anID + `"],"messages":[{"type":"text","text":"a"}],"notificationDisabled":true,"customAggregationUnits":["unit_1"]}`},
	"request.broadcast":  {"", `{"messages":[{"type":"text","text":"a"}],"notificationDisabled":true}`},
	"request.narrowcast": {"", `{"messages":[{"type":"text","text":"a"}],"recipient":{"type":"audience","audienceGroupId":1},"filter":{"demographic":{"type":"gender","oneOf":["male"]}},"limit":{"max":100},"notificationDisabled":true}`},

	"recipient.operator":             {`narrowcast {"messages":[{"type":"text","text":"a"}],"recipient":$}`, `{"type":"operator","and":[{"type":"audience","audienceGroupId":1}]}`},
	"recipient.audience":             {`narrowcast {"messages":[{"type":"text","text":"a"}],"recipient":$}`, `{"type":"audience","audienceGroupId":1}`},
	"recipient.redelivery":           {`narrowcast {"messages":[{"type":"text","text":"a"}],"recipient":$}`, `{"type":"redelivery","requestId":"r"}`},
	"filter":                         {`narrowcast {"messages":[{"type":"text","text":"a"}],"filter":$}`, `{"demographic":{"type":"gender","oneOf":["male"]}}`},
	"demographic.operator":           {filtered, `{"type":"operator","or":[{"type":"gender","oneOf":["male"]}]}`},
	"demographic.gender":             {filtered, `{"type":"gender","oneOf":["male","female"]}`},
	"demographic.age":                {filtered, `{"type":"age","gte":"age_20","lt":"age_70"}`},
	"demographic.appType":            {filtered, `{"type":"appType","oneOf":["ios","android"]}`},
	"demographic.area":               {filtered, `{"type":"area","oneOf":["th_05","jp_47","tw_22"]}`},
	"demographic.subscriptionPeriod": {filtered, `{"type":"subscriptionPeriod","gte":"day_7","lt":"day_365"}`},
	"limit":                          {`narrowcast {"messages":[{"type":"text","text":"a"}],"limit":$}`, `{"max":1,"upToRemainingQuota":true,"forbidPartialDelivery":true}`},

	"request.createAudience": {"", `{"description":"a","isIfaAudience":false,"uploadDescription":"b","audiences":[{"id":"` + anID + `"}]}`},
	"request.addToAudience":  {"", `{"audienceGroupId":1,"uploadDescription":"b","audiences":[{"id":"` + anID + `"}]}`},
	"audience.user":          {`createAudience {"audiences":[$]}`, `{"id":"` + anID + `"}`},
	"request.clickAudience":  {"", `{"description":"a","requestId":"r","clickUrl":"https://example.com/"}`},
	"request.impAudience":    {"", `{"description":"a","requestId":"r"}`},
	"request.renameAudience": {"", `{"description":"a"}`},

	"request.createCoupon": {"", strings.Replace(aCoupon, "$", `{"type":"free"}`, 1)},
	"coupon.acquisition":   {`createCoupon {"acquisitionCondition":$,` + couponRest + `,"reward":{"type":"free"}}`, `{"type":"lottery","lotteryProbability":50,"maxAcquireCount":-1}`},
	"coupon.reward":        {"createCoupon " + aCoupon, `{"type":"discount","priceInfo":{"type":"fixed","fixedAmount":100}}`},
	"coupon.price":         {"createCoupon " + strings.Replace(aCoupon, "$", `{"type":"discount","priceInfo":$}`, 1), `{"type":"explicit","originalPrice":12000,"priceAfterDiscount":9500}`},

	"request.loading":    {"", `{"chatId":"` + anID + `","loadingSeconds":20}`},
	"request.markAsRead": {"", `{"markAsReadToken":"t"}`},

	"request.setWebhookEndpoint": {"", `{"endpoint":"https://example.com/webhook"}`},
	"request.testWebhook":        {"", `{"endpoint":"https://example.com/webhook"}`},

	"message":              {"message", `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"camera","label":"a"}}]},"sender":{"name":"a"}}`},
	"sender":               {`{"messages":[{"type":"text","text":"a","sender":$}]}`, `{"name":"a","iconUrl":"` + aPicture + `"}`},
	"quickReply":           {`{"messages":[{"type":"text","text":"a","quickReply":$}]}`, `{"items":[]}`},
	"quickReply.item":      {`{"messages":[{"type":"text","text":"a","quickReply":{"items":[$]}}]}`, `{"type":"action","imageUrl":"` + aPicture + `",` + press + `}`},
	"message.text":         {"message", `{"type":"text","text":"$a","emojis":[{"index":0,"productId":"p","emojiId":"1"}],"quoteToken":"q"}`},
	"emoji":                {`{"messages":[{"type":"text","text":"$","emojis":[$]}]}`, `{"index":0,"productId":"p","emojiId":"1"}`},
	"message.textV2":       {"message", `{"type":"textV2","text":"{a}","substitution":{"a":{"type":"emoji","productId":"p","emojiId":"1"}},"quoteToken":"q"}`},
	"substitution.mention": {`{"messages":[{"type":"textV2","text":"{a}","substitution":{"a":$}}]}`, `{"type":"mention","mentionee":{"type":"all"}}`},
	"substitution.emoji":   {`{"messages":[{"type":"textV2","text":"{a}","substitution":{"a":$}}]}`, `{"type":"emoji","productId":"p","emojiId":"1"}`},
	"mentionee.user":       {`{"messages":[{"type":"textV2","text":"{a}","substitution":{"a":{"type":"mention","mentionee":$}}}]}`, `{"type":"user","userId":"` + anID + `"}`},
	"mentionee.all":        {`{"messages":[{"type":"textV2","text":"{a}","substitution":{"a":{"type":"mention","mentionee":$}}}]}`, `{"type":"all"}`},
	"message.sticker":      {"message", `{"type":"sticker","packageId":"446","stickerId":"1988","quoteToken":"q"}`},
	"message.image":        {"message", `{"type":"image","originalContentUrl":"` + aPicture + `","previewImageUrl":"` + aPicture + `"}`},
	"message.video":        {"message", `{"type":"video","originalContentUrl":"https://example.com/a.mp4","previewImageUrl":"` + aPicture + `","trackingId":"a-1.=,+*()%$&;:@{}!?<>[]"}`},
	"message.audio":        {"message", `{"type":"audio","originalContentUrl":"https://example.com/a.m4a","duration":60000}`},
	"message.location":     {"message", `{"type":"location","title":"a","address":"b","latitude":8.5,"longitude":99.9}`},
	"message.coupon":       {"message", `{"type":"coupon","couponId":"c","deliveryTag":"d"}`},
	"message.template":     {"message", `{"type":"template","altText":"a","template":{"type":"confirm","text":"a","actions":[{"type":"message","label":"a","text":"a"},{"type":"message","label":"b","text":"b"}]}}`},
	"message.flex":         {"message", `{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}}`},

	"message.imagemap":          {"message", `{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1040},"actions":[],"video":{"originalContentUrl":"https://example.com/a.mp4","previewImageUrl":"` + aPicture + `","area":{"x":0,"y":0,"width":1040,"height":585}}}`},
	"imagemap.baseSize":         {`{"messages":[{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":$,"actions":[]}]}`, `{"width":1040,"height":1}`},
	"imagemap.area":             {`{"messages":[{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[{"type":"message","text":"a","area":$}]}]}`, `{"x":0,"y":0,"width":1,"height":1}`},
	"imagemap.video":            {`{"messages":[{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[],"video":$}]}`, `{"originalContentUrl":"https://example.com/a.mp4","previewImageUrl":"` + aPicture + `","area":{"x":0,"y":0,"width":1,"height":1},"externalLink":{"linkUri":"https://example.com/","label":"a"}}`},
	"imagemap.externalLink":     {`{"messages":[{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[],"video":{"originalContentUrl":"https://example.com/a.mp4","previewImageUrl":"https://example.com/a.png","area":{"x":0,"y":0,"width":1,"height":1},"externalLink":$}}]}`, `{"linkUri":"https://example.com/","label":"a"}`},
	"imagemap.action.uri":       {"imagemap", `{"type":"uri","label":"a","linkUri":"https://example.com/","area":{"x":0,"y":0,"width":1,"height":1}}`},
	"imagemap.action.message":   {"imagemap", `{"type":"message","label":"a","text":"a","area":{"x":0,"y":0,"width":1,"height":1}}`},
	"imagemap.action.clipboard": {"imagemap", `{"type":"clipboard","label":"a","clipboardText":"a","area":{"x":0,"y":0,"width":1,"height":1}}`},

	"template.buttons":               {"template", `{"type":"buttons","thumbnailImageUrl":"` + aPicture + `","imageBackgroundColor":"#FFFFFF","imageAspectRatio":"square","imageSize":"cover","title":"a","text":"a","defaultAction":{"type":"message","text":"a"},"actions":[{"type":"message","label":"a","text":"a"}]}`},
	"template.confirm":               {"template", `{"type":"confirm","text":"a","actions":[{"type":"message","label":"a","text":"a"},{"type":"message","label":"b","text":"b"}]}`},
	"template.carousel":              {"template", `{"type":"carousel","imageAspectRatio":"rectangle","imageSize":"contain","columns":[{"text":"a","actions":[{"type":"message","label":"a","text":"a"}]}]}`},
	"template.carousel.column":       {`{"messages":[{"type":"template","altText":"a","template":{"type":"carousel","columns":[$]}}]}`, `{"thumbnailImageUrl":"` + aPicture + `","imageBackgroundColor":"#FFFFFF","title":"a","text":"a","defaultAction":{"type":"message","text":"a"},"actions":[{"type":"message","label":"a","text":"a"}]}`},
	"template.image_carousel":        {"template", `{"type":"image_carousel","columns":[{"imageUrl":"` + aPicture + `",` + press + `}]}`},
	"template.image_carousel.column": {`{"messages":[{"type":"template","altText":"a","template":{"type":"image_carousel","columns":[$]}}]}`, `{"imageUrl":"` + aPicture + `",` + press + `}`},

	"action.in.template":      {"button", `{"type":"message","label":"a","text":"a"}`},
	"action.in.default":       {"default", `{"type":"message","label":"a","text":"a"}`},
	"action.in.imageCarousel": {"image", `{"type":"message","label":"a","text":"a"}`},
	"action.in.quickReply":    {"quick", `{"type":"message","label":"a","text":"a"}`},
	"action.in.flexButton":    {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"button","action":$}]}}}]}`, `{"type":"message","label":"a","text":"a"}`},
	"action.in.flex":          {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[],"action":$}}}]}`, `{"type":"message","label":"a","text":"a"}`},
	"action.postback":         {"quick", `{"type":"postback","label":"a","data":"d","displayText":"a","inputOption":"openKeyboard","fillInText":"a"}`},
	"action.message":          {"quick", `{"type":"message","label":"a","text":"a"}`},
	"action.uri":              {"quick", `{"type":"uri","label":"a","uri":"tel:1669","altUri":{"desktop":"https://example.com/"}}`},
	"action.altUri":           {`{"messages":[{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"uri","label":"a","uri":"tel:1669","altUri":$}}]}}]}`, `{"desktop":"https://example.com/%E0%B8%81"}`},
	"action.datetimepicker":   {"quick", `{"type":"datetimepicker","label":"a","data":"d","mode":"datetime","initial":"2026-12-02t09:30","min":"2026-12-01T00:00","max":"2026-12-31T23:59"}`},
	"action.clipboard":        {"quick", `{"type":"clipboard","label":"a","clipboardText":"a"}`},
	"action.camera":           {"quick", `{"type":"camera","label":"a"}`},
	"action.cameraRoll":       {"quick", `{"type":"cameraRoll","label":"a"}`},
	"action.location":         {"quick", `{"type":"location","label":"a"}`},

	"flex.carousel":       {"container", `{"type":"carousel","contents":[{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}]}`},
	"flex.bubble":         {"container", `{"type":"bubble","size":"mega","direction":"rtl","header":{"type":"box","layout":"vertical","contents":[]},"hero":{"type":"image","url":"` + aPicture + `"},"body":{"type":"box","layout":"vertical","contents":[]},"footer":{"type":"box","layout":"vertical","contents":[]},"styles":{},` + press + `}`},
	"flex.styles":         {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]},"styles":$}}]}`, `{"header":{},"hero":{},"body":{},"footer":{}}`},
	"flex.blockStyle":     {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]},"styles":{"body":$}}}]}`, `{"backgroundColor":"#112233","separator":true,"separatorColor":"#11223344"}`},
	"flex.box":            {"part", `{"type":"box","layout":"horizontal","contents":[],"flex":1,"margin":"md","spacing":"8px",` + press + `,"backgroundColor":"#112233","borderColor":"#112233","borderWidth":"semi-bold","cornerRadius":"xxl","width":"50%","maxWidth":"100px","height":"10px","maxHeight":"20.5px","paddingAll":"5%","paddingTop":"none","paddingBottom":"1px","paddingStart":"xl","paddingEnd":"xs","justifyContent":"space-evenly","alignItems":"flex-end","background":{"type":"linearGradient","angle":"0deg","startColor":"#112233","endColor":"#112233"}` + placing + `}`},
	"flex.linearGradient": {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[],"background":$}}}]}`, `{"type":"linearGradient","angle":"359.5deg","startColor":"#112233","endColor":"#11223344","centerColor":"#112233","centerPosition":"10.5%"}`},
	"flex.button":         {"part", `{"type":"button",` + press + `,"flex":0,"margin":"none","gravity":"center","adjustMode":"shrink-to-fit","scaling":true,"height":"sm","style":"primary","color":"#112233"` + placing + `}`},
	"flex.image":          {"part", `{"type":"image","url":"` + aPicture + `","flex":0,"margin":"lg","align":"end","gravity":"top",` + press + `,"size":"full","aspectRatio":"1:3","aspectMode":"cover","backgroundColor":"#112233","animated":true` + placing + `}`},
	"flex.video":          {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","hero":$}}]}`, `{"type":"video","url":"https://example.com/a.mp4","previewUrl":"` + aPicture + `","altContent":{"type":"image","url":"` + aPicture + `"},"aspectRatio":"20:13","action":{"type":"uri","label":"a","uri":"https://example.com/"}}`},
	"flex.icon":           {"level", `{"type":"icon","url":"` + aPicture + `","margin":"xs","scaling":false,"size":"12px","aspectRatio":"1:1","position":"relative","offsetTop":"1px","offsetStart":"1px","offsetEnd":"1px"}`},
	"flex.text":           {"part", `{"type":"text","text":"a","contents":[{"type":"span","text":"a"}],"flex":1,"margin":"sm","align":"start","gravity":"bottom",` + press + `,"adjustMode":"shrink-to-fit","wrap":true,"scaling":true,"lineSpacing":"4px","maxLines":2,` + lettering + placing + `}`},
	"flex.span":           {`{"messages":[{"type":"flex","altText":"a","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","contents":[$]}]}}}]}`, `{"type":"span","text":"a",` + lettering + `}`},
	"flex.separator":      {"part", `{"type":"separator","margin":"xl","color":"#112233"}`},
	"flex.filler":         {"part", `{"type":"filler","flex":2}`},

	"request.richMenu":             {"", menuAreas(anArea)},
	"richMenu.size":                {`richMenu {"size":$,` + menuHead + `,"areas":[]}`, `{"width":800,"height":551}`},
	"richMenu.area":                {`richMenu {"size":` + aSize + `,` + menuHead + `,"areas":[$]}`, anArea},
	"richMenu.bounds":              {`richMenu {"size":` + aSize + `,` + menuHead + `,"areas":[{"bounds":$,` + press + `}]}`, `{"x":1199,"y":809,"width":1,"height":1}`},
	"action.in.richMenu":           {"richMenu " + menuAction("$"), `{"type":"message","label":"a","text":"a"}`},
	"action.richmenuswitch":        {"richMenu " + menuAction("$"), `{"type":"richmenuswitch","label":"a","richMenuAliasId":"tab_1-a","data":"d"}`},
	"request.richMenuAlias":        {"", `{"richMenuAliasId":"tab-a","richMenuId":"` + aMenu + `"}`},
	"request.richMenuAliasUpdate":  {"", `{"richMenuId":"` + aMenu + `"}`},
	"request.richMenuBulkLink":     {"", `{"richMenuId":"` + aMenu + `","userIds":["` + anID + `"]}`},
	"request.richMenuBulkUnlink":   {"", `{"userIds":["` + anID + `"]}`},
	"request.richMenuBatch":        {"", `{"operations":[{"type":"unlinkAll"}],"resumeRequestKey":"Key_1-a"}`},
	"richMenu.operation.link":      {`richMenuBatch {"operations":[$]}`, `{"type":"link","from":"` + aMenu + `","to":"` + aMenu + `"}`},
	"richMenu.operation.unlink":    {`richMenuBatch {"operations":[$]}`, `{"type":"unlink","from":"` + aMenu + `"}`},
	"richMenu.operation.unlinkAll": {`richMenuBatch {"operations":[$]}`, `{"type":"unlinkAll"}`},
	"request.liffApp":              {"", `{"view":{"type":"full","url":"https://example.com/app"},` + liffRest + `}`},
	"request.liffAppUpdate":        {"", `{"view":{"type":"tall"},` + liffRest + `}`},
	"liff.view":                    {`liffApp {"view":$}`, `{"type":"compact","url":"https://example.com/app?a=b","moduleMode":true}`},
	"liff.viewUpdate":              {`liffAppUpdate {"view":$}`, `{"type":"full","url":"https://example.com/app","moduleMode":false}`},
	"liff.features":                {`liffApp {"view":{"type":"full","url":"https://example.com/"},"features":$}`, `{"ble":false,"qrCode":true}`},
}

// in is the request in which an object of a kind stands, and the request's name:
// a host may begin with one, as in "narrowcast {…}", else it is validate.
func in(kind, object string) (name string, body json.RawMessage) {
	if name, ok := strings.CutPrefix(kind, "request."); ok {
		return name, json.RawMessage(object)
	}
	host := samples[kind].host
	if named, ok := hosts[host]; ok {
		host = named
	}
	// The last $ is the place: a host's own text may have one.
	i := strings.LastIndex(host, "$")
	return named(host[:i] + object + host[i+1:])
}

// named takes a request's name from before its body; a body alone is validate's.
func named(request string) (name string, body json.RawMessage) {
	if before, after, ok := strings.Cut(request, " {"); ok && !strings.Contains(before, "{") {
		return before, json.RawMessage("{" + after)
	}
	return "validate", json.RawMessage(request)
}

func judge(t *testing.T, kind, object string) Verdict {
	t.Helper()
	name, body := in(kind, object)
	if !json.Valid(body) {
		t.Fatalf("the sample of %s is no JSON: %s", kind, body)
	}
	return Request(name, body)
}
