package simulator

// Channel access tokens, LINE Login and LIFF among LINE's endpoints.

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tambon/line/simulator/channel"
	"tambon/line/simulator/oauth"
)

var loginEndpoints = []endpoint{
	{name: "issueShortLivedToken", method: "POST", path: "/v2/oauth/accessToken", takes: anyBody, rate: rate{370, time.Second}, open: true, work: formed((*Platform).issueShortLived)},
	{name: "verifyToken", method: "POST", path: "/v2/oauth/verify", takes: anyBody, rate: usual, open: true, work: formed((*Platform).verifyChannelToken)},
	{name: "revokeToken", method: "POST", path: "/v2/oauth/revoke", takes: anyBody, rate: usual, open: true, work: formed((*Platform).revokeChannelToken)},
	{name: "issueToken", method: "POST", path: "/oauth2/v2.1/token", takes: anyBody, rate: usual, open: true, pages: true, work: formed((*Platform).issueToken)},
	{name: "verify", method: "GET", path: "/oauth2/v2.1/verify", rate: usual, open: true, pages: true, work: (*Platform).verifyToken},
	{name: "verifyIdToken", method: "POST", path: "/oauth2/v2.1/verify", takes: anyBody, rate: usual, open: true, pages: true, work: formed((*Platform).verifyIDToken)},
	{name: "revoke", method: "POST", path: "/oauth2/v2.1/revoke", takes: anyBody, rate: usual, open: true, pages: true, work: formed((*Platform).revokeToken)},
	{name: "tokenKeyIds", method: "GET", path: "/oauth2/v2.1/tokens/kid", rate: usual, open: true, work: (*Platform).tokenKeyIDs},
	{name: "issueStatelessToken", method: "POST", path: "/oauth2/v3/token", takes: anyBody, rate: usual, open: true, work: formed((*Platform).issueStateless)},
	{name: "userinfo", method: "GET", path: "/oauth2/v2.1/userinfo", rate: usual, open: true, pages: true, work: (*Platform).userInfo},
	{name: "userinfo", method: "POST", path: "/oauth2/v2.1/userinfo", takes: anyBody, rate: usual, open: true, pages: true, work: (*Platform).userInfo},
	{name: "certs", method: "GET", path: "/oauth2/v2.1/certs", rate: usual, open: true, pages: true, work: (*Platform).certs},
	{name: "openidConfiguration", method: "GET", path: "/.well-known/openid-configuration", rate: usual, open: true, pages: true, work: (*Platform).openidConfiguration},
	{name: "userProfile", method: "GET", path: "/v2/profile", rate: usual, open: true, pages: true, work: (*Platform).userProfile},
	{name: "friendship", method: "GET", path: "/friendship/v1/status", rate: usual, open: true, pages: true, work: (*Platform).friendship},
	{name: "deauthorize", method: "POST", path: "/user/v1/deauthorize", takes: jsonBody, rate: usual, open: true, work: (*Platform).deauthorize},
	{name: "liffApps", method: "GET", path: "/liff/v1/apps", rate: usual, open: true, work: (*Platform).liffApps},
	{name: "addLiffApp", method: "POST", path: "/liff/v1/apps", takes: jsonBody, rate: usual, open: true, work: (*Platform).addLiffApp},
	{name: "updateLiffApp", method: "PUT", path: "/liff/v1/apps/{}", takes: jsonBody, rate: usual, open: true, work: (*Platform).updateLiffApp},
	{name: "deleteLiffApp", method: "DELETE", path: "/liff/v1/apps/{}", rate: usual, open: true, work: (*Platform).deleteLiffApp},
	{name: "liffContext", method: "GET", path: "/liff/v2/apps/{}/context", rate: usual, open: true, pages: true, work: (*Platform).liffContext},
	{name: "liffSend", method: "POST", path: "/liff/v2/messages", takes: jsonBody, rate: usual, open: true, pages: true, work: (*Platform).liffSend},
	{name: "liffTargets", method: "GET", path: "/liff/v2/targets", rate: usual, open: true, pages: true, work: (*Platform).liffTargets},
	{name: "liffShare", method: "POST", path: "/liff/v2/share", takes: jsonBody, rate: usual, open: true, pages: true, work: (*Platform).liffShare},
	{name: "liffFriendship", method: "POST", path: "/liff/v2/friendship", takes: anyBody, rate: usual, open: true, pages: true, work: (*Platform).liffFriendship},
}

// oauthed turns an OAuth answer into one of ours; no body is an empty one.
func oauthed(a oauth.Answer) answer {
	if a.Body == nil {
		return answer{status: a.Status, kind: "application/json"}
	}
	return answer{status: a.Status, body: a.Body}
}

// formed reads the body as a form first.
func formed(work func(*Platform, *request, url.Values) oauth.Answer) func(*Platform, *request) answer {
	return func(p *Platform, r *request) answer {
		kind := r.Header.Get("Content-Type")
		if plain, _, _ := strings.Cut(kind, ";"); !strings.EqualFold(strings.TrimSpace(plain), "application/x-www-form-urlencoded") {
			return refuse(http.StatusUnsupportedMediaType, "The content type, "+kind+", is not supported")
		}
		form, err := url.ParseQuery(string(r.body))
		if err != nil {
			return oauthed(oauth.Bad("invalid_request", "some parameters missed or invalid"))
		}
		return oauthed(work(p, r, form))
	}
}

