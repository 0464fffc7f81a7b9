package config

// What is wrong with a municipality's data that came from elsewhere than a file.

// A Fault is one mistake in a Site, by its place as the site file names it:
// centres[0].phone.
type Fault struct{ Place, What string }

// Faults checks a Site by the rules of the site file. What stands there is
// English, for who writes files.
func (s Site) Faults() []Fault {
	var list []Fault
	for _, m := range s.check() {
		list = append(list, Fault{m.place, m.what})
	}
	return list
}
