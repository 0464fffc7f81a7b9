package console

// Home: for now the first room that is the visitor's.

func (c *Console) homePage(v *visit) error {
	for _, r := range rooms() {
		if v.in.Who.MaySomewhere(r.act) {
			return c.send(v, r.path)
		}
	}
	return c.send(v, "/me")
}
