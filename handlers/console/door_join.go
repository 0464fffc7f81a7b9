package console

// Coming in by a link: the first set-up, an invitation, a new password; then the
// second factor and the recovery codes.

import (
	"bytes"
	"encoding/base64"
	"errors"
	"html/template"
	"image/png"
	"net/http"
	"strings"

	"tambon/models"
	"tambon/services"
	"tambon/services/staff"
)

func (c *Console) joinPage(v *visit) error {
	invitation, err := c.Staff.Invitation(v.Request().Context(), v.Param("token"))
	if err != nil {
		return err
	}
	return c.showJoin(v, http.StatusOK, invitation, nil)
}

func (c *Console) showJoin(v *visit, code int, i staff.Invitation, err error) error {
	if !c.reachable(v) {
		return c.showSignIn(v, code, nil)
	}
	var body []Part
	if i.Kind == models.LinkSetup {
		body = append(body, Field{ID: "name", Label: v.T("field.name"), Complete: "name", Focus: true, Value: v.FormValue("name"), Max: 100})
	}
	if i.Login == "" {
		body = append(body, Field{ID: "login", Label: v.T("field.login"), Hint: v.T("field.login.hint"), Complete: "username", Value: v.FormValue("login"), Max: 32, Focus: i.Kind != models.LinkSetup})
	} else {
		body = append(body, Facts{[]Fact{{Label: v.T("field.login"), Value: i.Login}}})
	}
	body = append(body, Field{ID: "password", Label: v.T("field.password.new"), Hint: v.T("field.password.hint"), Type: "password", Complete: "new-password"})
	blame(v, body, err)
	title := v.T("join.title." + string(i.Kind))
	return c.doorPage(v, code, title, Text{v.T("join.hello."+string(i.Kind), "name", i.Name, "roles", c.grantWords(v, i.Grants)), false}, c.faults(v, err, faultOf(err)), Form{
		ID: "join", Post: in("/join/" + v.Param("token")), Body: body,
		Submit: &Act{Label: v.T("join.on"), Kind: Primary, Wide: true},
	})
}

// blame puts a refusal at the field that can mend it, and the cursor there.
func blame(v *visit, body []Part, err error) {
	if err == nil {
		return
	}
	for i, p := range body {
		f, is := p.(Field)
		if !is {
			continue
		}
		if f.Focus = f.ID == faultOf(err); f.Focus {
			_, key, args := services.Explain(err)
			f.Error = v.lang.T(key, args...)
		}
		body[i] = f
	}
}

// faultOf is the field that can mend a refusal.
func faultOf(err error) string {
	switch {
	case errors.Is(err, staff.ErrName):
		return "name"
	case errors.Is(err, staff.ErrLogin), errors.Is(err, staff.ErrTaken):
		return "login"
	case errors.Is(err, staff.ErrCode):
		return "code"
	case errors.Is(err, staff.ErrLabel):
		return "label"
	}
	return "password"
}

func (c *Console) join(v *visit) error {
	ctx, token := v.Request().Context(), v.Param("token")
	invitation, err := c.Staff.Invitation(ctx, token)
	if err != nil {
		return err
	}
	door, err := c.Staff.Redeem(ctx, token, staff.Newcomer{
		Name: v.FormValue("name"), Login: v.FormValue("login"), Password: v.FormValue("password"), Device: device(v), Language: string(v.lang),
	})
	if refused(err) && !errors.Is(err, staff.ErrLink) {
		return c.showJoin(v, status(kindOf(err)), invitation, err)
	}
	if err != nil {
		return err
	}
	if err := c.anew(v, door); err != nil {
		return err
	}
	return c.send(v, "/enrol")
}

func (c *Console) enrolPage(v *visit) error {
	if v.in.Session.Step != models.StepEnrol {
		return c.send(v, stepPage(v.in.Session.Step))
	}
	return c.freshEnrol(v, http.StatusOK, nil)
}

// freshEnrol shows the page with a new secret for the app.
func (c *Console) freshEnrol(v *visit, code int, err error) error {
	seed, failed := c.Staff.NewSeed(v.Request().Context(), v.in, c.issuer(v))
	if failed != nil {
		return failed
	}
	return c.showEnrol(v, code, seed, err)
}

// issuer is what authenticator apps show beside the code: Latin letters keep
// the picture coarse enough for old cameras.
func (c *Console) issuer(v *visit) string {
	if v.town.Site.Name.EN != "" {
		return v.town.Site.Name.EN
	}
	return v.town.Site.Slug
}

func (c *Console) showEnrol(v *visit, code int, seed staff.Seed, err error) error {
	picture, failed := seed.QR(240)
	if failed != nil {
		return failed
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, picture); err != nil {
		return err
	}
	src := template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(buf.Bytes()))
	field := c.codeField(v, staff.Ways{App: true})
	field.Hint = v.T("enrol.code.hint")
	field.Mode = "numeric"
	submit := Act{Label: v.T("enrol.on"), Kind: Primary, Wide: true}
	parts := []Part{Text{v.T("enrol.why"), false}}
	if c.place(v).Passkeys() {
		parts = append(parts, Passkey{
			ID: "passkey", Ask: in("/enrol/passkey/ask"), Post: in("/enrol/passkey"), Make: true, Label: v.T("passkey.make"), Hint: v.T("passkey.make.hint"), Kind: Primary,
		}, Or{})
		submit.Kind, field.Focus = Plain, false
	}
	parts = append(parts, Text{v.T("enrol.app"), false},
		QR{Src: src, Alt: v.T("enrol.qr"), Label: v.T("enrol.secret"), Secret: spaced(seed.Secret)},
		Form{ID: "enrol", Post: in("/enrol"), Values: []Hidden{{"seed", seed.Sealed}}, Body: []Part{field}, Submit: &submit})
	return c.doorPage(v, code, v.T("enrol.title"), append([]Part{c.faults(v, err, "code")}, parts...)...)
}

// A QR is a picture to scan, with what it says for those who type it in.
type QR struct {
	Src                template.URL
	Alt, Label, Secret string
}

func (QR) part() string { return "qr" }

// spaced is a secret in groups of four letters, to be read aloud.
func spaced(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (c *Console) enrol(v *visit) error {
	sealed := v.FormValue("seed")
	door, codes, err := c.Staff.Enrol(v.Request().Context(), v.in, sealed, v.FormValue("code"))
	if errors.Is(err, staff.ErrCode) {
		seed, failed := c.Staff.SameSeed(v.in, sealed)
		if failed != nil {
			return failed
		}
		return c.showEnrol(v, status(kindOf(err)), seed, err)
	}
	if err != nil {
		return err
	}
	give(v, door)
	return c.showCodes(v, codes)
}

// showCodes shows recovery codes this once.
func (c *Console) showCodes(v *visit, codes []string) error {
	items := make([]Act, len(codes))
	for i, code := range codes {
		items[i] = Act{Label: code}
	}
	return c.doorPage(v, http.StatusOK, v.T("codes.title"), Text{v.T("codes.why"), false}, Bullets{items},
		Bar{[]Act{{Label: v.T("codes.kept"), Kind: Primary, Href: in("/")}}})
}
