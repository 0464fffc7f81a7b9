package login

// A login without a browser, for tests in any language.

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// ErrLogin is returned when a login leads nowhere.
var ErrLogin = errors.New("login: the login does not lead back to a client")

// LogIn goes through an authorization URL as someone who logs in, allows everything
// and, where asked, adds the account as a friend. It returns the address to which a
// browser would be led, with the code or with an error of the client's request.
func (p *Provider) LogIn(name, authorizationURL string) (string, error) {
	u, err := url.Parse(authorizationURL)
	if err != nil || !strings.HasSuffix(u.Path, "/oauth2/v2.1/authorize") {
		return "", fmt.Errorf("%w: %q is no authorization URL", ErrLogin, authorizationURL)
	}
	who, ok := p.world.Person(name)
	if !ok {
		return "", fmt.Errorf("%w: nobody is named %q", ErrLogin, name)
	}
	a, wrong, toPerson := p.read(u.Query())
	switch {
	case toPerson != "":
		return "", fmt.Errorf("%w: %s", ErrLogin, toPerson)
	case a.posts():
		return "", fmt.Errorf("%w: response_mode=%s needs a browser", ErrLogin, a.mode)
	}
	at := u.Scheme + "://" + u.Host
	if wrong != nil {
		to, _, err := p.way(at, a, failed(wrong, a.state))
		return to, err
	}
	c := consenting{
		who: who, scopes: a.scopes, botPrompt: a.botPrompt, form: url.Values{"email": {"yes"}, "friend": {"yes"}},
		needed: a.prompt == "consent" || !within(a.scopes, p.allowed(who.UserID)),
	}
	change := p.settle(&c)
	to, _, err := p.way(at, a, p.finish(a, c, "pwd", p.world.Now(), change))
	return to, err
}
