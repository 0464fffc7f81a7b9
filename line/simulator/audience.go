package simulator

// Audiences: who is in them, and how they become ready (R#manage-audience-group).

import (
	"slices"
	"time"
)

// audiences are those of the channel. The zero value is empty.
type audiences struct {
	Last  int64 // id given last
	All   map[int64]*audience
	Order []int64
}

// audience is a set of users to whom a narrowcast may go.
type audience struct {
	ID          int64
	Type        string // UPLOAD, CLICK or IMP
	Description string
	Created     time.Time
	RequestID   string // of the message that was tapped or seen
	ClickURL    string
	Jobs        []audienceJob
}

// audienceJob adds users to an audience.
type audienceJob struct {
	ID          int64
	Description *string
	Created     time.Time
	Users       []string
}

// LINE's figures for audiences. How long a job takes is not documented: hours at
// worst; here it is a minute of the platform's clock.
const (
	maxAudiences      = 1000
	maxAudienceUsers  = 10_000
	maxAudienceJobs   = 50 // that are told
	audienceLife      = 180 * 24 * time.Hour
	expiredLife       = 30 * 24 * time.Hour
	retargetingLife   = 60 * 24 * time.Hour
	jobQueues         = 10 * time.Second
	jobTakes          = time.Minute
	maxAudienceAtOnce = 10 // jobs of one audience that are not finished
	fewestInAudience  = 50
	fewestToTell      = 20
)

// add makes an audience. The caller holds mu.
func (s *audiences) add(a audience) *audience {
	if s.All == nil {
		s.All = map[int64]*audience{}
	}
	s.Last = max(s.Last+1, 1_000_000_000_001)
	a.ID = s.Last
	s.All[a.ID] = &a
	s.Order = append(s.Order, a.ID)
	return &a
}

func (s *audiences) remove(id int64) {
	delete(s.All, id)
	s.Order = slices.DeleteFunc(s.Order, func(other int64) bool { return other == id })
}

// audience finds one that is not deleted yet; an expired one is a month later.
func (p *Platform) audience(id int64) *audience {
	a := p.world.audiences.All[id]
	if a != nil && p.clock.now().Sub(a.Created) >= audienceLife+expiredLife {
		p.world.audiences.remove(id)
		return nil
	}
	return a
}

// listed are all audiences, the newest first.
func (p *Platform) listed() []*audience {
	var out []*audience
	for _, id := range slices.Backward(slices.Clone(p.world.audiences.Order)) {
		if a := p.audience(id); a != nil {
			out = append(out, a)
		}
	}
	return out
}

// enlist adds a job to an audience.
func (a *audience) enlist(s *audiences, description *string, users []string, now time.Time) {
	s.Last++
	a.Jobs = append(a.Jobs, audienceJob{ID: s.Last, Description: description, Created: now, Users: users})
}

func (j *audienceJob) status(now time.Time) string {
	switch took := now.Sub(j.Created); {
	case took < jobQueues:
		return "QUEUED"
	case took < jobTakes:
		return "WORKING"
	}
	return "FINISHED"
}

// underway counts the jobs that are not finished.
func (a *audience) underway(now time.Time) (n int) {
	for i := range a.Jobs {
		if a.Jobs[i].status(now) != "FINISHED" {
			n++
		}
	}
	return n
}

// users are those of the finished jobs, once each.
func (a *audience) users(now time.Time) map[string]bool {
	out := map[string]bool{}
	for i := range a.Jobs {
		if a.Jobs[i].status(now) == "FINISHED" {
			for _, id := range a.Jobs[i].Users {
				out[id] = true
			}
		}
	}
	return out
}

// count is how many users there are; most audiences have one job, whose users
// are different ones already.
func (a *audience) count(now time.Time) int {
	if len(a.Jobs) == 1 {
		if a.Jobs[0].status(now) == "FINISHED" {
			return len(a.Jobs[0].Users)
		}
		return 0
	}
	return len(a.users(now))
}

// status is READY when a message can be sent to the audience.
func (a *audience) status(now time.Time) string {
	fewest := 1
	if a.restricted() {
		fewest = fewestInAudience
	}
	switch {
	case now.Sub(a.Created) >= audienceLife:
		return "EXPIRED"
	case a.count(now) < fewest:
		return "IN_PROGRESS"
	}
	return "READY"
}

// restricted reports whether LINE protects the privacy of those in it: not where
// the bot itself uploaded their ids (R#send-narrowcast-message-restrictions).
func (a *audience) restricted() bool { return a.Type != "UPLOAD" }

// audienceGroup is an audience as LINE tells of it.
type audienceGroup struct {
	AudienceGroupID int64  `json:"audienceGroupId"`
	CreateRoute     string `json:"createRoute"`
	Type            string `json:"type"`
	Description     string `json:"description"`
	Status          string `json:"status,omitempty"`
	AudienceCount   *int   `json:"audienceCount,omitempty"`
	Created         int64  `json:"created"`
	Permission      string `json:"permission"`
	ExpireTimestamp int64  `json:"expireTimestamp"`
	IsIfaAudience   bool   `json:"isIfaAudience"`
	RequestID       string `json:"requestId,omitempty"`
	ClickURL        string `json:"clickUrl,omitempty"`
}

// group is what is told when an audience was made.
func (a *audience) group() audienceGroup {
	return audienceGroup{
		AudienceGroupID: a.ID, CreateRoute: "MESSAGING_API", Type: a.Type, Description: a.Description,
		Created: a.Created.Unix(), Permission: "READ_WRITE", ExpireTimestamp: a.Created.Add(audienceLife).Unix(),
		RequestID: a.RequestID, ClickURL: a.ClickURL,
	}
}

// told is what is told of an audience later; a small number of people who were
// not named by the bot is not.
func (a *audience) told(now time.Time) audienceGroup {
	g, n := a.group(), a.count(now)
	if a.restricted() && n < fewestToTell {
		n = 0
	}
	g.Status, g.AudienceCount = a.status(now), &n
	return g
}

// toldJobs are the newest jobs of an audience whose users were uploaded.
func (a *audience) toldJobs(now time.Time) []map[string]any {
	out := []map[string]any{}
	if a.restricted() {
		return out
	}
	for i := len(a.Jobs) - 1; i >= 0 && len(out) < maxAudienceJobs; i-- {
		j := &a.Jobs[i]
		out = append(out, map[string]any{
			"audienceGroupJobId": j.ID, "audienceGroupId": a.ID, "description": j.Description, "type": "DIFF_ADD",
			"failedType": nil, "audienceCount": len(j.Users), "created": j.Created.Unix(), "jobStatus": j.status(now),
		})
	}
	return out
}
