package simulator

// Bodies of the control API: strict, so that a property that is misspelt does not
// do nothing.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// errInput is an error in what the caller of the control API sent.
var errInput = errors.New("simulator: the request cannot be read")

// read takes the JSON body of a control call; no body is like {}.
func read(r *http.Request, into any) error {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return fmt.Errorf("%w: %w", errInput, err)
	}
	return parse(raw, into)
}

// parse reads an object with known properties only.
func parse(raw []byte, into any) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil && d.More() {
		err = errors.New("something stands behind the JSON object")
	}
	var other *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &other) && other.Field == "":
		return fmt.Errorf("%w: the body is a JSON %s, an object was wanted", errInput, other.Value)
	case errors.As(err, &other):
		return fmt.Errorf("%w: %s is a %s, a %s was wanted", errInput, other.Field[strings.LastIndex(other.Field, ".")+1:], other.Value, other.Type.Kind())
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return fmt.Errorf("%w: there is no property %s; there are %s", errInput, name, strings.Join(properties(into), ", "))
	}
	return fmt.Errorf("%w: the body is no JSON: %w", errInput, err)
}

// properties are the names that a body may have.
func properties(into any) []string {
	var all map[string]json.RawMessage
	_ = json.Unmarshal(compact(into), &all) // another kind of body has none
	names := slices.Sorted(maps.Keys(all))
	for i, name := range names {
		names[i] = strings.ToLower(name[:1]) + name[1:]
	}
	return names
}

// lost tells of an address that is not there.
func lost(w http.ResponseWriter, r *http.Request) {
	reply(w, nil, fmt.Errorf("%w: there is no %s %s; docs/simulator.md and docs/simulator-tests.md tell what there is", ErrUnknown, r.Method, r.URL.Path))
}
