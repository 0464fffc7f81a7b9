package rules

// The table: every kind of object that a message is made of.

import "sync"

// tables is the table, by name and in order.
type tables struct {
	kinds   map[string]*kind
	inOrder []*kind
}

var table = sync.OnceValue(func() *tables {
	t := &tables{kinds: map[string]*kind{}}
	for _, chapter := range [][]kind{requests(), webhookRequests(), narrowcasts(), audiences(), coupons(), messages(), imagemaps(), templates(), actions(), menus(), flexContainers(), flexParts(), liffApps()} {
		for i := range chapter {
			k := &chapter[i]
			t.kinds[k.name] = k
			t.inOrder = append(t.inOrder, k)
		}
	}
	return t
})

// messageTypes are the kinds of message (R#message-objects).
var messageTypes = []string{
	"text", "textV2", "sticker", "image", "video", "audio", "location", "coupon", "imagemap", "template", "flex",
}
