package console

// The page of parts: home, a resident's card, a schedule, a text's history.

func (s sample) leftRooms() []Part {
	return []Part{
		Section{ID: "waits", Title: s.say("รออยู่ตอนนี้", "Waiting now"), Body: []Part{Waits{[]Wait{
			{N: "3", What: s.say("แชตรอคำตอบ", "chats wait for an answer"), Detail: s.say("นานที่สุด 26 นาที แจ้งไว้ว่าจะตอบใน 30 นาที", "26 minutes at most; 30 minutes were promised"), Href: "#", Status: &Status{Icon: "warning", Word: s.say("ใกล้ครบเวลา", "Nearly late"), Tone: Warn, Box: true}},
			{N: "1", What: s.say("คนเลยเวลานัด ยังไม่มา", "person is late"), Detail: s.say("วารีบำบัด 09.30 น. เลยมา 12 นาที", "Hydrotherapy 09:30, 12 minutes ago"), Href: "#"},
			{N: "1,284", What: s.say("ข้อความที่ยังส่งได้เดือนนี้", "messages left this month"), Detail: s.say("ใช้ไปแล้ว 716 จาก 2,000", "716 of 2,000 are used"), Href: "#"},
			{N: "0", What: s.say("ไม่มีผู้ใดมีนัดในวันที่ปิด", "nobody has a visit on a closed day"), Detail: s.say("ตรวจแล้วทั้ง 5 ธ.ค. และ 7 ธ.ค. 69", "Looked at 5 and 7 Dec 2026"), Done: true},
		}}}},
		Section{ID: "contact", Title: s.say("ติดต่อ", "Contact"), Body: []Part{
			Note{Tone: Warn, Icon: "user-switch", Strong: s.say("อาจมีบัตรซ้ำ", "Perhaps the same person twice"), Text: s.say("มีอีกคนชื่อ สมศรี ใจดี เบอร์โทรเดียวกัน จองไว้ 1 ครั้งเมื่อ 12 พ.ย. 69", "There is another สมศรี ใจดี with the same phone, booked once on 12 Nov 2026"), Act: &Act{Label: s.say("เทียบสองบัตร", "Compare the two"), Href: "#"}},
			Facts{[]Fact{
				{Label: s.say("เบอร์โทร", "Phone"), Value: "•••-•••-5678", Detail: s.say("ระบบจดไว้ว่าใครเปิดดู", "Who looks is written down"), Act: &Act{Label: s.say("แสดงเบอร์", "Show"), Kind: Bare, Icon: "eye", Post: "/console/parts"}},
				{Label: "LINE", Status: &Status{Icon: "check-circle", Word: s.say("รับข้อความได้", "Gets messages"), Tone: OK}},
				{Label: s.say("ผู้จองแทน", "Booked by"), Value: longName + " (ลูกสาว)", Thai: true, Detail: s.say("คุณสมศรียินยอมเมื่อ 2 ต.ค. 69", "With consent of 2 Oct 2026")},
				{Label: s.say("ขอไว้", "Asks for"), Value: s.say("เจ้าหน้าที่หญิง", "A woman")},
			}},
			Bar{[]Act{{Label: s.say("ส่งออกให้เจ้าของ", "Export for its owner"), Icon: "export", Href: "#"}, {Label: s.say("ลบข้อมูลของคนนี้", "Erase this person"), Kind: Destroy, Href: "#"}}},
		}},
		Section{ID: "steps", Title: s.say("ทำอย่างไร", "What to do"), Body: []Part{
			Numbered{[]string{s.say("หาชื่อในรายการของวัน", "Find the name in the day's list"), s.say("กด “มาถึงแล้ว” เมื่อคนนั้นมาถึงเคาน์เตอร์", "Press “Arrived” when they stand at the counter")}},
			Shot{"arrive", s.say("แถวของแต่ละคนมีปุ่ม “มาถึงแล้ว”", "Each row has “Arrived”")},
		}},
		Section{ID: "weeks", Title: s.say("สองสัปดาห์ที่เปิดให้จองแล้ว", "The two weeks that are open"), Body: []Part{Weeks{
			Caption: s.say("จำนวนผู้จองแต่ละวัน และวันที่ถูกกระทบ", "Bookings by day, and the days that change"),
			Heads:   []string{s.say("จ", "Mon"), s.say("อ", "Tue"), s.say("พ", "Wed"), s.say("พฤ", "Thu"), s.say("ศ", "Fri")},
			Rows: [][]WeekDay{
				{{Day: "23", Count: s.people(18)}, {Day: "24", Count: s.people(15)}, {Day: "25", Count: s.people(12), Hit: s.say("เลื่อน 3 คน", "3 move")}, {Day: "26", Count: s.people(14)}, {}},
			},
		}}},
	}
}

func (s sample) people(n int) string { return people(s.lang, n) }

