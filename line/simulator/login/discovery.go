package login

// What OpenID clients ask for first: the configuration and the public keys.

import (
	"net/http"

	"github.com/go-jose/go-jose/v4"

	"tambon/line/simulator/oauth"
)

// Discovery answers GET /.well-known/openid-configuration. The endpoints are at
// the address that was called. As LINE's, it names ES256 alone, although web
// login's id tokens are HS256.
func (p *Provider) Discovery(r *http.Request) oauth.Answer {
	at := address(r)
	return oauth.OK(map[string]any{
		"issuer":                                p.issuer(at),
		"authorization_endpoint":                at + "/oauth2/v2.1/authorize",
		"token_endpoint":                        at + "/oauth2/v2.1/token",
		"revocation_endpoint":                   at + "/oauth2/v2.1/revoke",
		"userinfo_endpoint":                     at + "/oauth2/v2.1/userinfo",
		"jwks_uri":                              at + "/oauth2/v2.1/certs",
		"scopes_supported":                      []string{"openid", "profile", "email"},
		"response_types_supported":              []string{"code"},
		"subject_types_supported":               []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"ES256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_post"},
		"code_challenge_methods_supported":      []string{"S256"},
	})
}

// Keys answers GET /oauth2/v2.1/certs.
func (p *Provider) Keys() oauth.Answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return oauth.OK(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.state.Key.Public()}})
}
