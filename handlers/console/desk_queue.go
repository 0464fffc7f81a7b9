package console

// The desk's list of people, by hour, with the one whose turn it is above.

import (
	"slices"

	"tambon/models"
	"tambon/services/booking"
)

func (c *Console) queueSection(v *visit, day deskDay) Part {
	d := day.deskView
	s := Section{ID: "queue", Title: v.T("desk.queue"), Note: people(v.lang, day.counts.All()), Link: &Act{Label: v.T("desk.print"), Icon: "printer", Href: d.at("/desk/print")}}
	if d.today {
		s.Title = v.T("desk.queue.today")
	}
	s.Body = present([]Part{c.queueTabs(v, day), c.slotNote(v, day), c.callsNote(v, day), day.note, c.newNote(v, day)})
	rows := day.list.Rows
	if next := nextUp(day); next >= 0 {
		row := c.deskRow(v, d, rows[next])
		row.Next = true
		if row.Act != nil {
			row.Act.Kind, row.Act.Key = Primary, "n"
		}
		s.Body = append(s.Body, row)
		rows = slices.Delete(slices.Clone(rows), next, next+1)
	}
	s.Body = append(s.Body, c.hours(v, day, rows)...)
	if len(day.list.Rows) == 0 {
		s.Body = append(s.Body, c.nobody(v, day))
	}
	if day.list.More {
		more := d.with(func(d *deskView) { d.rows += pageRows })
		s.Body = append(s.Body, Bar{[]Act{{Label: v.T("desk.more", "n", v.lang.Number(day.list.All-len(day.list.Rows))), Wide: true, Href: in(more.page()) + "#" + rowID(day.list.Rows[len(day.list.Rows)-1].Booking)}}})
	}
	return s
}

// nextUp is the row of the one whose turn it is: who is there, of the earliest
// hour the longest. Nobody's turn is below zero.
func nextUp(day deskDay) int {
	if !day.today || day.show != showNext {
		return -1
	}
	return slices.IndexFunc(day.list.Rows, func(r booking.Row) bool { return r.Booking.Status == models.BookingArrived })
}

func (c *Console) queueTabs(v *visit, day deskDay) Part {
	n := map[string]int{
		string(models.BookingBooked): day.counts.Booked, string(models.BookingArrived): day.counts.Arrived, string(models.BookingCheckedIn): day.counts.CheckedIn,
		string(models.BookingFulfilled): day.counts.Fulfilled, string(models.BookingNoShow): day.counts.NoShow, string(models.BookingCancelled): day.counts.Cancelled,
		showAll: day.counts.All(),
	}
	shown := tabs()
	if !day.today {
		shown[0] = showAll
	}
	t := Tabs{Label: v.T("desk.tabs")}
	for _, tab := range shown {
		if tab == string(models.BookingCancelled) && n[tab] == 0 && day.show != tab {
			continue
		}
		item := Tab{Label: v.T("desk.tab." + tab), Current: day.show == tab && day.slot == "", Href: in(day.with(func(d *deskView) { d.show, d.slot, d.rows = tab, "", pageRows }).page())}
		if tab != showNext {
			item.Count = v.lang.Number(n[tab])
		}
		t.Items = append(t.Items, item)
	}
	return t
}

// hours are the rows, a group for each hour. Of the last hour some may be on the
// next page, so it is not counted then.
func (c *Console) hours(v *visit, day deskDay, rows []booking.Row) (groups []Part) {
	for len(rows) > 0 {
		at := rows[0].Booking.Slot.StartsAt
		end := slices.IndexFunc(rows, func(r booking.Row) bool { return !r.Booking.Slot.StartsAt.Equal(at) })
		if end < 0 {
			end = len(rows)
		}
		group := People{Title: v.T("desk.hour", "clock", v.lang.Clock(at.In(c.Zone)))}
		here := 0
		for _, r := range rows[:end] {
			group.Rows = append(group.Rows, c.deskRow(v, day.deskView, r))
			if r.Booking.Status == models.BookingArrived {
				here++
			}
		}
		if rows = rows[end:]; len(rows) > 0 || !day.list.More {
			group.Note = people(v.lang, end)
			if here > 0 && here < end {
				group.Note += " " + v.T("desk.hour.here", "n", v.lang.Number(here))
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// nobody says why the list is empty.
func (c *Console) nobody(v *visit, day deskDay) Part {
	key := "desk.none"
	switch {
	case day.counts.All() == 0:
		key = "desk.none.day"
	case day.show == showNext && day.slot == "":
		key = "desk.none.next"
	}
	return Text{v.T(key), true}
}

// slotNote says that only one session's people are shown, and leads to booking in it.
func (c *Console) slotNote(v *visit, day deskDay) Part {
	if day.slot == "" {
		return nil
	}
	for _, row := range day.board.Rows {
		for _, cell := range row.Cells {
			if cell.Slot.ID != day.slot || cell.State == booking.CellOff {
				continue
			}
			n := Note{Icon: "clock", Text: v.T("desk.slot", "service", serviceName(v.lang, row.Service), "clock", v.lang.Clock(cell.Slot.StartsAt.In(c.Zone)),
				"taken", v.lang.Number(cell.Slot.Taken), "capacity", v.lang.Number(cell.Slot.Capacity))}
			if cell.Free > 0 && v.in.Who.May("booking.book", day.centre) {
				n.Act = &Act{Label: v.T("desk.slot.book"), Kind: Bare, Href: bookAt(day.centre, day.slot)}
			}
			return n
		}
	}
	return nil
}

// callsNote says that somebody must hear of a change by phone.
func (c *Console) callsNote(v *visit, day deskDay) Part {
	if day.calls == 0 {
		return nil
	}
	return Note{Tone: Warn, Icon: "phone", Text: v.T("desk.calls", "n", v.lang.Number(day.calls)), Act: &Act{Label: v.T("desk.calls.see"), Kind: Bare, Href: in("/desk/calls?centre=" + day.centre)}}
}

// fresh is how many of the rows were booked after the page was opened, or after
// the last act on it.
func (d deskDay) fresh() (n int) {
	for _, r := range d.list.Rows {
		if r.Booking.CreatedAt.After(d.seen) {
			n++
		}
	}
	return n
}

// newNote says that somebody came onto the list while it was open.
func (c *Console) newNote(v *visit, day deskDay) Part {
	n := day.fresh()
	if n == 0 {
		return nil
	}
	first := slices.IndexFunc(day.list.Rows, func(r booking.Row) bool { return r.Booking.CreatedAt.After(day.seen) })
	return Note{Icon: "user-plus", Text: v.T("desk.new", "n", v.lang.Number(n)), Act: &Act{Label: v.T("desk.new.see"), Kind: Bare, Href: "#" + rowID(day.list.Rows[first].Booking)}}
}
