package login

// The sentences of the pages, in Thai and English.

import (
	"golang.org/x/text/language"
)

// wording is one language's sentences; {} stands for a name.
type wording struct {
	Lang                                                    string
	Title, ChooseLead, Continue, Other, LogInAs, Nobody     string
	ConsentLead, Allow, Cancel, Optional, AddFriend, Added  string
	Unblock, FriendTitle, FriendLead, AddNow, NotNow        string
	ProblemTitle, ProblemHint, PostLead, GoOn, Pretend, You string
	scopes                                                  map[string]string
}

// tongue picks the language that was asked for: ui_locales before the browser's, Thai before English.
func tongue(locales, accepted string) wording {
	thai, english := thaiWords(), englishWords()
	for _, wanted := range []string{locales, accepted} {
		tags, _, err := language.ParseAcceptLanguage(spaced(wanted))
		if err != nil || len(tags) == 0 {
			continue
		}
		_, at, sure := language.NewMatcher([]language.Tag{language.Thai, language.English}).Match(tags...)
		if sure == language.No {
			return english
		}
		return []wording{thai, english}[at]
	}
	return thai
}

// spaced turns the spaces of ui_locales into the commas of Accept-Language.
func spaced(locales string) string {
	out := []byte(locales)
	for i := range out {
		if out[i] == ' ' {
			out[i] = ','
		}
	}
	return string(out)
}

func thaiWords() wording {
	return wording{
		Lang: "th", Title: "เข้าสู่ระบบด้วย LINE", ChooseLead: "{} ขอให้เข้าสู่ระบบ เลือกคนที่จะเข้า",
		Continue: "เข้าต่อเป็น {}", Other: "หรือเข้าเป็นคนอื่น", LogInAs: "เข้าสู่ระบบเป็น {}", Nobody: "ยังไม่มีใครในโลกจำลองนี้ เพิ่มคนได้ที่หน้าโทรศัพท์",
		ConsentLead: "{} ขออนุญาตใช้ข้อมูลต่อไปนี้", Allow: "อนุญาต", Cancel: "ยกเลิก", Optional: "ไม่ให้ก็ได้",
		AddFriend: "เพิ่ม {} เป็นเพื่อน", Added: "เป็นเพื่อนกับ {} แล้ว", Unblock: "เลิกบล็อก {}",
		FriendTitle: "เพิ่มเพื่อน", FriendLead: "เพิ่มบัญชีนี้เป็นเพื่อนเพื่อรับข้อความ", AddNow: "เพิ่มเพื่อน", NotNow: "ไม่ใช่ตอนนี้",
		ProblemTitle: "400 Bad Request", ProblemHint: "ปิดหน้านี้แล้วลองใหม่จากแอปที่ส่งมา ผู้พัฒนาดูค่าที่ลงทะเบียนไว้ได้ที่ /simulator/v1/login",
		PostLead: "เข้าสู่ระบบแล้ว กดเพื่อกลับไปที่ {}", GoOn: "ไปต่อ", Pretend: "LINE จำลอง ไม่มีรหัสผ่าน ไม่มีข้อมูลจริง", You: "เข้าเป็น {}",
		scopes: map[string]string{
			"openid": "รหัสผู้ใช้ของคุณ", "profile": "ชื่อ รูป และข้อความสถานะในโปรไฟล์หลัก", "email": "อีเมล",
			"chat_message.write": "ส่งข้อความในแชทแทนคุณ",
		},
	}
}

func englishWords() wording {
	return wording{
		Lang: "en", Title: "Log in with LINE", ChooseLead: "{} asks you to log in. Choose who you are.",
		Continue: "Continue as {}", Other: "Or log in as someone else", LogInAs: "Log in as {}", Nobody: "Nobody lives in this world yet. Add someone on the phone's page.",
		ConsentLead: "{} asks for permission to use:", Allow: "Allow", Cancel: "Cancel", Optional: "optional",
		AddFriend: "Add {} as a friend", Added: "{} is your friend already", Unblock: "Unblock {}",
		FriendTitle: "Add friend", FriendLead: "Add this account as a friend to get its messages.", AddNow: "Add friend", NotNow: "Not now",
		ProblemTitle: "400 Bad Request", ProblemHint: "Close this page and try again from the app that sent you. Developers see what is registered at /simulator/v1/login.",
		PostLead: "You are logged in. Press to go back to {}.", GoOn: "Continue", Pretend: "A pretend LINE: no passwords, nothing real", You: "As {}",
		scopes: map[string]string{
			"openid": "your user ID", "profile": "name, picture and status message of your main profile", "email": "your e-mail address",
			"chat_message.write": "sending messages in the chat for you",
		},
	}
}
