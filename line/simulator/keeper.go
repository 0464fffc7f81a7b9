package simulator

// Keeping a world in a folder: who may, when it is written, and how.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

// keeper writes a world to a folder, once a second at most: entries of chats to
// an append-only file each, contents as files, the rest to one file that is
// replaced whole.
type keeper struct {
	dir   string
	warn  func(sentence string)
	lock  *flock.Flock
	dirty atomic.Bool // something changed since the last snapshot
	ill   atomic.Bool // the last write failed, and that was told

	mu      sync.Mutex // guards what waits; may be taken while the platform's is held
	waiting []note
	heavy   int  // bytes that wait
	wipe    bool // everything that was written before is to go

	disk sync.Mutex    // one goroutine writes or reads
	full chan struct{} // so much waits that it is written before its second is over
}

const (
	stateFile = "state.json"
	pace      = time.Second
	// How many entries, and bytes, may wait to be written before whoever calls the
	// API has to wait for the disk.
	maxWaiting = 50_000
	maxHeavy   = 64 << 20
	// A quarter of that is written at once, beside whoever calls.
	early = 4
)

// ErrInUse is returned when another simulator keeps its world in the folder.
var ErrInUse = errors.New("simulator: the state folder is in use")

// Open starts a platform whose world is kept in a folder, and goes on with the
// world that lies there. The folder is made when it is missing; one process uses
// it at a time. Kill it, and at most the last second is lost. What is wrong with
// the files is told to Config.Warn and left out.
func Open(dir string, cfg Config) (*Platform, error) {
	cfg = cfg.withDefaults()
	k, err := openKeeper(dir, cfg.Warn)
	if err != nil {
		return nil, err
	}
	p := New(cfg)
	p.keep = k
	if s, ok := k.load(); ok {
		if err := p.restore(s); err != nil {
			k.warn(fmt.Sprintf("A part of %s cannot be read and begins anew: %v.", filepath.Join(dir, stateFile), err))
		}
	}
	p.recall()
	p.mu.Lock()
	p.awaken()
	p.wind()
	p.mu.Unlock()
	if err := p.save(false); err != nil {
		p.cancel()
		return nil, errors.Join(err, k.lock.Unlock())
	}
	p.work.Go(p.keeping)
	return p, nil
}

func openKeeper(dir string, warn func(string)) (*keeper, error) {
	for _, folder := range []string{dir, filepath.Join(dir, "chats"), filepath.Join(dir, "content")} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, fmt.Errorf("simulator: the state folder cannot be made: %w", err)
		}
	}
	k := &keeper{dir: dir, warn: warn, full: make(chan struct{}, 1), lock: flock.New(filepath.Join(dir, "lock"), flock.SetPermissions(0o600))}
	switch mine, err := k.lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("simulator: the state folder cannot be locked: %w", err)
	case !mine:
		return nil, fmt.Errorf("%w: another simulator keeps its world in %s; stop it, or name another folder", ErrInUse, dir)
	}
	return k, nil
}

// load reads the snapshot; false when there is none that can be read.
func (k *keeper) load() (saved, bool) {
	path := filepath.Join(k.dir, stateFile)
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return saved{}, false
	}
	var s saved
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		aside := path + ".broken"
		_ = os.Rename(path, aside) // the next snapshot replaces it either way
		k.warn(fmt.Sprintf("%s cannot be read (%v): the world begins anew but for its chats, and the file is kept as %s.", path, err, aside))
		return saved{}, false
	}
	return s, true
}

// keeping writes what changed until the platform is closed.
func (p *Platform) keeping() {
	due := time.After(pace)
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.keep.full:
			p.keep.told(p.keep.flush())
			continue
		case <-due:
		}
		began := time.Now()
		if p.keep.dirty.Swap(false) {
			p.keep.told(p.save(false))
		}
		due = time.After(max(pace, 10*time.Since(began))) // a large world takes a tenth of the time at most
	}
}

// told tells of a failed write once, until one succeeds again.
func (k *keeper) told(err error) {
	if err == nil {
		k.ill.Store(false)
		return
	}
	k.dirty.Store(true)
	if !k.ill.Swap(true) {
		k.warn(fmt.Sprintf("The world cannot be written to %s (%v); it goes on in memory and is tried again.", k.dir, err))
	}
}

// save writes what waits, then the snapshot. A snapshot may be older than the
// entries beside it, never newer.
func (p *Platform) save(clean bool) error {
	p.mu.Lock()
	s, err := p.snapshot()
	p.mu.Unlock()
	if err != nil {
		return err
	}
	s.Clean = clean
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := p.keep.flush(); err != nil {
		return err
	}
	return replace(filepath.Join(p.keep.dir, stateFile), raw)
}

// replace writes a file so that a reader, or a crash, sees the old one or the new one.
func replace(path string, raw []byte) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// end writes the last snapshot and leaves the folder to others.
func (p *Platform) end() {
	if p.keep == nil {
		return
	}
	p.keep.told(p.save(true))
	_ = p.keep.lock.Unlock() // the process ends, and its locks with it
}

// touch notes that something changed.
func (p *Platform) touch() {
	if p.keep != nil {
		p.keep.dirty.Store(true)
	}
}

// breathe lets a caller wait for the disk while too much waits to be written.
// The caller does not hold mu.
func (p *Platform) breathe() {
	if k := p.keep; k != nil && k.behind() {
		k.told(k.flush())
	}
}

func (k *keeper) behind() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.waiting) > maxWaiting || k.heavy > maxHeavy
}

// forget drops everything that is kept.
func (k *keeper) forget() {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.waiting, k.heavy, k.wipe = nil, 0, true
	k.dirty.Store(true)
}
