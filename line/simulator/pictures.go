package simulator

// The bot's own pictures, fetched from where its webhook is and from nowhere else.

import (
	"context"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxPicture is the largest picture that is shown, in bytes (R#image-message: 1 MB for previews).
const maxPicture = 1 << 20

func (p *Platform) picture(w http.ResponseWriter, r *http.Request) {
	address, ok := p.ownPicture(r.URL.Query().Get("url"))
	if !ok {
		http.Error(w, "Only pictures of the bot under test are shown.", http.StatusForbidden)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		http.Error(w, "The picture's address cannot be read.", http.StatusBadRequest)
		return
	}
	res, err := p.client.Do(req)
	if err != nil {
		http.Error(w, "The bot does not answer.", http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	data, err := io.ReadAll(io.LimitReader(res.Body, maxPicture+1))
	switch {
	case res.StatusCode != http.StatusOK:
		http.Error(w, "The bot has no such picture.", http.StatusNotFound)
	case err != nil || len(data) > maxPicture || !strings.HasPrefix(kind, "image/") || kind == "image/svg+xml":
		http.Error(w, "That is no picture of at most 1 MB.", http.StatusBadGateway)
	default:
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
		h.Set("Cache-Control", "private, max-age=300")
		_, _ = w.Write(data) // the browser may be gone
	}
}

// ownPicture is where the bot serves a picture that it names by its public
// address: the same path at the webhook's origin.
func (p *Platform) ownPicture(address string) (string, bool) {
	p.mu.Lock()
	webhook := p.send.webhook
	p.mu.Unlock()
	public, err := url.Parse(p.cfg.BotURL)
	if err != nil || p.cfg.BotURL == "" || checkWebhook(webhook) != nil {
		return "", false
	}
	named, err := url.Parse(address)
	if err != nil || named.User != nil || named.Scheme != public.Scheme || !strings.EqualFold(named.Host, public.Host) {
		return "", false
	}
	prefix := strings.TrimSuffix(public.EscapedPath(), "/")
	path, under := strings.CutPrefix(named.EscapedPath(), prefix+"/")
	if !under || strings.Contains(named.Path, "..") {
		return "", false
	}
	origin, err := url.Parse(webhook)
	if err != nil {
		return "", false
	}
	out := url.URL{Scheme: origin.Scheme, Host: origin.Host, Path: "/", RawQuery: named.RawQuery}
	return out.JoinPath(path).String(), true
}
