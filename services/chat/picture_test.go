package chat_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"tambon/services/chat"
)

// half is a picture whose left half is red and whose right half is blue.
func half(w, h int) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			c := color.RGBA{200, 0, 0, 255}
			if x >= w/2 {
				c = color.RGBA{0, 0, 200, 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

func asJPEG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is a PNG of few bytes that says it is enormous.
func bomb(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, half(2, 2)); err != nil {
		t.Fatal(err)
	}
	file := out.Bytes()
	binary.BigEndian.PutUint32(file[16:], 60000)
	binary.BigEndian.PutUint32(file[20:], 60000)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
	return file
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	t.Parallel()
	whole := asJPEG(t, half(40, 20))
	for what, c := range map[string]struct {
		file []byte
		want error
	}{
		"an SVG":               {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), chat.ErrPicture},
		"a page":               {[]byte("<!doctype html><script>alert(1)</script>"), chat.ErrPicture},
		"a GIF":                {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), chat.ErrPicture},
		"half a JPEG":          {whole[:len(whole)/2], chat.ErrPicture},
		"nothing":              {nil, chat.ErrPicture},
		"a bomb":               {bomb(t), chat.ErrPictureBig},
		"more than ten MB":     {append(bytes.Clone(whole), make([]byte, chat.MaxPictureBytes)...), chat.ErrPictureBig},
		"a JPEG's first bytes": {[]byte{0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff}, chat.ErrPicture},
	} {
		if _, err := chat.Clean(c.file); err != c.want {
			t.Errorf("%s: %v; want %v", what, err, c.want)
		}
	}
}

func TestPicturesAreMadeAnew(t *testing.T) {
	t.Parallel()
	file := asJPEG(t, half(2400, 1200))
	// What a phone held upright writes: turn it by 90 degrees (Exif 2.3, orientation 6).
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	marked := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	marked = append(append(marked, file[2:]...), "PK\x03\x04<script>alert(1)</script>"...)
	p, err := chat.Clean(marked)
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 800 || p.Height != 1600 || len(p.JPEG) > 500<<10 {
		t.Errorf("it is %d × %d in %d bytes; want it upright, 800 × 1600, in at most 500 kB", p.Width, p.Height, len(p.JPEG))
	}
	if bytes.Contains(p.JPEG, []byte("Exif")) || bytes.Contains(p.JPEG, []byte("script")) || bytes.Contains(p.JPEG, []byte("PK\x03\x04")) {
		t.Error("what was hidden in the file is still in it")
	}
	made, err := jpeg.Decode(bytes.NewReader(p.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, b, _ := made.At(400, 100).RGBA(); r < b {
		t.Error("the left half is not on top; want the picture turned by 90 degrees to the right")
	}
}
