package console

// The page of parts: forms, confirming, doors, troubles, paper.

func (s sample) forms() Split {
	return Split{Kind: "even", Left: []Part{
		Section{ID: "form", Title: s.say("ฟอร์ม", "A form"), Body: []Part{s.goodForm()}},
		Section{ID: "form-bad", Title: s.say("ฟอร์มที่ต้องแก้", "A form with faults"), Body: []Part{s.badForm()}},
	}, Right: []Part{
		Section{ID: "sure", Title: s.say("ยืนยัน", "Confirming"), Body: []Part{Confirm{
			Title: s.say("ยกเลิกการจองของ 2 คน", "Cancel the bookings of 2 people"), Text: s.say("ทั้งสองคนจะได้เหตุผลนี้ทาง LINE เลิกทำได้ภายใน 10 นาที", "Both get this reason in LINE. You can undo it for 10 minutes"),
			Form: Form{
				Post: "/console/parts/refuse?lang=" + string(s.lang), Failed: s.say("ยังไม่ได้ยกเลิกการจอง", "The bookings are not cancelled"),
				Body:   []Part{Field{ID: "why", Label: s.say("เหตุผล", "Why"), Hint: s.say("ผู้รับบริการจะเห็นข้อความนี้", "Residents will read this"), Resident: true, Max: 200}},
				Submit: &Act{Label: s.say("ยกเลิกการจอง 2 คน", "Cancel 2 bookings"), Kind: Destroy},
				Others: []Act{{Label: s.say("ไม่ยกเลิก กลับไปคิววันนี้", "Keep them, back to the queue"), Href: "#"}},
			},
		}}},
		Section{ID: "notes", Title: s.say("ข้อความถึงเจ้าหน้าที่", "Notes"), Body: []Part{
			Note{Text: s.say("วันนี้หมอติดประชุมถึง 10.00 น.", "The doctor is in a meeting until 10:00")},
			Note{Tone: OK, Text: s.say("บันทึกแล้ว", "Saved")},
			Note{Tone: Warn, Strong: s.say("ถามก่อนลงน้ำ", "Ask before the water"), Text: s.say("วันนี้มีไข้ แผลเปิด หรือความดันสูงไหม", "Fever, an open wound or high blood pressure today?")},
			Note{Tone: Danger, Strong: s.say("ยังไม่ได้ส่งข้อความ", "The message was not sent"), Text: s.say("LINE ไม่ตอบ จะลองใหม่ใน 1 นาที", "LINE does not answer; tried again in a minute")},
			s.statuses(),
		}},
		Section{ID: "now", Title: s.say("ส่วนที่ปรับเอง", "A live part"), Body: []Part{s.live()}},
	}}
}

func (s sample) statuses() Facts {
	return Facts{[]Fact{
		{Label: s.say("สถานะ", "Status"), Status: &Status{Icon: "clock", Word: s.say("ยังไม่มา", "To come")}},
		{Label: s.say("สถานะ", "Status"), Status: &Status{Icon: "armchair", Word: s.say("มาถึงแล้ว", "Here"), Tone: Brand}},
		{Label: s.say("สถานะ", "Status"), Status: &Status{Icon: "check-circle", Word: s.say("เสร็จแล้ว", "Finished"), Tone: OK, Box: true}},
		{Label: s.say("สถานะ", "Status"), Status: &Status{Icon: "hourglass", Word: s.say("เหลือ 4 นาที", "4 minutes left"), Tone: Warn, Box: true}},
		{Label: s.say("สถานะ", "Status"), Status: &Status{Icon: "plugs", Word: s.say("ติดต่อไม่ได้", "No connection"), Tone: Danger, Box: true}},
	}}
}

func (s sample) fields(id string) []Part {
	return []Part{
		Field{ID: id + "-from", Name: "from", Label: s.say("เริ่มใช้ตั้งแต่", "From"), Hint: s.say("พิมพ์แบบ 25 พ.ย. 69 หรือ 25/11/2569", "As 25 Nov 2026"), Value: s.say("พุธ 25 พ.ย. 69", "Wed 25 Nov 2026"), Width: "short"},
		Field{ID: id + "-room", Name: "room", Label: s.say("จำนวนที่ต่อรอบ", "Places at a time"), After: s.say("ใช้อยู่ตอนนี้ 4 ที่", "4 places now"), Mode: "numeric", Width: "time", Value: "4"},
		Field{ID: id + "-text", Name: "text", Label: s.say("ข้อความ", "Words"), Hint: s.say("ไม่เกิน 4 บรรทัด ห้ามบอกชื่อบริการ", "4 lines at most; no name of a service"), Type: "area", Resident: true, Value: "พรุ่งนี้มีนัด {วัน} เวลา {เวลา} น.\nสะดวกมาตามนัดไหม"},
	}
}

