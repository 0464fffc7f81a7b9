package rules

// Requests that break the rules which look at several properties together.

import (
	"fmt"
	"strings"
)

func flexed(container string) string {
	return strings.Replace(hosts["container"], "$", container, 1)
}

func bodied(box string) string { return flexed(`{"type":"bubble","body":` + box + `}`) }

func boxed(parts string) string {
	return bodied(`{"type":"box","layout":"vertical","contents":[` + parts + `]}`)
}

func templated(template string) string {
	return strings.Replace(hosts["template"], "$", template, 1)
}

func quick(action string) string { return strings.Replace(hosts["quick"], "$", action, 1) }

func messaged(message string) string { return `{"messages":[` + message + `]}` }

const (
	oneAction  = `[{"type":"message","label":"a","text":"a"}]`
	twoActions = `[{"type":"message","label":"a","text":"a"},{"type":"message","label":"b","text":"b"}]`
	plainBox   = `{"type":"box","layout":"vertical","contents":[]}`
)

// breaking are requests, each with its name before it if that is not validate.
var breaking = map[string]string{
	"message.type(text|textV2|sticker|image|video|audio|location|coupon|imagemap|template|flex)": messaged(`{"type":"hologram"}`),
	"list.entry":                messaged(`null`),
	"sender.name.reserved":      messaged(`{"type":"text","text":"a","sender":{"name":"LINE Official"}}`),
	"message.text.emojis.place": messaged(`{"type":"text","text":"ก$","emojis":[{"index":0,"productId":"p","emojiId":"1"}]}`),
	"message.textV2.text.keys":  messaged(`{"type":"textV2","text":"{!owe}"}`),
	"message.textV2.substitution.counts": messaged(`{"type":"textV2","text":"` + strings.Repeat("{a}", 21) +
		`","substitution":{"a":{"type":"emoji","productId":"p","emojiId":"1"}}}`),
	"substitution.type(mention|emoji)":                           messaged(`{"type":"textV2","text":"{a}","substitution":{"a":{"type":"x"}}}`),
	"mentionee.type(user|all)":                                   messaged(`{"type":"textV2","text":"{a}","substitution":{"a":{"type":"mention","mentionee":{"type":"x"}}}}`),
	"message.sticker.stickerId.published":                        messaged(`{"type":"sticker","packageId":"446","stickerId":"1"}`),
	"message.imagemap.baseUrl.bare":                              messaged(`{"type":"imagemap","baseUrl":"https://example.com/map.png","altText":"a","baseSize":{"width":1040,"height":1},"actions":[]}`),
	"imagemap.action.type(uri|message|clipboard)":                messaged(`{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[{"type":"x"}]}`),
	"template.type(buttons|confirm|carousel|image_carousel)":     templated(`{"type":"x"}`),
	"template.buttons.text.beside":                               templated(`{"type":"buttons","title":"a","text":"` + strings.Repeat("a", 61) + `","actions":` + oneAction + `}`),
	"template.carousel.column.text.beside":                       templated(`{"type":"carousel","columns":[{"title":"a","text":"` + strings.Repeat("a", 61) + `","actions":` + oneAction + `}]}`),
	"template.carousel.columns.actions":                          templated(`{"type":"carousel","columns":[{"text":"a","actions":` + oneAction + `},{"text":"b","actions":` + twoActions + `}]}`),
	"template.carousel.columns.title":                            templated(`{"type":"carousel","columns":[{"title":"a","text":"a","actions":` + oneAction + `},{"text":"b","actions":` + oneAction + `}]}`),
	"template.carousel.columns.thumbnailImageUrl":                templated(`{"type":"carousel","columns":[{"text":"a","actions":` + oneAction + `},{"thumbnailImageUrl":"https://example.com/a.png","text":"b","actions":` + oneAction + `}]}`),
	"action.type(postback|message|uri|datetimepicker|clipboard)": templated(`{"type":"buttons","text":"a","actions":[{"type":"camera","label":"a"}]}`),
	"action.type(" + quickTypes + ")":                            quick(`{"type":"richmenuswitch","label":"a"}`),
	"action.postback.displayText.alone":                          quick(`{"type":"postback","label":"a","data":"d","displayText":"a","text":"a"}`),
	"action.postback.fillInText.keyboard":                        quick(`{"type":"postback","label":"a","data":"d","fillInText":"a"}`),
	"action.datetimepicker.moments.form":                         quick(`{"type":"datetimepicker","label":"a","data":"d","mode":"date","initial":"2569-12-02"}`),
	"action.datetimepicker.moments.order":                        quick(`{"type":"datetimepicker","label":"a","data":"d","mode":"time","min":"10:00","max":"09:00"}`),
	"action.postback.text.length":                                quick(`{"type":"postback","label":"a","data":"d","text":"` + strings.Repeat("a", 301) + `"}`),
	"flex.type(bubble|carousel)":                                 flexed(`{"type":""}`),
	"flex.type(bubble)":                                          flexed(`{"type":"carousel","contents":[{"type":"carousel"}]}`),
	"flex.type(box)":                                             flexed(`{"type":"bubble","body":{"type":"text","text":"a"}}`),
	"flex.type(box|image)":                                       flexed(`{"type":"bubble","hero":{"type":"video","url":"https://example.com/a.mp4","previewUrl":"https://example.com/a.png","altContent":{"type":"text","text":"a"},"aspectRatio":"1:1"}}`),
	"flex.type(box|image|video)":                                 flexed(`{"type":"bubble","hero":{"type":"text","text":"a"}}`),
	"flex.type(box|button|image|text|separator|filler)":          boxed(`{"type":"spacer"}`),
	"flex.type(icon|text|filler)":                                bodied(`{"type":"box","layout":"baseline","contents":[{"type":"image","url":"https://example.com/a.png"}]}`),
	"flex.type(linearGradient)":                                  bodied(`{"type":"box","layout":"vertical","contents":[],"background":{"type":"radial"}}`),
	"flex.type(span)":                                            boxed(`{"type":"text","contents":[{"type":"text","text":"a"}]}`),
	"flex.carousel.bytes":                                        flexed(`{"type":"carousel","contents":[` + fat(20_000) + "," + fat(20_000) + "," + fat(20_000) + `]}`),
	"flex.carousel.contents.sameSize":                            flexed(`{"type":"carousel","contents":[{"type":"bubble","body":` + plainBox + `},{"type":"bubble","size":"kilo","body":` + plainBox + `}]}`),
	"flex.carousel.contents.video":                               flexed(`{"type":"carousel","contents":[{"type":"bubble","hero":` + samples["flex.video"].json + `}]}`),
	"flex.bubble.bytes":                                          flexed(fat(30_000)),
	"flex.bubble.blocks":                                         flexed(`{"type":"bubble"}`),
	"flex.bubble.hero.video":                                     flexed(`{"type":"bubble","size":"micro","hero":` + samples["flex.video"].json + `}`),
	"flex.bubble.blocks.position":                                boxed(`{"type":"text","text":"a","position":"absolute"}`),
	"action.type(uri)":                                           flexed(`{"type":"bubble","hero":` + strings.Replace(samples["flex.video"].json, `"uri","label"`, `"message","label"`, 1) + `}`),
	"flex.carousel.animated":                                     flexed(`{"type":"carousel","contents":[` + animatedTwice + "," + animatedTwice + "," + animatedTwice + "," + animatedTwice + "," + animatedTwice + "," + animatedTwice + `]}`),
	"flex.bubble.animated":                                       boxed(strings.Repeat(`{"type":"image","url":"https://example.com/a.png","animated":true},`, 10) + `{"type":"image","url":"https://example.com/a.png","animated":true}`),
	"flex.box.baseline.placing":                                  bodied(`{"type":"box","layout":"baseline","contents":[{"type":"text","text":"a","gravity":"top"}]}`),
	"flex.text.text.some":                                        boxed(`{"type":"text"}`),
	"flex.icon.offsetBottom.form":                                bodied(`{"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://example.com/a.png","offsetBottom":"low"}]}`),

	"richMenu.size.ratio":           `richMenu {"size":{"width":800,"height":552},` + menuHead + `,"areas":[]}`,
	"request.richMenu.areas.inside": "richMenu " + menuAreas(`{"bounds":{"x":1,"y":0,"width":1200,"height":810},`+press+`}`),
	"action.type(postback|message|uri|datetimepicker|clipboard|richmenuswitch)": "richMenu " + menuAction(`{"type":"camera","label":"a"}`),
	"richMenu.operation.type(link|unlink|unlinkAll)":                            `richMenuBatch {"operations":[{"type":"replace"}]}`,
	"request.richMenuBatch.operations.unlinkAll":                                `richMenuBatch {"operations":[{"type":"unlinkAll"},{"type":"unlink","from":"` + aMenu + `"}]}`,
	"request.richMenuBatch.operations.from.once":                                `richMenuBatch {"operations":[{"type":"unlink","from":"` + aMenu + `"},{"type":"link","from":"` + aMenu + `","to":"` + aMenu + `"}]}`,
}

const animatedTwice = `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"image","url":"https://example.com/a.png","animated":true},{"type":"image","url":"https://example.com/a.png","animated":true}]}}`

const quickTypes = "postback|message|uri|datetimepicker|clipboard|camera|cameraRoll|location"

func fat(bytes int) string {
	return fmt.Sprintf(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"%s"}]}}`, strings.Repeat("a", bytes))
}
