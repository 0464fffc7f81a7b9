package console

// Lists as files for a spreadsheet: XLSX, and CSV that Excel reads as Thai. No
// cell of either runs as a formula, whatever somebody typed into it (OWASP, CSV
// Injection).

import (
	"encoding/csv"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/xuri/excelize/v2"
)

// An export is a list on its way into a file: its heads, and rows until there
// are none.
type export struct {
	name  string // of the file, without its ending
	heads []string
	rows  func(write func([]string) error) error
}

// send answers the file that ?as= asks for, csv or xlsx.
func (e export) send(v *visit) error {
	as, write, kind := "xlsx", e.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	if v.QueryParam("as") == "csv" {
		as, write, kind = "csv", e.csv, "text/csv; charset=utf-8"
	}
	h := v.Response().Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": e.name + "." + as}))
	v.Response().WriteHeader(http.StatusOK)
	return write(v.Response())
}

// csv writes the mark by which Excel knows UTF-8, and lines as RFC 4180 ends them.
func (e export) csv(to io.Writer) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true
	if err := w.Write(e.heads); err != nil {
		return err
	}
	err := e.rows(func(cells []string) error {
		safe := make([]string, len(cells))
		for i, cell := range cells {
			safe[i] = plain(cell)
		}
		return w.Write(safe)
	})
	if err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// plain keeps a cell from running: spreadsheets take a leading = + - @, their
// full-width twins, a tab and a line end for the beginning of a formula.
func plain(cell string) string {
	if strings.ContainsAny(firstRune(cell), "=+-@\t\r\n＝＋－＠") {
		return "'" + cell
	}
	return cell
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// xlsx writes every cell as text, which never runs.
func (e export) xlsx(to io.Writer) error {
	file := excelize.NewFile()
	defer func() { _ = file.Close() }()
	sheet, err := file.NewStreamWriter(file.GetSheetName(0))
	if err != nil {
		return err
	}
	line := 0
	write := func(cells []string) error {
		line++
		values := make([]any, len(cells))
		for i, cell := range cells {
			values[i] = cell
		}
		return sheet.SetRow(fmt.Sprintf("A%d", line), values)
	}
	if err := write(e.heads); err != nil {
		return err
	}
	if err := e.rows(write); err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return file.Write(to)
}
