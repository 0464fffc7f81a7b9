package console_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"tambon/app/apptest"
	"tambon/services"
	"tambon/services/staff"
	"tambon/store"

	"github.com/xuri/excelize/v2"
)

// hostile is what somebody could get into a cell.
var hostile = []string{`=HYPERLINK("http://evil.example","กด")`, "+1+1", "-2", "@SUM(A1)", "\t=1", "＝1", "สมศรี, \"ใจดี\"", "แถว\nสอง"}

func TestTheLogIsReadAndTakenOut(t *testing.T) {
	t.Parallel()
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		o := start(t, s)
		auditor := staff.Grant{Role: staff.Auditor, Scope: staff.Town}
		b := o.as(auditor)
		err := s.Tx(t.Context(), func(ctx context.Context) error {
			for i := range 130 {
				if err := services.Audit(ctx, s, apptest.Morning, services.Resident("r"), "booking.book", "b", hostile[i%len(hostile)]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Audit.Seal(t.Context()); err != nil {
			t.Fatal(err)
		}
		page := b.get("/audit").page
		if got := strings.Count(page, "<tr>"); got != 51 {
			t.Errorf("the first page has %d lines; want a head and 50", got)
		}
		for _, want := range []string{"ผนึกแล้วถึงลำดับ 130", "ผู้ใช้ LINE", "จองให้คนอื่น", "/console/audit?before="} {
			if !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), want) {
				t.Errorf("the page does not say %s", want)
			}
		}
		if got := b.get("/audit?from=31%2F2&what=staff").page; !strings.Contains(got, "เลือกวันจากปฏิทิน") || !strings.Contains(got, "ไม่มีรายการที่ตรงกับที่เลือก") {
			t.Error("a day that is none is not told")
		}

		file := b.get("/audit/export?as=csv&what=booking")
		if kind := file.header.Get("Content-Disposition"); !strings.HasPrefix(kind, "attachment;") || !strings.Contains(kind, ".csv") {
			t.Errorf("the file comes as %q", kind)
		}
		rest, marked := strings.CutPrefix(file.page, "\ufeff")
		lines, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
		if err != nil || !marked || len(lines) != 131 {
			t.Fatalf("the CSV has %d lines, the mark of UTF-8 %t, %v; want 131", len(lines), marked, err)
		}
		for _, line := range lines[1:] {
			for _, cell := range line {
				if cell != "" && strings.ContainsRune("=+-@\t＝", []rune(cell)[0]) {
					t.Errorf("the cell %q would run", cell)
				}
			}
		}
		book, err := excelize.OpenReader(bytes.NewReader([]byte(b.get("/audit/export?as=xlsx&what=booking").page)))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows(book.GetSheetName(0))
		if err != nil || len(rows) != 131 {
			t.Fatalf("the sheet has %d rows, %v; want 131", len(rows), err)
		}
		if formula, err := book.GetCellFormula(book.GetSheetName(0), "F2"); formula != "" || err != nil {
			t.Errorf("a cell of the sheet is the formula %q, %v", formula, err)
		}
		var taken int
		if err := s.DB(t.Context()).Raw("SELECT count(*) FROM audit_events WHERE verb = 'audit.export'").Scan(&taken).Error; err != nil || taken != 2 {
			t.Errorf("%d exports are in the log, %v; want both", taken, err)
		}
		nurse := o.as(staff.Grant{Role: staff.Reception, Scope: staff.CentreScope("north")})
		if got := nurse.get("/audit/export?as=csv"); got.status != http.StatusForbidden || strings.Contains(got.page, "booking.book") {
			t.Errorf("a receptionist's export answers %d", got.status)
		}
	})
}
