package store_test

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"tambon/app/apptest"
	"tambon/store"
)

// A shape is what both catalogues can tell of a table, a line each.
type shape []string

func TestBothSchemasAreOne(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	shapes := map[store.Engine]map[string]shape{}
	t.Run("read", func(t *testing.T) {
		apptest.EachStore(t, func(t *testing.T, s *store.Store) {
			found := shapeOf(t, s)
			mu.Lock()
			defer mu.Unlock()
			shapes[s.Engine] = found
		})
	})
	lite, pg := shapes[store.SQLite], shapes[store.Postgres]
	if pg == nil {
		return // this run has no PostgreSQL
	}
	for _, table := range slices.Sorted(maps.Keys(lite)) {
		a, b := slices.Sorted(slices.Values(lite[table])), slices.Sorted(slices.Values(pg[table]))
		if !slices.Equal(a, b) {
			t.Errorf("table %s is on SQLite\n  %s\nbut on PostgreSQL\n  %s", table, strings.Join(a, "\n  "), strings.Join(b, "\n  "))
		}
	}
	if a, b := slices.Sorted(maps.Keys(lite)), slices.Sorted(maps.Keys(pg)); !slices.Equal(a, b) {
		t.Errorf("tables are %v on SQLite and %v on PostgreSQL; want the same", a, b)
	}
}

func TestPersonalColumnsAreSealed(t *testing.T) {
	t.Parallel()
	want := []string{
		"bookings.cancel_words", "bookings.patient", "bookings.phone", "chat_messages.token", "chat_messages.words", "chat_pictures.data", "chats.nickname", "chats.reply_token", "inbox_events.body", "inbox_events.reply", "key_checks.sealed",
		"lanes.state", "pushes.messages", "residents.name", "residents.phone", "setting_changes.why", "staff.name", "staff.totp",
		"staff_challenges.data", "staff_passkeys.label",
	}
	apptest.EachStore(t, func(t *testing.T, s *store.Store) {
		var sealed []string
		for table, lines := range shapeOf(t, s) {
			for _, l := range lines {
				column, isBytes := strings.CutSuffix(strings.TrimSuffix(strings.TrimPrefix(l, "column "), " not null"), " bytes")
				if !isBytes {
					continue
				}
				sealed = append(sealed, table+"."+column)
				if !slices.Contains(lines, "sealed "+column) {
					t.Errorf("%s.%s has no CHECK that it is sealed", table, column)
				}
			}
		}
		if slices.Sort(sealed); !slices.Equal(sealed, want) {
			t.Errorf("bytes are kept in %v; want %v: a new one is sealed and written down here", sealed, want)
		}
	})
}

func shapeOf(t *testing.T, s *store.Store) map[string]shape {
	t.Helper()
	queries := postgresShape
	if s.Engine == store.SQLite {
		queries = sqliteShape
	}
	tables := map[string]shape{}
	for _, q := range queries {
		var found []struct{ Name, Line string }
		if err := s.DB(context.Background()).Raw(q).Scan(&found).Error; err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		for _, f := range found {
			if strings.HasPrefix(f.Name, "river_") || strings.HasPrefix(f.Name, "goose_") || strings.HasPrefix(f.Name, "sqlite_") {
				continue
			}
			line := f.Line
			if body, isTable := strings.CutPrefix(line, "table "); isTable {
				tables[f.Name] = append(tables[f.Name], checksOf(body)...)
				continue
			}
			if def, isCheck := strings.CutPrefix(line, "check "); isCheck {
				tables[f.Name] = append(tables[f.Name], checksOf(def)...)
				continue
			}
			tables[f.Name] = append(tables[f.Name], line)
		}
	}
	for name, lines := range tables { // how many CHECKs, not their wording, which the engines change
		checks := 0
		kept := slices.DeleteFunc(lines, func(l string) bool {
			if l == "check" {
				checks++
			}
			return l == "check"
		})
		tables[name] = append(kept, fmt.Sprintf("%d checks", checks))
	}
	return tables
}

var (
	sealedLite = regexp.MustCompile(`substr\((\w+), 1, 1\) = x'01'`)
	sealedPG   = regexp.MustCompile(`get_byte\((\w+), 0\) = 1`)
)

// checksOf returns a line for each CHECK in a definition, and one for each column
// that it wants sealed.
func checksOf(definition string) (lines shape) {
	for range strings.Count(definition, "CHECK (") {
		lines = append(lines, "check")
	}
	for _, form := range []*regexp.Regexp{sealedLite, sealedPG} {
		for _, m := range form.FindAllStringSubmatch(definition, -1) {
			lines = append(lines, "sealed "+m[1])
		}
	}
	return lines
}

var sqliteShape = []string{
	`SELECT m.name, 'table ' || m.sql AS line FROM sqlite_master m WHERE m.type = 'table'`,
	`SELECT m.name, 'column ' || c.name || ' ' || CASE c.type WHEN 'INTEGER' THEN 'integer' WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytes'
		WHEN 'DATETIME' THEN 'instant' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'REAL' THEN 'real' ELSE c.type END
		|| CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END AS line
		FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`,
	`SELECT m.name, CASE WHEN i."unique" = 1 THEN 'unique ' ELSE 'index ' END || CASE WHEN i.partial = 1 THEN 'partial ' ELSE '' END
		|| (SELECT group_concat(c.name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c) AS line
		FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table'`,
	`SELECT m.name, 'unique id' AS line FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' AND c.name = 'id'`, // the rowid has no index of its own
	`SELECT m.name, 'foreign ' || f."from" || ' to ' || f."table" AS line FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
}

var postgresShape = []string{
	`SELECT table_name AS name, 'column ' || column_name || ' ' || CASE data_type WHEN 'bigint' THEN 'integer' WHEN 'bytea' THEN 'bytes'
		WHEN 'timestamp with time zone' THEN 'instant' WHEN 'double precision' THEN 'real' ELSE data_type END
		|| CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS line
		FROM information_schema.columns WHERE table_schema = 'public'`,
	`SELECT t.relname AS name, CASE WHEN i.indisunique THEN 'unique ' ELSE 'index ' END || CASE WHEN i.indpred IS NOT NULL THEN 'partial ' ELSE '' END
		|| (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(num, n)
			JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num) AS line
		FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace WHERE s.nspname = 'public'`,
	`SELECT t.relname AS name, 'check ' || pg_get_constraintdef(c.oid) AS line FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'c'`,
	`SELECT t.relname AS name, 'foreign ' || a.attname || ' to ' || o.relname AS line FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
		JOIN pg_class o ON o.oid = c.confrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'`,
}
