package simulator_test

// Rich menus as a bot makes, shows and takes them: LINE's statuses and words.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

const noMenu = "richmenu-00000000000000000000000000000000"

// menu creates a rich menu of 800 × 540 with these areas, and uploads its image.
func (s *scene) menu(selected bool, areas ...string) string {
	s.t.Helper()
	id := s.bareMenu(selected, areas...)
	s.wants("uploading", s.upload(id, drawn(s.t, "png", 800, 540), "image/png"), 200, "{}")
	return id
}

func (s *scene) bareMenu(selected bool, areas ...string) string {
	s.t.Helper()
	got := s.call("POST", "/v2/bot/richmenu", menuOf(selected, areas...), nil)
	var made struct{ RichMenuID string }
	if err := json.Unmarshal([]byte(got.body), &made); err != nil || got.status != 200 {
		s.t.Fatalf("a rich menu should be created: %d %s", got.status, got.body)
	}
	return made.RichMenuID
}

// menuOf is a rich menu object whose areas have these actions, below each other.
func menuOf(selected bool, actions ...string) string {
	var areas []string
	for i, a := range actions {
		areas = append(areas, fmt.Sprintf(`{"bounds":{"x":0,"y":%d,"width":800,"height":100},"action":%s}`, i*100, a))
	}
	return fmt.Sprintf(`{"size":{"width":800,"height":540},"selected":%v,"name":"menu","chatBarText":"เมนู","areas":[%s]}`, selected, strings.Join(areas, ","))
}

func (s *scene) upload(id, data, kind string) said {
	s.t.Helper()
	return s.call("POST", "/v2/bot/richmenu/"+id+"/content", data, header{"Content-Type": kind})
}

