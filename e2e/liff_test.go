package e2e

// LINE Login's pages, and a page that lives inside LINE: the LIFF SDK in a real
// browser, called from another origin as LIFF apps are.

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tambon/line/simulator"
	"tambon/line/simulator/login"
	"tambon/web"
)

const (
	liffSecret = "0123456789abcdef0123456789abcdef"
	loginID    = "1650000002"
	liffID     = loginID + "-AbcdEfgh"
)

// liffPage is what a developer would write first. It keeps liff for the test.
const liffPage = `<!doctype html><html lang="th"><meta charset="utf-8"><title>จองคิว</title><link rel="icon" href="data:,">
<main><h1>จองคิว</h1></main><script charset="utf-8" src="$/liff/edge/2/sdk.js"></script>
<script>window.started = liff.init({liffId: '` + liffID + `'}).then(() => 'ready', (err) => err.code + ' ' + err.message);</script></html>`

// A liffTown is a simulator and the origin of a LIFF app.
type liffTown struct {
	*screen
	line *simulator.Platform
	app  string // the endpoint URL
}

func openLIFF(t *testing.T) *liffTown {
	t.Helper()
	path, ok := found(t)
	if !ok {
		t.Skip("no browser, or the front end is not built")
	}
	var line *httptest.Server
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/back" {
			_, _ = io.WriteString(w, `<!doctype html><html lang="th"><title>back</title><link rel="icon" href="data:,"><h1>back</h1>`)
			return
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(liffPage, "$", line.URL))
	}))
	t.Cleanup(app.Close)
	p := simulator.New(simulator.Config{
		Secret: "secret", Token: "token", Assets: web.FS, Bot: simulator.BotInfo{DisplayName: "เทศบาลเมืองปากพูน"},
		Residents: []simulator.Resident{
			{Name: "somsri", DisplayName: "สมศรี ใจดี", Friend: true, Email: "somsri@example.com"},
			{Name: "boonmee", DisplayName: "บุญมี สุขใจ"},
		},
		Groups: []simulator.Group{{Name: "duty", DisplayName: "กลุ่มเวร", Members: []string{"somsri"}}},
		Login: login.Config{
			ChannelID: loginID, Secret: liffSecret, Name: "ศูนย์สุขภาพปากพูน", Email: true, PlainEndpoints: true,
			RedirectURIs: []string{app.URL + "/back"},
			Apps: []login.App{{
				LiffID: liffID, Name: "จองคิว รพ.สต.", View: login.View{Type: "full", URL: app.URL + "/booking"},
				Features: map[string]any{"qrCode": true}, Scopes: []string{"openid", "profile", "email", "chat_message.write"}, BotPrompt: "normal",
			}},
		},
	})
	line = httptest.NewServer(p.Handler())
	t.Cleanup(func() {
		p.Close()
		line.CloseClientConnections()
		line.Close()
	})
	return &liffTown{openBrowser(t, path, &demo{t: t, url: line.URL, also: []string{app.URL}}), p, app.URL + "/booking"}
}

// press presses the button that reads so.
func (l *liffTown) press(words string) {
	l.t.Helper()
	see[bool](l.screen, "a button "+words, `new Promise((done) => {
		const button = [...document.querySelectorAll('button')].find((one) => one.innerText.includes(%s));
		button.id = 'pressed'; done(true);
	})`, words)
	l.do(chromedp.Click("#pressed"))
}

// reads waits for a page whose heading has the words.
func (l *liffTown) reads(words string) {
	l.t.Helper()
	l.waits("a page that reads "+words, `document.querySelector('h1').innerText.includes(%s) && document.readyState === 'complete'`, words)
	see[bool](l.screen, "the page with its letters", `eyes.ready()`)
}

