package console

// A person of the day, what waits, and facts.

// A Person is a row of the queue: who, what for, how it stands, and the one act
// that comes next.
type Person struct {
	ID     string // of the row on the page
	Disc   string // code of the health service's picture; empty: none
	Name   string
	Plain  bool   // Name is a day and time rather than somebody
	Href   string // the booking's page; on a phone the menu is there
	What   []string
	Status *Status
	Also   []string // after the status: มากับแม่
	Act    *Act
	Menu   *Menu
	Next   bool // the one whose turn it is; once on a page
}

func (Person) part() string { return "person" }

// People are rows under one hour, or under no heading.
type People struct {
	Title, Note string // รอบ 09.30 น., เหลืออีก 2 คน
	Rows        []Person
}

func (People) part() string { return "people" }

// A Wait is a number that is a door to its rows.
type Wait struct {
	N, What, Detail string
	Status          *Status
	Href            string // empty: there is nothing to open
	Done            bool   // nothing to do here
}

// Waits are what waits for somebody.
type Waits struct{ Rows []Wait }

func (Waits) part() string { return "waits" }

// A Fact is a word and what stands under it.
type Fact struct {
	Label, Value string
	Detail       string // a second, quiet line
	Status       *Status
	Act          *Act
	Thai         bool // Value is Thai on an English page too: a name
}

// Facts is a list of facts.
type Facts struct{ Rows []Fact }

func (Facts) part() string { return "facts" }
