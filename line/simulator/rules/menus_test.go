package rules

// The words in which LINE refuses rich menus and requests about them.

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	aMenu    = "richmenu-0123456789abcdef0123456789abcdef"
	anArea   = `{"bounds":{"x":0,"y":0,"width":1200,"height":405},` + press + `}`
	aSize    = `{"width":1200,"height":810}`
	menuHead = `"selected":false,"name":"n","chatBarText":"c"`
)

func menuAction(action string) string {
	return menuAreas(`{"bounds":{"x":0,"y":0,"width":1,"height":1},"action":` + action + `}`)
}

func menuAreas(areas string) string {
	return `{"size":` + aSize + `,` + menuHead + `,"areas":[` + areas + `]}`
}

func TestMenuBodies(t *testing.T) {
	areas := func(n int) string { return menuAreas(strings.TrimSuffix(strings.Repeat(anArea+",", n), ",")) }
	named := func(name, bar string) string {
		return `{"size":` + aSize + `,"selected":true,"name":"` + name + `","chatBarText":"` + bar + `","areas":[]}`
	}
	sized := func(width, height int) string {
		return fmt.Sprintf(`{"size":{"width":%d,"height":%d},%s,"areas":[]}`, width, height, menuHead)
	}
	users := func(n int) string {
		return `{"userIds":[` + strings.TrimSuffix(strings.Repeat(`"`+anID+`",`, n), ",") + `]}`
	}
	tests := []struct {
		name, request, body string
		want                Body
	}{
		{"taken", "richMenu", menuAreas(anArea), Body{}},
		{"no name", "richMenu", `{"size":` + aSize + `,"selected":true,"chatBarText":"c","areas":[]}`, Fields(Detail{"must be specified", "name"})},
		{"raw Thai in an address", "richMenu", menuAction(`{"type":"uri","uri":"https://example.com/ก"}`), Fields(Detail{"invalid uri", "areas[0].action.uri"})},
		{"scheme of an address", "richMenu", menuAction(`{"type":"uri","uri":"ftp://example.com/"}`), Fields(Detail{"invalid uri", "areas[0].action.uri"})},
		{"no data in a postback", "richMenu", menuAction(`{"type":"postback"}`), Fields(Detail{"must be specified", "areas[0].action.data"})},
		{"no label is fine", "richMenu", menuAction(`{"type":"postback","data":"d"}`), Body{}},
		{"20 areas", "richMenu", areas(20), Body{}},
		{"21 areas", "richMenu", areas(21), Fields(Detail{"Size must be between 0 and 20", "areas"})},
		{"bar counts clusters", "richMenu", named("n", strings.Repeat("ที่", 14)), Body{}},
		{"15 clusters in the bar", "richMenu", named("n", strings.Repeat("ที่", 15)), Fields(Detail{"Length must be between 0 and 14", "chatBarText"})},
		{"name counts clusters", "richMenu", named(strings.Repeat("ที่", 300), "c"), Body{}},
		{"301 clusters in the name", "richMenu", named(strings.Repeat("ที่", 301), "c"), Fields(Detail{"Length must be between 0 and 300", "name"})},
		{"narrowest", "richMenu", sized(800, 250), Body{}},
		{"widest", "richMenu", sized(2500, 1686), Body{}},
		{"too narrow", "richMenu", sized(799, 250), Fields(Detail{"Must be between 800 and 2500", "size.width"})},
		{"too wide", "richMenu", sized(2501, 1686), Fields(Detail{"Must be between 800 and 2500", "size.width"})},
		{"too low", "richMenu", sized(800, 249), Fields(Detail{"Must be between 250 and 2147483647", "size.height"})},
		{"1.45 to 1", "richMenu", sized(1450, 1000), Body{}},
		{"1.449 to 1", "richMenu", sized(1449, 1000), Fields(Detail{"The aspect ratio (width / height) must be at least 1.45", "size.height"})},
		{"area beyond the edge", "richMenu", menuAreas(`{"bounds":{"x":0,"y":1,"width":1200,"height":810},` + press + `}`), Fields(Detail{"must be within the size of the rich menu", "areas[0].bounds.height"})},
		{"bounds that would overflow", "richMenu", menuAreas(`{"bounds":{"x":2147483647,"y":0,"width":2147483647,"height":1},` + press + `}`), Fields(Detail{"must be within the size of the rich menu", "areas[0].bounds.width"})},
		{"width in words", "richMenu", `{"size":{"width":"1200","height":810},` + menuHead + `,"areas":[]}`, Body{Message: "The property, size.width, in the request body is invalid (line: -, column: -)"}},
		{"alias in capitals", "richMenuAlias", `{"richMenuAliasId":"Tab","richMenuId":"` + aMenu + `"}`, Fields(Detail{"invalid property", "richMenuAliasId"})},
		{"alias of 33", "richMenuAlias", `{"richMenuAliasId":"` + strings.Repeat("a", 33) + `","richMenuId":"` + aMenu + `"}`, Fields(Detail{"invalid property", "richMenuAliasId"})},
		{"alias of no menu's id", "richMenuAlias", `{"richMenuAliasId":"a","richMenuId":"menu"}`, Fields(Detail{"invalid richMenuId", "richMenuId"})},
		{"500 users", "richMenuBulkUnlink", users(500), Body{}},
		{"501 users", "richMenuBulkUnlink", users(501), Fields(Detail{"Size must be between 1 and 500", "userIds"})},
		{"a group among users", "richMenuBulkUnlink", `{"userIds":["C0123456789abcdef0123456789abcdef"]}`, Body{Message: "The property, 'userIds[0]', in the request body is invalid (line: -, column: -)"}},
		{"batch from no menu's id", "richMenuBatch", `{"operations":[{"type":"unlink","from":"menu"}]}`, Fields(Detail{"invalid richMenuId", "operations[0].from"})},
		{"batch from twice", "richMenuBatch", `{"operations":[{"type":"unlink","from":"` + aMenu + `"},{"type":"link","from":"` + aMenu + `","to":"` + aMenu + `"}]}`, Fields(Detail{"from richmenu (" + aMenu + ") is duplicated", "operations[].from"})},
		{"unlinkAll beside others", "richMenuBatch", `{"operations":[{"type":"unlinkAll"},{"type":"unlink","from":"` + aMenu + `"}]}`, Fields(Detail{"'unlinkAll' type can't be combined with other type", "operations[].type"})},
		{"a message has no richmenuswitch", "validate", quick(samples["action.richmenuswitch"].json), Fields(Detail{"Must be one of the following values: [postback, message, uri, datetimepicker, clipboard, camera, cameraRoll, location]", "messages[0].quickReply.items[0].action.type"})},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Request(test.request, json.RawMessage(test.body)).Body()); diff != "" {
				t.Errorf("LINE's answer should be (-) but is (+):\n%s", diff)
			}
		})
	}
}
