package console

// Whom a change would hit, before it is saved; and what residents will read.

// A Moved is somebody whose visit a change would move.
type Moved struct {
	Name, From, To string
	How            string // แจ้งทาง LINE
	Icon           string // of how
	Act            *Act   // เลือกเวลาอื่น
}

// Moves are those whom a change would hit.
type Moves struct{ Rows []Moved }

func (Moves) part() string { return "moves" }

// Weeks are the coming days as a calendar.
type Weeks struct {
	Caption string
	Heads   []string // จ อ พ พฤ ศ
	Rows    [][]WeekDay
}

func (Weeks) part() string { return "weeks" }

// A WeekDay is one day of them; an empty Day is no day of theirs.
type WeekDay struct {
	Day, Count string
	Hit        string // เลื่อน 3 คน; empty: nobody is hit
}

// A Preview is a message as a resident will see it.
type Preview struct {
	Title, Words string
	English      bool // the words are; else Thai
	Buttons      []string
}

func (Preview) part() string { return "preview" }
