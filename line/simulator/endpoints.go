package simulator

// The table of LINE's endpoints, and finding the one that a call is for.

import (
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// An endpoint is one of LINE's. Its name is what faults and rates are counted by.
type endpoint struct {
	name   string
	method string
	path   string // a {} stands for an id
	takes  carry
	rate   rate
	retry  bool // may carry a retry key (R#retry-api-request)
	open   bool // asks for no channel access token
	pages  bool // is called by LIFF apps, from pages of other origins
	work   func(*Platform, *request) answer
	re     *regexp.Regexp
}

// carry says what stands in a call's body.
type carry int

const (
	noBody    carry = iota
	jsonBody        // a JSON object
	maybeJSON       // a JSON object or nothing
	anyBody         // a form or a picture: the endpoint reads it by itself
)

// rate is how many calls of an endpoint LINE takes in a time (R#rate-limits).
type rate struct {
	calls int
	per   time.Duration
}

// usual is the rate of every endpoint that LINE gives none of its own.
var usual = rate{2000, time.Second}

// endpoints is LINE's API as far as it is simulated, chapter by chapter.
var endpoints = compiled(
	sendingEndpoints,
	accountEndpoints,
	contentEndpoints,
	richMenuEndpoints,
	loginEndpoints,
	audienceEndpoints,
	groupEndpoints,
	webhookEndpoints,
	linkEndpoints,
	insightEndpoints,
	membershipEndpoints,
	couponEndpoints,
)

var sendingEndpoints = []endpoint{
	{name: "reply", method: "POST", path: "/v2/bot/message/reply", takes: jsonBody, rate: usual, work: (*Platform).reply},
	{name: "push", method: "POST", path: "/v2/bot/message/push", takes: jsonBody, rate: usual, retry: true, work: (*Platform).push},
	{name: "multicast", method: "POST", path: "/v2/bot/message/multicast", takes: jsonBody, rate: rate{200, time.Second}, retry: true, work: (*Platform).multicast},
	{name: "broadcast", method: "POST", path: "/v2/bot/message/broadcast", takes: jsonBody, rate: rate{60, time.Hour}, retry: true, work: (*Platform).broadcast},
	{name: "narrowcast", method: "POST", path: "/v2/bot/message/narrowcast", takes: jsonBody, rate: rate{60, time.Hour}, retry: true, work: (*Platform).narrowcast},
	{name: "narrowcastProgress", method: "GET", path: "/v2/bot/message/progress/narrowcast", rate: usual, work: (*Platform).progress},
	{name: "validate", method: "POST", path: "/v2/bot/message/validate/reply", takes: jsonBody, rate: usual, work: (*Platform).validate},
	{name: "validate", method: "POST", path: "/v2/bot/message/validate/push", takes: jsonBody, rate: usual, work: (*Platform).validate},
	{name: "validate", method: "POST", path: "/v2/bot/message/validate/multicast", takes: jsonBody, rate: usual, work: (*Platform).validate},
	{name: "validate", method: "POST", path: "/v2/bot/message/validate/narrowcast", takes: jsonBody, rate: usual, work: (*Platform).validate},
	{name: "validate", method: "POST", path: "/v2/bot/message/validate/broadcast", takes: jsonBody, rate: usual, work: (*Platform).validate},
	{name: "quota", method: "GET", path: "/v2/bot/message/quota", rate: usual, work: (*Platform).quotaLimit},
	{name: "consumption", method: "GET", path: "/v2/bot/message/quota/consumption", rate: usual, work: (*Platform).quotaUsed},
}

var accountEndpoints = []endpoint{
	{name: "profile", method: "GET", path: "/v2/bot/profile/{}", rate: usual, work: (*Platform).profile},
	{name: "info", method: "GET", path: "/v2/bot/info", rate: usual, work: (*Platform).info},
	{name: "loading", method: "POST", path: "/v2/bot/chat/loading/start", takes: jsonBody, rate: rate{100, time.Second}, work: (*Platform).loading},
	{name: "markAsRead", method: "POST", path: "/v2/bot/chat/markAsRead", takes: jsonBody, rate: usual, work: (*Platform).markAsRead},
}

func compiled(chapters ...[]endpoint) []endpoint {
	all := slices.Concat(chapters...)
	for i := range all {
		all[i].re = regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(all[i].path), `\{\}`, "([^/]+)") + "$")
	}
	return all
}

// exact are the endpoints without an id in the path, by method and path: most
// calls are for one of these.
var exact = func() map[string]*endpoint {
	found := map[string]*endpoint{}
	for i := range endpoints {
		if !strings.Contains(endpoints[i].path, "{}") {
			found[endpoints[i].method+" "+endpoints[i].path] = &endpoints[i]
		}
	}
	return found
}()

// route finds the endpoint of a path that is spelled exactly, and the ids in it.
func route(r *http.Request) (e *endpoint, args []string, fits bool) {
	if r.URL.Path != path.Clean(r.URL.Path) {
		return nil, nil, false
	}
	escaped := r.URL.EscapedPath()
	if e := exact[r.Method+" "+escaped]; e != nil {
		return e, nil, true
	}
	for i := range endpoints {
		m := endpoints[i].re.FindStringSubmatch(escaped)
		if m == nil {
			continue
		}
		fits = true
		if endpoints[i].method != r.Method {
			continue
		}
		for _, escaped := range m[1:] {
			id, err := url.PathUnescape(escaped)
			if err != nil {
				return nil, nil, false
			}
			args = append(args, id)
		}
		return &endpoints[i], args, true
	}
	return nil, nil, fits
}

// Endpoints are the names by which faults are counted. richmenuswitch is none of
// LINE's endpoints: its fault lets a person's press on such an area fail.
func Endpoints() []string {
	names := map[string]bool{menuSwitch: true}
	for _, e := range endpoints {
		names[e.name] = true
	}
	return slices.Sorted(maps.Keys(names))
}