func (p *Platform) issueShortLived(_ *request, form url.Values) oauth.Answer {
	return p.channels.IssueShortLived(form)
}

func (p *Platform) verifyChannelToken(_ *request, form url.Values) oauth.Answer {
	return p.channels.Verify(form)
}

func (p *Platform) revokeChannelToken(_ *request, form url.Values) oauth.Answer {
	return p.channels.Revoke(form)
}

func (p *Platform) issueStateless(_ *request, form url.Values) oauth.Answer {
	return p.channels.IssueStateless(form)
}

// issueToken is shared by channels, which show an assertion, and by LINE Login.
func (p *Platform) issueToken(r *request, form url.Values) oauth.Answer {
	if form.Get("grant_type") == "client_credentials" {
		return p.channels.IssueChosenExpiry(form)
	}
	return p.login.Token(r.Request, form)
}

func (p *Platform) verifyToken(r *request) answer {
	token := r.URL.Query().Get("access_token")
	if p.login.Knows(token) {
		return oauthed(p.login.Verify(token))
	}
	return oauthed(p.channels.VerifyChosenExpiry(token))
}

func (p *Platform) verifyIDToken(_ *request, form url.Values) oauth.Answer {
	return p.login.VerifyIDToken(form)
}

func (p *Platform) revokeToken(_ *request, form url.Values) oauth.Answer {
	if p.login.Knows(form.Get("access_token")) {
		return p.login.Revoke(form)
	}
	return p.channels.RevokeChosenExpiry(form)
}

func (p *Platform) tokenKeyIDs(r *request) answer { return oauthed(p.channels.KeyIDs(r.URL.Query())) }

func (p *Platform) certs(*request) answer { return oauthed(p.login.Keys()) }

func (p *Platform) openidConfiguration(r *request) answer {
	return oauthed(p.login.Discovery(r.Request))
}

// presented is the token of the Authorization header.
func (r *request) presented() string {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return token
}

func (p *Platform) userInfo(r *request) answer { return oauthed(p.login.UserInfo(r.presented())) }

func (p *Platform) userProfile(r *request) answer { return oauthed(p.login.Profile(r.presented())) }

func (p *Platform) friendship(r *request) answer { return oauthed(p.login.Friendship(r.presented())) }

const unauthenticated = "Authentication failed. Confirm that the access token in the authorization header is valid."

// ofLogin refuses a token that is none of the LINE Login channel's, or of another
// kind than the endpoint takes.
func (p *Platform) ofLogin(r *request, kinds ...channel.Kind) (answer, bool) {
	id, kind, ok := p.channels.Alive(r.presented())
	for _, wanted := range kinds {
		if ok && id == p.cfg.Login.ChannelID && kind == wanted {
			return answer{}, true
		}
	}
	return refuse(http.StatusUnauthorized, unauthenticated), false
}

// deauthorize takes a token of v2.1 or a stateless one (RL#deauthorize).
func (p *Platform) deauthorize(r *request) answer {
	if a, ok := p.ofLogin(r, channel.ChosenExpiry, channel.Stateless); !ok {
		return a
	}
	var in struct{ UserAccessToken string }
	_ = json.Unmarshal(r.body, &in) // what is no string opens nothing
	return oauthed(p.login.Deauthorize(in.UserAccessToken))
}

// managing works for a short-lived or stateless token of the LINE Login channel
// (https://developers.line.biz/en/reference/liff-server/#preparing-channel-access-token).
func (p *Platform) managing(r *request, work func() oauth.Answer) answer {
	if a, ok := p.ofLogin(r, channel.ShortLived, channel.Stateless); !ok {
		return a
	}
	return oauthed(work())
}

func (p *Platform) liffApps(r *request) answer { return p.managing(r, p.login.ListApps) }

func (p *Platform) addLiffApp(r *request) answer {
	return p.managing(r, func() oauth.Answer { return p.login.AddApp(r.body) })
}

func (p *Platform) updateLiffApp(r *request) answer {
	return p.managing(r, func() oauth.Answer { return p.login.UpdateApp(r.args[0], r.body) })
}

func (p *Platform) deleteLiffApp(r *request) answer {
	return p.managing(r, func() oauth.Answer { return p.login.DeleteApp(r.args[0]) })
}

func (p *Platform) liffContext(r *request) answer {
	return oauthed(p.login.Context(r.args[0], r.presented()))
}

func (p *Platform) liffSend(r *request) answer { return oauthed(p.login.Send(r.presented(), r.body)) }

func (p *Platform) liffShare(r *request) answer { return oauthed(p.login.Share(r.presented(), r.body)) }

func (p *Platform) liffTargets(r *request) answer { return oauthed(p.login.Targets(r.presented())) }

func (p *Platform) liffFriendship(r *request) answer { return oauthed(p.login.Befriend(r.presented())) }
