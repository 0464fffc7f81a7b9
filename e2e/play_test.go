package e2e

// What residents send is heard and seen again: sounds and videos play on the page.

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// tone is half a second of A as a WAV, of which every browser knows how it sounds.
func tone() []byte {
	const rate, bits, samples = 8000, 16, 4000
	var out bytes.Buffer
	put := func(parts ...any) {
		for _, part := range parts {
			if err := binary.Write(&out, binary.LittleEndian, part); err != nil {
				panic(err) // a buffer takes everything
			}
		}
	}
	const size = samples * bits / 8
	put([]byte("RIFF"), uint32(36+size), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(rate*bits/8), uint16(bits/8), uint16(bits))
	put([]byte("data"), uint32(size))
	for i := range samples {
		put(int16(8000 * math.Sin(2*math.Pi*440*float64(i)/rate)))
	}
	return out.Bytes()
}

func TestSoundsAndVideosPlay(t *testing.T) {
	b, ok := startBox(t, nil)
	if !ok {
		return
	}
	p := b.person("somsri")
	sound := filepath.Join(t.TempDir(), "hello.wav")
	if err := os.WriteFile(sound, tone(), 0o600); err != nil {
		t.Fatal(err)
	}
	p.keys("ข้อความเสียง")
	p.sheet("ข้อความเสียง")
	b.accessible("voice sheet with a file")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#phone-somsri .sheet input"), []string{sound}))
	id, _ := b.hears("a voice message", func(e event) bool { return e.Message["type"] == "audio" }).Message["id"].(string)
	if got := b.content(id); !bytes.Equal(got, tone()) {
		t.Errorf("the bot should get the sound's very bytes, %d of them; it got %d", len(tone()), len(got))
	}
	p.keys("ข้อความเสียง 0:03")
	played := see[float64](b.screen, "the sound", `eyes.until(() => { const sound = document.querySelector('#phone-somsri .voice audio'); return sound?.ended && sound.readyState >= 2 && sound.duration; })`)
	if played != 0.5 {
		t.Errorf("the sound of half a second should have been played to its end; it is %v s long", played)
	}
	see[bool](b.screen, "the button after the end", `eyes.until(() => document.querySelector('#phone-somsri .voice').getAttribute('aria-pressed') === 'false')`)

	// A browser without a licence shows no H.264, and a <video> plays what has no picture too.
	status, said := b.asks("/simulator/v1/residents/somsri/video", `{"contentType":"video/wav","content":"`+base64.StdEncoding.EncodeToString(tone())+`"}`)
	if status != http.StatusOK {
		t.Fatalf("the video should be sent: %d %s", status, said)
	}
	b.hears("a video", func(e event) bool { return e.Message["type"] == "video" })
	p.keys("วิดีโอ 0:03")
	p.sheet("วิดีโอ")
	b.accessible("a video in its sheet")
	ready := see[int](b.screen, "the video", `eyes.until(() => { const video = document.querySelector('#phone-somsri .sheet video'); return video?.readyState >= 2 && video.readyState; })`)
	if ready < 2 {
		t.Errorf("the video should be there to play, but its readyState is %d", ready)
	}
}