func (s sample) rightRooms() []Part {
	bars := []ChartBar{
		{s.say("จ 23", "23"), s.say("จ 23 พ.ย.", "Mon 23 Nov"), 59, 79, true},
		{s.say("อ 24", "24"), s.say("อ 24 พ.ย.", "Tue 24 Nov"), 52, 84, false},
		{s.say("พ 25", "25"), s.say("พ 25 พ.ย.", "Wed 25 Nov"), 61, 80, false},
		{s.say("พฤ 26", "26"), s.say("พฤ 26 พ.ย.", "Thu 26 Nov"), 47, 84, false},
		{s.say("ศ 27", "27"), s.say("ศ 27 พ.ย.", "Fri 27 Nov"), 0, 70, false},
	}
	was := "พรุ่งนี้ท่านมีนัด {วัน} เวลา {เวลา} น.\nกรุณาแจ้งหากไม่สะดวกมาตามนัด"
	is := "พรุ่งนี้มีนัด {วัน} เวลา {เวลา} น.\nนำบัตรประชาชนมาด้วย\nสะดวกมาตามนัดไหม"
	back := &Act{Label: s.say("กลับไปใช้ข้อความนี้", "Go back to these words"), Icon: "arrow-u-up-left", Post: "/console/parts"}
	return []Part{
		Section{ID: "week", Title: s.say("สัปดาห์นี้", "This week"), Note: s.say("จองแล้ว 219 จาก 397 ที่", "219 of 397 are booked"), Body: []Part{Chart{
			ID: "chart", Says: s.say("จำนวนที่จองแล้วต่อวัน จันทร์ 59 อังคาร 52 พุธ 61 พฤหัสบดี 47 ศุกร์ 0 คน ดูตารางด้านล่าง", "Bookings by day: 59, 52, 61, 47, 0. The table is below"),
			UsedWord: s.say("จองแล้ว", "Booked"), OfWord: s.say("ทั้งหมด", "All"), LeftWord: s.say("ว่าง", "Free"), DayWord: s.say("วัน", "Day"), Note: s.say("พุธงดอาชาบำบัด 1 วัน", "No hippotherapy on Wednesday"), Bars: bars,
		}, Chart{ID: "chart-none", Says: s.say("สัปดาห์หน้ายังไม่มีใครจอง", "Nobody booked for next week yet")}}},
		Section{ID: "past", Title: s.say("ประวัติ", "History"), Body: []Part{History{[]Change{
			{Now: s.say("ใช้อยู่ตอนนี้", "In use now"), Who: "อรุณี พรหมแก้ว", When: s.say("ศุกร์ 20 พ.ย. 69 15.12 น.", "Fri 20 Nov 2026, 15:12"), Why: s.say("มีคนลืมยามาหลายคน", "Many forgot their medicine"), Spans: Differences(is, "พรุ่งนี้มีนัด {วัน} เวลา {เวลา} น.\nนำบัตรประชาชนและยาที่กินประจำมาด้วย\nสะดวกมาตามนัดไหม")},
			{Who: "วิภา สุขสม", When: s.say("จันทร์ 2 พ.ย. 69 09.05 น.", "Mon 2 Nov 2026, 09:05"), Why: s.say("ให้สั้นลง อ่านออกเสียงแล้วไม่สะดุด", "Shorter, and reads aloud well"), Spans: Differences(was, is), Undo: back},
			{Who: "แฟ้มของเทศบาล", When: s.say("1 ต.ค. 69", "1 Oct 2026"), Spans: []Span{{Text: was}}, Undo: back},
		}}}},
		Section{ID: "moves", Title: s.say("กระทบ 2 คน", "Hits 2 people"), Note: s.say("ยังไม่ได้บันทึก", "Not saved yet"), Body: []Part{
			Moves{[]Moved{
				{Name: "บุญเรือน สังข์ทอง", From: s.say("พ 25 พ.ย. 13.00 น.", "Wed 25 Nov 13:00"), To: s.say("พฤ 26 พ.ย. 13.00 น.", "Thu 26 Nov 13:00"), How: s.say("แจ้งทาง LINE", "Told in LINE"), Icon: "chat-circle-dots", Act: &Act{Label: s.say("เลือกเวลาอื่น", "Another time"), Hidden: s.say("ให้ บุญเรือน", "for บุญเรือน"), Kind: Bare, Href: "#"}},
				{Name: longName, From: s.say("พ 25 พ.ย. 15.00 น.", "Wed 25 Nov 15:00"), To: s.say("ศ 27 พ.ย. 09.30 น.", "Fri 27 Nov 09:30"), How: s.say("ไม่มี LINE ต้องโทรแจ้ง", "No LINE: call"), Icon: "phone", Act: &Act{Label: s.say("เลือกเวลาอื่น", "Another time"), Hidden: s.say("ให้ กมลวรรณพร", "for กมลวรรณพร"), Kind: Bare, Href: "#"}},
			}},
			Preview{Title: s.say("ผู้รับบริการจะเห็น", "A resident will see"), Words: "ขออภัย รพ.สต. ต้องงดวารีบำบัดบ่ายวันพุธ เพราะล้างสระ\nจัดเวลาใหม่ไว้ให้แล้ว พฤหัสบดี 26 พ.ย. 69 เวลา 13.00 น.", Buttons: []string{"รับเวลานี้", "เลือกเวลาอื่น"}},
			Bar{[]Act{{Label: s.say("ยังไม่บันทึก", "Not now"), Href: "#"}, {Label: s.say("บันทึกและเลื่อนนัด 2 คน", "Save and move 2 people"), Kind: Primary, Post: "/console/parts"}}},
		}},
	}
}

