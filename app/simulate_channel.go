package app

// The channel secret and token of LINE in a box: given, kept or made.

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tambon/line/simulator"
)

// channel finds secret and token: on the command line, in the environment, in
// the state folder, or makes them.
func (b *boxFlags) channel(environ []string, cfg *simulator.Config) error {
	secret, err := given("secret", b.secret, "SIMULATOR_SECRET", environ)
	token, err2 := given("token", b.token, "SIMULATOR_TOKEN", environ)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	kept := struct{ Secret, Token string }{hex.EncodeToString(random(16)), base64.StdEncoding.EncodeToString(random(129))}
	if b.state != "" && (secret == "" || token == "") {
		path := filepath.Join(b.state, "channel.json")
		raw, err := os.ReadFile(path)
		switch {
		case err == nil:
			err = json.Unmarshal(raw, &kept)
		case errors.Is(err, fs.ErrNotExist):
			raw, _ = json.Marshal(kept) // strings always can
			err = errors.Join(os.MkdirAll(b.state, 0o700), os.WriteFile(path, raw, 0o600))
		}
		if err != nil {
			return fmt.Errorf("--state: %w; take %s away and a new secret and token are made", err, path)
		}
	}
	cfg.Secret, cfg.Token = or(secret, kept.Secret), or(token, kept.Token)
	return nil
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return b
}

// given is a secret from a flag, from a file that the flag names with @, or from
// the environment; empty when there is none.
func given(name, flag, variable string, environ []string) (string, error) {
	for _, line := range environ {
		if v, ok := strings.CutPrefix(line, variable+"="); ok && flag == "" {
			flag = v
		}
	}
	path, inFile := strings.CutPrefix(flag, "@")
	if !inFile {
		return flag, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("--%s: %w", name, err)
	}
	if v := strings.TrimSpace(string(raw)); v != "" {
		return v, nil
	}
	return "", fmt.Errorf("--%s: %s is empty; put the value into it", name, path)
}
