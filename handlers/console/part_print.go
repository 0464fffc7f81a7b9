package console

// A page for paper.

// A Print is a list to tick with a pen.
type Print struct {
	Title, Sub string
	Printed    string // พิมพ์เมื่อ 08.00 น.
	Back       Act
	Groups     []PrintGroup
}

func (Print) part() string { return "print" }

// A PrintGroup is rows under one heading: an hour.
type PrintGroup struct {
	Title, Note string
	Columns     []string // after the box to tick
	Rows        [][]string
	Line        string // heads the empty line for a pen: จดไว้; empty: none
}
