package chat

// By when staff answer: office hours said honestly.

import (
	"slices"
	"time"

	"tambon/config"
	"tambon/models"
)

// A Promise is by when somebody will answer.
type Promise struct {
	Due     time.Time // in the town's zone
	Now     bool      // staff are there, and the promise ends in this session of the office
	Minutes int       // within which an answer is promised while staff are there
	Opens   time.Time // when staff are there next, where they are not
}

// Promise returns by when an answer can be promised to who asks at an instant.
func (s *Service) Promise(at time.Time) Promise {
	at = at.In(s.zone)
	within := time.Duration(s.site.Chat.AnswerWithin) * time.Minute
	p := Promise{Minutes: s.site.Chat.AnswerWithin}
	day := models.DateOf(at, s.zone)
	for range 60 { // longer than any row of holidays
		for _, h := range s.hoursOf(day) {
			from, to := day.At(int(h.From), s.zone), day.At(int(h.To), s.zone)
			switch {
			case at.Before(from):
				p.Due, p.Opens = from.Add(within), from
				return p
			case !at.Add(within).After(to):
				p.Due, p.Now = at.Add(within), true
				return p
			}
		}
		day = day.Add(1)
	}
	p.Due, p.Opens = at.Add(within), at
	return p
}

// hoursOf are the hours of a day, the earliest first; none on a holiday.
func (s *Service) hoursOf(day models.Date) (list []config.OpenHours) {
	if s.site.Holiday(string(day)) {
		return nil
	}
	for _, h := range s.site.Chat.Hours {
		for _, d := range h.Days {
			if time.Weekday(d) == day.Time().Weekday() {
				list = append(list, h)
			}
		}
	}
	slices.SortFunc(list, func(a, b config.OpenHours) int { return int(a.From) - int(b.From) })
	return list
}
