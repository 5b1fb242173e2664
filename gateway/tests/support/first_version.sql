-- The file of the ledger as the first version of the gateway made it: the audit was in it, and budgets
-- were counted by period. Never changed: such files exist.
CREATE TABLE budget (
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    used INTEGER NOT NULL CHECK (used >= 0),
    PRIMARY KEY (name, period)
) STRICT;
CREATE TABLE counter (
    name TEXT NOT NULL,
    length_ms INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (name, length_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    number TEXT NOT NULL,
    purpose TEXT,
    result TEXT NOT NULL,
    source TEXT
) STRICT;
CREATE INDEX audit_at ON audit (at_ms);
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 0), at_ms INTEGER NOT NULL) STRICT;
PRAGMA user_version = 1;
