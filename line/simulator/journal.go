package simulator

// The journal's files: what stands in chats, a file a chat and a line an entry, and
// the contents of media messages, a file each.

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

var plainName = regexp.MustCompile(`^[A-Za-z0-9]{1,64}$`)

// fileName is an id, or for an id that could leave the folder its digest.
func fileName(id string) string {
	if plainName.MatchString(id) {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "x" + hex.EncodeToString(sum[:])
}

func (k *keeper) chatPath(id string) string {
	return filepath.Join(k.dir, "chats", fileName(id)+".jsonl")
}

func (k *keeper) contentPath(id string) string {
	return filepath.Join(k.dir, "content", fileName(id))
}

// content reads the bytes of a media message.
func (k *keeper) content(id string) ([]byte, error) {
	if k == nil {
		return nil, fs.ErrNotExist
	}
	k.disk.Lock()
	defer k.disk.Unlock()
	if err := k.drain(); err != nil {
		return nil, err
	}
	return os.ReadFile(k.contentPath(id))
}

// older reads at most limit entries of a chat after a sequence number, oldest first.
func (k *keeper) older(chat string, after, limit int) ([]Entry, error) {
	k.disk.Lock()
	defer k.disk.Unlock()
	if err := k.drain(); err != nil {
		return nil, err
	}
	type row struct {
		seq int
		raw []byte
	}
	var found []row
	_, err := scan(k.chatPath(chat), func(seq int, raw []byte) {
		if seq <= after {
			return
		}
		at, again := slices.BinarySearchFunc(found, seq, func(r row, seq int) int { return r.seq - seq })
		switch {
		case again:
			found[at].raw = slices.Clone(raw)
		case at == len(found) && len(found) < limit:
			found = append(found, row{seq, slices.Clone(raw)})
		}
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errTorn) {
		return nil, err
	}
	out := make([]Entry, 0, len(found))
	for _, r := range found {
		var l line
		if json.Unmarshal(r.raw, &l) == nil { // what is broken was told at the start
			l.Read = Read(l.Message)
			out = append(out, l.Entry)
		}
	}
	return out, nil
}

// last reads the newest entries of a chat at the start, and cuts off a line that
// a crash tore.
func (k *keeper) last(chat string, limit int) []*Entry {
	path := k.chatPath(chat)
	var out []*Entry
	lost := 0
	whole, err := scan(path, func(seq int, raw []byte) {
		var l line
		if err := json.Unmarshal(raw, &l); err != nil || l.Seq != seq || seq < 1 {
			lost++
			return
		}
		e := &l.Entry
		e.quote, e.mark, e.tally, e.Read = l.Quote, l.Mark, l.Tally, nil
		if len(out) > 0 && seq <= out[len(out)-1].Seq {
			if at := seq - out[0].Seq; at >= 0 && at < len(out) && out[at].Seq == seq {
				out[at] = e
			}
			return
		}
		if len(out) > 0 && seq != out[len(out)-1].Seq+1 {
			out = nil // sequence numbers in memory have no gaps
		}
		if out = append(out, e); len(out) > 2*limit {
			out = slices.Clone(out[len(out)-limit:])
		}
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil && !errors.Is(err, errTorn) {
		k.warn(fmt.Sprintf("%s cannot be read (%v): the chat begins anew.", path, err))
		return nil
	}
	if errors.Is(err, errTorn) || lost > 0 {
		k.warn(fmt.Sprintf("%s has a torn line: what was in it is lost, the rest of the chat is there.", path))
		if err := os.Truncate(path, whole); err != nil {
			k.warn(fmt.Sprintf("%s cannot be repaired: %v.", path, err))
		}
	}
	return out[max(0, len(out)-limit):]
}

// orphans puts the files of chats aside that the world does not know: a new chat
// of the same id must not go on with them.
func (k *keeper) orphans(known map[string]*chat) {
	names := map[string]bool{}
	for id := range known {
		names[filepath.Base(k.chatPath(id))] = true
	}
	paths, _ := filepath.Glob(filepath.Join(k.dir, "chats", "*.jsonl")) // the pattern is right
	for _, path := range paths {
		if !names[filepath.Base(path)] {
			k.warn(fmt.Sprintf("%s belongs to nobody in this world: it is kept as %s.old.", path, path))
			_ = os.Rename(path, path+".old") // where that fails the chat would only have more in it
		}
	}
}

// errTorn is returned for a file whose last line has no end.
var errTorn = errors.New("simulator: the last line is torn")

// scan calls do for each line of a chat's file and returns where the last whole
// one ends. It decodes the sequence number alone, which a line begins with.
func scan(path string, do func(seq int, raw []byte)) (whole int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 64<<10)
	var long []byte
	for {
		part, err := in.ReadSlice('\n')
		raw := part
		if len(long) > 0 || errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, part...)
			raw = long
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(raw) == 0:
			return whole, nil
		case errors.Is(err, io.EOF):
			return whole, errTorn
		case err != nil:
			return whole, err
		}
		whole += int64(len(raw))
		do(seqOf(raw), raw)
		long = long[:0]
	}
}

// seqOf is the number after {"seq": with which a line begins; -1 for another line.
func seqOf(raw []byte) int {
	rest, ok := bytes.CutPrefix(raw, []byte(`{"seq":`))
	if !ok {
		return -1
	}
	digits, _, _ := bytes.Cut(rest, []byte(","))
	n, err := strconv.Atoi(string(digits))
	if err != nil {
		return -1
	}
	return n
}
