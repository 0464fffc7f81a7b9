package console

// The button that asks the person's device for a passkey.

// A Passkey is a form whose answer the device gives. Without a script it posts
// nothing, and the page it posts to says what to do instead.
type Passkey struct {
	ID, Ask, Post string // Ask answers the question as JSON
	Make          bool   // a new passkey, else one that there is
	Label, Hint   string
	Kind          Kind
}

func (Passkey) part() string { return "passkey" }

// Class is the button's class.
func (p Passkey) Class() string { return Act{Kind: p.Kind, Wide: true}.Class() }
