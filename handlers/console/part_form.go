package console

// Forms: fields, picks, steps, the slip that is read before confirming.

// A Field is a label, what to know, what is wrong, and where to type.
type Field struct {
	ID, Name    string // Name empty: the same as ID
	Label       string
	Unseen      bool // the label is only heard: a field that its neighbours explain
	Hint, Error string
	Value       string
	Type        string   // text, email, tel, password, number, search, date, area, select; empty: text
	Rows        int      // of an area
	Options     []Choice // of a select
	Width       string   // time, short, name; empty: as wide as its column
	Complete    string   // autocomplete; empty: off
	Mode        string   // inputmode: numeric, tel
	Resident    bool     // what stands in it will be read by a resident
	Focus       bool     // the cursor begins here; once on a page
	Max         int      // characters; 0: no limit
	After       string   // a quiet line under the field
	Look        string   // asked with the whole form while somebody types or when they chose; see Looking
}

func (Field) part() string { return "field" }

// Called is the name that the form posts the field under.
func (f Field) Called() string {
	if f.Name != "" {
		return f.Name
	}
	return f.ID
}

// Heard is the ids of what describes the field.
func (f Field) Heard() string {
	return heard(f.ID, f.Hint, f.Error, f.After)
}

// heard is ids of the sentences that there are: ID-hint, ID-error, ID-after.
func heard(id, hint, fault, after string) string {
	said := ""
	for _, each := range []struct{ word, ending string }{{hint, "-hint"}, {fault, "-error"}, {after, "-after"}} {
		if each.word == "" {
			continue
		}
		if said != "" {
			said += " "
		}
		said += id + each.ending
	}
	return said
}

// A Check is one box to tick.
type Check struct {
	ID, Name, Value, Label string
	Detail                 string
	On                     bool
}

func (Check) part() string { return "check" }

// Ticks are boxes beside each other under one word: the days of the week.
type Ticks struct {
	ID, Legend  string // ID is also the name that the form posts
	Hint, Error string
	Options     []Option // Chosen is a box that is ticked
}

func (Ticks) part() string { return "ticks" }

// Heard is the ids of what describes the boxes.
func (t Ticks) Heard() string { return heard(t.ID, t.Hint, t.Error, "") }

// Abreast is short fields beside each other, as far as there is room.
type Abreast struct{ Fields []Field }

func (Abreast) part() string { return "abreast" }

// An Upload takes files.
type Upload struct {
	ID, Label, Hint, Error string
	Accept                 string // image/jpeg,image/png
	Many                   bool
	Kept                   []string // names of files that came already
}

func (Upload) part() string { return "upload" }

// Heard is the ids of what describes the field.
func (u Upload) Heard() string { return heard(u.ID, u.Hint, u.Error, "") }

// A Pick is a choice of one, as tiles.
type Pick struct {
	ID, Legend  string // ID is also the name that the form posts
	Unseen      bool   // the legend is only heard: a heading stands above
	Hint, Error string
	Columns     int    // 1 as a list, 3 for times, 5 for services under their pictures
	Look        string // as of a Field
	Options     []Option
}

func (Pick) part() string { return "pick" }

// Heard is the ids of what describes the pick.
func (p Pick) Heard() string { return heard(p.ID, p.Hint, p.Error, "") }

// An Option is a tile.
type Option struct {
	Value, Label, Detail string
	Disc, Icon           string
	Chosen               bool
	Off                  bool   // cannot be chosen; Detail says why
	Href                 string // leads elsewhere instead: วันอื่น
	Thai                 bool   // Label is a name
}

// An Errors is what is wrong with a form, above it; each leads to its field.
type Errors struct {
	Title string
	Rows  []Fault
}

func (Errors) part() string { return "errors" }

// A Fault is what is wrong with one field.
type Fault struct{ Field, Text string }

// A Form holds parts and posts them.
type Form struct {
	ID, Post string
	Into     string // as of an Act
	Failed   string // as of an Act
	Files    bool   // it has an Upload
	Ask      bool   // it only asks (GET): a search, a filter
	Values   []Hidden
	Body     []Part
	Submit   *Act // the button; Href and Post stay empty
	Others   []Act
}

func (Form) part() string { return "form" }

// A Step is one question of a longer form.
type Step struct {
	ID, N, Title, Detail string
	Done                 bool
	Body                 []Part
}

func (Step) part() string { return "step" }

// A Slip is what will be done, read before it is confirmed.
type Slip struct {
	ID                                       string // of the slip whose answers of Look replace it; empty: it stays
	Aside                                    bool   // it comes along with the answer for another part
	Title, Name, Disc, Service, When, Detail string
	Body                                     []Part
	Submit                                   Act
	After                                    string // what happens then
}

func (Slip) part() string { return "slip" }

// A Confirm asks before an act that cannot be undone by a press. Its button
// repeats the verb and the number; the way back stands among the form's others,
// with the focus where the Confirm is a page of its own.
type Confirm struct {
	Title, Text string
	Body        []Part // whom it hits
	Form        Form   // a field for the reason, and the button
	Alone       bool   // it is the whole page: its title is the page's
}

func (Confirm) part() string { return "confirm" }