func drawn(t *testing.T, format string, width, height int) string {
	t.Helper()
	var out bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, width, height))
	err := png.Encode(&out, img)
	if format == "jpeg" {
		out.Reset()
		err = jpeg.Encode(&out, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// seen is the menu on a person's phone; nil: none.
func (s *scene) seen(name string) *simulator.RichMenu {
	s.t.Helper()
	menu, err := s.RichMenu(name)
	if err != nil {
		s.t.Fatal(err)
	}
	return menu
}

// sees fails unless the person's phone shows the menu, or none for "".
func (s *scene) sees(why, name, id string) {
	s.t.Helper()
	got := ""
	if menu := s.seen(name); menu != nil {
		got = menu.RichMenuID
	}
	if got != id {
		s.t.Errorf("%s: %s should see the rich menu %q, not %q", why, name, id, got)
	}
}

func TestRichMenuObjects(t *testing.T) {
	s := begin(t, nil)
	id := s.bareMenu(false, `{"type":"postback","data":"d"}`)
	whole := `{"richMenuId":"` + id + `","size":{"width":800,"height":540},"selected":false,"name":"menu","chatBarText":"เมนู","areas":[{"bounds":{"x":0,"y":0,"width":800,"height":100},"action":{"type":"postback","data":"d"}}]}`
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"validate", "POST", "/v2/bot/richmenu/validate", menuOf(true), 200, "{}"},
		{"validate without a name", "POST", "/v2/bot/richmenu/validate", strings.Replace(menuOf(true), `"name":"menu",`, "", 1), 400, `{"message":"The request body has 1 error(s)","details":[{"message":"must be specified","property":"name"}]}`},
		{"create with a wrong address", "POST", "/v2/bot/richmenu", menuOf(true, `{"type":"uri","uri":"javascript:alert(1)"}`), 400, `{"message":"The request body has 1 error(s)","details":[{"message":"invalid uri","property":"areas[0].action.uri"}]}`},
		{"get", "GET", "/v2/bot/richmenu/" + id, "", 200, whole},
		{"get what is not", "GET", "/v2/bot/richmenu/" + noMenu, "", 404, `{"message":"Not found"}`},
		{"list", "GET", "/v2/bot/richmenu/list", "", 200, `{"richmenus":[` + whole + `]}`},
		{"delete what is not", "DELETE", "/v2/bot/richmenu/" + noMenu, "", 404, `{"message":"Not found"}`},
		{"delete", "DELETE", "/v2/bot/richmenu/" + id, "", 200, "{}"},
		{"get after deleting", "GET", "/v2/bot/richmenu/" + id, "", 404, ""},
		{"list of none", "GET", "/v2/bot/richmenu/list", "", 200, `{"richmenus":[]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.call(test.method, test.path, test.body, nil), test.status, test.want)
		})
	}
}

func TestRichMenuImages(t *testing.T) {
	s := begin(t, nil)
	id := s.bareMenu(false)
	fits := drawn(t, "png", 800, 540)
	notAllowed := `{"message":"The image size is not allowed for richmenu"}`
	tests := []struct {
		name, id, data, kind string
		status               int
		want                 string
	}{
		{"to no menu", noMenu, fits, "image/png", 404, `{"message":"Not found"}`},
		{"GIF", id, fits, "image/gif", 415, `{"message":"The content type, image/gif, is not supported"}`},
		{"JSON", id, "{}", "application/json", 415, ""},
		{"no picture", id, "not a picture", "image/png", 400, notAllowed},
		{"PNG called JPEG", id, fits, "image/jpeg", 400, notAllowed},
		{"too narrow", id, drawn(t, "png", 799, 540), "image/png", 400, notAllowed},
		{"too wide", id, drawn(t, "png", 2501, 1000), "image/png", 400, notAllowed},
		{"too low", id, drawn(t, "png", 800, 249), "image/png", 400, notAllowed},
		{"too high for its width", id, drawn(t, "png", 800, 552), "image/png", 400, notAllowed},
		{"over 1 MB", id, fits + strings.Repeat("\x00", 1<<20), "image/png", 400, notAllowed},
		{"over 2 MB", id, fits + strings.Repeat("\x00", 2<<20), "image/png", 413, ""},
		{"JPEG", s.bareMenu(false), drawn(t, "jpeg", 1200, 405), "image/jpeg", 200, "{}"},
		{"PNG", id, fits, "image/png", 200, "{}"},
		{"a second one", id, fits, "image/png", 400, `{"message":"An image has already been uploaded to the richmenu"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.upload(test.id, test.data, test.kind), test.status, test.want)
		})
	}
	got := s.call("GET", "/v2/bot/richmenu/"+id+"/content", "", nil)
	if got.status != 200 || got.header.Get("Content-Type") != "image/png" || got.body != fits {
		t.Errorf("the image should come back as it was sent: %d %s", got.status, got.header.Get("Content-Type"))
	}
	s.wants("image of a menu without one", s.call("GET", "/v2/bot/richmenu/"+s.bareMenu(false)+"/content", "", nil), 404, `{"message":"Not found"}`)
}

