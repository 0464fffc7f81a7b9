package bot

// Which health service a message names.

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tambon/models"
	"tambon/text"
)

var (
	either        = regexp.MustCompile(`หรือ|รึ|กับ|และ|/|\bor\b`)
	refuses       = regexp.MustCompile(`ไม่เอา|ไม่ใช่|ไม่ทำ|ไม่จอง|ไม่อยาก(?:ทำ|ได้|จอง)?|ไม่ได้(?:จะ)?(?:ทำ|จอง)?`)
	refusedName   = regexp.MustCompile(`(?:` + refuses.String() + `)$`)
	refusedBehind = regexp.MustCompile(`^(?:ค่ะ|คะ|ครับ|ก็)*ไม่(?:เอา|ทำ|จอง|อยาก)`)
)

// spelled is what words share however they are spelled: no tones, no short a (กายะภาพ).
func spelled(s string) string { return strings.ReplaceAll(toneless(s), "ะ", "") }

// Names of at least so many letters are known with one slip, the longest with two.
const (
	oneSlip  = 8
	twoSlips = 11
	// Longer messages are stories; only exact names are looked for in them.
	slipsIn = 60
)

// servicesIn returns the code of the service that a message names, "" for none;
// several is true when it names two to choose between. Of two names in one message
// the longer counts (นวดแผนจีน), a refused one never (ไม่เอาวารี).
func servicesIn(list []models.HealthService, said string) (code string, several bool) {
	heard := closed(hear(opening(said)))
	lengths := map[string]int{}
	for _, h := range list {
		for _, name := range namesOf(h) {
			if n := utf8.RuneCountInString(name); n > lengths[h.ID] && names(heard, name) {
				lengths[h.ID] = n
			}
		}
	}
	if len(lengths) == 0 {
		return nearService(list, heard), false
	}
	longest := 0
	for _, n := range lengths {
		longest = max(longest, n)
	}
	for id, n := range lengths {
		if n == longest && code != "" || n < longest && either.MatchString(heard) {
			return "", true
		}
		if n == longest {
			code = id
		}
	}
	return code, false
}

// names reports whether a name stands in a message and is not refused.
func names(heard, name string) bool {
	wanted, _ := mentions(heard, name)
	return wanted
}

// mentions reports whether a name stands in a message wished for, and refused.
func mentions(heard, name string) (wanted, refused bool) {
	for from := 0; ; {
		i := strings.Index(heard[from:], name)
		if i < 0 {
			return wanted, refused
		}
		i += from
		from = i + len(name)
		switch behind := heard[from:]; {
		case cutsLetter(behind):
		case refusedName.MatchString(tail(heard[:i])), refusedBehind.MatchString(behind):
			refused = true
		default:
			wanted = true
		}
	}
}

// servicesRefused returns the codes of the services that a message names only to
// refuse them.
func servicesRefused(list []models.HealthService, said string) (codes []string) {
	heard := closed(hear(opening(said)))
	for _, h := range list {
		anyWanted, anyRefused := false, false
		for _, name := range namesOf(h) {
			wanted, refused := mentions(heard, name)
			anyWanted, anyRefused = anyWanted || wanted, anyRefused || refused
		}
		if anyRefused && !anyWanted {
			codes = append(codes, h.ID)
		}
	}
	return codes
}

func nearService(list []models.HealthService, heard string) string {
	if utf8.RuneCountInString(heard) > slipsIn || refuses.MatchString(heard) {
		return ""
	}
	heard = spelled(heard)
	found := ""
	for _, h := range list {
		for _, name := range namesOf(h) {
			letters := []rune(spelled(name))
			allowed := 0
			switch {
			case len(letters) >= twoSlips:
				allowed = 2
			case len(letters) >= oneSlip:
				allowed = 1
			case len(letters) < forgivesTone:
				continue
			}
			if within(heard, letters) > allowed {
				continue
			}
			if found != "" && found != h.ID {
				return ""
			}
			found = h.ID
		}
	}
	return found
}

// serviceLike reads a piece of a name where a service is awaited: เข็ม is one
// service, บำบัด may be several.
func serviceLike(list []models.HealthService, said string) (code string, several bool) {
	if _, several = servicesIn(list, said); several {
		return "", true
	}
	piece := closed(bare(hear(opening(said))))
	if utf8.RuneCountInString(piece) < 3 {
		return "", false
	}
	for _, h := range list {
		if !slices.ContainsFunc(namesOf(h), func(name string) bool { return strings.Contains(name, piece) }) {
			continue
		}
		if code != "" {
			return "", true
		}
		code = h.ID
	}
	return code, false
}

// namesOf is every name of a service, folded, without spaces.
func namesOf(h models.HealthService) []string {
	var names []string
	for _, name := range append(lines(h.Aliases), h.NameTH, h.NameEN) {
		if name = closed(text.Fold(name)); name != "" {
			names = append(names, name)
		}
	}
	return names
}
