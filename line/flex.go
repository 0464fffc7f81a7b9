package line

// Flex: the parts of a card. Only fields that are set are sent, so that LINE's
// own defaults hold; a flex of 0 is a pointer, because LINE tells it from none.

import "encoding/json"

// Component is what may stand in a horizontal or vertical Box.
type Component interface{ component() }

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

func (Box) component()       {}
func (TextPart) component()  {}
func (Image) component()     {}
func (Separator) component() {}

// MarshalJSON adds LINE's type "bubble".
func (b Bubble) MarshalJSON() ([]byte, error) {
	type fields Bubble
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{"bubble", fields(b)})
}

// MarshalJSON adds LINE's type "box", and sends an empty list for no contents:
// LINE refuses a box without the field.
func (b Box) MarshalJSON() ([]byte, error) {
	type fields Box
	if b.Contents == nil {
		b.Contents = []Component{}
	}
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{"box", fields(b)})
}

// MarshalJSON adds LINE's type "text".
func (t TextPart) MarshalJSON() ([]byte, error) {
	type fields TextPart
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{"text", fields(t)})
}

// MarshalJSON adds LINE's type "image".
func (i Image) MarshalJSON() ([]byte, error) {
	type fields Image
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{"image", fields(i)})
}

// MarshalJSON adds LINE's type "separator".
func (s Separator) MarshalJSON() ([]byte, error) {
	type fields Separator
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{"separator", fields(s)})
}
