package paint

// Which pictures there are, and in which colours.

import (
	"image/color"
	"slices"
)

type disc struct{ name, icon, colour string }

// discs are the circles of the health services and of the menu, in one colour
// for each subject; white on every one of them has a contrast above 6.
func discs() []disc {
	const brand, blue, teal, grey = "#0B5C7A", "#0B5FA5", "#0B6B62", "#46566A"
	return []disc{
		{"hydro", "swimming-pool", blue},
		{"horse", "horse", "#7A4A12"},
		{"physio", "person-simple-walk", teal},
		{"thai", "leaf", "#3F6B14"},
		{"chinese", "needle", "#A12B45"},
		{"booking", "calendar-plus", brand},
		{"mybookings", "calendar-check", brand},
		{"complaint", "megaphone", "#6A3D9A"},
		{"emergency", "siren", "#B3261E"},
		{"news", "newspaper", brand},
		{"healthinfo", "heartbeat", teal},
		{"healthlist", "clipboard-text", blue},
		{"me", "user-circle", grey},
		{"contact", "headset", grey},
	}
}

func tones() map[string]color.NRGBA {
	return map[string]color.NRGBA{
		"white":  {0xFF, 0xFF, 0xFF, 0xFF},
		"ink":    {0x1A, 0x2B, 0x3C, 0xFF},
		"grey":   {0x46, 0x56, 0x6A, 0xFF},
		"brand":  {0x0B, 0x5C, 0x7A, 0xFF},
		"ok":     {0x1B, 0x6E, 0x3C, 0xFF},
		"warn":   {0x8A, 0x4B, 0x00, 0xFF},
		"danger": {0xB3, 0x26, 0x1E, 0xFF},
	}
}

// Tones returns the colours that every icon can be drawn in, sorted.
func Tones() []string {
	var list []string
	for tone := range tones() {
		list = append(list, tone)
	}
	slices.Sort(list)
	return list
}

// Icons returns the icons that cards may name, by their Phosphor names, sorted.
func Icons() []string {
	return []string{
		"arrow-right", "arrow-u-up-left", "baby", "battery-charging", "bell", "bell-ringing",
		"calendar-blank", "calendar-check", "calendar-plus", "calendar-x", "camera", "caret-left", "caret-right",
		"chat-circle-dots", "check", "check-circle", "clipboard-text", "clock", "cloud-rain", "fire", "first-aid",
		"headset", "heartbeat", "hourglass-medium", "house", "identification-card", "image", "info",
		"keyboard", "list", "list-checks", "lock", "map-pin", "megaphone", "microphone", "moon", "newspaper",
		"note-pencil", "package", "pencil-simple", "phone", "phone-call", "plus", "prohibit", "question",
		"shield-check", "siren", "smiley", "sun", "sun-horizon", "thumbs-down", "thumbs-up", "trash",
		"user", "user-circle", "user-plus", "users", "users-three", "warning", "warning-circle", "warning-octagon",
		"waves", "wrench", "x", "x-circle",
	}
}

func known(icon string) bool {
	_, found := slices.BinarySearch(Icons(), icon)
	return found
}

// Names returns every picture that Picture draws, as it stands after
// /pictures/ in an address: "disc/hydro.png", "icon/siren-white.png".
func Names() []string {
	var list []string
	for _, d := range discs() {
		list = append(list, "disc/"+d.name+".png")
	}
	for _, icon := range Icons() {
		for _, tone := range Tones() {
			list = append(list, "icon/"+icon+"-"+tone+".png")
		}
	}
	return list
}
