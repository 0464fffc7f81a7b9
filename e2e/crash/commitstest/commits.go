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

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
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

// OpenPostgres is stdlib.OpenDB with the driver wrapped, and with an ear for what
// passes the driver by: statements that are sent as one batch commit as one.
func OpenPostgres(cfg pgx.ConnConfig) *sql.DB {
	if to := os.Getenv(Env); to != "" {
		all := &batches{}
		cfg.Tracer = all
		return sql.OpenDB(connector{stdlib.GetConnector(cfg), to, all})
	}
	return stdlib.OpenDB(cfg)
}

// OpenDB is sql.OpenDB with the driver wrapped.
func OpenDB(c driver.Connector) *sql.DB {
	if to := os.Getenv(Env); to != "" {
		c = connector{c, to, nil}
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
	to      string
	batches *batches
}

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	wrapped := &conn{plain: inner, phone: phone{to: c.to}}
	if c.batches != nil {
		c.batches.conns.Store(wrapped.Conn(), wrapped)
	}
	return wrapped, nil
}

type plain = driver.Conn // its name leaves Conn free for pgx's

// conn passes everything on and keeps a transaction's statements.
type conn struct {
	plain
	phone

	mu   sync.Mutex
	inTx bool
	said []string
}

// Conn is what stdlib.Conn has.
func (c *conn) Conn() *pgx.Conn { return c.plain.(interface{ Conn() *pgx.Conn }).Conn() }

func (c *conn) hear(query string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inTx {
		c.said = append(c.said, query)
	}
}

func (c *conn) Close() error {
	c.hangUp()
	return c.plain.Close()
}

func (c *conn) Ping(ctx context.Context) error {
	if p, ok := c.plain.(driver.Pinger); ok {
		return p.Ping(ctx)
	}
	return nil
}

func (c *conn) ResetSession(ctx context.Context) error {
	if r, ok := c.plain.(driver.SessionResetter); ok {
		return r.ResetSession(ctx)
	}
	return nil
}

func (c *conn) IsValid() bool {
	v, ok := c.plain.(driver.Validator)
	return !ok || v.IsValid()
}

func (c *conn) CheckNamedValue(v *driver.NamedValue) error {
	if n, ok := c.plain.(driver.NamedValueChecker); ok {
		return n.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	c.hear(query)
	if p, ok := c.plain.(driver.ConnPrepareContext); ok {
		return p.PrepareContext(ctx, query)
	}
	return c.Prepare(query)
}

func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	e, ok := c.plain.(driver.ExecerContext)
	if !ok {
		return nil, driver.ErrSkip
	}
	c.hear(query)
	return e.ExecContext(ctx, query, args)
}

func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	q, ok := c.plain.(driver.QueryerContext)
	if !ok {
		return nil, driver.ErrSkip
	}
	c.hear(query)
	return q.QueryContext(ctx, query, args)
}

func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	begin := func() (driver.Tx, error) { return c.Begin() } //nolint:staticcheck // for drivers that know no BeginTx
	if b, ok := c.plain.(driver.ConnBeginTx); ok {
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

// batches hears what is sent as one batch: in a transaction it is part of it, and
// outside it is one.
type batches struct {
	conns sync.Map // *pgx.Conn → *conn
}

type saidKey struct{}

func (b *batches) TraceBatchStart(ctx context.Context, on *pgx.Conn, data pgx.TraceBatchStartData) context.Context {
	c, ok := b.conns.Load(on)
	if !ok {
		return ctx // it is only being opened
	}
	var said []string
	for _, q := range data.Batch.QueuedQueries {
		said = append(said, q.SQL)
		c.(*conn).hear(q.SQL)
	}
	if on.PgConn().TxStatus() != 'I' {
		return ctx
	}
	c.(*conn).tell(Report{Before, said})
	return context.WithValue(ctx, saidKey{}, said)
}

func (b *batches) TraceBatchEnd(ctx context.Context, on *pgx.Conn, data pgx.TraceBatchEndData) {
	if said, ok := ctx.Value(saidKey{}).([]string); ok && data.Err == nil {
		c, _ := b.conns.Load(on)
		c.(*conn).tell(Report{After, said})
	}
}

func (*batches) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}

func (*batches) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return ctx
}

func (*batches) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// phone is the line to the listener.
type phone struct {
	to    string
	line  net.Conn
	lines *json.Decoder
}

// tell waits until the listener lets the process go on. Without a listener the
// process cannot be tested any more, so it ends.
func (p *phone) tell(r Report) {
	if p.line == nil {
		line, err := net.Dial("tcp", p.to)
		if err != nil {
			panic("commitstest: nobody listens: " + err.Error())
		}
		p.line, p.lines = line, json.NewDecoder(line)
	}
	var goOn bool
	if err := json.NewEncoder(p.line).Encode(r); err != nil {
		panic("commitstest: tell: " + err.Error())
	}
	if err := p.lines.Decode(&goOn); err != nil {
		panic("commitstest: wait: " + err.Error())
	}
}

func (p *phone) hangUp() {
	if p.line != nil {
		_ = p.line.Close()
	}
}
