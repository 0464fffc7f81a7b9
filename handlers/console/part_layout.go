package console

// Parts that hold parts.

// A Head begins a page.
type Head struct {
	Crumb  *Act // back to where the page belongs
	Disc   string
	Title  string
	Detail string // one quiet line under the title
	Near   []Act  // beside the title: other days
	Views  []Tab  // beside the title: วัน, สัปดาห์
	Acts   []Act  // at the end of the line; the page's one filled button
}

func (Head) part() string { return "head" }

// A Tab leads to one view of a list.
type Tab struct {
	Label, Href string
	Count       string
	Current     bool
}

// Tabs are the views of a list, or with Rooms the rooms of a page.
type Tabs struct {
	Label string // for those who hear it: หมวดการตั้งค่า
	Items []Tab
	Rooms bool
}

func (Tabs) part() string { return "tabs" }

// A Section is parts under a heading.
type Section struct {
	ID    string // unique on the page
	Title string
	Note  string // a quiet count beside the title: 59 คน
	Says  bool   // Note is read aloud when it changes
	Link  *Act
	Body  []Part
}

func (Section) part() string { return "section" }

// A Split is two columns on a wide screen, one under the other on a narrow one.
type Split struct {
	Kind        string // "", even, or form: the second stays in sight while the first is filled in
	Left, Right []Part
}

func (Split) part() string { return "split" }

// Stack is parts one under the other.
type Stack struct {
	ID   string // unique on the page; for answers that replace it
	Body []Part
}

func (Stack) part() string { return "stack" }

// A Live part is asked for anew when something of its topics changed, and
// replaces itself when the answer differs. The focus stays where it is; while
// somebody types in it or has a list open, it waits.
type Live struct {
	ID     string
	Ask    string // answers this same part as a fragment
	Topics string // what it shows, with spaces between: booking waitlist
	Says   string // read aloud when it differs: ยังจองได้ 20 ที่
	AsOf   string // ข้อมูลล่าสุด 09.43 น.
	Again  int    // seconds after which it differs though nothing happened; 0: never
	Body   []Part
}

func (Live) part() string { return "live" }

// A Jump is the way down a long page, on a phone alone.
type Jump struct {
	Label string
	Acts  []Act
}

func (Jump) part() string { return "jump" }

// An Empty says why there is nothing, and when there will be.
type Empty struct {
	Icon, Title, Text string
	Acts              []Act
}

func (Empty) part() string { return "empty" }

// A Panel is parts in a box, for a page without a side.
type Panel struct{ Body []Part }

func (Panel) part() string { return "panel" }

// Or parts two ways to the same end.
type Or struct{}

func (Or) part() string { return "or" }
