package bot

// The words that always work, as buttons and quick replies.

import "tambon/line"

// Word is one of the words that a resident may type or tap at any time. What is
// shown and sent stands in package text under Key.
type Word string

// The words of the menu, and the ways back.
const (
	WordMenu       Word = "menu"
	WordBook       Word = "book"
	WordBookings   Word = "bookings"
	WordComplaint  Word = "complaint"
	WordFollow     Word = "follow"
	WordEmergency  Word = "emergency"
	WordNews       Word = "news"
	WordHealthInfo Word = "healthinfo"
	WordHealthList Word = "healthlist"
	WordMyData     Word = "mydata"
	WordStaff      Word = "staff"
	WordCancel     Word = "cancel"
	WordBack       Word = "back"
)

// Words lists them all, for whoever reads what residents type.
func Words() []Word {
	return []Word{
		WordMenu, WordBook, WordBookings, WordComplaint, WordFollow, WordEmergency, WordNews,
		WordHealthInfo, WordHealthList, WordMyData, WordStaff, WordCancel, WordBack,
	}
}

// Key is the word's key in package text. Its sentence is both label and message,
// in the turn's language: จองคิว, Book a visit.
func (w Word) Key() string { return "word." + string(w) }

// icon is the picture beside the word, named without tone.
func (w Word) icon() string {
	switch w {
	case WordMenu:
		return "list"
	case WordBook:
		return "calendar-plus"
	case WordBookings:
		return "calendar-check"
	case WordComplaint:
		return "megaphone"
	case WordFollow:
		return "list-checks"
	case WordEmergency:
		return "siren"
	case WordNews:
		return "newspaper"
	case WordHealthInfo:
		return "heartbeat"
	case WordHealthList:
		return "clipboard-text"
	case WordMyData:
		return "user-circle"
	case WordStaff:
		return "headset"
	case WordCancel:
		return "x"
	case WordBack:
		return "arrow-u-up-left"
	}
	return ""
}

// Say is the button of a word, with its picture.
func (c Cards) Say(w Word) Button {
	s := c.Lang.T(w.Key())
	return Button{Icon: w.icon(), Label: s, Words: s}
}

// quick makes the quick replies of the words.
func (c Cards) quick(words []Word) []line.QuickItem {
	items := make([]line.QuickItem, 0, len(words))
	for _, w := range words {
		s := c.Lang.T(w.Key())
		items = append(items, line.QuickItem{ImageURL: c.picture("icon/" + w.icon() + "-ink"), Action: line.Say(s, s)})
	}
	return items
}
