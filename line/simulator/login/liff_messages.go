package login

// What a LIFF app may send of that which a bot may (RLIFF#send-messages,
// RLIFF#share-target-picker).

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"tambon/line/simulator/rules"
)

var (
	sendable  = []string{"text", "sticker", "image", "video", "audio", "location", "template", "flex"}
	shareable = []string{"text", "image", "video", "audio", "location", "template", "flex"}
)

// forbidden names the first place in messages that LIFF does not take; they were judged before.
func forbidden(messages json.RawMessage, allowed []string) rules.Detail {
	var list []map[string]any
	_ = json.Unmarshal(messages, &list) // was judged before
	for i, m := range list {
		at := "messages[" + strconv.Itoa(i) + "]"
		kind, _ := m["type"].(string)
		if !slices.Contains(allowed, kind) {
			return rules.Detail{Message: "Must be one of the following values: [" + strings.Join(allowed, ", ") + "]", Property: at + ".type"}
		}
		for _, name := range []string{"emojis", "quoteToken", "trackingId"} {
			if m[name] != nil {
				return rules.Detail{Message: "invalid property", Property: at + "." + name}
			}
		}
		if where := pressable(m, at); where != "" {
			return rules.Detail{Message: "Must be one of the following values: [uri]", Property: where}
		}
	}
	return rules.Detail{}
}

// pressable finds an action that is no uri action, anywhere in a message.
func pressable(v any, at string) string {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range sortedKeys(v) {
			inner := at + "." + name
			if action, ok := v[name].(map[string]any); ok && (name == "action" || name == "defaultAction") {
				if action["type"] != "uri" {
					return inner + ".type"
				}
			}
			if list, ok := v[name].([]any); ok && name == "actions" {
				for i, each := range list {
					if action, _ := each.(map[string]any); action["type"] != "uri" {
						return inner + "[" + strconv.Itoa(i) + "].type"
					}
				}
			}
			if found := pressable(v[name], inner); found != "" {
				return found
			}
		}
	case []any:
		for i, each := range v {
			if found := pressable(each, at+"["+strconv.Itoa(i)+"]"); found != "" {
				return found
			}
		}
	}
	return ""
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for name := range m {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	return keys
}
