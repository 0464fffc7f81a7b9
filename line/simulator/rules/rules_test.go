package rules

// Every rule of the table is kept by a sample and broken by a neighbour of it.

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestSamplesAreTaken(t *testing.T) {
	for _, k := range table().inOrder {
		t.Run(k.name, func(t *testing.T) {
			s, ok := samples[k.name]
			if !ok {
				t.Fatalf("there should be a valid sample of %s", k.name)
			}
			v := judge(t, k.name, s.json)
			if !v.OK() {
				t.Errorf("LINE takes this %s, but the table refuses it: %+v\n%s", k.name, v.Broken, s.json)
			}
			if len(v.Hints) > 0 {
				t.Errorf("all of this %s is documented, but the table hints at %+v", k.name, v.Hints)
			}
		})
	}
}

// A sample holds every property of its kind, unless two exclude each other.
func TestSamplesAreWhole(t *testing.T) {
	excluded := []string{
		"recipient.operator.or", "recipient.operator.not", "demographic.operator.and", "demographic.operator.not",
		"coupon.price.fixedAmount", "coupon.price.percentage",
		"action.postback.text", "flex.icon.offsetBottom",
	}
	for _, k := range table().inOrder {
		var obj map[string]any
		if err := json.Unmarshal([]byte(samples[k.name].json), &obj); err != nil {
			t.Errorf("the sample of %s: %v", k.name, err)
		}
		for _, f := range k.fields {
			if obj[f.name] == nil && !slices.Contains(excluded, k.name+"."+f.name) {
				t.Errorf("the sample of %s should have %s, so that its rules are tried", k.name, f.name)
			}
		}
	}
}

// with is a sample with a property replaced, or removed by nil.
func with(t *testing.T, kind, property string, value any) string {
	t.Helper()
	var obj map[string]any
	if err := json.Unmarshal([]byte(samples[kind].json), &obj); err != nil {
		t.Fatal(err)
	}
	if obj[property] = value; value == nil {
		delete(obj, property)
	}
	raw, err := json.Marshal(obj)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func wants(t *testing.T, v Verdict, rule, sample string) {
	t.Helper()
	for _, b := range v.Broken {
		if b.Name == rule {
			if b.Source == "" || b.Says == "" || b.Message == "" || b.At == "" {
				t.Errorf("what breaks %s should be told with source, place and words: %+v", rule, b)
			}
			return
		}
	}
	t.Errorf("rule %s should be broken, but found: %+v\n%s", rule, v.Broken, sample)
}

func TestEveryFieldRule(t *testing.T) {
	for _, k := range table().inOrder {
		for _, f := range k.fields {
			if f.must {
				t.Run(k.name+"."+f.name+".required", func(t *testing.T) {
					for _, absent := range []any{nil, ""} {
						sample := with(t, k.name, f.name, absent)
						wants(t, judge(t, k.name, sample), k.name+"."+f.name+".required", sample)
					}
				})
			}
			for _, c := range f.is {
				rule := k.name + "." + f.name + "." + c.name
				t.Run(rule, func(t *testing.T) {
					if c.wrong == nil {
						t.Fatalf("%s should have a value that breaks it", rule)
					}
					sample := with(t, k.name, f.name, c.wrong)
					wants(t, judge(t, k.name, sample), rule, sample)
				})
			}
		}
	}
}

func TestEveryOtherRule(t *testing.T) {
	tried := map[string]bool{}
	for _, k := range table().inOrder {
		for _, f := range k.fields { // TestEveryFieldRule tries these
			tried[k.name+"."+f.name+".required"] = true
			for _, c := range f.is {
				tried[k.name+"."+f.name+"."+c.name] = true
			}
		}
	}
	for rule, body := range allBreaking() {
		t.Run(rule, func(t *testing.T) {
			wants(t, Request(named(body)), rule, body)
		})
		tried[rule] = true
	}
	var never []string
	for _, r := range All() {
		if !tried[r.Name] {
			never = append(never, r.Name)
		}
	}
	if len(never) > 0 {
		t.Errorf("every rule should be tried; these are not: %q", never)
	}
	known := map[string]bool{}
	for _, r := range All() {
		if known[r.Name] {
			t.Errorf("a rule's name should be its own: %s", r.Name)
		}
		known[r.Name] = true
	}
	for _, rule := range slices.Sorted(maps.Keys(allBreaking())) {
		if !known[rule] {
			t.Errorf("%s is tried but stands in no table", rule)
		}
	}
}

func TestEveryRuleHasASource(t *testing.T) {
	for _, r := range All() {
		if r.Source == "" || r.Says == "" {
			t.Errorf("rule %s should say what it wants and where LINE says so: %+v", r.Name, r)
		}
	}
}

func FuzzMessages(f *testing.F) {
	for kind, s := range samples {
		_, body := in(kind, s.json)
		f.Add([]byte(body))
	}
	for _, request := range allBreaking() {
		_, body := named(request)
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, k := range table().inOrder {
			name, whole := strings.CutPrefix(k.name, "request.")
			if !whole {
				continue
			}
			v := Request(name, body)
			if v.OK() != (v.Body().Message == "") {
				t.Errorf("a refusal should have words, and nothing else should: %+v", v)
			}
		}
	})
}