func (s sample) goodForm() Form {
	body := s.fields("good")
	body = append(
		body,
		Pick{ID: "good-pm", Legend: s.say("ช่วงบ่าย", "Afternoon"), Options: []Option{
			{Value: "open", Label: s.say("เปิด 13.00–16.00 น.", "Open 13:00–16:00"), Detail: s.say("ใช้อยู่ตอนนี้", "As now"), Chosen: true},
			{Value: "shut", Label: s.say("ไม่เปิดช่วงบ่าย", "Not open")},
		}},
		Ticks{ID: "good-days", Legend: s.say("วัน", "Days"), Hint: s.say("เลือกได้หลายวัน", "As many as there are"), Options: []Option{
			{Value: "1", Label: s.say("จ", "Mon"), Detail: s.say("จันทร์", "Monday"), Chosen: true},
			{Value: "2", Label: s.say("อ", "Tue"), Chosen: true},
			{Value: "3", Label: s.say("พ", "Wed")},
			{Value: "4", Label: s.say("พฤ", "Thu")},
			{Value: "5", Label: s.say("ศ", "Fri")},
			{Value: "6", Label: s.say("ส", "Sat")},
			{Value: "0", Label: s.say("อา", "Sun")},
		}},
		Abreast{[]Field{
			{ID: "good-start", Label: s.say("เริ่ม", "From"), Value: "09.30", Width: "time"},
			{ID: "good-end", Label: s.say("ถึง", "To"), Value: "11.30", Width: "time"},
			{ID: "good-step", Label: s.say("รอบใหม่ทุก (นาที)", "Every (minutes)"), Value: "60", Mode: "numeric", Width: "time"},
		}},
		Check{ID: "good-print", Label: s.say("พิมพ์ใบนัดตัวใหญ่", "Print a card in large letters"), On: true},
		Check{ID: "good-tell", Label: s.say("แจ้งทาง LINE", "Tell in LINE"), Detail: s.say("ใช้ 1 จากที่เหลือ 1,284 ข้อความ", "Uses 1 of 1,284 messages")},
		Upload{ID: "good-photo", Label: s.say("รูป", "Photos"), Hint: s.say("JPEG หรือ PNG ไม่เกิน 10 MB", "JPEG or PNG, 10 MB at most"), Accept: "image/jpeg,image/png", Many: true, Kept: []string{"IMG_2034.jpg"}},
	)
	return Form{Post: "/console/parts/refuse?lang=" + string(s.lang), Into: "form-good", ID: "form-good", Files: true, Failed: s.say("ยังไม่ได้บันทึกเวลาเปิด", "The hours are not saved"), Body: body, Submit: &Act{Label: s.say("บันทึกเวลาเปิด", "Save the hours"), Kind: Primary}, Others: []Act{{Label: s.say("ไม่บันทึก", "Do not save"), Href: "#"}}}
}

func (s sample) badForm() Form {
	return Form{ID: "form-bad-form", Post: "/console/parts/refuse?lang=" + string(s.lang), Into: "form-bad-form", Body: []Part{
		Errors{Title: s.say("ยังไม่ได้บันทึก มี 3 ข้อที่ต้องแก้", "Not saved: 3 things to mend"), Rows: []Fault{
			{"bad-tel", s.say("กรอกเบอร์โทร 10 ตัว เช่น 081-234-5678", "Enter 10 digits, as 081-234-5678")},
			{"bad-when", s.say("เลือกเวลา", "Choose a time")},
			{"bad-photo", s.say("รูปใหญ่เกิน 10 MB", "The photo is larger than 10 MB")},
		}},
		Field{ID: "bad-tel", Name: "tel", Label: s.say("เบอร์โทร", "Phone"), Error: s.say("กรอกเบอร์โทร 10 ตัว เช่น 081-234-5678", "Enter 10 digits, as 081-234-5678"), Value: "08123", Type: "tel", Complete: "tel", Width: "short"},
		Pick{ID: "bad-when", Legend: s.say("เวลา", "Time"), Error: s.say("เลือกเวลา", "Choose a time"), Columns: 3, Options: s.times(false)},
		Upload{ID: "bad-photo", Label: s.say("รูป", "Photos"), Error: s.say("รูปใหญ่เกิน 10 MB", "The photo is larger than 10 MB"), Accept: "image/jpeg,image/png"},
	}, Submit: &Act{Label: s.say("บันทึก", "Save"), Kind: Primary}}
}

