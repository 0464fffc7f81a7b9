package app

// Names of the demo's people: given and family names that are common in the
// south, put together by number. They are nobody's.

func lifeGiven() []string {
	return []string{
		"สมศรี", "บุญเรือน", "วิไล", "ละออง", "ประเสริฐ", "จำเนียร", "สมพร", "อารี", "วันเพ็ญ", "สุชาติ",
		"มานพ", "สุนีย์", "ฮาลีเมาะ", "อับดุลเลาะ", "นูรีซา", "มูฮัมหมัด", "รอกีเยาะ", "อาหลี", "สุไลมาน", "ฟาตีเมาะ",
		"เจริญ", "ปราณี", "ชูศรี", "ถาวร", "นงลักษณ์", "ไพโรจน์", "เพ็ญศรี", "สายใจ", "ศุภชัย", "กัลยา",
		"ณัฐธิดา", "ปัณณวิชญ์", "อนงค์", "พิมพ์ใจ", "เกี้ยว", "ขวัญใจ", "ดวงใจ", "ธีรพงศ์", "รุ่งนภา", "เอื้อมพร",
	}
}

func lifeFamily() []string {
	return []string{
		"แก้วมณี", "ทองขาว", "ชูแก้ว", "เพชรทอง", "หมัดหลี", "สังข์ทอง", "รักษ์ปากพูน", "คงแก้ว", "ศรีสวัสดิ์", "นวลศรี",
		"ดำเกิง", "หะยีสาและ", "บินสอาด", "เจ๊ะอาแซ", "ใจดี", "สุขใจ", "พรหมแก้ว", "หนูนวล", "ณ นคร", "เพ็ชรรัตน์",
		"จันทร์สว่าง", "ขุนทอง", "มณีโชติ", "สิริวัฒนานุกูลเจริญชัย", "อินทร์แก้ว",
	}
}

// lifeName is the n-th name; no two of the first thousand are the same.
func lifeName(n int) string {
	given, family := lifeGiven(), lifeFamily()
	return given[n%len(given)] + " " + family[(n/len(given)+n*7)%len(family)]
}
