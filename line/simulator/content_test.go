package simulator_test

// Content of messages: read, previewed, prepared, gone.

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"tambon/line/simulator"
)

// picture is a PNG of a size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	img.Set(1, 1, color.White)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (s *scene) content(messageID, more string) said {
	s.t.Helper()
	return s.call("GET", "/v2/bot/message/"+messageID+"/content"+more, "", nil)
}

func TestContent(t *testing.T) {
	s := begin(t, nil)
	const (
		noPreview     = `{"message":"The content can not be previewed"}`
		noTranscoding = `{"message":"Transcoding status doesn't support this type of content"}`
		notFound      = `{"message":"not found"}`
		done          = `{"status":"succeeded"}`
	)
	photo := picture(t, 600, 300)
	tests := []struct {
		name                 string
		act                  simulator.Act
		data, kind           string
		preview, transcoding int
		previewed, status    string
	}{
		{"photo", s.did(s.Photo("somsri", simulator.Upload{Data: photo})), string(photo), "image/png", 200, 400, "", noTranscoding},
		{"video", s.did(s.Video("somsri", simulator.Upload{Data: []byte("film"), Kind: "video/mp4"})), "film", "video/mp4", 200, 200, "", done},
		{"voice", s.did(s.Voice("somsri", simulator.Upload{Data: []byte("sound"), Kind: "audio/x-m4a"})), "sound", "audio/x-m4a", 400, 200, noPreview, done},
		{"file", s.did(s.File("somsri", simulator.Upload{Data: []byte("%PDF-"), FileName: "a.pdf"})), "%PDF-", "application/pdf", 400, 400, noPreview, noTranscoding},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id := test.act.MessageID
			got := s.content(id, "")
			if got.status != 200 || got.body != test.data || got.header.Get("Content-Type") != test.kind {
				t.Errorf("the content should come as it was sent, as %s: %d %s", test.kind, got.status, got.header.Get("Content-Type"))
			}
			s.wants("preview", s.content(id, "/preview"), test.preview, test.previewed)
			s.wants("transcoding", s.content(id, "/transcoding"), test.transcoding, test.status)
			s.did(s.Unsend("somsri", id))
			for _, more := range []string{"", "/preview", "/transcoding"} {
				s.wants("unsent content"+more, s.content(id, more), 410, `{"message":"The content is gone"}`)
			}
		})
	}
	text := s.did(s.Text("somsri", "a"))
	outside := s.did(s.Photo("somsri", simulator.Upload{URL: "https://example.com/a.jpg"}))
	for name, id := range map[string]string{"a text": text.MessageID, "an image elsewhere": outside.MessageID, "nothing": "1"} {
		for _, more := range []string{"", "/preview", "/transcoding"} {
			s.wants("content of "+name+more, s.content(id, more), 404, notFound)
		}
	}
}

func TestPreviewIsSmall(t *testing.T) {
	s := begin(t, nil)
	act := s.did(s.Photo("somsri", simulator.Upload{Data: picture(t, 1200, 300)}))
	got := s.content(act.MessageID, "/preview")
	size, kind, err := image.DecodeConfig(strings.NewReader(got.body))
	if err != nil || kind != "jpeg" || size.Width != 240 || size.Height != 60 {
		t.Errorf("a preview is a small JPEG of the same shape: %v %s %v", size, kind, err)
	}
	broken := s.did(s.Photo("somsri", simulator.Upload{Data: []byte("\x89PNG\r\n\x1a\nbroken")}))
	s.wants("the preview of a broken photo", s.content(broken.MessageID, "/preview"), 200, "\x89PNG\r\n\x1a\nbroken")
}

