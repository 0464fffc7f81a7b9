package line

// LINE Login v2.1 for people who come in with their LINE account: where their
// browser goes, and who came back (LOGIN/integrate-line-login).

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"
)

// LoginChannel is a LINE Login channel and where it is asked.
type LoginChannel struct {
	ID, Secret string
	Issuer     string // https://access.line.me: of the id tokens, and where browsers go
	API        string // https://api.line.me
}

// A Login asks LINE who somebody is. Make it with NewLogin.
type Login struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	http     *http.Client
}

// loginPatience is how long LINE may take to answer one call.
const loginPatience = 10 * time.Second

// NewLogin returns the client of a channel. It asks nothing until somebody comes.
func NewLogin(c LoginChannel, now func() time.Time) *Login {
	client := &http.Client{Timeout: loginPatience}
	keys := loginKeys{[]byte(c.Secret), oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), client), c.API+"/oauth2/v2.1/certs")}
	return &Login{
		oauth: oauth2.Config{
			ClientID: c.ID, ClientSecret: c.Secret, Scopes: []string{oidc.ScopeOpenID},
			Endpoint: oauth2.Endpoint{AuthURL: c.Issuer + "/oauth2/v2.1/authorize", TokenURL: c.API + "/oauth2/v2.1/token", AuthStyle: oauth2.AuthStyleInParams},
		},
		verifier: oidc.NewVerifier(c.Issuer, keys, &oidc.Config{ClientID: c.ID, SupportedSigningAlgs: []string{oidc.ES256, string(jose.HS256)}, Now: now}),
		http:     client,
	}
}

// A LoginTrip is what one browser takes to LINE and back. State, Nonce and
// Verifier are random, and of this one trip.
type LoginTrip struct {
	Callback string // registered in LINE's console
	State    string
	Nonce    string
	Verifier string // of PKCE (RFC 7636)
}

// NewVerifier returns a verifier for PKCE.
func NewVerifier() string { return oauth2.GenerateVerifier() }

// Address is where the browser goes. Language is th or en.
func (l *Login) Address(t LoginTrip, language string) string {
	o := l.oauth
	o.RedirectURL = t.Callback
	return o.AuthCodeURL(t.State, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier), oauth2.SetAuthURLParam("ui_locales", language))
}

// ErrLogin is returned where what came back from LINE proves nobody.
var ErrLogin = errors.New("line: the login proves nobody")

// Who redeems the code that a browser brought back, and returns the person's id
// at LINE, which is another one for each provider. ErrLogin where the id token is
// not LINE's, not for this channel, over, or of another trip; any other error
// means that LINE refused the code or did not answer.
func (l *Login) Who(ctx context.Context, t LoginTrip, code string) (string, error) {
	ctx = oidc.ClientContext(ctx, l.http)
	o := l.oauth
	o.RedirectURL = t.Callback
	tokens, err := o.Exchange(ctx, code, oauth2.VerifierOption(t.Verifier))
	if err != nil {
		return "", quiet(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	id, err := l.verifier.Verify(ctx, raw)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrLogin, err)
	}
	if id.Nonce != t.Nonce || t.Nonce == "" || id.Subject == "" {
		return "", fmt.Errorf("%w: it is of another trip", ErrLogin)
	}
	return id.Subject, nil
}

// quiet drops the answer's body, and the address with the code, out of an error
// that will be logged.
func quiet(err error) error {
	var refused *oauth2.RetrieveError
	var away *url.Error
	switch {
	case errors.As(err, &refused):
		return fmt.Errorf("line: the code is refused: %d %s", refused.Response.StatusCode, refused.ErrorCode)
	case errors.As(err, &away):
		return fmt.Errorf("line: %w", away.Err)
	}
	return err
}

// loginKeys verify id tokens. LINE signs those of web login with the channel
// secret (HS256), although its configuration document names ES256, with which it
// signs the others (LOGIN/verify-id-token). Each algorithm has its own key, so
// that a token cannot be verified with the key of the other one.
type loginKeys struct {
	secret []byte
	public oidc.KeySet
}

// VerifySignature implements oidc.KeySet.
func (k loginKeys) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.HS256, jose.ES256})
	if err != nil {
		return nil, err
	}
	if len(signed.Signatures) == 1 && signed.Signatures[0].Protected.Algorithm == string(jose.HS256) {
		return signed.Verify(k.secret)
	}
	return k.public.VerifySignature(ctx, token)
}