// waits looks again and again, over changes of pages as well.
func (l *liffTown) waits(what, script, arg string) {
	l.t.Helper()
	raw, _ := json.Marshal(arg)
	ctx, cancel := context.WithTimeout(l.ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(script, raw)))
		if err == nil && ok {
			return
		}
		if ctx.Err() != nil {
			l.fail("want %s, waited: %v", what, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// at waits for a page whose address begins so.
func (l *liffTown) at(address string) {
	l.t.Helper()
	l.waits("a page at "+address, `location.href.startsWith(%s) && document.readyState === 'complete'`, address)
}

// liff evaluates a call of the SDK once it is ready and returns the outcome as JSON:
// what it resolves with, or code and message of its error.
func (l *liffTown) liff(script string) string {
	l.t.Helper()
	return see[string](l.screen, script, `(async () => {
		try {
			const began = await window.started;
			if (began !== 'ready') return began;
			return JSON.stringify(await eval(%s)) ?? 'nothing';
		} catch (err) { return err.code + ' ' + err.message; }
	})()`, script)
}

func (l *liffTown) wants(script, want string) {
	l.t.Helper()
	if got := l.liff(script); got != want {
		l.t.Errorf("%s should give %s, not %s", script, want, got)
	}
}

func TestLIFFInsideLINE(t *testing.T) {
	l := openLIFF(t)
	l.do(chromedp.Navigate(l.d.url + "/liff/" + liffID + "/deep/?x=1&liff.as=boonmee&liff.chat=boonmee"))
	l.reads("ขออนุญาต")
	l.accessible("the consent page of an app")
	l.straight("the consent page of an app")
	l.picture("liff-consent")
	l.press("อนุญาต")
	l.at(l.app + "/deep?x=1")
	l.wants(`[liff.isLoggedIn(), liff.isInClient(), liff.getContext().type, liff.getContext().viewType, liff.id, location.hash, location.search]`,
		`[true,true,"utou","full","`+liffID+`","","?x=1"]`)
	l.wants(`liff.getProfile().then((p) => p.displayName)`, `"บุญมี สุขใจ"`)
	l.wants(`liff.getDecodedIDToken().name`, `"บุญมี สุขใจ"`)
	l.wants(`liff.getFriendship()`, `{"friendFlag":false}`)
	l.wants(`liff.permission.query('profile')`, `{"state":"granted"}`)
	l.wants(`[liff.getOS(), liff.getAppLanguage(), liff.getVersion() > '2.31', liff.getLineVersion() !== null]`, `["web","th",true,true]`)
	l.wants(`liff.permanentLink.createUrl()`, `"`+l.d.url+"/liff/"+liffID+`/deep?x=1"`)
	l.wants(`liff.sendMessages([{type: 'text', text: 'จองคิว'}])`, "nothing")
	if chat, _ := l.line.Messages("boonmee", 0); len(chat) != 1 || chat[0].From != "resident" {
		t.Errorf("the text should stand in the chat: %+v", chat)
	}
	l.wrongAnswers(func() {
		l.wants(`liff.sendMessages([{type: 'text', text: ''}])`, `400 The request body has 1 error(s) messages[0].text: May not be empty`)
	})
	idToken := strings.Trim(l.liff(`liff.getIDToken()`), `"`)
	res, err := http.PostForm(l.d.url+"/oauth2/v2.1/verify", url.Values{"id_token": {idToken}, "client_id": {loginID}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var claims struct{ Name, Email string }
	_ = json.NewDecoder(res.Body).Decode(&claims)
	if res.StatusCode != 200 || claims.Name != "บุญมี สุขใจ" {
		t.Errorf("the server should be able to verify the app's id token: %d %+v", res.StatusCode, claims)
	}

	see[bool](l.screen, "the code reader", `(window.scanned = liff.scanCodeV2(), true)`)
	l.accessible("the code reader")
	l.do(chromedp.KeyEvent("บัตร 42"), chromedp.KeyEvent(kb.Enter))
	l.wants(`window.scanned`, `{"value":"บัตร 42"}`)

	see[bool](l.screen, "the friend question", `(window.befriended = liff.requestFriendship(), true)`)
	l.inDialog("Add friend")
	l.wants(`window.befriended.then(() => liff.getFriendship())`, `{"friendFlag":true}`)

	token := strings.Trim(l.liff(`liff.getAccessToken()`), `"`)
	l.wants(`liff.closeWindow() ?? liff.isLoggedIn()`, "false")
	see[bool](l.screen, "the token to end", `(async () => {
		for (;;) if ((await fetch(%s)).status === 400) return true;
	})()`, l.d.url+"/oauth2/v2.1/verify?access_token="+token)
	l.wrongAnswers(func() {})
}

// inDialog presses a button of the SDK's dialog.
func (l *liffTown) inDialog(words string) {
	l.t.Helper()
	see[bool](l.screen, "the dialog's button "+words, `(async () => {
		for (let i = 0; i < 600; i++) {
			for (const host of document.querySelectorAll('body > div')) {
				const button = [...host.shadowRoot?.querySelectorAll('button') ?? []].find((one) => one.innerText === %s);
				if (button) { button.click(); return true; }
			}
			await new Promise((r) => setTimeout(r, 50));
		}
		throw new Error('there is none');
	})()`, words)
}

// wrongAnswers lets the browser complain of answers that are meant to be refusals.
func (l *liffTown) wrongAnswers(during func()) {
	during()
	l.mu.Lock()
	defer l.mu.Unlock()
	kept := l.wrong[:0]
	for _, complaint := range l.wrong {
		// A tab that the test opened is no window that a script may close.
		if !strings.HasPrefix(complaint, "400 for ") && !strings.Contains(complaint, "Scripts may close only") {
			kept = append(kept, complaint)
		}
	}
	l.wrong = kept
}

func TestLIFFInABrowser(t *testing.T) {
	l := openLIFF(t)
	l.do(chromedp.Navigate(l.app))
	l.wants(`[liff.isLoggedIn(), liff.isInClient(), liff.getContext().type, liff.getAccessToken()]`, `[false,false,"external",null]`)
	l.wants(`liff.getProfile()`, "UNAUTHORIZED Need access_token for api call, Please login first")
	see[bool](l.screen, "the login to begin", `(liff.login({redirectUri: location.href + '/later?y=2'}), true)`)
	l.at(l.d.url + "/oauth2/v2.1/authorize")
	l.reads("Log in with LINE")
	l.accessible("the login page")
	l.straight("the login page")
	l.picture("login-people")
	l.look("dark", 390, 844)
	l.accessible("the login page in the dark")
	l.straight("the login page on a phone")
	l.picture("login-people-dark")
	l.press("สมศรี")
	l.reads("asks for permission")
	l.press("Allow")
	l.at(l.app + "/later")
	l.wants(`[liff.isLoggedIn(), liff.getContext().type, location.search, liff.getDecodedIDToken().email]`, `[true,"external","?y=2","somsri@example.com"]`)
	see[bool](l.screen, "the target picker", `(window.shared = liff.shareTargetPicker([{type: 'text', text: 'มาช่วยกัน'}], {isMultiple: false}), true)`)
	see[bool](l.screen, "the group to pick", `(async () => {
		for (let i = 0; i < 600; i++) {
			const input = document.querySelector('body > div')?.shadowRoot?.querySelector('input[value=duty]');
			if (input) { input.click(); return true; }
			await new Promise((r) => setTimeout(r, 50));
		}
	})()`)
	l.accessible("the target picker")
	l.inDialog("Send")
	l.wants(`window.shared`, `{"status":"success"}`)
	if chat, _ := l.line.Messages("duty", 0); len(chat) != 1 || chat[0].By != "สมศรี ใจดี" {
		t.Errorf("the message should stand in the group as somsri's: %+v", chat)
	}
	l.wants(`liff.logout() ?? liff.isLoggedIn()`, "false")
}

// Web login in a browser under the page's policy, which must let the form lead to
// the client, and a page for what is wrong.
func TestLoginPages(t *testing.T) {
	l := openLIFF(t)
	back := strings.TrimSuffix(l.app, "/booking") + "/back"
	query := url.Values{"response_type": {"code"}, "client_id": {loginID}, "redirect_uri": {back}, "state": {"st"}, "scope": {"openid email"}, "bot_prompt": {"aggressive"}, "ui_locales": {"en"}}
	l.open("/oauth2/v2.1/authorize?" + query.Encode())
	l.press("Log in as บุญมี")
	l.reads("asks for permission")
	l.accessible("the consent page")
	l.picture("login-consent")
	l.press("Allow")
	l.reads("as a friend")
	l.accessible("the friend page")
	l.picture("login-friend")
	l.press("Add friend")
	l.at(back + "?code=")
	if got := see[string](l.screen, "the way back", `location.search`); !strings.Contains(got, "friendship_status_changed=true") || !strings.Contains(got, "state=st") {
		t.Errorf("the client should be told of the friend: %s", got)
	}
	if !l.line.State().Residents[1].Friend {
		t.Error("boonmee should be a friend now")
	}
	l.open("/oauth2/v2.1/authorize?" + query.Encode())
	l.picture("login-continue")
	l.accessible("the login page of who was here before")
	l.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter)) // the first button goes on
	l.at(back + "?code=")
	query.Set("redirect_uri", back+"/other")
	l.open("/oauth2/v2.1/authorize?" + query.Encode())
	l.accessible("the page for what is wrong")
	l.picture("login-problem")
	l.wrongAnswers(func() {})
}
