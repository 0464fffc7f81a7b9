package simulator

// Reaching public addresses and no others, whatever a name server says.

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// errPrivate is returned for a host that is, or may be, in a network of somebody's own.
var errPrivate = errors.New("simulator: the address is not public")

// public finds and reaches hosts.
type public struct {
	lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	dial   func(ctx context.Context, network, address string) (net.Conn, error)
}

// client never follows a redirect and uses no proxy: each connection goes where
// dialling it was allowed.
func (a public) client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext: a.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 5 * time.Second,
			MaxIdleConns: 16, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// DialContext looks a host up once and connects to the address that was judged: a
// name server that answers otherwise the second time is not asked again. One
// private address among several is enough to refuse them all.
func (a public) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	found, err := a.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, ip := range found {
		if !isPublic(ip) {
			return nil, fmt.Errorf("%w: %s is %s", errPrivate, host, ip)
		}
	}
	for _, ip := range found {
		var conn net.Conn
		if conn, err = a.dial(ctx, network, net.JoinHostPort(ip.Unmap().String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, errors.Join(err, fmt.Errorf("simulator: %s cannot be reached", host))
}

// internet is public as this machine sees it.
func internet() public {
	return public{
		lookup: func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		},
		dial: (&net.Dialer{Timeout: 3 * time.Second}).DialContext,
	}
}

// reserved are the blocks that IANA keeps from the public internet, or that carry
// another network's addresses inside (IANA special-purpose address registries).
var reserved = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

func prefixes(blocks ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, b := range blocks {
		all = append(all, netip.MustParsePrefix(b))
	}
	return all
}

// isPublic reports whether an address is on the public internet: of IPv6 only
// 2000::/3 is given out.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsValid() || ip.Zone() != "" || ip.Is6() && !netip.MustParsePrefix("2000::/3").Contains(ip) {
		return false
	}
	for _, block := range reserved {
		if block.Contains(ip) {
			return false
		}
	}
	return true
}