func (s sample) times(chosen bool) []Option {
	return []Option{
		{Value: "1030", Label: s.say("10.30 น.", "10:30"), Detail: s.say("ว่าง 2 ที่ เร็วที่สุด", "2 free, the soonest"), Chosen: chosen},
		{Label: s.say("13.00 น.", "13:00"), Detail: s.say("เต็มแล้ว", "Full"), Off: true},
		{Value: "1400", Label: s.say("14.00 น.", "14:00"), Detail: s.say("ว่าง 1 ที่", "1 free")},
		{Label: s.say("วันอื่น", "Another day"), Detail: s.say("ว่าง 24–27 พ.ย.", "Free 24–27 Nov"), Href: "#"},
	}
}

func (s sample) words() Section {
	return Section{ID: "parts-help", Title: s.say("คำแนะนำ", "Help"), Body: []Part{
		Tabs{Rooms: true, Label: s.say("หมวดการตั้งค่า", "Rooms of settings"), Items: []Tab{{Label: s.say("เทศบาล", "Municipality"), Href: "#"}, {Label: s.say("ข้อความ", "Words"), Href: "#", Current: true}, {Label: s.say("วันหยุด", "Holidays"), Href: "#"}}},
		Text{Words: s.say("รับบริการต่อได้ตามรายชื่อที่พิมพ์ไว้ ประชุมเชิงปฏิบัติการอำเภอเมืองนครศรีธรรมราชเลื่อนไปวันพฤหัสบดีที่ 26 พฤศจิกายน 2569", "Go on by the printed list")},
		Bullets{[]Act{{Label: s.say("รายชื่อที่พิมพ์ไว้เมื่อ 08.00 น.", "The list printed at 08:00"), Href: "/console/parts?page=print"}, {Label: s.say("เกิน 15 นาที โทรผู้ดูแลระบบ 075-123-456 ต่อ 12", "After 15 minutes call 075-123-456, 12")}}},
	}}
}

