package staff_test

// A device of a person with passkeys in it, made of software: what it says is
// what a real one says, and it can be made to lie.

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"tambon/services/staff"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
)

// here is where the console stands in these tests.
var here = staff.Place{Origin: "https://oa.example.go.th", Town: "ปากพูน"}

type device struct {
	t      testing.TB
	origin string // of the page that it believes it is on
	party  string
	id     []byte
	key    *ecdsa.PrivateKey
	handle []byte
	count  uint32
	flags  byte // user present, user verified, and later the credential's data
}

func newDevice(t testing.TB) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 16)
	rand.Read(id)
	return &device{t: t, origin: here.Origin, party: "oa.example.go.th", id: id, key: key, count: 1, flags: 0x05}
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// makes answers a question for a new passkey.
func (d *device) makes(q staff.Question) []byte {
	d.t.Helper()
	var asked struct {
		Challenge string
		User      struct{ ID string }
	}
	d.read(q, &asked)
	d.handle, _ = base64.RawURLEncoding.DecodeString(asked.User.ID)
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	cose := d.cbor(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	data := d.data(0x40)
	data = append(data, make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.id)))
	data = append(append(data, d.id...), cose...)
	return d.answer(map[string]any{
		"clientDataJSON":    b64(d.client("webauthn.create", asked.Challenge)),
		"attestationObject": b64(d.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})),
	})
}

// shows answers a question for a passkey that there is.
func (d *device) shows(q staff.Question) []byte {
	d.t.Helper()
	var asked struct{ Challenge string }
	d.read(q, &asked)
	d.count++
	client, data := d.client("webauthn.get", asked.Challenge), d.data(0)
	sum := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, digest[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{
		"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": b64(d.handle),
	})
}

func (d *device) read(q staff.Question, into any) {
	d.t.Helper()
	if err := json.Unmarshal(q.Options, into); err != nil {
		d.t.Fatalf("the options cannot be read: %v", err)
	}
}

func (d *device) data(more byte) []byte {
	sum := sha256.Sum256([]byte(d.party))
	return binary.BigEndian.AppendUint32(append(sum[:], d.flags|more), d.count)
}

func (d *device) client(kind, challenge string) []byte {
	raw, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.origin, "crossOrigin": false})
	return raw
}

func (d *device) cbor(v any) []byte {
	d.t.Helper()
	raw, err := webauthncbor.Marshal(v)
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func (d *device) answer(response map[string]any) []byte {
	raw, _ := json.Marshal(map[string]any{"id": b64(d.id), "rawId": b64(d.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
	return raw
}

// gets gives a person whose session may have one a passkey.
func (d *town) gets(v staff.Visit, key *device) (staff.Door, []string) {
	d.t.Helper()
	q, err := d.AskNewPasskey(d.t.Context(), v, here)
	if err != nil {
		d.t.Fatalf("the console does not ask for a new passkey: %v", err)
	}
	door, codes, err := d.EnrolPasskey(d.t.Context(), v, here, q.Token, key.makes(q), "Chrome, Windows")
	if err != nil {
		d.t.Fatalf("the passkey is not taken: %v", err)
	}
	return door, codes
}

// enters comes in by a passkey alone.
func (d *town) enters(key *device) (staff.Door, error) {
	d.t.Helper()
	q, err := d.AskAnybody(d.t.Context(), here, "203.0.113.9")
	if err != nil {
		d.t.Fatal(err)
	}
	return d.EnterByPasskey(d.t.Context(), here, q.Token, key.shows(q), "Chrome, Windows", "203.0.113.9")
}
