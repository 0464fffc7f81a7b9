// Logs a person in by OpenID Connect with PKCE, state and nonce. Prints the address to open, reads the address to which the browser was sent back, prints the claims.
import { createInterface } from 'node:readline/promises';
import * as openid from 'openid-client';

const { ISSUER: issuer, CLIENT_ID: id, CLIENT_SECRET: secret, REDIRECT_URI: redirect_uri } = process.env;
const provider = await openid.discovery(new URL(issuer), id, { id_token_signed_response_alg: process.env.ALG }, openid.ClientSecretPost(secret), { execute: [openid.allowInsecureRequests] });

const pkceCodeVerifier = openid.randomPKCECodeVerifier();
const expectedState = openid.randomState();
const expectedNonce = openid.randomNonce();
const address = openid.buildAuthorizationUrl(provider, {
  redirect_uri,
  scope: 'openid profile',
  code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce,
});
console.log(address.href);

const lines = createInterface({ input: process.stdin });
const back = new URL(await lines.question(''));
lines.close();
const tokens = await openid.authorizationCodeGrant(provider, back, { pkceCodeVerifier, expectedState, expectedNonce });
const claims = tokens.claims();
const person = await openid.fetchUserInfo(provider, tokens.access_token, claims.sub);
console.log(JSON.stringify({ claims, person }));
