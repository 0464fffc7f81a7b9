package console

// A visit: one request, who makes it, and whether the door lets them through.

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/setting"
	"tambon/services/staff"
	"tambon/text"

	"github.com/labstack/echo/v4"
)

// A visit is one request to the console.
type visit struct {
	echo.Context
	lang   text.Lang
	in     staff.Visit // who; empty outside
	centre string      // that the address is about
	now    time.Time   // in the town's zone
	town   setting.Town
}

// T is a sentence of the console in the visitor's language.
func (v *visit) T(key string, kv ...any) string { return v.lang.T("console."+key, kv...) }

const (
	sessionCookie = "__Host-tambon" // RFC 6265bis section 4.1.3.2: this host alone, https alone
	langCookie    = "tambon-lang"
	eyesCookie    = "tambon-eyes"
)

// door lets through who may use a route.
func (c *Console) door(r route) echo.HandlerFunc {
	return func(x echo.Context) error {
		x.Response().Header().Set("Cache-Control", "no-store")
		v := &visit{Context: x, lang: c.language(x), now: c.Now().In(c.Zone), town: c.Settings.Town()}
		err := c.origin.Check(x.Request())
		if err != nil {
			return c.trouble(v, services.E(services.Forbidden, "console.error.elsewhere"))
		}
		if err = c.recognise(v, r); err == nil {
			err = c.admit(v, r)
		}
		if errors.Is(err, errSent) {
			return nil
		}
		if err == nil {
			err = r.do(v)
		}
		if err != nil {
			return c.trouble(v, err)
		}
		return nil
	}
}

// errSent says that the visitor was sent elsewhere, and all is answered.
var errSent = errors.New("console: sent elsewhere")

// send sends a visitor to another page of the console; a press of htmx too.
func (c *Console) send(v *visit, path string) error {
	if v.Request().Header.Get("HX-Request") != "" {
		v.Response().Header().Set("HX-Redirect", in(path))
		return v.NoContent(http.StatusNoContent)
	}
	return v.Redirect(http.StatusSeeOther, in(path))
}

func (c *Console) sent(v *visit, path string) error {
	if err := c.send(v, path); err != nil {
		return err
	}
	return errSent
}

// recognise finds out who visits. Outside nobody needs to be anybody.
func (c *Console) recognise(v *visit, r route) (err error) {
	cookie, err := v.Cookie(sessionCookie)
	if err == nil {
		v.in, err = c.Staff.Visit(v.Request().Context(), cookie.Value)
	}
	if err != nil && !errors.Is(err, http.ErrNoCookie) && !errors.Is(err, staff.ErrOver) {
		return err
	}
	if err != nil && c.Eyes != nil && r.depth == inside {
		return c.lookThrough(v)
	}
	return nil
}

// admit says whether the visitor may use the route.
func (c *Console) admit(v *visit, r route) error {
	step := v.in.Session.Step
	switch {
	case r.depth == outside:
		return nil
	case step == "":
		return c.signedOut(v)
	case r.depth == half:
		return nil
	case step != models.StepOpen:
		return c.sent(v, stepPage(step))
	}
	if r.of != nil {
		centre, err := r.of(v)
		if err != nil {
			return err
		}
		v.centre = centre
		if !v.in.Who.May(r.act, centre) && v.in.Who.MaySomewhere(r.act) {
			return services.E(services.NotFound, "console.error.none")
		}
	}
	if !v.in.Who.May(r.act, v.centre) {
		return services.E(services.Forbidden, "console.error.forbidden")
	}
	if r.prove && !v.in.Proved(v.now) {
		return c.askProof(v, r)
	}
	return nil
}

// askProof leads to the page of proof and from there back. What was sent is not
// done; the form asks for it before it is filled in.
func (c *Console) askProof(v *visit, r route) error {
	back := v.Request().URL.RequestURI()
	if r.method != http.MethodGet {
		switch {
		case strings.HasPrefix(r.path, "/me"):
			back = in("/me")
		case strings.HasPrefix(r.path, "/people"):
			back = in("/people")
		} // else the form is a page of the same address
	}
	return c.sent(v, "/prove?next="+url.QueryEscape(back))
}

func stepPage(step models.SessionStep) string {
	return map[models.SessionStep]string{models.StepSecond: "/second", models.StepEnrol: "/enrol", models.StepOpen: "/"}[step]
}

