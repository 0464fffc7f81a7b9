package console

// The page of parts: the booking desk's.

const longName = "กมลวรรณพร ศิริวัฒนานุกูลเจริญชัยสกุลทรัพย์"

func (s sample) asOf() string {
	return s.say("ข้อมูลล่าสุด 09.42 น.", "As of 09:42")
}

// all is every part, as the desk and the other rooms use them.
func (s sample) all() []Part {
	return []Part{
		s.head(),
		Jump{Label: s.say("ไปที่", "Go to"), Acts: []Act{{Label: s.say("ที่ว่าง 20", "Free 20"), Href: "#board"}, {Label: s.say("คิว 59", "Queue 59"), Href: "#queue"}}},
		Split{Left: []Part{s.boardSection(), s.waitingList()}, Right: []Part{s.queue()}},
		Split{Kind: "even", Left: s.leftRooms(), Right: s.rightRooms()},
		s.list(),
		s.forms(),
		s.words(),
	}
}

func (s sample) head() Head {
	return Head{
		Crumb: &Act{Label: s.say("กลับหน้าแรก", "Back to home"), Href: "/console/"},
		Title: s.say("วันนี้ จันทร์ 23 พ.ย. 69", "Today, Mon 23 Nov 2026"),
		Near: []Act{
			{Label: s.say("ศ 20", "Fri 20"), Hidden: s.say("พ.ย. 69 วันทำการก่อน", "Nov 2026, the working day before"), Icon: "caret-left", Href: "#"},
			{Label: s.say("อ 24", "Tue 24"), Hidden: s.say("พ.ย. 69 วันทำการถัดไป", "Nov 2026, the next working day"), Last: "caret-right", Href: "#"},
		},
		Views: []Tab{{Label: s.say("วัน", "Day"), Href: "#", Current: true}, {Label: s.say("สัปดาห์", "Week"), Href: "#"}},
		Acts:  []Act{{Label: s.say("จองให้คนที่มาหน้าเคาน์เตอร์", "Book for somebody here"), Kind: Primary, Icon: "user-plus", Key: "b", Href: "/console/parts?page=book"}},
	}
}

var boardTimes = []string{"08.30", "09.30", "10.30", "13.00", "14.00", "15.00"}

func (s sample) boardSection() Section {
	b := Board{
		Caption: s.say("ที่ว่างของแต่ละบริการในแต่ละรอบเวลา กดรอบที่ว่างเพื่อจอง กดรอบที่เต็มเพื่อดูรายชื่อ", "Places of each service at each time. Press a free one to book, a full one to see who comes"),
		Corner:  s.say("บริการ", "Service"),
		Foot:    s.say("กดรอบที่ว่างเพื่อจอง กดรอบที่เต็มเพื่อดูรายชื่อหรือขอคิวสำรอง", "Press a free time to book, a full one to see who comes or to wait for a place"),
		Later:   &Act{Label: s.say("รอบหลัง 15.00 น.", "After 15:00"), Kind: Bare, Last: "caret-right", Href: "#"},
	}
	for i, at := range boardTimes {
		t := BoardTime{Clock: at, Past: i == 0}
		if i == 1 {
			t.Mark = s.say("รอบนี้", "Now")
		}
		b.Times = append(b.Times, t)
	}
	for _, row := range []struct {
		thai, english, disc string
		room                int
		taken               [6]int // below zero: not open, below that never
	}{
		{"วารีบำบัด", "Hydrotherapy", "hydro", 4, [6]int{4, 4, 2, 4, 3, 1}},
		{"อาชาบำบัด", "Hippotherapy", "horse", 2, [6]int{2, 1, 2, -1, 1, 2}},
		{"กายภาพบำบัด", "Physiotherapy", "physio", 3, [6]int{2, 3, 3, 2, 1, 0}},
		{"แพทย์แผนไทย", "Thai medicine", "thai", 12, [6]int{3, 4, 2, 12, 11, 1}},
		{"แพทย์แผนจีน", "Chinese medicine", "chinese", 2, [6]int{2, 1, 2, -1, -2, -2}},
	} {
		r := BoardRow{Name: s.say(row.thai, row.english), Disc: row.disc}
		for i, taken := range row.taken {
			r.Cells = append(r.Cells, s.cell(r.Name, i, taken, row.room))
		}
		b.Rows = append(b.Rows, r)
	}
	return Section{
		ID: "board", Title: s.say("ที่ว่างวันนี้", "Free today"), Note: s.say("ยังจองได้ 20 ที่", "20 places can be booked"),
		Link: &Act{Label: s.say("ปิดรับจองบางรอบ", "Close some times"), Href: "#"}, Body: []Part{b},
	}
}

