package simulator

// That nothing of a world is forgotten when it is kept, and what a crash leaves.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Fields that are kept in another way than by a line in parts, and those that
// are made anew.
var otherwise = map[string][]string{
	"world": {
		"chats", "tokens", "content", "retries", // saved
		"byID", "names", "quotes", "marks", "recent", // made anew from chats and entries
		"images", // files
	},
	"chat": {
		"name", "id", "title", "person", "members", "joined", "room", "taken", "picture", "stamp", "happened", // savedChat
		"entries", "seq", // the journal
		"changed", "queue", "sending", // what is on its way ends with the process
	},
	"person": {"Resident", "friend", "blocked", "wrote", "busy", "pushed"}, // rates are real time and begin anew
	"token":  {"chat", "event", "delivered", "again", "used"},
	"parcel": {"chat", "event", "token", "number", "world", "again"},
	"sender": {
		"webhook", "held", "sent", "order", "log", "copies", "parallel", "shuffle", "redelivery", "holding",
		"underway", "moved", "world",
		"crowd", "lane", "shipping", // what is on its way ends with the process
	},
	"Entry": {"Seq", "At", "From", "By", "MessageID", "Message", "Read", "Refused", "Quiet", "Quoted", "Author", "Edited", "ReadAt", "Sent", "quote", "mark", "tally", "shared"},
	"Media": {"Kind", "Type", "Name", "Sent", "Ready", "Broken", "Gone", "data"},
	"clock": {"mu", "offset", "frozen", "still"},
	"ids":   {"random", "message"},
}

func TestEveryFieldIsKept(t *testing.T) {
	p := New(Config{Secret: "s", Token: "t"})
	defer p.Close()
	parts := map[uintptr]bool{}
	for _, part := range p.parts() {
		parts[reflect.ValueOf(part).Pointer()] = true
	}
	for _, one := range []any{
		&p.world, &p.send, &chat{}, &person{}, &token{}, &parcel{}, &Entry{}, &Media{}, &clock{}, &ids{},
	} {
		v := reflect.ValueOf(one).Elem()
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if !parts[v.Field(i).UnsafeAddr()] && !slices.Contains(otherwise[v.Type().Name()], name) {
				t.Errorf("%s.%s is lost when the simulator stops: add a line to parts in state.go (or, where it is kept in another way, its name here)",
					v.Type().Name(), name)
			}
		}
	}
}

func TestPartsAreWrittenAndReadWhole(t *testing.T) {
	p := New(Config{Secret: "s", Token: "t"})
	defer p.Close()
	for name, part := range p.parts() {
		kind := reflect.TypeOf(part).Elem()
		full, back := reflect.New(kind), reflect.New(kind)
		fill(full.Elem(), 3)
		raw, err := json.Marshal(full.Interface())
		if err == nil {
			err = json.Unmarshal(raw, back.Interface())
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !reflect.DeepEqual(full.Interface(), back.Interface()) {
			t.Errorf("%s comes back otherwise, perhaps a field is not exported:\nwritten %+v\nread    %+v", name, full.Elem(), back.Elem())
		}
	}
}

// fill puts something into every field; one that is not exported makes the
// comparison fail, as it should.
func fill(v reflect.Value, depth int) {
	if raw, ok := v.Addr().Interface().(*json.RawMessage); ok {
		*raw = json.RawMessage(`{"a":1}`)
		return
	}
	if t, ok := v.Addr().Interface().(json.Unmarshaler); ok && json.Unmarshal([]byte(`"2026-11-25T05:00:00Z"`), t) == nil {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Field(i)
			if v.Type().Field(i).IsExported() {
				fill(f, depth)
			} else {
				fill(reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem(), depth)
			}
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, depth-1)
		fill(value, depth-1)
		v.SetMapIndex(key, value)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth-1)
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), depth-1)
		}
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Interface:
		v.Set(reflect.ValueOf("a"))
	}
}

