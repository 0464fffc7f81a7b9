package simulator

// The endpoints about audiences, and their errors.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tambon/line/simulator/rules"
)

var perMinute = rate{60, time.Minute}

var audienceEndpoints = []endpoint{
	{name: "createAudience", method: "POST", path: "/v2/bot/audienceGroup/upload", takes: jsonBody, rate: perMinute, work: (*Platform).createAudience},
	{name: "addToAudience", method: "PUT", path: "/v2/bot/audienceGroup/upload", takes: jsonBody, rate: perMinute, work: (*Platform).addToAudience},
	{name: "createAudience", method: "POST", path: "/v2/bot/audienceGroup/click", takes: jsonBody, rate: perMinute, work: (*Platform).clickAudience},
	{name: "createAudience", method: "POST", path: "/v2/bot/audienceGroup/imp", takes: jsonBody, rate: perMinute, work: (*Platform).impAudience},
	{name: "listAudiences", method: "GET", path: "/v2/bot/audienceGroup/list", rate: perMinute, work: (*Platform).listAudiences},
	{name: "renameAudience", method: "PUT", path: "/v2/bot/audienceGroup/{}/updateDescription", takes: jsonBody, rate: perMinute, work: (*Platform).renameAudience},
	{name: "deleteAudience", method: "DELETE", path: "/v2/bot/audienceGroup/{}", rate: perMinute, work: (*Platform).deleteAudience},
	{name: "readAudience", method: "GET", path: "/v2/bot/audienceGroup/{}", rate: perMinute, work: (*Platform).readAudience},
}

// audienceError is a refusal with one of LINE's codes. The sentences of two are
// documented; where none is, the code stands there too, as it does for a file
// with wrong ids (R#manage-audience-group-error-response).
func audienceError(code, property string) answer {
	said := map[string]string{
		"AUDIENCE_GROUP_NAME_SIZE_OVER": "size over audienceGroupName",
		"AUDIENCE_GROUP_NOT_FOUND":      "audience group not found",
	}
	return answer{status: http.StatusBadRequest, body: rules.Body{
		Message: or(said[code], code), Details: []rules.Detail{{Message: code, Property: property}},
	}}
}

func badParameter(message, code string) answer {
	return answer{status: http.StatusBadRequest, body: rules.Body{Message: message, Details: []rules.Detail{{Message: code}}}}
}

// audienceBody is what the endpoints about audiences take.
type audienceBody struct {
	AudienceGroupID   int64
	Description       string
	IsIfaAudience     bool
	UploadDescription *string
	Audiences         []struct{ ID string }
	RequestID         string
	ClickURL          string
}

// readBody judges the types of a body, which is all the rules know of it.
func (p *Platform) readBody(name string, r *request) (in audienceBody, a answer) {
	if v := p.verdict(name, r); !v.OK() {
		return in, answer{status: http.StatusBadRequest, body: v.Body()}
	}
	_ = json.Unmarshal(r.body, &in) // was judged before
	return in, answer{}
}

// nameError is the code of what is wrong with an audience's name, if anything is.
func nameError(name string) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "AUDIENCE_GROUP_NAME_EMPTY"
	case rules.Units(name) > 120:
		return "AUDIENCE_GROUP_NAME_SIZE_OVER"
	case strings.ContainsFunc(name, unicode.IsControl):
		return "AUDIENCE_GROUP_NAME_WRONG"
	}
	return ""
}