func (s sample) cell(service string, i, taken, room int) Cell {
	c := Cell{Taken: taken, Room: room, At: boardTimes[i], Before: service + " " + boardTimes[i] + s.say(" น.", ""), Href: "#queue"}
	n := func(n int) string { return s.lang.Number(n) }
	switch {
	case taken < -1:
		c.Kind, c.After, c.Href = CellNone, s.say("ไม่เปิด", "Shut"), ""
	case taken < 0:
		c.Kind, c.Words, c.Href = CellOff, s.say("ไม่เปิด", "Shut"), ""
	case i == 0:
		c.Kind, c.Words = CellPast, s.say("มา ", "Came ")+n(taken)+"/"+n(room)
	case i == 1:
		c.Kind, c.Words = CellNow, n(taken)+s.say(" คน", " here")
	case taken >= room:
		c.Words = s.say("เต็ม", "Full")
	default:
		c.Kind, c.Words, c.Href = CellFree, s.say("ว่าง ", "Free ")+n(room-taken), "/console/parts?page=book"
		c.After = s.say("จาก "+n(room)+" ที่ จองให้", "of "+n(room)+", book")
	}
	return c
}

func (s sample) arrived(thai, english string) *Status {
	return &Status{Icon: "armchair", Word: s.say(thai, english), Tone: Brand}
}

func (s sample) manage(id, name string) *Menu {
	return &Menu{Label: s.say("จัดการ", "More"), Hidden: name, Hold: id, Acts: []Act{
		{Label: s.say("เลื่อนนัด", "Move"), Kind: Bare, Icon: "calendar-plus", Href: "#"},
		{Label: s.say("ยกเลิกพร้อมเหตุผล", "Cancel, with a reason"), Kind: Bare, Icon: "calendar-x", Href: "#"},
		{Label: s.say("ไม่ได้มาตามนัด", "Did not come"), Kind: Bare, Icon: "user-minus", Post: "/console/parts"},
		{Label: s.say("โทร", "Call"), Kind: Bare, Icon: "phone", Tel: "0812345678"},
	}}
}

func (s sample) start(key string) *Act {
	kind := Soft
	if key != "" {
		kind = Primary
	}
	return &Act{Label: s.say("เริ่มบริการ", "Start"), Kind: kind, Key: key, Post: "/console/parts"}
}

