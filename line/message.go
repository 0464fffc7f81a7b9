package line

// Messages as LINE takes them in reply, push and validate calls.

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

// LINE's limits for messages (Messaging API reference, "Message objects").
// Labels are counted in grapheme clusters, texts in UTF-16 code units.
const (
	MaxText       = 5000
	MaxAltText    = 1500
	MaxQuickItems = 13
	MaxQuickLabel = 20
	MaxFlexLabel  = 40
	MaxData       = 300
	MaxShown      = 300
	MaxURI        = 1000
)

// Message is one message object. It marshals to what LINE takes, and what was
// marshalled unmarshals to the same value, so that it can be kept and sent later.
// Type "text" uses Text; type "flex" uses AltText and Contents; type "image" the
// two addresses.
type Message struct {
	Type       string          `json:"type"`
	Text       string          `json:"text,omitempty"`
	AltText    string          `json:"altText,omitempty"`
	Contents   json.RawMessage `json:"contents,omitempty"`
	Original   string          `json:"originalContentUrl,omitempty"`
	Preview    string          `json:"previewImageUrl,omitempty"`
	QuickReply *QuickReply     `json:"quickReply,omitempty"`
}

// GetType names the kind of message; LINE's SDK asks for it under this name.
func (m Message) GetType() string { return m.Type }

// Text is a text message. Words past LINE's 5,000 units are cut at a whole cluster.
func Text(s string) Message {
	return Message{Type: "text", Text: clipUnits(s, MaxText)}
}

// Photo is a picture that LINE fetches from an https address: a JPEG or PNG of at
// most 1 MB, as its preview is the picture itself.
func Photo(address string) Message {
	return Message{Type: "image", Original: address, Preview: address}
}

// Flex is a Flex message. alt is what a notification and the chat list show.
// contents is a Bubble, or any value that marshals to a Flex container; one that
// cannot be marshalled is a mistake in the program, and Flex panics.
func Flex(alt string, contents any) Message {
	raw, err := json.Marshal(contents)
	if err != nil {
		panic(fmt.Sprintf("line: Flex contents of type %T: %v", contents, err))
	}
	return Message{Type: "flex", AltText: clipUnits(alt, MaxAltText), Contents: raw}
}

// WithQuick is the message with these quick replies in place of any it had: at
// most 13, labels cut to 20 clusters. LINE shows those of the last message only.
func (m Message) WithQuick(items ...QuickItem) Message {
	m.QuickReply = nil
	if len(items) == 0 {
		return m
	}
	if len(items) > MaxQuickItems {
		items = items[:MaxQuickItems]
	}
	m.QuickReply = &QuickReply{}
	for _, item := range items {
		item.Type = "action"
		item.Action.Label = Clip(item.Action.Label, MaxQuickLabel)
		m.QuickReply.Items = append(m.QuickReply.Items, item)
	}
	return m
}

// QuickReply holds the buttons that stand above the keyboard until one is tapped.
type QuickReply struct {
	Items []QuickItem `json:"items"`
}

// QuickItem is one quick reply. ImageURL is an https PNG, or empty.
type QuickItem struct {
	Type     string `json:"type"`
	ImageURL string `json:"imageUrl,omitempty"`
	Action   Action `json:"action"`
}

// Action is what a tap does. Type is "postback", "message" or "uri"; each uses
// its own fields, the others stay empty.
type Action struct {
	Type        string `json:"type"`
	Label       string `json:"label,omitempty"`
	Data        string `json:"data,omitempty"`
	DisplayText string `json:"displayText,omitempty"`
	InputOption string `json:"inputOption,omitempty"`
	Text        string `json:"text,omitempty"`
	URI         string `json:"uri,omitempty"`
}

// Postback sends data to us and shows the words shown as if the person had said
// them; with no words nothing appears in the chat.
func Postback(label, data, shown string) Action {
	return Action{Type: "postback", Label: Clip(label, MaxFlexLabel), Data: data, DisplayText: Clip(shown, MaxShown)}
}

// Keyboard sends data to us and opens the keyboard, which a rich menu hides.
func Keyboard(label, data string) Action {
	return Action{Type: "postback", Label: Clip(label, MaxFlexLabel), Data: data, InputOption: "openKeyboard"}
}

// Say sends the words as a text message of the person.
func Say(label, words string) Action {
	return Action{Type: "message", Label: Clip(label, MaxFlexLabel), Text: Clip(words, MaxShown)}
}

// Open opens an address: https, tel or line.
func Open(label, uri string) Action {
	return Action{Type: "uri", Label: Clip(label, MaxFlexLabel), URI: uri}
}

// Clip cuts s to so many grapheme clusters, the last one being … where it cut.
// Thai marks stay with their letter, joined emoji stay whole.
func Clip(s string, clusters int) string {
	if len(s) <= clusters || uniseg.GraphemeClusterCount(s) <= clusters {
		return s
	}
	var kept strings.Builder
	g := uniseg.NewGraphemes(s)
	for n := 1; n < clusters && g.Next(); n++ {
		kept.WriteString(g.Str())
	}
	return strings.TrimRight(kept.String(), " \u00a0\n") + "…"
}

// Units is the length of s as LINE counts texts: UTF-16 code units.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

func clipUnits(s string, units int) string {
	if len(s) <= units || Units(s) <= units {
		return s
	}
	var kept strings.Builder
	used := 1
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		used += Units(g.Str())
		if used > units {
			break
		}
		kept.WriteString(g.Str())
	}
	return kept.String() + "…"
}