// signedOut leads to the door; what a form held is kept on the page instead.
func (c *Console) signedOut(v *visit) error {
	if v.Request().Method != http.MethodGet {
		return staff.ErrOver
	}
	return c.sent(v, "/sign-in?next="+url.QueryEscape(v.Request().URL.RequestURI()))
}

// next is where the visitor wanted to go: a page of the console, nothing else.
func next(v *visit) string {
	to := v.Request().URL.Query().Get("next")
	u, err := url.Parse(to)
	if err != nil || u.Host != "" || u.Scheme != "" || u.Opaque != "" || strings.Contains(to, "\\") {
		return "/"
	}
	if clean := path.Clean(u.Path); !strings.HasPrefix(clean, Root+"/") || clean != strings.TrimSuffix(u.Path, "/") {
		return "/"
	}
	return strings.TrimPrefix(to, Root)
}

// language is that of ?lang=, which is remembered, else the remembered one.
func (c *Console) language(x echo.Context) text.Lang {
	if asked := x.QueryParam("lang"); asked == string(text.English) || asked == string(text.Thai) {
		x.SetCookie(&http.Cookie{Name: langCookie, Value: asked, Path: Root, MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		return text.Lang(asked)
	}
	if kept, err := x.Cookie(langCookie); err == nil && kept.Value == string(text.English) {
		return text.English
	}
	return text.Thai
}

// give hands the browser the token of a session. Lax: a link from a chat or a
// mail may open a page, and a form of another site posts as nobody.
func give(v *visit, door staff.Door) {
	v.SetCookie(&http.Cookie{Name: sessionCookie, Value: door.Token, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// anew hands the browser the token of a new session; the one it had ends.
func (c *Console) anew(v *visit, door staff.Door) error {
	if v.in.Session.ID != "" {
		if err := c.Staff.Leave(v.Request().Context(), v.in); err != nil {
			return err
		}
	}
	give(v, door)
	return nil
}

func take(v *visit) {
	v.SetCookie(&http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// lookThrough lets the demo's visitor in as one of its people.
func (c *Console) lookThrough(v *visit) error {
	at := 0
	if chosen, err := v.Cookie(eyesCookie); err == nil {
		at = max(0, slices.IndexFunc(c.Eyes, func(e Eye) bool { return string(e.Role) == chosen.Value }))
	}
	who, err := c.Staff.Identity(v.Request().Context(), c.Eyes[at].StaffID)
	v.in = staff.Visit{Session: models.StaffSession{ID: "demo", StaffID: who.ID, Step: models.StepOpen, ProvedAt: v.now}, Who: who}
	return err
}

// look changes the eyes through which the demo's visitor looks.
func (c *Console) look(v *visit) error {
	v.SetCookie(&http.Cookie{Name: eyesCookie, Value: v.FormValue("role"), Path: Root, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	return c.send(v, "/")
}

// reachable reports whether the browser will send the session's cookie back:
// only from the address that the console was told, or from this machine.
func (c *Console) reachable(v *visit) bool {
	u, err := url.Parse(c.PublicURL)
	host := hostname(v.Request().Host)
	return err != nil || u.Hostname() == host || host == "localhost" || net.ParseIP(host).IsLoopback()
}

// here is the address that a link for another browser begins with.
func (c *Console) here(v *visit) string {
	if host := hostname(v.Request().Host); host == "localhost" || net.ParseIP(host).IsLoopback() {
		return v.Scheme() + "://" + v.Request().Host
	}
	return c.PublicURL
}

func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return strings.Trim(host, "[]")
}

// device is the browser as its own line says: Chrome, Windows.
func device(v *visit) string {
	agent := v.Request().UserAgent()
	first := func(words [][2]string) string {
		for _, w := range words {
			if strings.Contains(agent, w[0]) {
				return w[1]
			}
		}
		return ""
	}
	browser := first([][2]string{{"Line/", "LINE"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}})
	system := first([][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "Mac"}, {"CrOS", "Chromebook"}, {"Linux", "Linux"}})
	if browser == "" || system == "" {
		return browser + system
	}
	return browser + ", " + system
}

// moment is a day and a time as staff read it: วันนี้ 09.41 น., 26 พ.ย. 69 09.41 น.
func (v *visit) moment(t time.Time) string {
	t = t.In(v.now.Location())
	day := v.lang.Day(t)
	if t.Format(time.DateOnly) == v.now.Format(time.DateOnly) {
		day = v.T("today")
	}
	return day + " " + v.lang.Clock(t)
}
