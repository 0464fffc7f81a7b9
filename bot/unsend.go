package bot

// What a message gave to a booking in the making, so that unsending it takes just
// that back.

import "tambon/line"

// givers names the messages that gave the parts of a draft; "" for a part that came
// otherwise.
type givers struct {
	Service string `json:"service,omitempty"`
	Day     string `json:"day,omitempty"`
	Slot    string `json:"slot,omitempty"`
	Name    string `json:"name,omitempty"`
	Phone   string `json:"phone,omitempty"`
}

// kept gives the name and phone that are known from an earlier booking.
const kept = "kept"

// given keeps which message gave the parts in which the draft differs from before.
func (d *draft) given(before draft, e line.Event) {
	message := ""
	if e.Type == "message" {
		message = e.Message.ID
	}
	by := func(is, was string, by *string, before string) {
		switch {
		case is == "":
			*by = ""
		case is != was && *by == before:
			*by = message
		}
	}
	by(d.Service, before.Service, &d.By.Service, before.By.Service)
	by(string(d.Day), string(before.Day), &d.By.Day, before.By.Day)
	by(d.Slot, before.Slot, &d.By.Slot, before.By.Slot)
	by(d.Name, before.Name, &d.By.Name, before.By.Name)
	by(d.Phone, before.Phone, &d.By.Phone, before.By.Phone)
}

// takeBack empties what an unsent message gave; it is asked again when its turn
// comes. LINE lets nothing be answered to an unsend event.
func (s *state) takeBack(message string) {
	s.Draft.forget(message)
	if s.Before != nil {
		s.Before.forget(message)
	}
}

func (d *draft) forget(message string) {
	if message == "" {
		return
	}
	if d.By.Service == message {
		d.Service, d.By.Service = "", ""
	}
	if d.By.Day == message {
		d.Day, d.From, d.By.Day = "", "", ""
	}
	if d.By.Slot == message {
		d.Slot, d.By.Slot = "", ""
	}
	if d.By.Name == message {
		d.Name, d.By.Name = "", ""
	}
	if d.By.Phone == message {
		d.Phone, d.By.Phone = "", ""
	}
}
