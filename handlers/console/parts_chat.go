package console

// The parts of the hand-over chat, in each of their states.

// chat is a talk in which everything happened that can.
func (s sample) chat() Part {
	wait := func(icon, word string, tone Tone) *Status { return &Status{Icon: icon, Word: word, Tone: tone} }
	list := Chats{
		Title: s.say("แชต", "Chats"), Note: s.say("ตอบภายใน 30 นาที", "answered within 30 minutes"),
		Tabs: &Tabs{Label: s.say("แชต", "Chats"), Items: []Tab{{Label: s.say("ทั้งหมด", "All"), Href: "#all", Current: true}, {Label: s.say("ของฉัน", "Mine"), Href: "#mine"}}},
		Groups: []ChatGroup{
			{Title: s.say("รอตอบ", "Waiting"), Count: "2", Urgent: true, Rows: []ChatItem{
				{Name: "กิตติ หนูแก้ว", Thai: true, Href: "#kitti", Status: wait("warning", s.say("4 นาที", "4 minutes"), Danger), Said: "พ่อหมดสติ", Meta: s.say("มีคำบอกอันตราย", "Speaks of danger"), Icon: "warning-f"},
				{Name: "มาลี คงแก้ว", Thai: true, Href: "#malee", Current: true, Status: wait("hourglass", s.say("26 นาที", "26 minutes"), Warn), Said: "ลงทะเบียนเบี้ยผู้สูงอายุแทนแม่ได้ไหม แม่เดินไม่ไหว"},
			}},
			{Title: s.say("กำลังคุย", "Talking"), Count: "1", Rows: []ChatItem{{Name: "นูรีฮา สาและ", Thai: true, Href: "#nureeha", When: "09.40 น.", Said: "ขอบคุณมาก จะมาก่อนเวลา", Meta: s.say("กำลังตอบโดย วิภา สุขสม", "วิภา สุขสม is answering"), Icon: "user-switch-f"}}},
			{Title: s.say("จบแล้ว", "Ended"), Count: "0", Empty: s.say("ยังไม่มีแชตที่จบ", "No chat has ended yet")},
		},
	}
	thread := Thread{
		Title: "มาลี คงแก้ว", Thai: true, Status: wait("hourglass", s.say("รอมา 26 นาที ครบกำหนด 09.46 น.", "Waiting for 26 minutes, promised by 09:46"), Warn),
		Acts:  []Act{{Label: s.say("ส่งต่อ", "Hand on"), Icon: "arrow-right", Href: "#hand"}, {Label: s.say("ส่งคืนบอต", "Give back"), Icon: "robot", Href: "#return"}},
		Older: "#older", Label: s.say("ข้อความในแชต", "What was said"), Seen: "9", Lines: s.said(),
	}
	write := &Write{
		Post: "/console/parts", Fill: "/console/parts", Key: "k", Label: s.say("คำตอบ", "Answer"), Failed: s.say("ข้อความนี้ยังไม่ได้ส่ง", "This was not sent"),
		Errors: &Errors{Title: s.say("ยังไม่ได้ส่ง", "Not sent"), Rows: []Fault{{"say", s.say("มีข้อความเข้ามาระหว่างที่พิมพ์", "Something was said while you typed")}}},
		Field:  Field{ID: "say", Type: "area", Rows: 3, Label: s.say("คำตอบถึงผู้รับบริการ", "Answer to the resident"), Unseen: true, Value: "ทำแทนได้ นำบัตรประชาชนของคุณแม่มาด้วย", Resident: true},
		Canned: []Choice{{"a", s.say("มอบอำนาจ", "Proxy")}, {"b", s.say("เวลาทำการ", "Hours")}}, CannedOf: Act{Label: s.say("แก้คำตอบสำเร็จ", "Edit"), Kind: Bare, Href: "#canned"},
		Upload: Upload{ID: "picture", Label: s.say("รูปที่จะส่ง", "Picture to send"), Hint: s.say("JPEG หรือ PNG ไม่เกิน 10 MB", "JPEG or PNG, at most 10 MB"), Accept: "image/jpeg,image/png"}, Open: true,
		Cost: Cost{Icon: "coins", Pay: true, Words: s.say("ใช้ 1 จากที่เหลือ 1,284 ข้อความเดือนนี้", "Uses 1 of the 1,284 messages left"), Submit: Act{Label: s.say("ส่งคำตอบ (ใช้ 1 ข้อความ)", "Send (uses 1 message)"), Kind: Primary, Icon: "paper-plane-right"}},
	}
	return Chatting{
		List: Stack{Body: []Part{list}}, Talk: Talk{ID: "talk", Back: Act{Label: s.say("แชตทั้งหมด", "All chats"), Href: "#chats"}, Thread: Stack{Body: []Part{thread}}, Write: write},
		About: []Part{Facts{[]Fact{{Label: s.say("นัดที่จะถึง", "Next visit"), Value: s.say("ไม่มี", "None")}}}}, AboutTitle: s.say("เกี่ยวกับคนนี้", "About this person"), Open: true,
	}
}

// said is each kind of line.
func (s sample) said() []Say {
	again := &Act{Label: s.say("ส่งอีกครั้ง (ใช้ 1 ข้อความ)", "Send again (uses 1 message)"), Kind: Bare, Icon: "clock-clockwise", Post: "/console/parts"}
	return []Say{
		{Side: "happen", Words: s.say("วันนี้ จันทร์ 23 พ.ย. 69", "Today, Mon 23 Nov 2026")},
		{Words: "ติดต่อเจ้าหน้าที่", When: "09.16 น."},
		{Side: "happen", Icon: "robot", Words: s.say("บอตส่งต่อให้เจ้าหน้าที่ และหยุดตอบ", "The bot handed over and fell silent")},
		{Words: "ปู่ย่าอยู่ชั้นบน น้ำท่วมถึงที่นั่ง\nhttps://example.org/" + "averyveryveryveryveryveryveryverylongaddresswithoutanyplacetobreakit", When: "09.17 น."},
		{Words: s.say("ผู้รับบริการยกเลิกข้อความนี้", "The resident took this back"), Quiet: true, Icon: "trash", When: "09.18 น."},
		{Side: "bot", Words: s.say("ส่งเบอร์โทรฉุกเฉินให้แล้ว", "Sent the emergency numbers"), When: s.say("บอต 09.19 น.", "Bot 09:19")},
		{Side: "office", Words: "รถกำลังไปรับ", When: s.say("วรรณา พรหมดี 09.20 น. ส่งแล้ว ฟรี", "วรรณา พรหมดี 09:20, sent, free")},
		{Side: "office", Words: "รอที่หน้าบ้าน", When: "09.21 น.", Status: &Status{Icon: "warning", Word: s.say("ยังไม่ได้ส่ง LINE ไม่รับข้อความนี้", "Not sent. LINE refused it"), Tone: Danger}, Act: again},
	}
}
