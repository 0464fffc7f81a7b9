package store

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tambon/models"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/aead/aesgcm"
	"github.com/tink-crypto/tink-go/v2/insecuresecretdataaccess"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/secretdata"
	"github.com/tink-crypto/tink-go/v2/tink"
)

const masterKeyBytes = 32

// Keys seals and opens personal data with AES-256-GCM, through Tink, and makes
// the blind fingerprints by which sealed data are found again.
type Keys struct {
	aead  tink.AEAD
	blind [][]byte // a key for each master key, in their order
}

// ErrKey is returned for a master key that is not 32 bytes in base64.
var ErrKey = errors.New("store: a master key is 32 random bytes in base64, as `openssl rand -base64 32` writes them")

// NewKeys makes Keys from a master key: 32 bytes in base64. Several, separated
// by commas, serve rotation: the first seals, all of them open.
func NewKeys(master string) (*Keys, error) {
	manager := keyset.NewManager()
	k := &Keys{}
	params, err := aesgcm.NewParameters(aesgcm.ParametersOpts{
		KeySizeInBytes: masterKeyBytes, IVSizeInBytes: 12, TagSizeInBytes: 16, Variant: aesgcm.VariantTink,
	})
	if err != nil {
		return nil, err
	}
	for i, one := range strings.Split(master, ",") {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(one))
		if err != nil || len(raw) != masterKeyBytes {
			return nil, ErrKey
		}
		blind, err := hkdf.Key(sha256.New, raw, nil, "tambon blind index", sha256.Size)
		if err != nil {
			return nil, err
		}
		k.blind = append(k.blind, blind)
		sum := sha256.Sum256(raw)
		key, err := aesgcm.NewKey(secretdata.NewBytesFromData(raw, insecuresecretdataaccess.Token{}),
			binary.BigEndian.Uint32(sum[:4]), params)
		if err != nil {
			return nil, err
		}
		id, err := manager.AddKey(key)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			if err := manager.SetPrimary(id); err != nil {
				return nil, err
			}
		}
	}
	handle, err := manager.Handle()
	if err != nil {
		return nil, err
	}
	k.aead, err = aead.New(handle)
	return k, err
}

// MasterKeyFile is where a master key lies that Tambon made for itself.
func MasterKeyFile(dir string) string { return filepath.Join(dir, "master.key") }

// LoadOrMakeMasterKey reads the master key kept in dir, making it (mode 0600)
// the first time. It is for a single machine: replicas are given MASTER_KEY.
func LoadOrMakeMasterKey(dir string) (string, error) {
	path := MasterKeyFile(dir)
	if b, err := os.ReadFile(path); err == nil {
		return strings.TrimSpace(string(b)), nil
	} else if !os.IsNotExist(err) {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	key := base64.StdEncoding.EncodeToString(randomBytes(masterKeyBytes))
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if os.IsExist(err) { // another process was first
		return LoadOrMakeMasterKey(dir)
	} else if err != nil {
		return "", err
	}
	if _, err := f.WriteString(key + "\n"); err != nil {
		return "", errors.Join(err, f.Close())
	}
	return key, errors.Join(f.Sync(), f.Close())
}

// Seal encrypts a datum of one row. The same table, column and row open it again.
func (k *Keys) Seal(table, column, row string, plain []byte) models.Secret {
	sealed, err := k.aead.Encrypt(plain, place(table, column, row))
	if err != nil { // AES-GCM refuses only plaintexts of 64 GiB
		panic(fmt.Errorf("store: seal %s.%s: %w", table, column, err))
	}
	return sealed
}

// Open decrypts a datum of one row; nil opens as nil.
func (k *Keys) Open(table, column, row string, sealed models.Secret) ([]byte, error) {
	if sealed == nil {
		return nil, nil
	}
	plain, err := k.aead.Decrypt(sealed, place(table, column, row))
	if err != nil {
		return nil, fmt.Errorf("store: %s.%s does not open with this key", table, column)
	}
	return plain, nil
}

// Blind returns a keyed fingerprint (HMAC-SHA-256, 32 bytes) of a datum of a
// column: equal data have equal fingerprints, and nobody can try data against
// them without the master key.
func (k *Keys) Blind(table, column string, plain []byte) []byte {
	return fingerprint(k.blind[0], table, column, plain)
}

// Blinds returns the fingerprints under every key, that of Blind first: what was
// written under an older key is found by one of the others.
func (k *Keys) Blinds(table, column string, plain []byte) [][]byte {
	list := make([][]byte, len(k.blind))
	for i, key := range k.blind {
		list[i] = fingerprint(key, table, column, plain)
	}
	return list
}

func fingerprint(key []byte, table, column string, plain []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(place(table, column, string(plain)))
	return mac.Sum(nil)
}

func place(table, column, row string) []byte {
	return []byte(table + "\x00" + column + "\x00" + row)
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return b
}
