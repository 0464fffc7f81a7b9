package rules

// Template messages (R#template-messages).

func templates() []kind {
	image := []field{
		may("thumbnailImageUrl", picture()),
		may("imageBackgroundColor", colour()),
	}
	look := []field{
		may("imageAspectRatio", word("rectangle", "square")),
		may("imageSize", word("cover", "contain")),
	}
	kindOf := tag()
	return []kind{
		{name: "template.buttons", source: "R#buttons", fields: join([]field{kindOf}, image, look, []field{
			may("title", clusters(40)),
			must("text", clusters(160)),
			may("defaultAction", action("default")),
			must("actions", many(1, 4, action("template"))),
		}), across: []across{shortText()}},
		{name: "template.confirm", source: "R#confirm", fields: []field{
			kindOf,
			must("text", clusters(240)),
			must("actions", many(2, 2, action("template"))),
		}},
		{name: "template.carousel", source: "R#carousel", fields: join([]field{kindOf}, look, []field{
			must("columns", many(1, 10, one("template.carousel.column"))),
		}), across: []across{sameActions(), allOrNone("thumbnailImageUrl"), allOrNone("title")}},
		{name: "template.carousel.column", source: "R#column-object-for-carousel", fields: join(image, []field{
			may("title", clusters(40)),
			must("text", clusters(120)),
			may("defaultAction", action("default")),
			must("actions", many(1, 3, action("template"))),
		}), across: []across{shortText()}},
		{name: "template.image_carousel", source: "R#image-carousel", fields: []field{
			kindOf,
			must("columns", many(1, 10, one("template.image_carousel.column"))),
		}},
		{name: "template.image_carousel.column", source: "R#column-object-for-image-carousel", fields: []field{
			must("imageUrl", picture()),
			must("action", action("imageCarousel")),
		}},
	}
}

// shortText: a picture or title takes room from the words.
func shortText() across {
	return across{name: "text.beside", says: "at most 60 grapheme clusters beside a picture or title", run: func(c *cross, p place, obj map[string]any) {
		if obj["title"] == nil && obj["thumbnailImageUrl"] == nil {
			return
		}
		if Clusters(text(obj["text"])) > 60 {
			c.fail(p.in("text"), &fault{said: "Length must be between 0 and 60"})
		}
	}}
}

func sameActions() across {
	return across{name: "columns.actions", says: "every column has the same number of actions", run: func(c *cross, p place, obj map[string]any) {
		columns := list(obj["columns"])
		for i, column := range columns {
			if len(list(object(column)["actions"])) != len(list(object(columns[0])["actions"])) {
				c.fail(p.in("columns").at(i).in("actions"), &fault{said: "The number of actions must be the same in all columns"})
				return
			}
		}
	}}
}

func allOrNone(property string) across {
	return across{name: "columns." + property, says: "all columns have a " + property + " or none has", run: func(c *cross, p place, obj map[string]any) {
		columns := list(obj["columns"])
		for i, column := range columns {
			if (object(column)[property] == nil) != (object(columns[0])[property] == nil) {
				c.fail(p.in("columns").at(i).in(property), &fault{said: "Must be in all columns or in none"})
				return
			}
		}
	}}
}

func join(parts ...[]field) []field {
	var out []field
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}