func TestRichMenuLinks(t *testing.T) {
	s := begin(t, nil)
	somsri, boonmee := s.id("somsri"), s.id("boonmee")
	id, empty := s.menu(true), s.bareMenu(true)
	noImage := `{"message":"must upload richmenu image before applying it to user","details":[]}`
	wrongUser := `{"message":"The value for the 'userId' parameter is invalid"}`
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"no default", "GET", "/v2/bot/user/all/richmenu", "", 404, `{"message":"no default richmenu","details":[]}`},
		{"default without an image", "POST", "/v2/bot/user/all/richmenu/" + empty, "", 400, noImage},
		{"default that is not", "POST", "/v2/bot/user/all/richmenu/" + noMenu, "", 404, `{"message":"Not found"}`},
		{"default", "POST", "/v2/bot/user/all/richmenu/" + id, "", 200, "{}"},
		{"get the default", "GET", "/v2/bot/user/all/richmenu", "", 200, `{"richMenuId":"` + id + `"}`},
		{"cancel the default", "DELETE", "/v2/bot/user/all/richmenu", "", 200, "{}"},
		{"cancel it again", "DELETE", "/v2/bot/user/all/richmenu", "", 200, "{}"},
		{"nothing linked", "GET", "/v2/bot/user/" + somsri + "/richmenu", "", 404, `{"message":"the user has no richmenu","details":[]}`},
		{"link a wrong id", "POST", "/v2/bot/user/somsri/richmenu/" + id, "", 400, wrongUser},
		{"get of a wrong id", "GET", "/v2/bot/user/somsri/richmenu", "", 400, wrongUser},
		{"unlink a wrong id", "DELETE", "/v2/bot/user/somsri/richmenu", "", 400, wrongUser},
		{"link without an image", "POST", "/v2/bot/user/" + somsri + "/richmenu/" + empty, "", 400, noImage},
		{"link what is not", "POST", "/v2/bot/user/" + somsri + "/richmenu/" + noMenu, "", 404, `{"message":"Not found"}`},
		{"link", "POST", "/v2/bot/user/" + somsri + "/richmenu/" + id, "", 200, "{}"},
		{"get of the user", "GET", "/v2/bot/user/" + somsri + "/richmenu", "", 200, `{"richMenuId":"` + id + `"}`},
		{"unlink", "DELETE", "/v2/bot/user/" + somsri + "/richmenu", "", 200, "{}"},
		{"unlink again", "DELETE", "/v2/bot/user/" + somsri + "/richmenu", "", 200, "{}"},
		{"link to no friend is taken", "POST", "/v2/bot/user/" + boonmee + "/richmenu/" + id, "", 200, "{}"},
		{"but not done", "GET", "/v2/bot/user/" + boonmee + "/richmenu", "", 404, ""},
		{"bulk link", "POST", "/v2/bot/richmenu/bulk/link", `{"richMenuId":"` + id + `","userIds":["` + somsri + `","` + boonmee + `"]}`, 202, "{}"},
		{"get after bulk link", "GET", "/v2/bot/user/" + somsri + "/richmenu", "", 200, `{"richMenuId":"` + id + `"}`},
		{"bulk link of a group", "POST", "/v2/bot/richmenu/bulk/link", `{"richMenuId":"` + id + `","userIds":["` + s.id("duty") + `"]}`, 400, `{"message":"The property, 'userIds[0]', in the request body is invalid (line: -, column: -)"}`},
		{"bulk link without an image", "POST", "/v2/bot/richmenu/bulk/link", `{"richMenuId":"` + empty + `","userIds":["` + somsri + `"]}`, 400, noImage},
		{"bulk link what is not", "POST", "/v2/bot/richmenu/bulk/link", `{"richMenuId":"` + noMenu + `","userIds":["` + somsri + `"]}`, 404, `{"message":"richmenu not found","details":[]}`},
		{"bulk link no id", "POST", "/v2/bot/richmenu/bulk/link", `{"richMenuId":"x","userIds":["` + somsri + `"]}`, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"invalid richMenuId","property":"richMenuId"}]}`},
		{"bulk unlink", "POST", "/v2/bot/richmenu/bulk/unlink", `{"userIds":["` + somsri + `"]}`, 202, "{}"},
		{"get after bulk unlink", "GET", "/v2/bot/user/" + somsri + "/richmenu", "", 404, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.call(test.method, test.path, test.body, nil), test.status, test.want)
		})
	}
}

func TestRichMenuAliases(t *testing.T) {
	s := begin(t, nil)
	id, other, empty := s.menu(true), s.menu(true), s.bareMenu(true)
	alias := func(name, menu string) string {
		return `{"richMenuAliasId":"` + name + `","richMenuId":"` + menu + `"}`
	}
	const path = "/v2/bot/richmenu/alias"
	missing, noAlias := `{"message":"richmenu not found","details":[]}`, `{"message":"richmenu alias not found","details":[]}`
	tests := []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"none", "GET", path + "/list", "", 200, `{"aliases":[]}`},
		{"for no menu", "POST", path, alias("a", noMenu), 400, missing},
		{"for a menu without an image", "POST", path, alias("a", empty), 400, missing},
		{"in capitals", "POST", path, alias("A", id), 400, `{"message":"The request body has 1 error(s)","details":[{"message":"invalid property","property":"richMenuAliasId"}]}`},
		{"create", "POST", path, alias("tab-b", id), 200, "{}"},
		{"create it again", "POST", path, alias("tab-b", id), 400, `{"message":"conflict richmenu alias id","details":[]}`},
		{"another for the same menu", "POST", path, alias("tab-a", id), 200, "{}"},
		{"get", "GET", path + "/tab-b", "", 200, alias("tab-b", id)},
		{"get what is not", "GET", path + "/tab-c", "", 404, noAlias},
		{"update", "POST", path + "/tab-b", `{"richMenuId":"` + other + `"}`, 200, "{}"},
		{"update to no menu", "POST", path + "/tab-b", `{"richMenuId":"` + noMenu + `"}`, 400, missing},
		{"update what is not", "POST", path + "/tab-c", `{"richMenuId":"` + other + `"}`, 404, noAlias},
		{"list", "GET", path + "/list", "", 200, `{"aliases":[` + alias("tab-a", id) + `,` + alias("tab-b", other) + `]}`},
		{"delete", "DELETE", path + "/tab-a", "", 200, "{}"},
		{"delete it again", "DELETE", path + "/tab-a", "", 404, noAlias},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.wants(test.name, s.call(test.method, test.path, test.body, nil), test.status, test.want)
		})
	}
}

func TestRichMenuBatches(t *testing.T) {
	s := begin(t, func(c *simulator.Config) {
		c.Unlimited = true
		c.Residents[1].Friend = true
	})
	a, b, c, empty := s.menu(true), s.menu(true), s.menu(true), s.bareMenu(true)
	link := func(name, id string) {
		s.wants("link", s.call("POST", "/v2/bot/user/"+s.id(name)+"/richmenu/"+id, "", nil), 200, "{}")
	}
	batch := func(operations, key string) said {
		return s.call("POST", "/v2/bot/richmenu/batch", `{"operations":[`+operations+`],"resumeRequestKey":"`+key+`"}`, nil)
	}
	chain := `{"type":"link","from":"` + a + `","to":"` + b + `"},{"type":"link","from":"` + b + `","to":"` + c + `"}`
	link("somsri", a)
	link("boonmee", b)
	accepted := batch(chain, "first")
	s.wants("batch", accepted, 202, "{}")
	s.sees("operations do not affect each other", "somsri", b)
	s.sees("operations do not affect each other", "boonmee", c)

	progress := "/v2/bot/richmenu/progress/batch?requestId=" + accepted.header.Get("X-Line-Request-Id")
	s.wants("progress at first", s.call("GET", progress, "", nil), 200, `{"acceptedTime":"2026-11-25T05:00:00.000Z","phase":"ongoing"}`)
	s.wants("progress later", s.call("GET", progress, "", nil), 200, `{"acceptedTime":"2026-11-25T05:00:00.000Z","completedTime":"2026-11-25T05:00:00.000Z","phase":"succeeded"}`)
	s.wants("progress of nothing", s.call("GET", "/v2/bot/richmenu/progress/batch?requestId=123e4567-e89b-12d3-a456-426614174000", "", nil), 404, `{"message":"Not found"}`)
	s.wants("progress of no id", s.call("GET", "/v2/bot/richmenu/progress/batch", "", nil), 400, "")

	s.wants("the same key resumes", batch(chain, "first"), 202, "{}")
	s.sees("who was done is not done again", "somsri", b)
	s.Advance(14 * 24 * time.Hour)
	s.wants("progress after 14 days", s.call("GET", progress, "", nil), 404, "")
	s.wants("the same key after 14 days", batch(chain, "first"), 202, "{}")
	s.sees("a key lives 14 days", "somsri", c)
	s.wants("unlink", batch(`{"type":"unlink","from":"`+c+`"}`, "second"), 202, "{}")
	s.sees("after unlink", "boonmee", "")
	link("somsri", a)
	s.wants("unlinkAll", batch(`{"type":"unlinkAll"}`, "third"), 202, "{}")
	s.sees("after unlinkAll", "somsri", "")

	refused := []struct {
		name, operations string
		status           int
		want             string
	}{
		{"to without an image", `{"type":"link","from":"` + a + `","to":"` + empty + `"}`, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"'to' richmenu (` + empty + `) must have image but it doesn't","property":"operations[0].to"}]}`},
		{"to what is not", `{"type":"link","from":"` + a + `","to":"` + noMenu + `"}`, 404, `{"message":"The request body has 1 error(s)","details":[{"message":"Richmenu (` + noMenu + `) is not found","property":"operations[0].to"}]}`},
		{"from what is not", `{"type":"unlink","from":"` + noMenu + `"}`, 404, `{"message":"The request body has 1 error(s)","details":[{"message":"Richmenu (` + noMenu + `) is not found","property":"operations[0].from"}]}`},
		{"unlinkAll beside unlink", `{"type":"unlinkAll"},{"type":"unlink","from":"` + a + `"}`, 400, `{"message":"The request body has 1 error(s)","details":[{"message":"'unlinkAll' type can't be combined with other type","property":"operations[].type"}]}`},
	}
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			s.wants("batch", batch(test.operations, "refused"), test.status, test.want)
			s.wants("validate", s.call("POST", "/v2/bot/richmenu/validate/batch", `{"operations":[`+test.operations+`]}`, nil), test.status, test.want)
		})
	}
	s.wants("validate", s.call("POST", "/v2/bot/richmenu/validate/batch", `{"operations":[`+chain+`]}`, nil), 200, "{}")
}

