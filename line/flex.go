package line

// Flex: the parts of a card. Only fields that are set are sent, so that LINE's
// own defaults hold; a flex of 0 is a pointer, because LINE tells it from none.

import "encoding/json"

// Component is what may stand in a horizontal or vertical Box.
type Component interface {
	wire() any // what LINE takes, without a MarshalJSON at each level: the levels above one read its bytes again
}

// Bubble is one card. Size is one of nano, micro, deca, hecto, kilo, mega, giga.
type Bubble struct {
	Size   string  `json:"size,omitempty"`
	Styles *Styles `json:"styles,omitempty"`
	Header *Box    `json:"header,omitempty"`
	Body   *Box    `json:"body,omitempty"`
	Footer *Box    `json:"footer,omitempty"`
}

// Styles are the grounds of a bubble's blocks.
type Styles struct {
	Header *BlockStyle `json:"header,omitempty"`
	Body   *BlockStyle `json:"body,omitempty"`
	Footer *BlockStyle `json:"footer,omitempty"`
}

// BlockStyle is the ground of one block: #RRGGBB.
type BlockStyle struct {
	BackgroundColor string `json:"backgroundColor,omitempty"`
}

// Box lays its contents out, and is a button where it has an Action. Layout is
// horizontal or vertical; lengths are LINE's words (md, lg) or pixels ("12px").
type Box struct {
	Layout          string      `json:"layout"`
	Flex            *int        `json:"flex,omitempty"`
	Spacing         string      `json:"spacing,omitempty"`
	Margin          string      `json:"margin,omitempty"`
	AlignItems      string      `json:"alignItems,omitempty"`
	JustifyContent  string      `json:"justifyContent,omitempty"`
	PaddingAll      string      `json:"paddingAll,omitempty"`
	PaddingTop      string      `json:"paddingTop,omitempty"`
	PaddingBottom   string      `json:"paddingBottom,omitempty"`
	PaddingStart    string      `json:"paddingStart,omitempty"`
	PaddingEnd      string      `json:"paddingEnd,omitempty"`
	CornerRadius    string      `json:"cornerRadius,omitempty"`
	BackgroundColor string      `json:"backgroundColor,omitempty"`
	BorderColor     string      `json:"borderColor,omitempty"`
	BorderWidth     string      `json:"borderWidth,omitempty"`
	Action          *Action     `json:"action,omitempty"`
	Contents        []Component `json:"contents"`
}

// TextPart is words in a card. LINE cuts a text without Wrap at the first line,
// and Scaling lets it grow with the phone's letters.
type TextPart struct {
	Text    string `json:"text"`
	Flex    *int   `json:"flex,omitempty"`
	Size    string `json:"size,omitempty"`
	Color   string `json:"color,omitempty"`
	Weight  string `json:"weight,omitempty"`
	Align   string `json:"align,omitempty"`
	Margin  string `json:"margin,omitempty"`
	Wrap    bool   `json:"wrap,omitempty"`
	Scaling bool   `json:"scaling,omitempty"`
}

// Image is a picture by its https address, JPEG or PNG, at most 1024 × 1024.
type Image struct {
	URL         string `json:"url"`
	Flex        *int   `json:"flex,omitempty"`
	Size        string `json:"size,omitempty"`
	AspectRatio string `json:"aspectRatio,omitempty"`
}

// Separator is a line between parts.
type Separator struct {
	Margin string `json:"margin,omitempty"`
	Color  string `json:"color,omitempty"`
}

// MarshalJSON adds LINE's types, here and in all that the bubble holds.
func (b Bubble) MarshalJSON() ([]byte, error) {
	type fields Bubble
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
		Header any `json:"header,omitempty"`
		Body   any `json:"body,omitempty"`
		Footer any `json:"footer,omitempty"`
	}{"bubble", fields(b), b.Header.block(), b.Body.block(), b.Footer.block()})
}

// block is the wire's form of a bubble's box, nil for none.
func (b *Box) block() any {
	if b == nil {
		return nil
	}
	return b.wire()
}

// MarshalJSON is the box as LINE takes it.
func (b Box) MarshalJSON() ([]byte, error) { return json.Marshal(b.wire()) }

// An empty box has an empty list: LINE refuses one without the field.
func (b Box) wire() any {
	type fields Box
	contents := make([]any, len(b.Contents))
	for i, c := range b.Contents {
		contents[i] = c.wire()
	}
	return struct {
		Type string `json:"type"`
		fields
		Contents []any `json:"contents"`
	}{"box", fields(b), contents}
}

func (t TextPart) wire() any {
	type fields TextPart
	return struct {
		Type string `json:"type"`
		fields
	}{"text", fields(t)}
}

func (i Image) wire() any {
	type fields Image
	return struct {
		Type string `json:"type"`
		fields
	}{"image", fields(i)}
}

func (s Separator) wire() any {
	type fields Separator
	return struct {
		Type string `json:"type"`
		fields
	}{"separator", fields(s)}
}
