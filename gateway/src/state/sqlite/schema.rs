//! The tables of both files, by version. A file is only ever taken to a newer version: an older
//! gateway refuses it, so keep a copy of a file until the new version has proven itself.

use rusqlite_migration::{M, Migrations};

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    /// Budget and counters.
    Ledger,
    /// The audit's records.
    Audit,
}

/// The ledger's version that held the audit too.
pub(super) const AUDIT_INSIDE: i64 = 1;

/// What version 1 had stays as it was: files of that version are taken on from there.
const LEDGER: &[M<'_>] = &[
    M::up(
        "
        -- Rows stay in the order of their periods: the oldest of a budget are those with the
        -- lowest rowid.
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
        -- One row that is written to see whether the disk takes anything.
        CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 0), at_ms INTEGER NOT NULL) STRICT;
        ",
    ),
    // The audit has a file of its own. The probe's time was any time until now: from here on it is the
    // last one that was known.
    M::up("DROP TABLE audit; DELETE FROM probe;"),
    // Budgets are counted by day: what was counted in a period is that of the day on which it began.
    M::up(
        "
        CREATE TABLE budget_day (
            name TEXT NOT NULL,
            day TEXT NOT NULL,
            used INTEGER NOT NULL CHECK (used >= 0),
            PRIMARY KEY (name, day)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO budget_day (name, day, used) SELECT name, period, used FROM budget;
        DROP TABLE budget;
        -- What vendors say that they still allow. An id is never given twice to a budget.
        CREATE TABLE vendor_window (
            name TEXT NOT NULL PRIMARY KEY,
            id INTEGER NOT NULL,
            -- The least that the vendor has said.
            most INTEGER NOT NULL,
            remaining INTEGER NOT NULL CHECK (remaining >= 0),
            begun_ms INTEGER NOT NULL,
            ends_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)
        STRICT, WITHOUT ROWID;
        ",
    ),
];

const AUDIT: &[M<'_>] = &[M::up(
    "
    CREATE TABLE audit (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        who TEXT NOT NULL,
        client TEXT,
        action TEXT NOT NULL,
        number TEXT NOT NULL,
        purpose TEXT,
        result TEXT NOT NULL,
        source TEXT,
        count INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX audit_at ON audit (at_ms);
    CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 0), at_ms INTEGER NOT NULL) STRICT;
    ",
)];

impl Schema {
    const fn steps(self) -> &'static [M<'static>] {
        match self {
            Self::Ledger => LEDGER,
            Self::Audit => AUDIT,
        }
    }

    pub(super) const fn migrations(self) -> Migrations<'static> {
        Migrations::from_slice(self.steps())
    }

    /// The newest version.
    pub(super) fn version(self) -> i64 {
        i64::try_from(self.steps().len()).unwrap_or(i64::MAX)
    }

    /// A table that every version of such a file has, and the other kind has not.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Ledger => "counter",
            Self::Audit => "audit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_either_file_when_taken_through_all_versions_then_its_steps_are_sound() {
        for schema in [Schema::Ledger, Schema::Audit] {
            schema.migrations().validate().unwrap();
        }
    }
}
