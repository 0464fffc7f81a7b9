package rules

// Rich menu objects, and the requests about menus, aliases and links (R#rich-menu).

import "regexp"

// menuTypes are the actions of a rich menu's area (R#action-objects).
var menuTypes = []string{"postback", "message", "uri", "datetimepicker", "clipboard", "richmenuswitch"}

func menus() []kind {
	id := must("richMenuId", menuID())
	return []kind{
		{name: "request.richMenu", source: "R#rich-menu-object", menus: true, fields: []field{
			must("size", one("richMenu.size")).from("R#size-object"),
			must("selected", boolean()),
			must("name", clusters(300)),
			must("chatBarText", clusters(14)),
			must("areas", many(0, 20, one("richMenu.area"))),
		}, across: []across{areasInside()}},
		{name: "richMenu.size", source: "R#size-object", fields: []field{
			must("width", whole(800, 2500)),
			must("height", whole(250, nonNegative)),
		}, across: []across{wideEnough()}},
		{name: "richMenu.area", source: "R#area-object", fields: []field{
			must("bounds", one("richMenu.bounds")),
			must("action", oneOf("action", menuTypes, "action.in.richMenu")),
		}},
		{name: "richMenu.bounds", source: "R#bounds-object", fields: []field{
			must("x", whole(0, nonNegative)),
			must("y", whole(0, nonNegative)),
			must("width", whole(1, nonNegative)),
			must("height", whole(1, nonNegative)),
		}},
		{name: "action.in.richMenu", source: "R#action-objects", fields: []field{may("label", clusters(20))}},
		{name: "action.richmenuswitch", source: "R#richmenu-switch-action", fields: []field{
			tag(),
			must("richMenuAliasId", aliasID()),
			must("data", units(300)),
		}},
		{name: "request.richMenuAlias", source: "R#create-rich-menu-alias", menus: true, fields: []field{
			must("richMenuAliasId", aliasID()), id,
		}},
		{name: "request.richMenuAliasUpdate", source: "R#update-rich-menu-alias", menus: true, fields: []field{id}},
		{name: "request.richMenuBulkLink", source: "R#link-rich-menu-to-users", menus: true, fields: []field{
			id, must("userIds", many(1, 500, listedUser())),
		}},
		{name: "request.richMenuBulkUnlink", source: "R#unlink-rich-menus-from-users", menus: true, fields: []field{
			must("userIds", many(1, 500, listedUser())),
		}},
		{name: "request.richMenuBatch", source: "R#batch-control-rich-menus-of-users", menus: true, fields: []field{
			must("operations", many(1, 1000, oneOf("richMenu.operation", []string{"link", "unlink", "unlinkAll"}))),
			may("resumeRequestKey", form("1 to 100 letters, digits, _ or -", `^[a-zA-Z0-9_-]{1,100}$`, "a b")),
		}, across: []across{unlinkAllAlone(), fromOnce()}},
		{name: "richMenu.operation.link", source: "R#batch-control-rich-menus-of-users-operations", fields: []field{
			tag(), must("from", menuID()), must("to", menuID()),
		}},
		{name: "richMenu.operation.unlink", source: "R#batch-control-rich-menus-of-users-operations", fields: []field{
			tag(), must("from", menuID()),
		}},
		{name: "richMenu.operation.unlinkAll", source: "R#batch-control-rich-menus-of-users-operations", fields: []field{tag()}},
	}
}

func aliasID() check {
	return form("1 to 32 lower-case letters, digits, _ or -", `^[a-z0-9_-]{1,32}$`, "Alias A")
}

var menuForm = regexp.MustCompile(`^richmenu-[0-9a-f]{32}$`)

func menuID() check {
	return checked("form", "the id of a rich menu", func(_ *walk, _ place, v any) *fault {
		s, ok := v.(string)
		switch {
		case !ok:
			return wrongType()
		case !menuForm.MatchString(s):
			return &fault{said: "invalid richMenuId"}
		}
		return nil
	}, "menu")
}

// listedUser is a user id in a list; LINE quotes the place of a wrong one.
func listedUser() check {
	id := form("the id of a user", `^U[0-9a-f]{32}$`, "C0123456789abcdef0123456789abcdef")
	return checked("form", id.says, func(w *walk, p place, v any) *fault {
		if id.run(w, p, v) != nil {
			return &fault{said: "The property, '" + p.property() + "', in the request body is invalid (line: -, column: -)", alone: true}
		}
		return nil
	}, id.wrong)
}

// MenuFits reports whether a rich menu or its image may have this size in pixels
// (R#size-object, R#upload-rich-menu-image-requirements).
func MenuFits(width, height int) bool {
	return width >= 800 && width <= 2500 && height >= 250 && ratioFits(width, height)
}

func ratioFits(width, height int) bool { return width*100 >= height*145 }

func wideEnough() across {
	return across{name: "ratio", says: "width divided by height is at least 1.45", run: func(c *cross, p place, obj map[string]any) {
		width, _ := integer(obj["width"])
		height, ok := integer(obj["height"])
		if ok && width >= 800 && width <= 2500 && height >= 250 && height <= nonNegative && !ratioFits(width, height) {
			c.fail(p.in("height"), &fault{said: "The aspect ratio (width / height) must be at least 1.45"})
		}
	}}
}

func areasInside() across {
	return across{name: "areas.inside", says: "every area lies within the menu's size", source: "R#area-object", run: func(c *cross, p place, obj map[string]any) {
		size := object(obj["size"])
		for i, area := range list(obj["areas"]) {
			bounds := object(object(area)["bounds"])
			for _, side := range [][3]string{{"x", "width"}, {"y", "height"}} {
				from, okFrom := integer(bounds[side[0]])
				long, okLong := integer(bounds[side[1]])
				limit, okLimit := integer(size[side[1]])
				if okFrom && okLong && okLimit && from >= 0 && long >= 1 && from > limit-long {
					c.fail(p.in("areas").at(i).in("bounds").in(side[1]), &fault{said: "must be within the size of the rich menu"})
				}
			}
		}
	}}
}

func unlinkAllAlone() across {
	return across{name: "operations.unlinkAll", says: "unlinkAll stands with no other type", run: func(c *cross, p place, obj map[string]any) {
		all, others := 0, 0
		for _, operation := range list(obj["operations"]) {
			if object(operation)["type"] == "unlinkAll" {
				all++
			} else {
				others++
			}
		}
		if all > 0 && others > 0 {
			c.fail(p.in("operations"), &fault{said: "'unlinkAll' type can't be combined with other type", property: "operations[].type"})
		}
	}}
}

func fromOnce() across {
	return across{name: "operations.from.once", says: "a rich menu stands in one operation's from only", run: func(c *cross, p place, obj map[string]any) {
		known := map[string]bool{}
		for i, operation := range list(obj["operations"]) {
			from := text(object(operation)["from"])
			if from != "" && known[from] {
				c.fail(p.in("operations").at(i).in("from"), &fault{said: "from richmenu (" + from + ") is duplicated", property: "operations[].from"})
			}
			known[from] = true
		}
	}}
}