func TestContentIsPreparedByTheClock(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.PreparingSeconds = 30 })
	large := s.did(s.Video("somsri", simulator.Upload{Data: make([]byte, 1<<20+1), Kind: "video/mp4"}))
	asked := s.did(s.Voice("somsri", simulator.Upload{Slow: true}))
	broken := s.did(s.Video("somsri", simulator.Upload{Slow: true, Broken: true}))
	small := s.did(s.Video("somsri", simulator.Upload{}))
	s.wants("a small video", s.content(small.MessageID, ""), 200, "")
	for _, act := range []simulator.Act{large, asked, broken} {
		s.wants("content while LINE prepares it", s.content(act.MessageID, ""), 202, "{}")
		s.wants("its status", s.content(act.MessageID, "/transcoding"), 200, `{"status":"processing"}`)
	}
	s.wants("a preview while LINE prepares it", s.content(large.MessageID, "/preview"), 202, "{}")
	s.Advance(30 * time.Second)
	for _, act := range []simulator.Act{large, asked} {
		s.wants("content half a minute later", s.content(act.MessageID, ""), 200, "")
		s.wants("its status then", s.content(act.MessageID, "/transcoding"), 200, `{"status":"succeeded"}`)
	}
	s.wants("content that LINE could not prepare", s.content(broken.MessageID, ""), 404, "")
	s.wants("its status then", s.content(broken.MessageID, "/transcoding"), 200, `{"status":"failed"}`)
}

func TestContentExpires(t *testing.T) {
	s := begin(t, func(c *simulator.Config) { c.Switches.ContentDays = 3 })
	act := s.did(s.Image("somsri"))
	s.Advance(3*24*time.Hour - time.Second)
	s.wants("content before its time", s.content(act.MessageID, ""), 200, "")
	s.Advance(time.Second)
	s.wants("content after three days", s.content(act.MessageID, ""), 404, `{"message":"not found"}`)
}

func TestMemoryForContentIsBounded(t *testing.T) {
	s := begin(t, nil)
	s.Hold()
	photo := append(picture(t, 1, 1), make([]byte, 10<<20-1000)...)
	first := s.did(s.Photo("somsri", simulator.Upload{Data: photo}))
	var last simulator.Act
	for range 26 {
		last = s.did(s.Photo("somsri", simulator.Upload{Data: photo}))
	}
	s.wants("the oldest of 27 photos of 10 MB", s.content(first.MessageID, ""), 404, "")
	s.wants("the newest", s.content(last.MessageID, ""), 200, "")
}

func TestPageMayPlayPartsOfContent(t *testing.T) {
	s := begin(t, nil)
	sent := s.did(s.Video("somsri", simulator.Upload{Data: []byte("0123456789"), Kind: "video/mp4"}))
	at := v1 + "content/" + sent.MessageID
	got := s.call("GET", at, "", header{"Range": "bytes=2-4"})
	if got.status != 206 || got.body != "234" || got.header.Get("Content-Range") != "bytes 2-4/10" || got.header.Get("Content-Type") != "video/mp4" {
		t.Errorf("a player that asks for a part should get it: %d %q %v", got.status, got.body, got.header)
	}
	if got := s.call("GET", at, "", header{"Range": "bytes=20-"}); got.status != 416 {
		t.Errorf("a part behind the end should be refused with 416, not %d", got.status)
	}
	if got := s.call("GET", at, "", nil); got.body != "0123456789" || got.header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("who asks for all should get all: %q %v", got.body, got.header)
	}
	for kind, want := range map[string]string{"audio/wave": "", "video/webm": "", "text/html": "attachment", "image/svg+xml": "attachment"} {
		sent := s.did(s.Voice("somsri", simulator.Upload{Data: []byte("<script>"), Kind: kind}))
		got := s.call("GET", v1+"content/"+sent.MessageID, "", nil)
		if !strings.HasPrefix(got.header.Get("Content-Disposition"), want) || (want == "") != (got.header.Get("Content-Type") == kind) {
			t.Errorf("a voice message of type %s should be played or, as anything else, only be saved: %v", kind, got.header)
		}
	}
}

func TestSoundsInFormsOfVideosAreSounds(t *testing.T) {
	s := begin(t, nil)
	for data, want := range map[string]string{
		"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom": "audio/mp4", "OggS\x00": "audio/ogg", "RIFF\x24\x00\x00\x00WAVEfmt ": "audio/wave",
	} {
		sent := s.did(s.Voice("somsri", simulator.Upload{Data: []byte(data)}))
		got := s.call("GET", "/v2/bot/message/"+sent.MessageID+"/content", "", nil)
		if got.status != 200 || got.header.Get("Content-Type") != want {
			t.Errorf("the bot should get %q as %s: %d %s", data, want, got.status, got.header.Get("Content-Type"))
		}
	}
}
