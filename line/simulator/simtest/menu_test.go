package simtest_test

// A rich menu's areas are pressed by their words, as buttons in the chat are.

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"slices"
	"testing"

	"tambon/line/simulator/simtest"
)

func TestPressesRichMenu(t *testing.T) {
	w := echo(t)
	w.Follows("somsri")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 800, 270))); err != nil {
		t.Fatal(err)
	}
	var made struct{ RichMenuID string }
	calls(t, w, "/v2/bot/richmenu", "application/json", []byte(`{"size":{"width":800,"height":270},"selected":true,"name":"n","chatBarText":"เมนู","areas":[
		{"bounds":{"x":0,"y":0,"width":800,"height":270},"action":{"type":"message","label":"จองคิว","text":"จอง"}}]}`), &made)
	calls(t, w, "/v2/bot/richmenu/"+made.RichMenuID+"/content", "image/png", picture.Bytes(), nil)
	calls(t, w, "/v2/bot/user/all/richmenu/"+made.RichMenuID, "", nil, nil)
	if got, want := w.Presses("somsri", "จองคิว"), []string{"message text จอง", "[กด]", "[โทร → tel:1669]"}; !slices.Equal(got, want) {
		t.Errorf("pressing the menu should be answered with %q, not %q", want, got)
	}
}

func calls(t *testing.T, w *simtest.World, path, kind string, body []byte, into any) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, w.URL+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+simtest.Token)
	req.Header.Set("Content-Type", kind)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("POST %s should be taken, not answered %d", path, res.StatusCode)
	}
	if into != nil {
		if err := json.NewDecoder(res.Body).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
}
