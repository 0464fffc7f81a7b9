// Command linefacts writes line/simulator/facts/facts.json from LINE's OpenAPI
// description: names, types, what is required and limits, none of its sentences.
//
//	go run ./tools/linefacts FOLDER > line/simulator/facts/facts.json
//
// FOLDER holds messaging-api.yml and webhook.yml of github.com/line/line-openapi.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tambon/line/simulator/facts"
)

// roots are the schemas from which everything that is kept can be reached.
var roots = map[string][]string{
	"messaging-api": {
		"ReplyMessageRequest", "PushMessageRequest", "MulticastRequest", "NarrowcastRequest", "BroadcastRequest",
		"ValidateMessageRequest", "RichMenuRequest", "RichMenuBatchRequest", "RichMenuBulkLinkRequest", "RichMenuBulkUnlinkRequest",
		"CreateRichMenuAliasRequest", "UpdateRichMenuAliasRequest", "ShowLoadingAnimationRequest",
		"MarkMessagesAsReadByTokenRequest", "SetWebhookEndpointRequest", "TestWebhookEndpointRequest", "CouponCreateRequest",
	},
	"webhook": {"CallbackRequest"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "linefacts: name the folder of LINE's OpenAPI description")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "linefacts:", err)
		os.Exit(1)
	}
}

func write(folder string) error {
	out := map[string]facts.Table{}
	for name, wanted := range roots {
		table, err := tableOf(filepath.Join(folder, name+".yml"), wanted)
		if err != nil {
			return err
		}
		out[name] = table
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

func tableOf(file string, wanted []string) (facts.Table, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Components struct{ Schemas map[string]*schema }
	}
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	r := &reader{described: doc.Components.Schemas, table: facts.Table{}}
	for _, name := range wanted {
		if err := r.keep(name); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return r.table, nil
}

// A schema is one of OpenAPI's, as far as LINE's description uses it.
type schema struct {
	Ref           string             `yaml:"$ref"`
	AllOf         []*schema          `yaml:"allOf"`
	Type          string             `yaml:"type"`
	Pattern       string             `yaml:"pattern"`
	Properties    map[string]*schema `yaml:"properties"`
	Required      []string           `yaml:"required"`
	Enum          []string           `yaml:"enum"`
	Items         *schema            `yaml:"items"`
	Values        *schema            `yaml:"additionalProperties"`
	Min           *float64           `yaml:"minimum"`
	Max           *float64           `yaml:"maximum"`
	MinLength     *int               `yaml:"minLength"`
	MaxLength     *int               `yaml:"maxLength"`
	MinItems      *int               `yaml:"minItems"`
	MaxItems      *int               `yaml:"maxItems"`
	Discriminator *struct {
		Mapping map[string]string `yaml:"mapping"`
	} `yaml:"discriminator"`
}

// A reader keeps what can be reached.
type reader struct {
	described map[string]*schema
	table     facts.Table
}

func (r *reader) keep(name string) error {
	if r.table[name] != nil {
		return nil
	}
	s, ok := r.described[name]
	if !ok {
		return fmt.Errorf("there is no schema %s", name)
	}
	out := &facts.Schema{}
	r.table[name] = out
	return r.fill(out, s, true)
}

// fill writes down a schema; kinds are kept where they are chosen, not where
// they are inherited.
func (r *reader) fill(out *facts.Schema, s *schema, chooses bool) error {
	for _, part := range s.AllOf {
		if part.Ref != "" {
			part = r.described[base(part.Ref)]
		}
		if err := r.fill(out, part, false); err != nil {
			return err
		}
	}
	if s.Type != "" {
		out.Type = s.Type
	}
	if s.Pattern != "" {
		out.Pattern = s.Pattern
	}
	for _, name := range s.Required {
		if !slices.Contains(out.Required, name) {
			out.Required = append(out.Required, name)
		}
	}
	slices.Sort(out.Required)
	for _, value := range s.Enum {
		plain, _, _ := strings.Cut(value, ":") // areas are written as "jp_01: …"
		out.Enum = append(out.Enum, plain)
	}
	out.Min, out.Max = or(s.Min, out.Min), or(s.Max, out.Max)
	out.MinLength, out.MaxLength = or(s.MinLength, out.MinLength), or(s.MaxLength, out.MaxLength)
	out.MinItems, out.MaxItems = or(s.MinItems, out.MinItems), or(s.MaxItems, out.MaxItems)
	return r.inner(out, s, chooses)
}

func (r *reader) inner(out *facts.Schema, s *schema, chooses bool) (err error) {
	for name, property := range s.Properties {
		if out.Properties == nil {
			out.Properties = map[string]*facts.Schema{}
		}
		if out.Properties[name], err = r.child(property); err != nil {
			return err
		}
	}
	if s.Items != nil {
		if out.Items, err = r.child(s.Items); err != nil {
			return err
		}
	}
	if s.Values != nil {
		if out.Values, err = r.child(s.Values); err != nil {
			return err
		}
	}
	if !chooses || s.Discriminator == nil {
		return nil
	}
	out.Kinds = map[string]string{}
	for kind, ref := range s.Discriminator.Mapping {
		out.Kinds[kind] = base(ref)
		if err := r.keep(base(ref)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) child(s *schema) (*facts.Schema, error) {
	if s.Ref != "" {
		return &facts.Schema{Ref: base(s.Ref)}, r.keep(base(s.Ref))
	}
	out := &facts.Schema{}
	return out, r.fill(out, s, true)
}

func base(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

func or[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
