package console

// Pages for when something is away: what did not happen, what is safe, what to
// do meanwhile.

// A Trouble is a page that begins with what did not happen.
type Trouble struct {
	Status *Status // ติดต่อฐานข้อมูลไม่ได้
	Title  string  // การจองนี้ยังไม่ได้บันทึก
	Text   string
	// Again is the form that was sent, kept whole: where it went, and every
	// value but passwords. Nil: there was no form.
	Again *Again
	Kept  []Fact // what was filled in, as a person reads it
	Acts  []Act
	Then  []Act // what to do meanwhile: sentences, some lead somewhere
}

func (Trouble) part() string { return "trouble" }

// Again is a form that tries once more by itself when the office is awake.
type Again struct {
	Post    string
	Values  []Hidden
	Label   string // ลองบันทึกอีกครั้ง
	Seconds int    // between two tries; 0: only by hand
	Ask     string // answers 200 when the office is awake
}
