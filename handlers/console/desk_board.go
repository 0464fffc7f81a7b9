package console

// The desk's board: what can still be given.

import (
	"slices"
	"strings"
	"time"

	"tambon/services/booking"
)

// boardWindow is how many times are read at once; more than boardWhole of them
// are shown through such a window.
const boardWindow, boardWhole = 6, 9

func (c *Console) placesLeft(v *visit, b booking.Board) string {
	switch {
	case b.Over():
		return v.T("desk.over")
	case b.Free == 0:
		return v.T("desk.full")
	}
	return v.T("desk.free", "n", v.lang.Number(b.Free))
}

func (c *Console) boardSection(v *visit, day deskDay) Part {
	title := v.T("desk.board")
	if day.today {
		title = v.T("desk.board.today")
	}
	return Section{ID: "board", Title: title, Note: c.placesLeft(v, day.board), Body: []Part{c.board(v, day)}}
}

func (c *Console) board(v *visit, day deskDay) Board {
	b := Board{Caption: v.T("desk.board.says"), Corner: v.T("service"), Foot: v.T("desk.board.foot")}
	from, to := c.window(v, day)
	for i := from; i < to; i++ {
		at := day.board.Times[i]
		t := BoardTime{Clock: c.bareClock(v, at)}
		now, past := false, len(day.board.Rows) > 0
		for _, row := range day.board.Rows {
			now = now || row.Cells[i].State == booking.CellNow
			past = past && (row.Cells[i].State == booking.CellPast || row.Cells[i].State == booking.CellOff)
		}
		if t.Past = past; now {
			t.Mark = v.T("desk.now")
		}
		b.Times = append(b.Times, t)
	}
	for _, row := range day.board.Rows {
		if !slices.ContainsFunc(row.Cells, func(cell booking.Cell) bool { return cell.State != booking.CellOff }) {
			continue
		}
		r := BoardRow{Name: serviceName(v.lang, row.Service), Disc: row.Service.Disc}
		for i := from; i < to; i++ {
			r.Cells = append(r.Cells, c.cell(v, day.deskView, row, i, b.Times[i-from].Clock))
		}
		b.Rows = append(b.Rows, r)
	}
	if from > 0 {
		b.Earlier = &Act{Label: v.T("desk.earlier"), Kind: Bare, Icon: "caret-left", Href: in(day.with(func(d *deskView) { d.from = max(0, from-boardWindow) }).page())}
	}
	if to < len(day.board.Times) {
		b.Later = &Act{Label: v.T("desk.later"), Kind: Bare, Last: "caret-right", Href: in(day.with(func(d *deskView) { d.from = to }).page())}
	}
	return b
}

// bareClock is an hour without its unit, which would stand in every head.
func (c *Console) bareClock(v *visit, at time.Time) string {
	return strings.TrimSuffix(v.lang.Clock(at.In(c.Zone)), " น.")
}

// window is which of the day's times are shown: all, or six around now.
func (c *Console) window(v *visit, day deskDay) (from, to int) {
	n := len(day.board.Times)
	if n <= boardWhole {
		return 0, n
	}
	from = day.from
	if from < 0 {
		for from = 0; day.today && from+1 < n && !day.board.Times[from+1].After(v.now); {
			from++
		}
		from-- // what is just over is still asked for
	}
	from = max(0, min(from, n-boardWindow))
	return from, from + boardWindow
}

func (c *Console) cell(v *visit, d deskView, row booking.BoardRow, i int, at string) Cell {
	cell := row.Cells[i]
	slot := cell.Slot
	list := in(d.with(func(d *deskView) { d.slot, d.show, d.rows = slot.ID, showAll, pageRows }).page()) + "#queue"
	n := v.lang.Number
	out := Cell{At: at, Before: serviceName(v.lang, row.Service) + " " + at, Taken: slot.Taken, Room: slot.Capacity, Href: list}
	switch cell.State {
	case booking.CellFree:
		out.Kind, out.Words = CellFree, v.T("desk.cell.free", "n", n(cell.Free))
		out.After = v.T("desk.cell.of", "n", n(slot.Capacity))
		if v.in.Who.May("booking.book", d.centre) {
			out.Href = bookAt(d.centre, slot.ID)
		}
	case booking.CellNow:
		out.Kind, out.Words = CellNow, v.T("desk.cell.now", "n", n(slot.Taken))
	case booking.CellPast:
		out.Kind, out.Words = CellPast, v.T("desk.cell.past", "n", n(cell.Arrived), "of", n(slot.Taken))
	case booking.CellClosed:
		out.Kind, out.Words = CellOff, v.T("desk.cell.closed")
		if slot.Taken > 0 { // somebody must still be told
			out.Words = v.T("desk.cell.closed.people", "n", n(slot.Taken))
		} else {
			out.Href = ""
		}
	case booking.CellOff:
		out.Kind, out.After, out.Href = CellNone, v.T("desk.cell.off"), ""
	default:
		out.Words = v.T("desk.cell.full")
	}
	return out
}