// killed is what a kill -9 leaves: the folder as it is after a save, without Close.
func killed(t *testing.T, act func(p *Platform)) (dir string, cfg Config) {
	t.Helper()
	cfg = Config{Secret: "s", Token: "t", Seed: 5, Residents: []Resident{{Name: "somsri", DisplayName: "สมศรี", Friend: true}}}
	p, err := Open(t.TempDir(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	act(p)
	if err := p.save(false); err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(p.keep.dir)); err != nil {
		t.Fatal(err)
	}
	p.Close()
	return dir, cfg
}

func TestAfterAKill(t *testing.T) {
	dir, cfg := killed(t, func(p *Platform) {
		for range 3 {
			_, _ = p.Text("somsri", "a")
		}
	})
	tests := []struct {
		name    string
		break_  func(t *testing.T)
		entries int
		told    string
	}{
		{"nothing torn", func(*testing.T) {}, 3, ""},
		{"chat torn in its last line", func(t *testing.T) { cut(t, chatFile(t, dir), 10) }, 2, "torn line"},
		{"chat full of zeros", func(t *testing.T) { overwrite(t, chatFile(t, dir), strings.Repeat("\x00", 5000)) }, 0, "torn line"},
		{"chat of another's JSON", func(t *testing.T) { overwrite(t, chatFile(t, dir), "{\"seq\":-4,\"a\":1}\n[]\n{}\n") }, 0, "torn line"},
		{"snapshot torn", func(t *testing.T) { cut(t, filepath.Join(dir, stateFile), 40) }, 3, "cannot be read"},
		{"snapshot empty", func(t *testing.T) { overwrite(t, filepath.Join(dir, stateFile), "") }, 3, "cannot be read"},
		{"snapshot of another kind", func(t *testing.T) {
			overwrite(t, filepath.Join(dir, stateFile), `{"Parts":{"used":[1]},"Chats":[{"Members":["U1"]}]}`)
		}, 3, "begins anew"},
		{"a half snapshot beside", func(t *testing.T) { overwrite(t, filepath.Join(dir, stateFile+".new"), `{"Cl`) }, 3, ""},
		{"a chat of nobody", func(t *testing.T) { overwrite(t, filepath.Join(dir, "chats", "U1.jsonl"), "{}\n") }, 3, "belongs to nobody"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			whole := filepath.Join(t.TempDir(), "whole")
			if err := os.CopyFS(whole, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			defer func(old string) { dir = old }(dir)
			dir = whole
			test.break_(t)
			told := []string{}
			cfg.Warn = func(sentence string) { told = append(told, sentence) }
			p, err := Open(dir, cfg)
			if err != nil {
				t.Fatalf("a broken file should be told, not end the program: %v", err)
			}
			defer p.Close()
			all, err := p.Messages("somsri", 0)
			if err != nil || len(all) != test.entries {
				t.Errorf("there should be %d entries, not %d (%v)", test.entries, len(all), err)
			}
			if said := strings.Join(told, "\n"); test.told == "" && said != "" || !strings.Contains(said, test.told) || len(told) > 1 {
				t.Errorf("there should be one sentence with %q: %q", test.told, told)
			}
			if act, err := p.Text("somsri", "b"); err != nil || act.Seq != test.entries+1 {
				t.Errorf("the chat should go on: %+v %v", act, err)
			}
		})
	}
}

func TestAKillRepeatsNoIDs(t *testing.T) {
	var lost string
	dir, cfg := killed(t, func(p *Platform) {
		if err := p.save(false); err != nil {
			t.Fatal(err)
		}
		lost = p.ids.token(16) // given in the last second
	})
	_ = os.Remove(filepath.Join(dir, "nothing"))
	p, err := Open(dir, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if again := p.ids.token(16); again == lost {
		t.Error("a token that was given before the kill may not be given again")
	}
}

func chatFile(t *testing.T, dir string) string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "chats", "*.jsonl"))
	if len(paths) != 1 {
		t.Fatalf("there should be one chat's file: %v", paths)
	}
	return paths[0]
}

func cut(t *testing.T, path string, bytes int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, info.Size()-bytes)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func overwrite(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
