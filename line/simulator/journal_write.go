package simulator

// Writing the journal: what waits goes to its files, a write a chat.

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
)

// note is one thing that waits to be written: an entry of a chat, or the content
// of a message, or that a content may go.
type note struct {
	chat    string
	entry   *Entry // is never changed once it is here
	content string // message id
	data    []byte // nil: remove
}

// line is an entry as it is written. The same seq again replaces what was written before.
type line struct {
	Entry
	Quote string `json:"quote,omitempty"`
	Mark  string `json:"mark,omitempty"`
	Tally string `json:"tally,omitempty"`
}

// A common is what the lines of one message in many chats have in common: all that
// stands behind their numbers. It is made when the first of them is written; who
// holds disk may.
type common struct{ raw []byte }

// weight is about how many bytes of memory wait with the note.
func (n note) weight() int {
	if n.entry == nil || n.entry.shared != nil {
		return len(n.data)
	}
	return len(n.entry.Message)
}

func (k *keeper) add(n note) {
	if k == nil {
		return
	}
	k.mu.Lock()
	k.waiting = append(k.waiting, n)
	k.heavy += n.weight()
	much := len(k.waiting) > maxWaiting/early || k.heavy > maxHeavy/early
	k.mu.Unlock()
	k.dirty.Store(true)
	if much {
		select {
		case k.full <- struct{}{}:
		default: // was told before
		}
	}
}

// flush writes what waits. What cannot be written is lost from the folder, not
// from memory.
func (k *keeper) flush() error {
	k.disk.Lock()
	defer k.disk.Unlock()
	return k.drain()
}

// drain is flush for who holds disk.
func (k *keeper) drain() error {
	k.mu.Lock()
	waiting, wipe := k.waiting, k.wipe
	k.waiting, k.heavy, k.wipe = nil, 0, false
	k.mu.Unlock()
	if wipe {
		if err := k.empty(); err != nil {
			return err
		}
	}
	chats := map[string][]*Entry{}
	var wrong error
	for _, n := range waiting {
		switch {
		case n.content != "" && n.data == nil:
			_ = os.Remove(k.contentPath(n.content)) // was perhaps never written
		case n.content != "":
			wrong = errors.Join(wrong, os.WriteFile(k.contentPath(n.content), n.data, 0o600))
		default:
			chats[n.chat] = append(chats[n.chat], n.entry)
		}
	}
	var out bytes.Buffer
	for chat, entries := range chats {
		out.Reset()
		for _, e := range entries {
			wrong = errors.Join(wrong, appendLine(&out, e))
		}
		wrong = errors.Join(wrong, appendTo(k.chatPath(chat), out.Bytes()))
	}
	return wrong
}

// lineStart is what each line begins with, before its number.
const lineStart = `{"seq":`

func appendLine(out *bytes.Buffer, e *Entry) error {
	if e.shared == nil || e.shared.raw == nil {
		raw, err := json.Marshal(line{*e, e.quote, e.mark, e.tally})
		if err != nil {
			return err
		}
		raw = append(raw, '\n')
		if e.shared != nil {
			e.shared.raw = raw[len(lineStart)+len(strconv.Itoa(e.Seq)):]
		}
		out.Write(raw)
		return nil
	}
	out.WriteString(lineStart)
	out.Write(strconv.AppendInt(out.AvailableBuffer(), int64(e.Seq), 10))
	out.Write(e.shared.raw)
	return nil
}

func appendTo(path string, raw []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	return errors.Join(err, f.Close())
}

func (k *keeper) empty() error {
	for _, folder := range []string{"chats", "content"} {
		path := filepath.Join(k.dir, folder)
		if err := errors.Join(os.RemoveAll(path), os.Mkdir(path, 0o700)); err != nil {
			return err
		}
	}
	return nil
}
