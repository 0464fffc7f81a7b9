package simulator

// What a bot may ask about groups and multi-person chats, and leaving them (R#group).

import (
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

var groupEndpoints = []endpoint{
	{name: "groupSummary", method: "GET", path: "/v2/bot/group/{}/summary", rate: usual, work: inGroup((*Platform).summary)},
	{name: "groupCount", method: "GET", path: "/v2/bot/group/{}/members/count", rate: usual, work: inGroup((*Platform).memberCount)},
	{name: "groupMembers", method: "GET", path: "/v2/bot/group/{}/members/ids", rate: usual, work: inGroup((*Platform).memberIDs)},
	{name: "groupMember", method: "GET", path: "/v2/bot/group/{}/member/{}", rate: usual, work: inGroup((*Platform).memberProfile)},
	{name: "leaveGroup", method: "POST", path: "/v2/bot/group/{}/leave", rate: usual, work: inGroup((*Platform).leaveChat)},
	{name: "roomCount", method: "GET", path: "/v2/bot/room/{}/members/count", rate: usual, work: inRoom((*Platform).memberCount)},
	{name: "roomMembers", method: "GET", path: "/v2/bot/room/{}/members/ids", rate: usual, work: inRoom((*Platform).memberIDs)},
	{name: "roomMember", method: "GET", path: "/v2/bot/room/{}/member/{}", rate: usual, work: inRoom((*Platform).memberProfile)},
	{name: "leaveRoom", method: "POST", path: "/v2/bot/room/{}/leave", rate: usual, work: inRoom((*Platform).leaveChat)},
}

// membersPage is how many member ids LINE gives at once (R#get-group-member-user-ids).
const membersPage = 100

type aboutChat func(*Platform, *request, *chat) answer

func inGroup(work aboutChat) func(*Platform, *request) answer { return inChat("groupId", "C", work) }
func inRoom(work aboutChat) func(*Platform, *request) answer  { return inChat("roomId", "R", work) }

// inChat does work about a chat of many that the account is in. Work holds mu.
func inChat(property, letter string, work aboutChat) func(*Platform, *request) answer {
	form := regexp.MustCompile("^" + letter + "[0-9a-f]{32}$")
	return func(p *Platform, r *request) answer {
		if !form.MatchString(r.args[0]) {
			return refuse(http.StatusBadRequest, "The value for the '"+property+"' parameter is invalid")
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		c := p.world.byID[r.args[0]]
		if c == nil || !c.joined {
			return refuse(http.StatusNotFound, "Not found")
		}
		return work(p, r, c)
	}
}

func (p *Platform) summary(_ *request, c *chat) answer {
	out := map[string]string{"groupId": c.id, "groupName": c.title}
	if c.picture != "" {
		out["pictureUrl"] = c.picture
	}
	return answer{status: http.StatusOK, body: out}
}

// memberCount leaves the account itself out (R#get-members-group-count).
func (p *Platform) memberCount(_ *request, c *chat) answer {
	return answer{status: http.StatusOK, body: map[string]int{"count": len(c.members)}}
}

func (p *Platform) memberIDs(r *request, c *chat) answer {
	if !p.cfg.Verified {
		return refuse(http.StatusForbidden, "Access to this API is not available for your account")
	}
	from := 0
	if start := r.URL.Query().Get("start"); start != "" {
		n, ok := readStart(c, start)
		if !ok {
			return refuse(http.StatusBadRequest, "Invalid start param")
		}
		from = n
	}
	out := struct {
		MemberIDs []string `json:"memberIds"`
		Next      string   `json:"next,omitempty"`
	}{MemberIDs: []string{}}
	for i := from; i < len(c.members) && i < from+membersPage; i++ {
		out.MemberIDs = append(out.MemberIDs, c.members[i].UserID)
	}
	if from+membersPage < len(c.members) {
		out.Next = hex.EncodeToString([]byte(c.id[:9] + strconv.Itoa(from+membersPage)))
	}
	return answer{status: http.StatusOK, body: out}
}

// readStart takes a continuation token of the chat apart.
func readStart(c *chat, start string) (from int, ok bool) {
	raw, err := hex.DecodeString(start)
	digits, of := strings.CutPrefix(string(raw), c.id[:9])
	from, bad := strconv.Atoi(digits)
	return from, err == nil && of && bad == nil && from > 0 && from%membersPage == 0
}

func (p *Platform) memberProfile(r *request, c *chat) answer {
	if !userID.MatchString(r.args[1]) {
		return refuse(http.StatusBadRequest, "The value for the 'userId' parameter is invalid")
	}
	for _, m := range c.members {
		if m.UserID != r.args[1] {
			continue
		}
		out := map[string]string{"userId": m.UserID, "displayName": m.DisplayName}
		if m.PictureURL != "" {
			out["pictureUrl"] = m.PictureURL
		}
		return answer{status: http.StatusOK, body: out}
	}
	return refuse(http.StatusNotFound, "Not found")
}

func (p *Platform) leaveChat(_ *request, c *chat) answer {
	p.entered(c, false)
	return answer{status: http.StatusOK, body: struct{}{}}
}
