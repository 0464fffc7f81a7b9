package simulator

// The pictures that messages name: the bot's own, fetched from where its webhook
// is, and public ones where Config.FetchPublic allows it.

import (
	"context"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	// maxPicture is the largest picture that is shown, in bytes (R#image-message: 1 MB for previews).
	maxPicture = 1 << 20
	// pictureTime is how long a picture may take to come.
	pictureTime = 10 * time.Second
)

func (p *Platform) picture(w http.ResponseWriter, r *http.Request) {
	client := p.client
	address, ok := p.ownPicture(r.URL.Query().Get("url"))
	if !ok && p.cfg.FetchPublic {
		client = p.public
		address, ok = publicPicture(r.URL.Query().Get("url"))
	}
	if !ok {
		http.Error(w, "Only pictures of the bot under test are shown.", http.StatusForbidden)
		return
	}
	kind, data, status, why := fetch(r.Context(), client, address)
	if status != http.StatusOK {
		http.Error(w, why, status)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=300")
	_, _ = w.Write(data) // the browser may be gone
}

// fetch loads a picture and believes its bytes, not its header, about what it is:
// an SVG or a page never reaches the browser as one.
func fetch(ctx context.Context, client *http.Client, address string) (kind string, data []byte, status int, why string) {
	ctx, cancel := context.WithTimeout(ctx, pictureTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", nil, http.StatusBadRequest, "The picture's address cannot be read."
	}
	res, err := client.Do(req)
	if err != nil {
		return "", nil, http.StatusBadGateway, "The picture's server does not answer, or may not be asked."
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return "", nil, http.StatusNotFound, "There is no such picture."
	}
	named, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	data, err = io.ReadAll(io.LimitReader(res.Body, maxPicture+1))
	kind = http.DetectContentType(data)
	shown := []string{"image/png", "image/jpeg", "image/gif", "image/webp"}
	if err != nil || len(data) > maxPicture || !strings.HasPrefix(named, "image/") || named == "image/svg+xml" || !slices.Contains(shown, kind) {
		return "", nil, http.StatusBadGateway, "That is no picture of at most 1 MB."
	}
	return kind, data, http.StatusOK, ""
}

// ownPicture is where the bot serves a picture that it names by its public
// address: the same path at the webhook's origin.
func (p *Platform) ownPicture(address string) (string, bool) {
	p.mu.Lock()
	webhook := p.send.webhook
	p.mu.Unlock()
	public, err := url.Parse(p.cfg.BotURL)
	if err != nil || p.cfg.BotURL == "" || CheckWebhook(webhook) != nil {
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

// publicPicture takes https addresses at the usual port, as LINE does.
func publicPicture(address string) (string, bool) {
	named, err := url.Parse(address)
	if err != nil || named.User != nil || named.Scheme != "https" || named.Hostname() == "" || named.Port() != "" && named.Port() != "443" {
		return "", false
	}
	return named.String(), true
}