func (s sample) queue() Section {
	here := &Act{Label: s.say("มาถึงแล้ว", "Arrived"), Post: "/console/parts"}
	thai, hydro, physio := s.say("แพทย์แผนไทย", "Thai medicine"), s.say("วารีบำบัด", "Hydrotherapy"), s.say("กายภาพบำบัด", "Physiotherapy")
	return Section{
		ID: "queue", Title: s.say("คิววันนี้", "Queue today"), Note: s.say("59 คน", "59 people"),
		Link: &Act{Label: s.say("พิมพ์รายชื่อ", "Print the list"), Icon: "printer", Href: "/console/parts?page=print"},
		Body: []Part{
			Tabs{Label: s.say("ดูเฉพาะ", "Show only"), Items: []Tab{
				{s.say("ถัดไป", "Next"), "#", "", true},
				{s.say("ยังไม่มา", "To come"), "#", "30", false},
				{s.say("มาแล้ว", "Here"), "#", "5", false},
				{s.say("รับบริการ", "In care"), "#", "10", false},
				{s.say("เสร็จ", "Finished"), "#", "13", false},
				{s.say("ไม่ได้มา", "Did not come"), "#", "1", false},
			}},
			Note{Tone: OK, Said: true, Text: s.say("บันทึกแล้ว คุณละออง มาถึงแล้ว 09.41 น.", "Saved: Laong arrived, 09:41"), Act: &Act{Label: s.say("เลิกทำ", "Undo"), Kind: Bare, Key: "u", Post: "/console/parts"}},
			Person{ID: "p1", Disc: "thai", Name: "วิไล แก้วมณี", Href: "#", What: []string{thai}, Status: s.arrived("มาถึงแล้ว รอ 18 นาที", "Here, waits 18 minutes"), Act: s.start("n"), Menu: s.manage("p1", "วิไล แก้วมณี"), Next: true},
			People{Title: s.say("รอบ 09.30 น.", "09:30"), Note: s.say("เหลืออีก 2 คน", "2 more"), Rows: []Person{
				{ID: "p2", Disc: "physio", Name: longName, Href: "#", What: []string{physio}, Status: s.arrived("มาถึงแล้ว รอ 9 นาที", "Here, waits 9 minutes"), Act: s.start(""), Menu: s.manage("p2", longName)},
				{ID: "p3", Disc: "hydro", Name: "ฮาลีเมาะ หมัดหลี", Href: "#", What: []string{hydro}, Status: &Status{Icon: "warning", Word: s.say("เลยนัด 12 นาที", "12 minutes late"), Tone: Warn}, Act: here, Menu: s.manage("p3", "ฮาลีเมาะ หมัดหลี")},
			}},
			People{Title: s.say("รอบ 10.30 น.", "10:30"), Note: s.say("11 คน มาถึงแล้ว 3 คน", "11 people, 3 here"), Rows: []Person{
				{ID: "p4", Disc: "horse", Name: "ปัณณ์ ชูช่วย", Href: "#", What: []string{s.say("อาชาบำบัด", "Hippotherapy")}, Status: s.arrived("มาถึงแล้ว", "Here"), Also: []string{s.say("มากับแม่", "with his mother")}, Act: s.start(""), Menu: s.manage("p4", "ปัณณ์ ชูช่วย")},
				{ID: "p5", Disc: "hydro", Name: "สมศรี ใจดี", Href: "#", What: []string{hydro}, Status: &Status{Icon: "clock", Word: s.say("ยังไม่มา", "To come")}, Act: here, Menu: s.manage("p5", "สมศรี ใจดี")},
				{ID: "p6", Disc: "thai", Name: "พระครูวิสุทธิธรรมาภรณ์ ฐิตธมฺโม", Href: "#", What: []string{thai}, Status: &Status{Icon: "clock", Word: s.say("ยังไม่มา", "To come")}, Also: []string{s.say("ขอเจ้าหน้าที่ชาย", "asks for a man")}, Act: here, Menu: s.manage("p6", "พระครูวิสุทธิธรรมาภรณ์")},
			}},
			Bar{[]Act{{Label: s.say("ดูอีก 5 คนในรอบนี้ และรอบบ่าย 21 คน", "5 more at this time, 21 in the afternoon"), Wide: true, Href: "#"}}},
		},
	}
}

func (s sample) waitingList() Section {
	return Section{
		ID: "waiting", Title: s.say("คิวสำรอง", "Waiting list"), Note: s.say("4 คน", "4 people"), Link: &Act{Label: s.say("ดูทั้งหมด", "See all"), Href: "#"},
		Body: []Part{People{Rows: []Person{
			{ID: "w1", Disc: "hydro", Name: "สุชาติ รักษ์ปากพูน", What: []string{s.say("ขอช่วงบ่ายวันนี้", "This afternoon")}, Status: &Status{Icon: "check-circle", Word: s.say("14.00 น. ว่างตรงกับที่ขอ", "14:00 is free as asked"), Tone: OK}, Act: &Act{Label: s.say("เสนอที่ว่าง", "Offer it"), Post: "/console/parts"}},
			{ID: "w2", Disc: "chinese", Name: "มาลี คงแก้ว", What: []string{s.say("ขอวันใดก็ได้ในสัปดาห์นี้", "Any day this week")}, Status: &Status{Icon: "hourglass", Word: s.say("ยังไม่มีที่ว่าง", "Nothing free yet")}},
		}}},
	}
}

func (s sample) live() Live {
	return Live{
		ID: "live", Ask: "/console/parts/live?lang=" + string(s.lang), Topics: "booking", Says: s.say("ยังจองได้ 20 ที่", "20 places can be booked"), AsOf: s.asOf(),
		Body: []Part{Text{Words: s.say("ยังจองได้ 20 ที่", "20 places can be booked")}},
	}
}
