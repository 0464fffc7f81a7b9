package e2e

// A resident sends what lies on the machine: the bot gets the very bytes. In a
// group she corrects her words.

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestPhotosAndFilesFromTheMachine(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	photo := filepath.Join(t.TempDir(), "flood.png")
	paper := filepath.Join(t.TempDir(), "form.txt")
	for path, data := range map[string][]byte{photo: sample(), paper: []byte("ใบคำร้อง")} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.keys("ส่งสติกเกอร์ รูป ตำแหน่ง หรือเสียง")
	p.keys("รูปภาพ")
	p.sheet("รูปภาพ")
	b.accessible("photo sheet")
	b.picture("sheet-photo")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#phone-somsri .sheet input"), []string{photo}))
	id, _ := b.hears("a photo", func(e event) bool { return e.Message["type"] == "image" }).Message["id"].(string)
	if got := b.content(id); !bytes.Equal(got, sample()) {
		t.Errorf("the bot should get the photo's very bytes, %d of them; it got %d", len(sample()), len(got))
	}
	width := see[int](b.screen, "the photo in the chat", `eyes.until(() => { const image = document.querySelector('#phone-somsri .mine .photo img'); return image?.complete && image.naturalWidth; })`)
	if width != 640 {
		t.Errorf("the chat should show the photo itself, 640 wide; it is %d wide", width)
	}
	p.keys("รูปภาพ")
	p.sheet("รูปภาพ")
	b.picture("photo-large")
	p.leaves()

	p.keys("ส่งสติกเกอร์ รูป ตำแหน่ง หรือเสียง")
	p.keys("ไฟล์")
	p.sheet("ไฟล์")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#phone-somsri .sheet input"), []string{paper}))
	id, _ = b.hears("a file named form.txt", func(e event) bool { return e.Message["fileName"] == "form.txt" }).Message["id"].(string)
	if got := b.content(id); string(got) != "ใบคำร้อง" {
		t.Errorf("the bot should get the file as it lies on the machine; it got %q", got)
	}
	p.shows("form.txt", "24 B")
}

// content is what the bot reads of a message.
func (b *box) content(id string) []byte {
	b.t.Helper()
	request, err := http.NewRequest(http.MethodGet, b.d.url+"/v2/bot/message/"+id+"/content", nil)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+boxToken)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("the bot should get the content of %s: %d %v", id, answer.StatusCode, err)
	}
	return raw
}

func TestEditingInAGroup(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("duty")
	p.tap("พิมพ์ข้อความ")
	p.types("น้ำท่วมหมู่ 4")
	p.shows("น้ำท่วมหมู่ 4")
	p.keys("ข้อความนี้ 14.05")
	p.sheet("ข้อความนี้")
	p.keys("แก้ไขข้อความ")
	p.sheet("แก้ไขข้อความ")
	b.accessible("editing")
	b.do(chromedp.KeyEvent(kb.Backspace), chromedp.KeyEvent("3"))
	p.keys("บันทึก")
	b.hears("an edited message", func(e event) bool {
		return e.Type == "messageEdited" && e.Message["text"] == "น้ำท่วมหมู่ 3"
	})
	p.shows("น้ำท่วมหมู่ 3", "แก้ไขแล้ว")
	b.picture("edited")
}
