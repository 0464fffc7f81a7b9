package console

// The hand-over chat: a list, one talk with where to write, and who it is.

// Chatting is the page: the list, the talk or what stands in its place,
// and who it is. On a phone it is two pages.
type Chatting struct {
	List, Talk Part
	About      []Part
	AboutTitle string
	Open       bool // a talk is open: on a phone it alone is seen
}

func (Chatting) part() string { return "chatting" }

// Chats are the list beside a talk.
type Chats struct {
	Title, Note string
	Alone       bool // no talk is open: its title is the page's
	Tabs        *Tabs
	Groups      []ChatGroup
	Foot        []Act
	More        string // leads to the rows after these
}

func (Chats) part() string { return "chats" }

// A ChatGroup is chats under one word: รอตอบ 3.
type ChatGroup struct {
	Title, Count string
	Urgent       bool
	Rows         []ChatItem
	Empty        string // said in place of rows
}

// A ChatItem leads to a talk.
type ChatItem struct {
	Name    string
	Thai    bool
	Href    string
	Current bool
	Status  *Status // how long they wait
	When    string  // in place of a Status
	Said    string  // the newest words
	Meta    string  // วิภา สุขสม กำลังตอบ
	Icon    string  // of Meta
}

// A Talk is one chat. Thread is live; Write and Shut are not: nobody's typing is
// touched.
type Talk struct {
	ID     string // the talk's part on the page
	Back   Act
	Thread Part
	Write  *Write
	Shut   []Part // in place of Write
}

func (Talk) part() string { return "talk" }

// A Thread is the head of a talk and what was said.
type Thread struct {
	Title  string
	Thai   bool
	Status *Status
	Detail string // under the title
	Acts   []Act
	Menu   *Menu
	Older  string // leads to what was said before
	Label  string // of the words, for those who hear it
	Lines  []Say
	Seen   string // number of the newest message; the form of Write carries it
}

func (Thread) part() string { return "thread" }

// A Say is something that was said, or that happened.
type Say struct {
	ID         string
	Side       string // empty: the resident; office, bot, or happen
	Words      string
	Icon       string // of what happened, or of what is no words
	Picture    string // its address
	PictureAlt string
	Quiet      bool // Words are ours about theirs: รูปถูกยกเลิก
	When       string
	Status     *Status
	Act        *Act
}

func (Say) part() string { return "say" }

// A Write is where an answer is written.
type Write struct {
	Post     string
	Fill     string // where a canned answer is put into the field
	Key      string // of the form: sent twice it answers once
	Label    string
	Failed   string
	Errors   *Errors
	Field    Field
	Canned   []Choice
	CannedOf Act // leads to them, for who may change them; empty: nowhere
	Upload   Upload
	Open     bool // the field for a picture is open: something is wrong with it
	Cost     Part // live, with the button
}

// A Cost says what sending costs, and holds the button.
type Cost struct {
	Icon, Words string
	Pay         bool
	Submit      Act
}

func (Cost) part() string { return "cost" }
