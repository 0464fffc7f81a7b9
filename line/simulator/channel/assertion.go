package channel

// JWT assertions and the keys that sign them (D/generate-json-web-token).

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/uuid"

	"tambon/line/simulator/oauth"
)

// A Key is a public assertion signing key, registered for a channel. Its kid is
// the KeyID.
type Key struct {
	Channel string
	Public  jose.JSONWebKey
}

// ErrKey is returned for a public key that LINE's console would not register.
var ErrKey = errors.New("channel: the key cannot be registered")

// Register takes a public key as a JSON Web Key and returns its kid. The kid of a
// key is always the same here, so that it can be written down.
func (t *Tokens) Register(channelID string, jwk []byte) (kid string, err error) {
	if _, ok := t.channel(channelID); !ok {
		return "", fmt.Errorf("%w: there is no channel %q", ErrKey, channelID)
	}
	public, err := ReadKey(jwk)
	if err != nil {
		return "", err
	}
	return t.register(channelID, public)
}

// ReadKey reads a public key as LINE's console does: RSA of 2048 bits, alg RS256,
// use sig or key_ops ["verify"], and no kid.
func ReadKey(jwk []byte) (*rsa.PublicKey, error) {
	var said struct {
		Kid, Alg, Use, D string
		KeyOps           []string `json:"key_ops"`
	}
	var key jose.JSONWebKey
	if err := errors.Join(json.Unmarshal(jwk, &said), json.Unmarshal(jwk, &key)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	public, isRSA := key.Key.(*rsa.PublicKey)
	signs := said.Use == "sig" || len(said.KeyOps) == 1 && said.KeyOps[0] == "verify"
	switch {
	case said.D != "":
		return nil, fmt.Errorf("%w: it is the private key; keep that and register the public one", ErrKey)
	case said.Kid != "":
		return nil, fmt.Errorf("%w: it has a kid already; LINE gives that when a key is registered", ErrKey)
	case !isRSA || public.N.BitLen() != 2048 || said.Alg != "RS256":
		return nil, fmt.Errorf(`%w: "kty":"RSA" of 2048 bits with "alg":"RS256" is wanted`, ErrKey)
	case !signs:
		return nil, fmt.Errorf(`%w: "use":"sig" or "key_ops":["verify"] is wanted`, ErrKey)
	}
	return public, nil
}

func (t *Tokens) register(channelID string, public *rsa.PublicKey) (string, error) {
	key := jose.JSONWebKey{Key: public, Algorithm: "RS256", Use: "sig"}
	print, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKey, err)
	}
	key.KeyID = uuid.NewSHA1(uuid.NameSpaceOID, append([]byte(channelID), print...)).String()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, known := range t.state.Keys {
		if known.Public.KeyID == key.KeyID {
			return key.KeyID, nil
		}
	}
	t.state.Keys = append(t.state.Keys, Key{channelID, key})
	return key.KeyID, nil
}

// MakeKey makes a pair, registers its public part, and returns the private one
// as a JSON Web Key whose kid is the one to be named in assertions.
func (t *Tokens) MakeKey(channelID string) (jose.JSONWebKey, error) {
	if _, ok := t.channel(channelID); !ok {
		return jose.JSONWebKey{}, fmt.Errorf("%w: there is no channel %q", ErrKey, channelID)
	}
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return jose.JSONWebKey{}, fmt.Errorf("channel: %w", err)
	}
	kid, err := t.register(channelID, &private.PublicKey)
	if err != nil {
		return jose.JSONWebKey{}, err
	}
	return jose.JSONWebKey{Key: private, KeyID: kid, Algorithm: "RS256", Use: "sig"}, nil
}

// assertion is what a client says of itself.
type assertion struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience string   `json:"aud"`
	Expires  *seconds `json:"exp"`
	Life     *seconds `json:"token_exp"`
}

// seconds are a JSON number; LINE's own example has them in a string.
type seconds int64

func (s *seconds) UnmarshalJSON(raw []byte) error {
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return err
	}
	whole, err := strconv.ParseInt(n.String(), 10, 64)
	*s = seconds(whole)
	return err
}

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// asserted checks the assertion of a call. ok is false with the answer that
// refuses it. What LINE says of a wrong sub, aud, token_exp or signature is not
// documented; here it is in the style of the two texts that are.
func (t *Tokens) asserted(form url.Values) (who assertion, refusal oauth.Answer, ok bool) {
	if form.Get("client_assertion_type") != assertionType {
		return who, oauth.Bad("invalid_request", "Invalid client_assertion_type"), false
	}
	header, err := oauth.HeaderOf(form.Get("client_assertion"))
	if err != nil || header.Algorithm != "RS256" {
		return who, oauth.Bad("invalid_client", "Invalid client_assertion"), false
	}
	key, known := t.key(header.KeyID)
	if !known {
		return who, oauth.Message(http.StatusNotFound, "Cannot find channel key that satisfies the conditions"), false
	}
	public, _ := key.Public.Key.(*rsa.PublicKey)
	if oauth.ReadRS256(form.Get("client_assertion"), public, &who) != nil {
		return who, oauth.Bad("invalid_client", "Invalid client_assertion"), false
	}
	if wrong := who.wrong(key.Channel, t.now()); wrong != "" {
		return who, oauth.Bad("invalid_client", wrong), false
	}
	return who, oauth.Answer{}, true
}

func (a assertion) wrong(channelID string, now time.Time) string {
	switch {
	case a.Issuer != channelID:
		return "iss and clientId of key do not match"
	case a.Subject != a.Issuer:
		return "Invalid sub"
	case a.Audience != "https://api.line.me/":
		return "Invalid aud"
	case a.Expires == nil || !time.Unix(int64(*a.Expires), 0).After(now) || time.Unix(int64(*a.Expires), 0).After(now.Add(assertionLife)):
		return "Invalid exp"
	}
	return ""
}

func (t *Tokens) key(kid string) (Key, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range t.state.Keys {
		if k.Public.KeyID == kid && kid != "" {
			return k, true
		}
	}
	return Key{}, false
}