// uploaded are the ids of a body. One that LINE does not know is like one of a
// wrong form; who is no friend or has blocked the account may be in an audience.
func (p *Platform) uploaded(in audienceBody) (ids []string, a answer) {
	if in.UploadDescription != nil && rules.Units(*in.UploadDescription) > 300 {
		return nil, audienceError("AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER", "")
	}
	if len(in.Audiences) > maxAudienceUsers {
		return nil, audienceError("UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS", "")
	}
	for i, one := range in.Audiences {
		c := p.world.byID[one.ID]
		known := c != nil && c.person != nil || p.cfg.Switches.AudienceTakesUnknown
		if !rules.UserID(one.ID) || !known {
			return nil, audienceError("UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT", fmt.Sprintf("audiences[%d].id", i))
		}
		ids = append(ids, one.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids), answer{}
}

// fresh makes an audience of a name, unless there are too many.
func (p *Platform) fresh(a audience) (*audience, answer) {
	if code := nameError(a.Description); code != "" {
		return nil, audienceError(code, "")
	}
	if len(p.listed()) >= maxAudiences {
		return nil, audienceError("AUDIENCE_GROUP_COUNT_MAX_OVER", "")
	}
	a.Created = p.clock.now().UTC()
	return p.world.audiences.add(a), answer{}
}

func (p *Platform) createAudience(r *request) answer {
	in, wrong := p.readBody("createAudience", r)
	if wrong.status != 0 {
		return wrong
	}
	if in.IsIfaAudience {
		return notForThisAccount()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	ids, wrong := p.uploaded(in)
	if wrong.status != 0 {
		return wrong
	}
	a, wrong := p.fresh(audience{Type: "UPLOAD", Description: in.Description})
	if wrong.status != 0 {
		return wrong
	}
	if len(ids) > 0 {
		a.enlist(&p.world.audiences, in.UploadDescription, ids, a.Created)
	}
	return answer{status: http.StatusAccepted, body: a.group()}
}

func (p *Platform) addToAudience(r *request) answer {
	in, wrong := p.readBody("addToAudience", r)
	if wrong.status != 0 {
		return wrong
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	a, now := p.audience(in.AudienceGroupID), p.clock.now().UTC()
	ids, wrong := p.uploaded(in)
	switch {
	case a == nil || a.Type != "UPLOAD":
		return audienceError("AUDIENCE_GROUP_NOT_FOUND", "")
	case a.status(now) == "EXPIRED":
		return audienceError("AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED", "")
	case wrong.status != 0:
		return wrong
	case len(ids) == 0:
		return audienceError("UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS", "")
	case a.underway(now) >= maxAudienceAtOnce:
		return refuse(http.StatusTooManyRequests, rateExceeded)
	}
	a.enlist(&p.world.audiences, in.UploadDescription, ids, now)
	return answer{status: http.StatusAccepted, body: struct{}{}}
}

// clickAudience makes an audience of those who opened an address in a broadcast
// or narrowcast; impAudience of those who saw it.
func (p *Platform) clickAudience(r *request) answer { return p.retarget(r, "clickAudience", "CLICK") }
func (p *Platform) impAudience(r *request) answer   { return p.retarget(r, "impAudience", "IMP") }

func (p *Platform) retarget(r *request, name, kind string) answer {
	in, wrong := p.readBody(name, r)
	if wrong.status != 0 {
		return wrong
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	t, now := p.world.counted.Tallies[in.RequestID], p.clock.now()
	switch {
	case t == nil || t.Kind == "unit":
		return audienceError("REQUEST_NOT_FOUND", "")
	case now.Sub(t.At) > retargetingLife:
		return audienceError("TOO_OLD_MESSAGES", "")
	}
	for _, other := range p.listed() {
		if other.Type == kind && other.RequestID == in.RequestID && other.ClickURL == in.ClickURL {
			return audienceError("AUDIENCE_GROUP_REQUESTID_DUPLICATE", "")
		}
	}
	a, wrong := p.fresh(audience{Type: kind, Description: in.Description, RequestID: in.RequestID, ClickURL: in.ClickURL})
	if wrong.status != 0 {
		return wrong
	}
	users := t.Opened.Users
	if kind == "CLICK" {
		users = t.Clicked.Users
		if in.ClickURL != "" {
			users = nil
			if f := t.Addresses[in.ClickURL]; f != nil {
				users = f.Users
			}
		}
	}
	a.enlist(&p.world.audiences, nil, sorted(users), a.Created)
	return answer{status: http.StatusAccepted, body: a.group()}
}

func sorted(users map[string]bool) []string {
	out := make([]string, 0, len(users))
	for id := range users {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// audienceOf is the audience whose id is in the path.
func (p *Platform) audienceOf(r *request) *audience {
	id, err := strconv.ParseInt(r.args[0], 10, 64)
	if err != nil {
		return nil
	}
	return p.audience(id)
}

func (p *Platform) renameAudience(r *request) answer {
	in, wrong := p.readBody("renameAudience", r)
	if wrong.status != 0 {
		return wrong
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.audienceOf(r)
	if a == nil {
		return audienceError("AUDIENCE_GROUP_NOT_FOUND", "")
	}
	if code := nameError(in.Description); code != "" {
		return audienceError(code, "")
	}
	a.Description = in.Description
	return answer{status: http.StatusOK, body: struct{}{}}
}

func (p *Platform) deleteAudience(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.audienceOf(r)
	if a == nil {
		return audienceError("AUDIENCE_GROUP_NOT_FOUND", "")
	}
	p.world.audiences.remove(a.ID)
	status := http.StatusAccepted
	if p.cfg.Switches.DeleteAudienceWith200 {
		status = http.StatusOK
	}
	return answer{status: status, body: struct{}{}}
}

func (p *Platform) readAudience(r *request) answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, now := p.audienceOf(r), p.clock.now()
	if a == nil {
		return audienceError("AUDIENCE_GROUP_NOT_FOUND", "")
	}
	return answer{status: http.StatusOK, body: map[string]any{"audienceGroup": a.told(now), "jobs": a.toldJobs(now)}}
}

func (p *Platform) listAudiences(r *request) answer {
	query := r.URL.Query()
	page, err := strconv.Atoi(query.Get("page"))
	if err != nil || page < 1 {
		return badParameter("page: must be greater than or equal to 1", "TOO_LOW")
	}
	size := 20
	if s := query.Get("size"); s != "" {
		size, err = strconv.Atoi(s)
		switch {
		case err != nil || size < 1:
			return badParameter("size: must be greater than or equal to 1", "TOO_LOW")
		case size > 40:
			return badParameter("size: must be less than or equal to 40", "TOO_HIGH")
		}
	}
	name, status, routes := strings.ToLower(query.Get("description")), query.Get("status"), query["createRoute"]
	p.mu.Lock()
	defer p.mu.Unlock()
	groups := []audienceGroup{}
	for _, a := range p.listed() {
		g := a.told(p.clock.now())
		if strings.Contains(strings.ToLower(g.Description), name) && (status == "" || g.Status == status) &&
			(len(routes) == 0 || slices.Contains(routes, g.CreateRoute)) {
			groups = append(groups, g)
		}
	}
	from := min((page-1)*size, len(groups))
	if page > len(groups) {
		from = len(groups) // (page-1)*size may be more than a number holds
	}
	to := min(from+size, len(groups))
	return answer{status: http.StatusOK, body: map[string]any{
		"audienceGroups": groups[from:to], "hasNextPage": to < len(groups), "totalCount": len(groups),
		"readWriteAudienceGroupTotalCount": len(groups), "page": page, "size": size,
	}}
}
