package console

// What every later page is made of.

// A Part is a piece of a page that knows how it looks: the name of its
// template, which gets the Part as its data. Parts hold parts, so a page may be
// a few structs and no markup of its own.
type Part interface{ part() string }

// Tone says how much something needs a person. Quiet is the zero value.
type Tone string

// The tones. Only Warn and Danger ask for somebody.
const (
	Quiet  Tone = ""
	OK     Tone = "ok"
	Warn   Tone = "warn"
	Danger Tone = "danger"
	Brand  Tone = "brand" // happening now
)

// A Status is an icon, a word and a colour, never a colour alone. A filled icon
// and a colour say that something happens or needs somebody.
type Status struct {
	Icon string // a Phosphor name; drawn filled unless Tone is Quiet
	Word string
	Tone Tone
	Box  bool // only for what runs out of time
}

func (Status) part() string { return "status" }

// A Note is a sentence that matters, where it matters. What the act before did
// is a Note with its undo; it stays until the next act.
type Note struct {
	Tone   Tone
	Icon   string // empty: the tone's own
	Strong string // a few words before the sentence
	Text   string
	Act    *Act
	Said   bool // read aloud when it comes
}

func (Note) part() string { return "note" }

// Sign is the note's icon.
func (n Note) Sign() string {
	switch {
	case n.Icon != "":
		return n.Icon
	case n.Tone == OK:
		return "check-circle"
	case n.Tone == Warn, n.Tone == Danger:
		return "warning"
	}
	return "info"
}

// Kind is the weight of a button. Plain is the zero value.
type Kind string

// The kinds. A block has one Primary at most; Destroy is outlined in red, and
// is never where the focus begins.
const (
	Plain   Kind = ""
	Primary Kind = "primary"
	Soft    Kind = "soft" // an act repeated down a list
	Bare    Kind = "bare"
	Destroy Kind = "danger"
)

// An Act is something a person can press: a link where Href or Tel is set, a form of
// one button where Post is.
type Act struct {
	Label  string
	Hidden string // what the label leaves out, for those who hear it: ให้ บุญเรือน สังข์ทอง
	Kind   Kind
	Icon   string // before the words, never instead of them
	Last   string // an icon after the words, where the way leads on: caret-right
	Key    string // the letter that presses it: b, n, u
	Wide   bool
	Focus  bool // the focus begins here; the way back from a Confirm
	Href   string
	Tel    string // a number to dial, in place of Href
	Post   string
	Values []Hidden // what Post gets
	// Into is the id of the part that the answer of Post replaces. Empty, or
	// without a script: the answer is a page.
	Into string
	// Failed says what did not happen when the answer never came: ยังไม่ได้บันทึก….
	Failed string
}

func (Act) part() string { return "act" }

// A Hidden is a value that a form posts unseen.
type Hidden struct{ Name, Value string }

// Class is the button's class.
func (a Act) Class() string {
	kind := a.Kind
	if kind == Plain {
		kind = "plain"
	}
	class := "btn btn-" + string(kind)
	if a.Wide {
		class += " btn-wide"
	}
	return class
}

// A Bar is acts beside each other.
type Bar struct{ Acts []Act }

func (Bar) part() string { return "bar" }

// A Menu is acts that open in place under one word.
type Menu struct {
	Label, Hidden string // จัดการ, and of whom
	Hold          string // finds it again when a live part changed: the row's id
	Acts          []Act
}

func (Menu) part() string { return "menu" }

// A Text is a paragraph.
type Text struct {
	Words string
	Quiet bool
}

func (Text) part() string { return "text" }

// Bullets is a list of sentences; a sentence may lead somewhere.
type Bullets struct{ Items []Act }

func (Bullets) part() string { return "bullets" }
