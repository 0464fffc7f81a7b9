package console

// The board: which places can still be given.

// A Board is services by times. Free cells stand out; full ones are flat.
type Board struct {
	Caption string // for those who hear it: what pressing a cell does
	Corner  string // over the names: บริการ
	Times   []BoardTime
	Rows    []BoardRow
	Foot    string // the same for those who see it
	// Earlier and Later lead to the times that are not in the window: six at
	// once can be read.
	Earlier, Later *Act
}

func (Board) part() string { return "board" }

// A BoardTime heads a column.
type BoardTime struct {
	Clock string // 09.30
	Mark  string // รอบนี้
	Past  bool
}

// A BoardRow is a health service or a therapist.
type BoardRow struct {
	Name, Disc string
	Cells      []Cell // as many as the board has times
}

// CellKind is how a cell of the board looks. Full is the zero value.
type CellKind string

// The kinds of cells.
const (
	CellFull CellKind = ""
	CellFree CellKind = "free"
	CellNow  CellKind = "now"
	CellPast CellKind = "past"
	CellOff  CellKind = "off"  // not open
	CellNone CellKind = "none" // there is never anything at that time: empty, so that the eye rests
)

// A Cell is one service at one time.
type Cell struct {
	Kind        CellKind
	Words       string // ว่าง 2
	Before      string // heard before the words: วารีบำบัด 10.30 น.
	After       string // heard after them: จาก 4 ที่ จองให้
	At          string // 10.30, seen on a phone, where the columns have no heads
	Href        string
	Taken, Room int // drawn as small bars up to eight
}

// Pips are the small bars, true for a taken place; none where they would be
// too many to count.
func (c Cell) Pips() []bool {
	if c.Room > 8 || c.Kind == CellPast || c.Kind == CellOff || c.Kind == CellNone {
		return nil
	}
	pips := make([]bool, c.Room)
	for i := range pips {
		pips[i] = i < c.Taken
	}
	return pips
}
