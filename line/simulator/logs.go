package simulator

// The two logs, webhooks and requests, page by page and through filters.

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxPage is how many entries of a log one answer gives at most.
const maxPage = 1000

// Outcomes of a delivery, as the log is filtered by.
const (
	OutcomeOK     = "ok"     // answered 2xx
	OutcomeFailed = "failed" // anything else
)

func (d Delivery) number() int { return d.Seq }
func (d Delivery) weight() int { return 300 + len(d.Event) + len(d.Response) }
func (c Call) number() int     { return c.Seq }
func (c Call) weight() int     { return 400 + len(c.Body) + len(c.Response) }

// readWebhooks gives deliveries, oldest first: the newest 200, or those between
// after and before that fit type, resident, outcome and q, at most limit of them.
func (p *Platform) readWebhooks(r *http.Request) (any, error) {
	query := r.URL.Query()
	of, err := page(query)
	if err != nil {
		return nil, err
	}
	kind, resident, outcome, words := query.Get("type"), query.Get("resident"), query.Get("outcome"), strings.ToLower(query.Get("q"))
	if outcome != "" && outcome != OutcomeOK && outcome != OutcomeFailed {
		return nil, fmt.Errorf("%w: outcome is %q, ok or failed was wanted", errInput, outcome)
	}
	p.mu.Lock()
	all := p.send.log.all()
	p.mu.Unlock()
	return sift(all, of, func(d *Delivery) bool {
		return (kind == "" || d.Type == kind) && (resident == "" || d.Resident == resident) &&
			(outcome == "" || (d.Status/100 == 2) == (outcome == OutcomeOK)) &&
			says(words, string(d.Event), d.Reason, d.Response, d.Oddity)
	}), nil
}

// readRequests gives calls as readWebhooks does deliveries; status is a class such
// as 4xx, or none for calls that got no answer.
func (p *Platform) readRequests(r *http.Request) (any, error) {
	query := r.URL.Query()
	of, err := page(query)
	if err != nil {
		return nil, err
	}
	class, ok := map[string]int{"": -1, "none": 0, "2xx": 2, "4xx": 4, "5xx": 5}[query.Get("status")]
	if !ok {
		return nil, fmt.Errorf("%w: status is %q, 2xx, 4xx, 5xx or none was wanted", errInput, query.Get("status"))
	}
	endpoint, words := query.Get("endpoint"), strings.ToLower(query.Get("q"))
	p.mu.Lock()
	all := p.calls.all()
	p.mu.Unlock()
	return sift(all, of, func(c *Call) bool {
		return (endpoint == "" || c.Endpoint == endpoint) && (class < 0 || c.Status/100 == class) &&
			says(words, c.Path, c.RequestID, c.RetryKey, string(c.Body), string(c.Response))
	}), nil
}

func page(query url.Values) (Span, error) {
	of := Span{Limit: shownLog}
	for name, into := range map[string]*int{"after": &of.After, "before": &of.Before, "limit": &of.Limit} {
		s := query.Get(name)
		if n, err := strconv.Atoi(s); err == nil && n >= 0 {
			*into = n
		} else if s != "" {
			return of, fmt.Errorf("%w: %s is %q, a whole number was wanted", errInput, name, s)
		}
	}
	if of.Limit == 0 || of.Limit > maxPage {
		of.Limit = maxPage
	}
	return of, nil
}

// says reports whether one of the texts has the words, which are in small letters.
func says(words string, texts ...string) bool {
	for _, text := range texts {
		if words == "" || strings.Contains(strings.ToLower(text), words) {
			return true
		}
	}
	return false
}
