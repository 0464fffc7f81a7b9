package console_test

import (
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/services/staff"
	"tambon/store"
)

func TestHomeShowsWhatIsOnesOwn(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		for role, c := range map[staff.Grant]struct {
			says, hides []string
			first       string
		}{
			{Role: staff.Reception, Scope: staff.CentreScope("south")}: {[]string{"รอเราอยู่ รพ.สต.ใต้", "คนยังไม่มา"}, []string{"รพ.สต.เหนือ", "งานที่ไม่สำเร็จ"}, "/desk"},
			{Role: staff.CentreHead, Scope: staff.Town}:                {[]string{"รพ.สต.เหนือ", "รพ.สต.ใต้"}, []string{"งานที่ไม่สำเร็จ"}, "/desk"},
			{Role: staff.Administrator, Scope: staff.Town}:             {[]string{"งานที่ไม่สำเร็จ", "คนที่เชิญแล้วยังไม่ได้เข้า"}, []string{"คนยังไม่มา"}, "/home"},
			{Role: staff.Editor, Scope: staff.Town}:                    {[]string{"วันนี้ไม่มีงานที่รอท่าน"}, []string{"คนยังไม่มา", "งานที่ไม่สำเร็จ"}, "/home"},
		} {
			b := o.as(role)
			if got := b.get("/"); got.to != c.first {
				t.Errorf("%v begins at %s; want %s", role, got.to, c.first)
			}
			page := strings.ReplaceAll(b.get("/home").page, "\u00a0", " ")
			for _, words := range c.says {
				if !strings.Contains(page, words) {
					t.Errorf("home of %v does not say %s", role, words)
				}
			}
			for _, words := range c.hides {
				if strings.Contains(page, words) {
					t.Errorf("home of %v says %s, which is not theirs", role, words)
				}
			}
		}
	})
}
