package simulator

// Identifiers in LINE's forms, repeatable from a seed.

import (
	crand "crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/google/uuid"
)

type ids struct {
	random  *rand.ChaCha8
	message uint64
}

func newIDs(seed uint64) ids {
	var key [32]byte
	if seed == 0 {
		crand.Read(key[:]) // never fails; the program ends without randomness
	} else {
		binary.LittleEndian.PutUint64(key[:], seed)
	}
	return ids{random: rand.NewChaCha8(key), message: 580_000_000_000_000_000}
}

// lineID is a user, group or room id: a letter and 32 hex digits.
func lineID(letter, name string) string {
	sum := sha256.Sum256([]byte(name))
	return letter + hex.EncodeToString(sum[:16])
}

// channelID is ten digits, as LINE's are.
func channelID(name string) string {
	sum := sha256.Sum256([]byte(name))
	return strconv.FormatUint(1_600_000_000+binary.BigEndian.Uint64(sum[:8])%400_000_000, 10)
}

// messageID is a numeric string, as LINE's are.
func (g *ids) messageID() string {
	g.message += 1 + g.random.Uint64()%1000
	return strconv.FormatUint(g.message, 10)
}

// token is an opaque string of 2n hex digits.
func (g *ids) token(n int) string {
	b := make([]byte, n)
	g.random.Read(b) // never fails
	return hex.EncodeToString(b)
}

func (g *ids) uuid() string {
	id, err := uuid.NewRandomFromReader(g.random)
	if err != nil {
		panic(fmt.Sprintf("simulator: ChaCha8 is endless: %v", err))
	}
	return id.String()
}

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ulid is a webhookEventId: 48 bits of milliseconds and 80 random ones in
// Crockford's base 32 (R#common-properties).
func (g *ids) ulid(t time.Time) string {
	var out [26]byte
	ms := uint64(t.UnixMilli())
	for i := 9; i >= 0; i-- {
		out[i] = crockford[ms&31]
		ms >>= 5
	}
	for i := 10; i < 26; i++ {
		out[i] = crockford[g.random.Uint64()&31]
	}
	return string(out[:])
}
