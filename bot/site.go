package bot

// What the cards say about the town: plain data, in the language of the turn.

// Site is the town as residents meet it. Phones are national digits ("075123456").
type Site struct {
	Town       string // เทศบาลเมืองปากพูน
	Office     string // phone of the town's office
	Hours      string // when the office answers, or empty: จันทร์–ศุกร์ 08.30–16.30 น.
	Hotlines   []Hotline
	Comfort    Hotline // for who may not want to live any more; empty: 1323
	Centre     Centre
	PrivacyURL string // https; without it the notice has no link
	Notice     string // the version of the notice that the card shows
	KeepYears  int    // how long personal data is kept at most; 0 means 2 years
}

// Hotline is a number for danger to life. Where Words are empty the cards know
// those of 1669, 199, 191 and 1323; a Site without hotlines gets the first three.
type Hotline struct {
	Number string // 1669
	Words  string // เจ็บป่วย บาดเจ็บ
	Label  string // what a screen reader says, or empty: โทร 1669 เจ็บป่วย
}

// Centre is the health centre where the bookings take place.
type Centre struct {
	Name   string // รพ.สต.ปากพูน
	Phone  string // national digits; empty: the office's is shown
	MapURL string // https; without it no card has a map
	Arrive string // มาก่อนเวลา 15 นาที
}
