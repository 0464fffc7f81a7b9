package simulator

// The control API: what stands in chats, the clock, faults and logs, as JSON.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxWait is how long a long poll may wait at most.
const maxWait = time.Minute

func (p *Platform) control(mux *http.ServeMux) {
	routes := map[string]func(*http.Request) (any, error){
		"GET state":                     func(*http.Request) (any, error) { return p.State(), nil },
		"GET requests":                  p.readRequests,
		"GET webhooks":                  p.readWebhooks,
		"GET residents/{name}/messages": p.readMessages,
		"GET residents/{name}/richmenu": p.readMenuSeen,
		"POST residents":                p.postResident,
		"POST residents/{name}/{deed}":  p.postDeed,
		"POST clock":                    p.postClock,
		"GET faults":                    p.readFaults,
		"POST faults":                   p.postFault,
		"POST redeliver":                p.postRedeliver,
		"POST groups":                   p.postGroup,
		"POST webhook":                  p.postWebhook,
		"POST push":                     p.postPush,
		"GET script":                    p.readScript,
		"GET switches":                  func(*http.Request) (any, error) { return map[string]any{"switches": p.cfg.Switches.told()}, nil },
		"POST mischief":                 p.postMischief,
		"GET oddities":                  func(*http.Request) (any, error) { return map[string]any{"oddities": Oddities()}, nil },
		"POST oddities":                 p.postOddity,
		"POST reset":                    func(*http.Request) (any, error) { p.Reset(); return struct{}{}, nil },
	}
	maps.Copy(routes, p.loginControl())
	for route, work := range routes {
		method, path, _ := strings.Cut(route, " ")
		limit := int64(maxBody)
		if strings.HasSuffix(path, "/{deed}") {
			limit = maxUploads
		}
		mux.HandleFunc(method+" /simulator/v1/"+path, func(w http.ResponseWriter, r *http.Request) {
			r.Body = http.MaxBytesReader(w, r.Body, limit)
			out, err := work(r)
			p.breathe()
			reply(w, out, err)
		})
	}
	mux.HandleFunc("GET /simulator/v1/events", p.stream)
	mux.HandleFunc("GET /simulator/v1/picture", p.picture)
	mux.HandleFunc("GET /simulator/v1/richmenus/{id}/image", p.menuPicture)
	mux.HandleFunc("GET /simulator/v1/content/{id}", p.showContent)
	mux.HandleFunc("GET /simulator/v1/", lost)
	mux.HandleFunc("POST /simulator/v1/", lost)
}

func reply(w http.ResponseWriter, out any, err error) {
	status := http.StatusOK
	switch {
	case err == nil:
	case errors.Is(err, ErrUnknown):
		status = http.StatusNotFound
	case errors.Is(err, ErrBlocked), errors.Is(err, ErrNotAllowed):
		status = http.StatusConflict
	default:
		status = http.StatusBadRequest
	}
	if err != nil {
		out = map[string]string{"message": err.Error()}
	}
	raw, bad := json.Marshal(out)
	if bad != nil {
		status, raw = http.StatusInternalServerError, []byte(`{"message":"simulator: the answer is no JSON"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(raw) // the caller may be gone
}

func (p *Platform) readMessages(r *http.Request) (any, error) {
	query := r.URL.Query()
	of := Span{After: newest}
	for name, into := range map[string]*int{"after": &of.After, "before": &of.Before, "limit": &of.Limit} {
		s := query.Get(name)
		if n, err := strconv.Atoi(s); err == nil && n >= 0 {
			*into = n
		} else if s != "" {
			return nil, fmt.Errorf("%w: %s is %q, a whole number was wanted", errInput, name, s)
		}
	}
	wait := time.Duration(0)
	if s := query.Get("wait"); s != "" {
		d, err := time.ParseDuration(s)
		if err != nil || d < 0 {
			return nil, fmt.Errorf("%w: wait is %q, a duration such as 5s was wanted", errInput, s)
		}
		wait = min(d, maxWait)
	}
	ctx, cancel := context.WithTimeout(r.Context(), wait)
	defer cancel()
	name := r.PathValue("name")
	found, err := p.Page(name, of)
	if err == nil && len(found) == 0 && wait > 0 {
		if found, err = p.await(ctx, name, of.After, nil); errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			found, err = []Entry{}, nil
		}
	}
	return map[string]any{"messages": found}, err
}

func (p *Platform) postResident(r *http.Request) (any, error) {
	var in struct{ Name, DisplayName string }
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if in.DisplayName == "" || len(in.DisplayName) > 400 {
		return nil, fmt.Errorf("%w: displayName is empty or too long", errInput)
	}
	added := p.AddResident(Resident{Name: slug(or(in.Name, in.DisplayName)), DisplayName: in.DisplayName})
	p.mu.Lock()
	defer p.mu.Unlock()
	p.jot("residents", map[string]any{"name": added.Name, "displayName": added.DisplayName})
	return p.world.find(added.Name).shown(p.clock.now()), nil
}

// slug makes a key of a name: its Latin letters and digits, or nothing.
func slug(s string) string {
	out := []byte{}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			out = append(out, c)
		case c >= 'A' && c <= 'Z':
			out = append(out, c+'a'-'A')
		case (c == ' ' || c == '-') && len(out) > 0 && out[len(out)-1] != '-':
			out = append(out, '-')
		case c >= 0x80:
			return ""
		}
	}
	return string(out)
}

func (p *Platform) readFaults(*http.Request) (any, error) {
	return map[string]any{"faults": p.State().Faults, "kinds": faultKinds(), "endpoints": Endpoints()}, nil
}

func (p *Platform) postFault(r *http.Request) (any, error) {
	var in Fault
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if in.Endpoint == "" {
		return nil, fmt.Errorf("%w: endpoint is empty; * means each", errInput)
	}
	for _, endpoint := range split(in.Endpoint) {
		if err := p.Fault(Fault{endpoint, in.Kind, in.Count}); err != nil {
			return nil, err
		}
	}
	p.mu.Lock()
	p.jot("faults", sparse(compact(in), "count"))
	p.mu.Unlock()
	return map[string]any{"faults": p.State().Faults}, nil
}

func (p *Platform) postRedeliver(r *http.Request) (any, error) {
	var in struct{ EventID string }
	if err := read(r, &in); err != nil {
		return nil, err
	}
	return struct{}{}, p.Redeliver(in.EventID)
}