func (s sample) list() Section {
	return Section{ID: "list", Title: s.say("บันทึกการใช้งาน", "Audit log"), Body: []Part{
		Note{Tone: OK, Icon: "seal-check", Strong: s.say("ไม่พบแถวที่ถูกแก้ หาย หรือสลับลำดับ", "No row was changed, lost or reordered"), Text: s.say("ตรวจล่าสุดวันนี้ 09.30 น. ครบ 12,483 แถว อีก 3 แถวรอปิดผนึก", "Last looked at 09:30 today: 12,483 rows, 3 wait for their seal")},
		s.listing(true),
		Listing{ID: "none", Table: Table{ID: "none-rows"}, Empty: &Empty{Icon: "clipboard-text", Title: s.say("วันนี้ยังไม่มีใครแก้อะไร", "Nobody changed anything today"), Text: s.say("รายการจะขึ้นที่นี่ทันทีที่มีคนบันทึก", "A row comes here as soon as somebody saves")}},
	}}
}

func (s sample) listing(first bool) Listing {
	sealed := &Status{Icon: "seal-check", Word: s.say("ปิดผนึกแล้ว", "Sealed"), Tone: OK}
	waits := &Status{Icon: "hourglass", Word: s.say("รอปิดผนึก", "Waits for its seal")}
	t := Table{
		ID: "audit-rows", Caption: s.say("รายการล่าสุดอยู่บนสุด", "The newest first"),
		Columns: []Column{{Label: s.say("เวลา", "Time")}, {Label: s.say("เจ้าหน้าที่", "Staff")}, {Label: s.say("ทำอะไร", "Did what")}, {Label: s.say("กับ", "To"), Said: true}, {Label: s.say("ข้อความ", "Messages"), Number: true, Said: true}, {Label: s.say("ผนึก", "Seal")}},
	}
	row := func(at, who, did, detail, to, n string, seal *Status) {
		t.Rows = append(t.Rows, Line{[]Entry{{Text: at, Whole: true}, {Text: who, Thai: true}, {Text: did, Detail: detail}, {Text: to, Href: "#", Whole: true}, {Text: n}, {Status: seal}}})
	}
	l := Listing{ID: "audit", Table: t}
	if first {
		row(s.say("วันนี้ 09.41.52", "Today 09:41:52"), "สุดารัตน์ ชูแก้ว", s.say("บันทึกว่ามาถึงแล้ว", "Marked arrived"), "", "HY-2570-000131", "0", waits)
		row(s.say("วันนี้ 09.38.07", "Today 09:38:07"), longName, s.say("เปิดดูเบอร์โทร", "Looked at a phone"), s.say("เหตุผล: โทรถามคนที่เลยเวลานัด", "Why: to call somebody late"), "7HK-204", "1", waits)
		row(s.say("ศ 20 พ.ย. 15.12.09", "Fri 20 Nov 15:12:09"), "อรุณี พรหมแก้ว", s.say("แก้ข้อความ เตือนก่อนวันนัด", "Changed the reminder's words"), "", s.say("ดูที่แก้", "See"), "1,284", sealed)
		l.More, l.Shown = "/console/parts/more?lang="+string(s.lang), s.say("แสดง 3 รายการล่าสุด", "The newest 3")
		l.Filters = &Filters{Ask: "/console/parts", Label: s.say("กรองรายการ", "Filter"), Fields: []Field{
			{ID: "f-who", Name: "who", Label: s.say("เจ้าหน้าที่", "Staff"), Type: "select", Options: []Choice{{"", s.say("ทุกคน", "Everybody")}, {"1", "สุดารัตน์ ชูแก้ว"}}},
			{ID: "f-did", Name: "did", Label: s.say("ทำอะไร", "Did what"), Type: "select", Options: []Choice{{"", s.say("ทุกอย่าง", "Anything")}, {"look", s.say("เปิดดูข้อมูลส่วนตัว", "Looked at personal data")}}},
		}}
	} else {
		row(s.say("ศ 20 พ.ย. 14.47.33", "Fri 20 Nov 14:47:33"), "อรุณี พรหมแก้ว", s.say("งดบริการ 1 วัน กระทบ 6 คน", "Closed one day, hits 6 people"), "", s.say("อาชาบำบัด", "Hippotherapy"), "6", sealed)
		l.Shown = s.say("แสดงครบทุกรายการแล้ว", "That is all")
	}
	l.Table = t
	return l
}
