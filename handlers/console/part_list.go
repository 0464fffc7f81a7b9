package console

// A list page: tabs, filters, a table that becomes cards on a phone, and more
// of it behind a press.

// A Listing is rows to look through.
type Listing struct {
	ID      string // unique on the page
	Tabs    *Tabs
	Filters *Filters
	Table   Table
	// More leads to the rows after these, by the key of the last one; with a
	// script they are put under these.
	More  string
	Shown string // แสดง 10 รายการล่าสุด
	Empty *Empty // in place of a table without rows
}

func (Listing) part() string { return "listing" }

// Filters narrow a list down.
type Filters struct {
	Ask    string // where the form asks, by GET
	Values []Hidden
	Fields []Field
	Label  string // of the button: กรองรายการ
}

func (Filters) part() string { return "filters" }

// A Table has a head that stays. The first cell of a row names it.
type Table struct {
	ID      string // of the rows' place, where more are put
	Caption string // for those who hear it
	Columns []Column
	Rows    []Line
}

func (Table) part() string { return "table" }

// A Column heads cells.
type Column struct {
	Label  string
	Number bool // to the right
	Said   bool // on a phone the label stands before the cell
}

// A Line is one row of a table.
type Line struct{ Cells []Entry }

// An Entry is one cell.
type Entry struct {
	Text, Detail string
	Href         string
	Status       *Status
	Quiet        bool
	Whole        bool // never broken: a number, a day
	Thai         bool // a name
}

// Column is the head of the cell at i, empty where a row has more cells than heads.
func (t Table) Column(i int) Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return Column{}
}
