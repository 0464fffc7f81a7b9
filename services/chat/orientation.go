package chat

// Which way up a photograph was taken: phones write it beside the picture
// (Exif 2.3, tag 0x0112), and making the picture anew would lose it.

import (
	"encoding/binary"
	"image"
)

const orientationTag = 0x0112

// orientation is the number that the camera wrote, 1 to 8; 1 where it wrote none.
func orientation(file []byte) int {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		length := int(binary.BigEndian.Uint16(file[at+2:]))
		next := at + 2 + length
		if length < 2 || next > len(file) || file[at+1] == 0xda { // the picture begins
			return 1
		}
		if segment := file[at+4 : next]; file[at+1] == 0xe1 && len(segment) > 14 && string(segment[:6]) == "Exif\x00\x00" {
			return orientationIn(segment[6:])
		}
		at = next
	}
	return 1
}

// orientationIn reads the first directory of a TIFF.
func orientationIn(tiff []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	for i := range int(order.Uint16(tiff[at:])) {
		entry := at + 2 + 12*i
		if entry+12 > len(tiff) {
			return 1
		}
		if order.Uint16(tiff[entry:]) == orientationTag {
			if n := int(order.Uint16(tiff[entry+8:])); n >= 1 && n <= 8 {
				return n
			}
		}
	}
	return 1
}

// turned is a picture the right way up.
func turned(p *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return p
	}
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	across := orientation >= 5
	made := image.NewRGBA(image.Rect(0, 0, w, h))
	if across {
		made = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			if orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 {
				tx = w - 1 - x
			}
			if orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7 {
				ty = h - 1 - y
			}
			if across {
				tx, ty = ty, tx
			}
			made.SetRGBA(tx, ty, p.RGBAAt(x, y))
		}
	}
	return made
}
