package console

// What was: who changed what, in words, and the way back.

// A History is changes of one thing, the newest first.
type History struct{ Rows []Change }

func (History) part() string { return "history" }

// A Change is one state that a thing had.
type Change struct {
	Now       string // ใช้อยู่ตอนนี้; empty for what was
	Who, When string
	Why       string
	Spans     []Span // what differs from the state before
	Undo      *Act   // กลับไปใช้ข้อความนี้
}

// Added is how many places came in.
func (c Change) Added() int { return count(c.Spans, Added) }

// Cut is how many places were struck.
func (c Change) Cut() int { return count(c.Spans, Cut) }

// Differs says whether anything does.
func (c Change) Differs() bool { return c.Added()+c.Cut() > 0 }

func count(spans []Span, kind Edit) int {
	n := 0
	for _, s := range spans {
		if s.Edit == kind {
			n++
		}
	}
	return n
}

// An Edit is what happened to words. Kept is the zero value.
type Edit int

// The edits.
const (
	Kept Edit = iota
	Cut
	Added
)

// A Span is words with one fate.
type Span struct {
	Edit Edit
	Text string
}

// Ins says that the words came in.
func (s Span) Ins() bool { return s.Edit == Added }

// Del says that the words were struck.
func (s Span) Del() bool { return s.Edit == Cut }