func TestRichMenuRates(t *testing.T) {
	s := begin(t, nil)
	tests := []struct {
		name, method, path, body string
		calls                    int
	}{
		{"create", "POST", "/v2/bot/richmenu", `{}`, 100},
		{"delete", "DELETE", "/v2/bot/richmenu/" + noMenu, "", 100},
		{"delete alias", "DELETE", "/v2/bot/richmenu/alias/a", "", 100},
		{"batch progress", "GET", "/v2/bot/richmenu/progress/batch", "", 100},
		{"batch", "POST", "/v2/bot/richmenu/batch", `{}`, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for i := range test.calls {
				if got := s.call(test.method, test.path, test.body, nil); got.status == 429 {
					t.Fatalf("call %d of %d an hour should not be refused for its rate", i+1, test.calls)
				}
			}
			for range test.calls { // on a slow machine the bucket refills a little meanwhile
				if got := s.call(test.method, test.path, test.body, nil); got.status == 429 {
					s.wants("too many calls", got, 429, `{"message":"The API rate limit has been exceeded. Try again later."}`)
					return
				}
			}
			t.Errorf("more than %d calls an hour should be refused", test.calls)
		})
	}
}

func TestRichMenuNumbers(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Unlimited = true })
	id := s.menu(true)
	for i := range 999 {
		s.bareMenu(true)
		s.wants("alias", s.call("POST", "/v2/bot/richmenu/alias", fmt.Sprintf(`{"richMenuAliasId":"a%d","richMenuId":"%s"}`, i, id), nil), 200, "{}")
	}
	s.wants("menu 1001", s.call("POST", "/v2/bot/richmenu", menuOf(true), nil), 400, "")
	s.wants("alias 1000", s.call("POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"b","richMenuId":"`+id+`"}`, nil), 200, "{}")
	s.wants("alias 1001", s.call("POST", "/v2/bot/richmenu/alias", `{"richMenuAliasId":"c","richMenuId":"`+id+`"}`, nil), 400, "")
}
