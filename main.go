// Command tambon is the LINE Official Account of a Thai sub-district municipality.
package main

import (
	"os"

	"tambon/app"
)

func main() { os.Exit(app.Main(os.Args[1:], os.Environ(), os.Stdout, os.Stderr)) }
