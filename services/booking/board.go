package booking

// The desk's day at a glance: services × times. Nothing here says which
// therapist works: the town's file names none.

import (
	"context"
	"slices"
	"time"

	"tambon/models"
)

// A Board is one day of a centre.
type Board struct {
	Day   models.Date
	Times []time.Time // every start of the day, early ones first
	Rows  []BoardRow
	Free  int // places that can still be given
}

// A BoardRow is one health service, in the order of showing.
type BoardRow struct {
	Service models.HealthService
	Cells   []Cell // one for each of Times
}

// CellState is what a cell of the board is.
type CellState string

// The states of a cell. CellNow has begun and is not over.
const (
	CellOff    CellState = "off" // no session at that time
	CellFree   CellState = "free"
	CellFull   CellState = "full"
	CellNow    CellState = "now"
	CellPast   CellState = "past"
	CellClosed CellState = "closed"
)

// A Cell is one slot on the board.
type Cell struct {
	Slot    models.Slot // without its service; empty when off
	State   CellState
	Free    int // places that staff can still give, also in one that has begun
	Arrived int // of Slot.Taken: who has come, whatever became of them then
}

// Over reports whether the day had sessions and each has ended or was called off.
func (b Board) Over() bool {
	past := 0
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			switch c.State {
			case CellFree, CellFull, CellNow:
				return false
			case CellPast:
				past++
			}
		}
	}
	return past > 0
}

// Board reads a day of a centre. A service that is no longer offered is shown
// while people are booked for it.
func (s *Service) Board(ctx context.Context, centre string, day models.Date) (Board, error) {
	b := Board{Day: day}
	services, err := s.ofCentre(ctx, centre)
	if err != nil {
		return b, err
	}
	slots, err := s.slotsOf(ctx, centre, day, day)
	if err != nil {
		return b, err
	}
	var came []struct {
		SlotID string
		N      int
	}
	err = s.store.DB(ctx).Raw(`SELECT b.slot_id, count(*) AS n FROM bookings b JOIN slots s ON s.id = b.slot_id
		JOIN health_services h ON h.id = s.service_id WHERE h.centre_id = ? AND s.day = ? AND b.status IN ?
		GROUP BY b.slot_id`, centre, day, []models.BookingStatus{models.BookingArrived, models.BookingCheckedIn, models.BookingFulfilled}).Scan(&came).Error
	if err != nil {
		return b, err
	}
	arrived := map[string]int{}
	for _, c := range came {
		arrived[c.SlotID] = c.N
	}
	for _, slot := range slots {
		b.Times = append(b.Times, slot.StartsAt)
	}
	slices.SortFunc(b.Times, time.Time.Compare)
	b.Times = slices.CompactFunc(b.Times, time.Time.Equal)
	for _, h := range services {
		row, taken := s.boardRow(h, b.Times, slots, arrived)
		if !h.Active && taken == 0 {
			continue
		}
		for _, c := range row.Cells {
			b.Free += c.Free
		}
		b.Rows = append(b.Rows, row)
	}
	return b, nil
}

func (s *Service) boardRow(h models.HealthService, times []time.Time, slots []models.Slot, arrived map[string]int) (row BoardRow, taken int) {
	row = BoardRow{Service: h, Cells: make([]Cell, len(times))}
	for i := range row.Cells {
		row.Cells[i].State = CellOff
	}
	for _, slot := range slots {
		if slot.ServiceID != h.ID {
			continue
		}
		i, _ := slices.BinarySearchFunc(times, slot.StartsAt, time.Time.Compare)
		row.Cells[i] = s.cell(h, slot, arrived[slot.ID])
		taken += slot.Taken
	}
	return row, taken
}

func (s *Service) cell(h models.HealthService, slot models.Slot, arrived int) Cell {
	now := s.now()
	c := Cell{Slot: slot, Arrived: arrived, State: CellFree}
	if h.Active && now.Before(slot.EndsAt) {
		c.Free = slot.Free()
	}
	switch {
	case !now.Before(slot.EndsAt):
		c.State = CellPast
	case slot.Closed || !h.Active:
		c.State = CellClosed
	case !now.Before(slot.StartsAt):
		c.State = CellNow
	case c.Free == 0:
		c.State = CellFull
	}
	return c
}

// ofCentre lists a centre's services, also those that are no longer offered.
func (s *Service) ofCentre(ctx context.Context, centre string) ([]models.HealthService, error) {
	var list []models.HealthService
	err := s.store.DB(ctx).Where("centre_id = ?", centre).Order("position, id").Find(&list).Error
	return list, err
}

func (s *Service) slotsOf(ctx context.Context, centre string, from, to models.Date) ([]models.Slot, error) {
	var list []models.Slot
	err := s.store.DB(ctx).Where("day BETWEEN ? AND ? AND service_id IN (SELECT id FROM health_services WHERE centre_id = ?)", from, to, centre).
		Order("starts_at, service_id").Find(&list).Error
	return list, err
}
