package simulator

// The number of coupons that may be valid at once.

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestCouponsAtOnce(t *testing.T) {
	p := New(Config{Secret: "s", Token: "t", Start: time.Date(2026, 11, 25, 5, 0, 0, 0, time.UTC), Frozen: true})
	defer p.Close()
	end := p.Now().Add(time.Hour).Unix()
	p.world.coupons.All = map[string]*coupon{}
	for i := range maxCoupons - 1 {
		p.world.coupons.All[fmt.Sprint(i)] = &coupon{End: end}
	}
	create := func() (int, string) {
		body := fmt.Sprintf(`{"title":"a","acquisitionCondition":{"type":"normal"},"maxUseCountPerTicket":1,"startTimestamp":0,"endTimestamp":%d,`+
			`"timezone":"ASIA_BANGKOK","visibility":"PUBLIC","reward":{"type":"gift"}}`, end)
		r := httptest.NewRequest(http.MethodPost, "/v2/bot/coupon", strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer t")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		p.Handler().ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	if status, said := create(); status != 200 {
		t.Errorf("the 5,000th should be made: %d %s", status, said)
	}
	if status, said := create(); status != 400 || !strings.Contains(said, "You have too many coupons created.") {
		t.Errorf("the 5,001st should be refused: %d %s", status, said)
	}
	p.world.coupons.All["0"].Closed = true
	if status, said := create(); status != 200 {
		t.Errorf("one that is closed should make room: %d %s", status, said)
	}
}
