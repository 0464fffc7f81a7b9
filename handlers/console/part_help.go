package console

// How something is done: numbered steps, and a picture of the page where it is.

// Numbered is sentences to follow one after the other.
type Numbered struct{ Items []string }

func (Numbered) part() string { return "numbered" }

// A Shot is a picture of a page, as the browser tests draw it from the demo.
type Shot struct {
	Name  string // the file web/console/help/NAME.webp
	Words string // under it: what to look for
}

func (Shot) part() string { return "shot" }

// Width is how wide every picture is, in pixels; the browser keeps the room for it.
func (Shot) Width() int { return 820 }

// Height is how high every picture is.
func (Shot) Height() int { return 640 }