// book is the page of a walk-in booking.
func (s sample) book() []Part {
	services := []Option{
		{Value: "hydro", Label: s.say("วารีบำบัด", "Hydrotherapy"), Detail: s.say("ว่าง 6 ที่", "6 free"), Disc: "hydro", Chosen: true},
		{Value: "physio", Label: s.say("กายภาพบำบัด", "Physiotherapy"), Detail: s.say("ว่าง 6 ที่", "6 free"), Disc: "physio"},
		{Value: "thai", Label: s.say("แพทย์แผนไทย", "Thai medicine"), Detail: s.say("ว่าง 7 ที่", "7 free"), Disc: "thai"},
		{Value: "horse", Label: s.say("อาชาบำบัด", "Hippotherapy"), Detail: s.say("ว่าง 1 ที่", "1 free"), Disc: "horse"},
		{Label: s.say("แพทย์แผนจีน", "Chinese medicine"), Detail: s.say("เต็มแล้ว", "Full"), Disc: "chinese", Off: true},
	}
	who := []Option{
		{Value: "1", Label: "จำเนียร นวลศรี", Thai: true, Detail: s.say("หมู่ 4 เบอร์ลงท้าย 2290 มาล่าสุด 9 พ.ย. 69", "Moo 4, phone ends 2290, last here 9 Nov 2026"), Chosen: true},
		{Value: "2", Label: longName, Thai: true, Detail: s.say("หมู่ 7 เบอร์ลงท้าย 0416 ยังไม่เคยมา", "Moo 7, phone ends 0416, never here")},
		{Label: s.say("คนใหม่ ชื่อ “จำเน…”", "Somebody new, “จำเน…”"), Detail: s.say("ขอแค่ชื่อและเบอร์โทร", "Only a name and a phone"), Icon: "user-plus", Href: "#"},
	}
	steps := []Part{Stack{Body: []Part{
		Step{ID: "s1", N: "1", Done: true, Title: s.say("ผู้รับบริการ", "Who"), Body: []Part{
			Field{ID: "who", Label: s.say("ชื่อ 3 ตัวอักษร หรือเบอร์โทร", "Three letters of the name, or the phone"), Hint: s.say("หรือสแกน QR บนใบนัด", "Or scan the QR code of the card"), Value: "จำเน", Width: "name", Focus: true},
			Pick{ID: "person", Legend: s.say("เลือกคน", "Choose somebody"), Unseen: true, Options: who},
		}},
		Step{ID: "s2", N: "2", Done: true, Title: s.say("บริการ", "Service"), Body: []Part{Pick{ID: "svc", Legend: s.say("เลือกบริการ", "Choose a service"), Unseen: true, Columns: 5, Options: services}}},
		Step{ID: "s3", N: "3", Title: s.say("เวลา", "Time"), Detail: s.say("วันนี้ จันทร์ 23 พ.ย. 69", "Today, Mon 23 Nov 2026"), Body: []Part{Pick{ID: "at", Legend: s.say("เลือกเวลา", "Choose a time"), Unseen: true, Columns: 3, Options: s.times(true)}}},
	}}}
	slip := Slip{
		Title: s.say("ตรวจก่อนยืนยัน", "Read before you confirm"), Name: "จำเนียร นวลศรี", Disc: "hydro", Service: s.say("วารีบำบัด", "Hydrotherapy"), When: s.say("วันนี้ 10.30 น.", "Today 10:30"), Detail: s.say("จันทร์ 23 พ.ย. 69 ถึง 11.15 น.", "Mon 23 Nov 2026, to 11:15"),
		Body: []Part{
			Status{Icon: "check-circle", Word: s.say("ที่นี้กันไว้ให้อีก 4 นาที", "Kept for 4 more minutes"), Tone: OK},
			Note{Tone: Warn, Strong: s.say("ถามก่อนลงน้ำ", "Ask before the water"), Text: s.say("วันนี้มีไข้ แผลเปิด หรือความดันสูงไหม", "Fever, an open wound or high blood pressure today?")},
			Check{ID: "print", Label: s.say("พิมพ์ใบนัดตัวใหญ่", "Print a card in large letters"), On: true},
		},
		Submit: Act{Label: s.say("ยืนยันการจอง", "Confirm the booking"), Kind: Primary, Wide: true},
		After:  s.say("แจ้งทาง LINE ด้วย เพราะผูกบัญชีไว้แล้ว เปลี่ยนหรือยกเลิกได้ที่คิววันนี้", "Told in LINE too. Change or cancel it in today's queue"),
	}
	back := Act{Label: s.say("ไม่จอง กลับไปคิววันนี้", "Do not book, back to the queue"), Kind: Bare, Key: "escape", Href: "/console/parts"}
	return []Part{
		Head{Crumb: &Act{Label: s.say("คิววันนี้", "Queue today"), Href: "/console/parts"}, Title: s.say("จองให้คนที่มาหน้าเคาน์เตอร์", "Book for somebody here")},
		Form{Post: "/console/parts/refuse", Failed: s.say("การจองนี้ยังไม่ได้บันทึก", "This booking is not saved"), Body: []Part{Split{Kind: "form", Left: steps, Right: []Part{Stack{Body: []Part{slip, Bar{[]Act{back}}}}}}}},
	}
}

func (s sample) empty() []Part {
	return []Part{Head{Title: s.say("เสาร์ 5 ธ.ค. 69", "Sat 5 Dec 2026")}, Empty{
		Icon: "calendar-x", Title: s.say("วันเสาร์ 5 ธ.ค. ไม่เปิดบริการ จึงไม่มีคิว", "Closed on Sat 5 Dec, so nobody comes"),
		Text: s.say("วันพ่อแห่งชาติตรงกับวันเสาร์ รพ.สต.ปากพูน จึงหยุดชดเชย จันทร์ 7 ธ.ค. 69 และเปิดอีกครั้ง อังคาร 8 ธ.ค. 69", "Also closed on Mon 7 Dec 2026; open again on Tue 8 Dec 2026"),
		Acts: []Act{{Label: s.say("ดูวันอังคาร 8 ธ.ค. 69", "See Tue 8 Dec 2026"), Kind: Primary, Href: "#"}, {Label: s.say("เปิดวันที่ 5 เป็นพิเศษ", "Open on the 5th"), Href: "#"}},
	}}
}

