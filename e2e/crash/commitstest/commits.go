// Package commitstest is a wrapper around any database/sql driver that tells a
// test of each COMMIT, before the database hears of it and after it answered,
// and goes on only when the test says so: meanwhile the test may kill or freeze
// the process. Production code does not know it: package crash compiles a
// Tambon whose store opens its databases here (a build overlay of the store's
// files), and that alone differs from the real program.
package commitstest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"net"
	"os"
	"sync"
)

// Env names the environment variable with the address, host:port, of who
// listens. Unset: the drivers are not wrapped.
const Env = "COMMITS_TOLD_TO"

// When a COMMIT is told.
const (
	Before = "before" // the database has not heard of it
	After  = "after"  // the database has answered that it is durable
)

// A Report tells of one COMMIT: one line of JSON, which the listener answers
// with one line once the process may go on.
type Report struct {
	When string   `json:"when"` // Before or After
	Said []string `json:"said"` // the transaction's statements, without values
}

// Open is sql.Open with the driver wrapped.
func Open(name, address string) (*sql.DB, error) {
	plain, err := sql.Open(name, address)
	if err != nil || os.Getenv(Env) == "" {
		return plain, err
	}
	d := plain.Driver()
	if err := plain.Close(); err != nil {
		return nil, err
	}
	if d, ok := d.(driver.DriverContext); ok {
		c, err := d.OpenConnector(address)
		if err != nil {
			return nil, err
		}
		return OpenDB(c), nil
	}
	return OpenDB(fixed{d, address}), nil
}

// OpenDB is sql.OpenDB with the driver wrapped.
func OpenDB(c driver.Connector) *sql.DB {
	if to := os.Getenv(Env); to != "" {
		c = connector{c, to}
	}
	return sql.OpenDB(c)
}

type fixed struct {
	driver  driver.Driver
	address string
}

func (f fixed) Connect(context.Context) (driver.Conn, error) { return f.driver.Open(f.address) }
func (f fixed) Driver() driver.Driver                        { return f.driver }

type connector struct {
	driver.Connector
	to string
}

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: inner, to: c.to}, nil
}

// conn passes everything on and keeps a transaction's statements.
type conn struct {
	driver.Conn
	to string

	mu    sync.Mutex
	inTx  bool
	said  []string
	phone net.Conn
	lines *json.Decoder
}

func (c *conn) hear(query string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inTx {
		c.said = append(c.said, query)
	}
}

func (c *conn) Close() error {
	if c.phone != nil {
		_ = c.phone.Close()
	}
	return c.Conn.Close()
}

func (c *conn) Ping(ctx context.Context) error {
	if p, ok := c.Conn.(driver.Pinger); ok {
		return p.Ping(ctx)
	}
	return nil
}

func (c *conn) ResetSession(ctx context.Context) error {
	if r, ok := c.Conn.(driver.SessionResetter); ok {
		return r.ResetSession(ctx)
	}
	return nil
}

func (c *conn) IsValid() bool {
	v, ok := c.Conn.(driver.Validator)
	return !ok || v.IsValid()
}

func (c *conn) CheckNamedValue(v *driver.NamedValue) error {
	if n, ok := c.Conn.(driver.NamedValueChecker); ok {
		return n.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	c.hear(query)
	if p, ok := c.Conn.(driver.ConnPrepareContext); ok {
		return p.PrepareContext(ctx, query)
	}
	return c.Prepare(query)
}

func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	e, ok := c.Conn.(driver.ExecerContext)
	if !ok {
		return nil, driver.ErrSkip
	}
	c.hear(query)
	return e.ExecContext(ctx, query, args)
}

func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	q, ok := c.Conn.(driver.QueryerContext)
	if !ok {
		return nil, driver.ErrSkip
	}
	c.hear(query)
	return q.QueryContext(ctx, query, args)
}

func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	begin := func() (driver.Tx, error) { return c.Begin() } //nolint:staticcheck // for drivers that know no BeginTx
	if b, ok := c.Conn.(driver.ConnBeginTx); ok {
		begin = func() (driver.Tx, error) { return b.BeginTx(ctx, opts) }
	}
	inner, err := begin()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.inTx, c.said = true, nil
	c.mu.Unlock()
	return &tx{inner, c}, nil
}

type tx struct {
	driver.Tx
	conn *conn
}

func (t *tx) Commit() error {
	said := t.end()
	t.conn.tell(Report{Before, said})
	err := t.Tx.Commit()
	if err == nil {
		t.conn.tell(Report{After, said})
	}
	return err
}

func (t *tx) Rollback() error {
	t.end()
	return t.Tx.Rollback()
}

func (t *tx) end() []string {
	t.conn.mu.Lock()
	defer t.conn.mu.Unlock()
	t.conn.inTx = false
	return t.conn.said
}

// tell waits until the listener lets the process go on. Without a listener the
// process cannot be tested any more, so it ends.
func (c *conn) tell(r Report) {
	if c.phone == nil {
		phone, err := net.Dial("tcp", c.to)
		if err != nil {
			panic("commitstest: nobody listens: " + err.Error())
		}
		c.phone, c.lines = phone, json.NewDecoder(phone)
	}
	var goOn bool
	if err := json.NewEncoder(c.phone).Encode(r); err != nil {
		panic("commitstest: tell: " + err.Error())
	}
	if err := c.lines.Decode(&goOn); err != nil {
		panic("commitstest: wait: " + err.Error())
	}
}
