package simulator

// Lists that come in pages, each with a token for the next (R#get-follower-ids).

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strconv"
	"time"
)

// pageLife is how long a continuation token can be used.
const pageLife = 24 * time.Hour

// next is the token for what follows the first n entries of a list.
func (p *Platform) next(list string, n int) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(n))
	b = binary.BigEndian.AppendUint64(b, uint64(p.clock.now().Unix()))
	return base64.URLEncoding.EncodeToString(append(b, p.seal(list, b)...))
}

func (p *Platform) seal(list string, b []byte) []byte {
	mac := hmac.New(sha256.New, []byte(p.cfg.Secret+" "+list))
	mac.Write(b)
	return mac.Sum(nil)[:8]
}

// begun is how many entries a token skips: none without one.
func (p *Platform) begun(list, token string) (n int, a answer) {
	if token == "" {
		return 0, answer{}
	}
	raw, err := base64.URLEncoding.DecodeString(token)
	if err == nil && len(raw) == 24 && hmac.Equal(raw[16:], p.seal(list, raw[:16])) {
		made := time.Unix(int64(binary.BigEndian.Uint64(raw[8:])), 0)
		if age := p.clock.now().Sub(made); age < pageLife {
			return int(binary.BigEndian.Uint64(raw)), answer{}
		}
	}
	return 0, refuse(http.StatusBadRequest, "Invalid start param")
}

// limit reads how many entries are wanted at most.
func limit(r *request, usual, most int) (n int, a answer) {
	s := r.URL.Query().Get("limit")
	if s == "" {
		return usual, answer{}
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, refuse(http.StatusBadRequest, "The value for the 'limit' parameter is invalid")
	}
	return n, answer{}
}

// paged is the page of a list of strings that a call wants, under its name.
func (p *Platform) paged(r *request, list, name string, all []string, usual, most int) answer {
	size, a := limit(r, usual, most)
	if a.status != 0 {
		return a
	}
	from, a := p.begun(list, r.URL.Query().Get("start"))
	if a.status != 0 {
		return a
	}
	from = min(from, len(all))
	to := min(from+size, len(all))
	out := map[string]any{name: append([]string{}, all[from:to]...)}
	if to < len(all) {
		out["next"] = p.next(list, to)
	}
	return answer{status: http.StatusOK, body: out}
}

// followers tells the ids of friends, to verified accounts alone (R#get-follower-ids).
func (p *Platform) followers(r *request) answer {
	if !p.cfg.Verified {
		return notForThisAccount()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []string
	for _, c := range p.friends() {
		all = append(all, c.id)
	}
	return p.paged(r, "followers", "userIds", all, 300, 1000)
}

func notForThisAccount() answer {
	return refuse(http.StatusForbidden, "Access to this API is not available for your account")
}
