package simulator

// What LINE's console does for tokens and LINE Login, over the control API, and
// residents who log in without a browser.

import (
	"encoding/json"
	"fmt"
	"net/http"

	"tambon/line/simulator/login"
)

func (p *Platform) loginControl() map[string]func(*http.Request) (any, error) {
	return map[string]func(*http.Request) (any, error){
		"GET login":                   func(r *http.Request) (any, error) { return p.login.Setup(r), nil },
		"POST login":                  p.postLogin,
		"POST keys":                   p.postKey,
		"POST residents/{name}/login": p.postResidentLogin,
	}
}

func (p *Platform) postLogin(r *http.Request) (any, error) {
	var in login.Setting
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if err := p.login.Set(in); err != nil {
		return nil, err
	}
	p.touch()
	return p.login.Setup(r), nil
}

// postKey registers a public assertion signing key, or makes a pair when none is
// given. channel is messaging, which is the default, or login.
func (p *Platform) postKey(r *http.Request) (any, error) {
	var in struct {
		Channel   string
		PublicKey json.RawMessage
	}
	if err := read(r, &in); err != nil {
		return nil, err
	}
	id := p.cfg.ChannelID
	switch in.Channel {
	case "", "messaging":
	case "login":
		id = p.cfg.Login.ChannelID
	default:
		return nil, fmt.Errorf("%w: channel is %q, messaging or login was wanted", errInput, in.Channel)
	}
	p.touch()
	if len(in.PublicKey) > 0 {
		kid, err := p.channels.Register(id, in.PublicKey)
		return map[string]string{"channelId": id, "kid": kid}, err
	}
	private, err := p.channels.MakeKey(id)
	if err != nil {
		return nil, err
	}
	return map[string]any{"channelId": id, "kid": private.KeyID, "privateKey": private}, nil
}

func (p *Platform) postResidentLogin(r *http.Request) (any, error) {
	var in struct{ URL string }
	if err := read(r, &in); err != nil {
		return nil, err
	}
	to, err := p.LogIn(r.PathValue("name"), in.URL)
	return map[string]string{"redirect": to}, err
}

// LogIn lets a resident go through an authorization URL of LINE Login, allow
// everything and, where asked, add the account as a friend. It returns the address
// to which a browser would be led.
func (p *Platform) LogIn(name, authorizationURL string) (string, error) {
	if _, ok := (town{p}).Person(name); !ok {
		return "", fmt.Errorf("%w: no resident is named %q", ErrUnknown, name)
	}
	p.touch()
	return p.login.LogIn(name, authorizationURL)
}