func (s sample) door() []Part {
	return []Part{Panel{[]Part{
		Head{Title: s.say("เข้าสู่ระบบ", "Sign in")},
		Errors{Title: s.say("ยังเข้าสู่ระบบไม่ได้", "Not signed in"), Rows: []Fault{{"pw", s.say("อีเมลหรือรหัสผ่านไม่ถูกต้อง", "The e-mail or the password is wrong")}}},
		Act{Label: s.say("ใช้ลายนิ้วมือหรือใบหน้าของเครื่องนี้", "Use this device's fingerprint or face"), Kind: Primary, Icon: "fingerprint", Wide: true, Href: "#"},
		Or{},
		Form{Post: "/console/parts/refuse", Body: []Part{
			Field{ID: "em", Label: s.say("อีเมล", "E-mail"), Type: "email", Complete: "username", Value: "sudarat@pakpoon.example"},
			Field{ID: "pw", Label: s.say("รหัสผ่าน", "Password"), Type: "password", Complete: "current-password", Error: s.say("ตรวจอีเมลและรหัสผ่านอีกครั้ง ลองได้อีก 3 ครั้งก่อนพัก 5 นาที", "Look at both again. 3 more tries before a pause of 5 minutes")},
		}, Submit: &Act{Label: s.say("เข้าด้วยรหัสผ่าน", "Sign in with the password")}, Others: []Act{{Label: s.say("ลืมรหัสผ่าน", "Forgotten"), Kind: Bare, Href: "#"}}},
	}}}
}

func (s sample) away() []Part {
	return []Part{Trouble{
		Status: &Status{Icon: "plugs", Word: s.say("ติดต่อฐานข้อมูลไม่ได้", "The database is away"), Tone: Danger, Box: true},
		Title:  s.say("การจองนี้ยังไม่ได้บันทึก", "This booking is not saved"), Text: s.say("ระบบขัดข้องชั่วคราวตั้งแต่ 09.42 น. สิ่งที่กรอกไว้ยังอยู่ครบ เปิดหน้านี้ค้างไว้ได้เลย", "Out of order since 09:42. Everything you filled in is kept; leave this page open"),
		Again: &Again{Post: "/console/parts", Values: []Hidden{{"name", "จำเนียร นวลศรี"}}, Label: s.say("ลองบันทึกอีกครั้ง", "Try again"), Seconds: 3600, Ask: "/readyz"},
		Kept: []Fact{
			{Label: s.say("ผู้รับบริการ", "Who"), Value: "จำเนียร นวลศรี", Thai: true},
			{Label: s.say("บริการ", "Service"), Value: s.say("วารีบำบัด", "Hydrotherapy")},
			{Label: s.say("วันและเวลา", "When"), Value: s.say("จันทร์ 23 พ.ย. 69 เวลา 10.30 น.", "Mon 23 Nov 2026, 10:30")},
		},
		Then: []Act{{Label: s.say("รับบริการต่อตามรายชื่อที่พิมพ์ไว้เมื่อ 08.00 น.", "Go on by the list printed at 08:00"), Href: "/console/parts?page=print"}, {Label: s.say("ถ้าเกิน 15 นาที โทรผู้ดูแลระบบ 075-123-456 ต่อ 12", "After 15 minutes call 075-123-456, 12")}},
	}}
}

func (s sample) print() []Part {
	row := func(name, service, number string) []string { return []string{name, service, number} }
	return []Part{Print{
		Title: s.say("คิวจันทร์ 23 พ.ย. 69", "Queue, Mon 23 Nov 2026"), Sub: s.say("รพ.สต.ปากพูน 59 คน", "Pak Phun health centre, 59 people"), Printed: s.say("พิมพ์เมื่อ 08.00 น.", "Printed at 08:00"),
		Back: Act{Label: s.say("กลับไปคิววันนี้", "Back to the queue"), Href: "/console/parts"},
		Groups: []PrintGroup{{
			Title: s.say("รอบ 09.30 น.", "09:30"), Note: s.people(2), Columns: []string{s.say("ชื่อ", "Name"), s.say("บริการ", "Service"), s.say("เลขที่", "Number")}, Line: s.say("จดไว้", "Notes"),
			Rows: [][]string{row("วิไล แก้วมณี", s.say("แพทย์แผนไทย", "Thai medicine"), "HY-2570-000131"), row(longName, s.say("กายภาพบำบัด", "Physiotherapy"), "HY-2570-000132")},
		}},
	}}
}
