package bot

// What each card is told: plain data, prepared by the flows. Times are in the
// town's zone; a field named Data is postback data made by Data.

import "time"

// ServiceView is a health service as a choice or as the head of a card.
type ServiceView struct {
	Code  string // hydro
	Name  string // วารีบำบัด
	About string // one or two short lines: ออกกำลังในน้ำ\nคลายปวดข้อ
	Disc  string // picture's name under disc/; empty: Code
	Data  string // what choosing it sends
}

// DaysView is a page of days that have free places.
type DaysView struct {
	Service ServiceView
	Today   time.Time // so that today and tomorrow can be called so
	Days    []DayView // at most 10 are shown
	Why     []string  // without days: why the day that was wished for is not free either
	First   string    // data of ดูวันก่อนหน้า; empty: these are the first
	Next    string    // data of ดูวันถัดไป; empty: no later days
	Other   string    // data of เลือกบริการอื่น, the way on without days
}

// DayView is one day to choose.
type DayView struct {
	Day  time.Time
	Free int // places left over the whole day
	Data string
}

// TimesView is the free times of one day.
type TimesView struct {
	Service ServiceView
	Day     time.Time
	Times   []TimeView // at most 30 before and 30 after noon are shown
	Days    string     // data of ดูวันอื่น
}

// TimeView is one time to choose.
type TimeView struct {
	At   time.Time
	Free int // places left
	Data string
}

// AskView is a question that is answered by typing.
type AskView struct {
	Step, Steps int    // ข้อ 1 จาก 2; 0 leaves the line out
	Data        string // what the button that opens the keyboard sends
	Known       []Row  // answers kept from before, offered as choices; at most 5 are shown
	Trouble     string // why the last answer was not taken, shown first; or empty
	Call        bool   // it can be booked by telephone too
	Mine        bool   // it corrects what is kept about the person, and books nothing
}

// SummaryView is a booking that is not yet made.
type SummaryView struct {
	Service ServiceView
	At      time.Time
	Name    string // in full
	Phone   string // national digits
	Confirm string // data of ยืนยันการจอง
	Edit    string // data of แก้ไข
	Other   string // data of จองให้คนอื่น; empty: no such button
}

// BookingView is a booking that was made. The cards build the data of its
// buttons from ID: booking.cancel, booking.cancel_confirm, booking.keep and
// booking.attend, each with ?id=.
type BookingView struct {
	ID      string // as it stands in postback data
	Number  string // HY-2570-000123
	Service ServiceView
	At      time.Time
	Now     time.Time // the turn's time, for reminders; zero: no word about how soon
	Name    string    // in full; cards show คุณ and the first name
	Bring   []string  // what to bring and wear, a line each
	Fixed   bool      // it is too late to cancel it in the chat
}

// FullView is a time that was taken, and the nearest that are free.
type FullView struct {
	Service ServiceView
	At      time.Time  // the time that is full
	Lost    bool       // somebody was faster after this person had chosen
	Times   []TimeView // at most 5 are shown
	Days    string     // data of ดูวันอื่น
}

// EditView is what can be changed before confirming. An empty data string
// leaves its row out.
type EditView struct {
	Service ServiceView
	At      time.Time
	Name    string
	Phone   string

	ServiceData, DayData, TimeData, NameData, PhoneData string

	Back string // data of กลับไปยืนยัน
}

// MyDataView is what is kept about a person.
type MyDataView struct {
	Name     string // empty: none kept
	Phone    string // national digits; empty: none kept
	Bookings int    // all that are kept, past ones too
	Upcoming int    // those still to come
	Since    time.Time
}

// Button is a deed on a card. Exactly one of Data, Words and Open is used, in
// this order.
type Button struct {
	Look     Look
	Icon     string // picture's name without tone: phone-call; or empty
	Label    string // at most 20 clusters read well; LINE takes 40
	Data     string // postback data; the label appears as the person's words
	Keyboard bool   // with Data: opens the keyboard, shows no words
	Words    string // sent as the person's words
	Open     string // https or tel address; one that LINE refuses leaves the button out
}

// Row is a choice on a card.
type Row struct {
	Over  string // small line above: พรุ่งนี้; or empty
	Words string // what is chosen
	Fact  string // line below: ว่าง 3 ที่; or empty
	Data  string
}

// Look is how strong a button is. One primary a card, none among equals.
type Look int

// The looks of a button. Danger is the final ยืนยันการยกเลิก and calls for help only.
const (
	Secondary Look = iota
	Primary
	Outlined
	Danger
)

// Tone is the colour of a card's head.
type Tone int

// The tones: Plain has no head, the title stands in the body.
const (
	Plain Tone = iota
	Done       // green: it worked
	Blue       // notice
	Amber      // a question, or trouble
	Ended      // grey: over
	Alarm      // red: danger to life
)

// NoticeView is the general card. Title, Alt and Lines come from package text.
type NoticeView struct {
	Tone    Tone
	Icon    string // picture's name without tone; empty: the tone's own
	Title   string // the result first; \n where it should break
	Alt     string // for the notification: no service, name or phone; empty: the title
	Lines   []string
	When    time.Time // shown as the block of day and hour; zero: none
	Rows    []Row     // choices, before the buttons
	Buttons []Button  // at most 4
	Quick   []Word
}
