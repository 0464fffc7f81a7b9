package console

// A page for paper.

// A Print is a list to tick with a pen, or with Plain one to read and keep.
type Print struct {
	Plain      bool
	Title, Sub string
	Printed    string // พิมพ์เมื่อ 08.00 น.
	Back       Act
	Groups     []PrintGroup
	Foot       []string // sentences under the groups
}

func (Print) part() string { return "print" }

// A PrintGroup is rows under one heading: an hour.
type PrintGroup struct {
	Title, Note string
	Columns     []string // after the box to tick, if there is one
	Rows        [][]string
	Line        string // heads the empty line for a pen: จดไว้; empty: none
}
