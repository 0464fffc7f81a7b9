package oauth

// Signing and reading JSON Web Tokens. Each reader names the one algorithm that
// it takes, so a token cannot choose how it is verified.

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// ErrToken is returned for what is no JSON Web Token of the wanted algorithm, or
// is signed with another key.
var ErrToken = errors.New("oauth: no valid token")

// SignHS256 signs claims with a secret of 32 bytes or more. Such a token has no kid.
func SignHS256(secret []byte, claims any) (string, error) {
	return sign(jose.SigningKey{Algorithm: jose.HS256, Key: secret}, claims)
}

// SignES256 signs claims with a key on P-256; the header names the key's KeyID.
func SignES256(key jose.JSONWebKey, claims any) (string, error) {
	return sign(jose.SigningKey{Algorithm: jose.ES256, Key: key}, claims)
}

func sign(key jose.SigningKey, claims any) (string, error) {
	signer, err := jose.NewSigner(key, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", fmt.Errorf("oauth: %w", err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		return "", fmt.Errorf("oauth: %w", err)
	}
	return token, nil
}

// ReadHS256 verifies a token with a secret and puts its claims into all of into.
func ReadHS256(token string, secret []byte, into ...any) error {
	return read(token, jose.HS256, secret, into)
}

// ReadES256 verifies a token with a public key on P-256.
func ReadES256(token string, key *ecdsa.PublicKey, into ...any) error {
	return read(token, jose.ES256, key, into)
}

// ReadRS256 verifies a token with a public RSA key.
func ReadRS256(token string, key *rsa.PublicKey, into ...any) error {
	return read(token, jose.RS256, key, into)
}

func read(token string, algorithm jose.SignatureAlgorithm, key any, into []any) error {
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{algorithm})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrToken, err)
	}
	if err := parsed.Claims(key, into...); err != nil {
		return fmt.Errorf("%w: %w", ErrToken, err)
	}
	return nil
}

// A Header is what a token says of itself before it is verified.
type Header struct{ Algorithm, KeyID string }

// HeaderOf returns the header of a token of one of the three algorithms. It
// proves nothing.
func HeaderOf(token string) (Header, error) {
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.HS256, jose.ES256, jose.RS256})
	if err != nil || len(parsed.Headers) != 1 {
		return Header{}, fmt.Errorf("%w: it has no header of HS256, ES256 or RS256", ErrToken)
	}
	return Header{parsed.Headers[0].Algorithm, parsed.Headers[0].KeyID}, nil
}
