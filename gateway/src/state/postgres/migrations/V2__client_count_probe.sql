ALTER TABLE phone_profile_audit
    ADD COLUMN client TEXT,
    ADD COLUMN count BIGINT NOT NULL DEFAULT 1;

-- One row that is written to see whether the server takes anything.
CREATE TABLE phone_profile_probe (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    at_ms BIGINT NOT NULL
);
