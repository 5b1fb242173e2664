-- There already where a gateway of before the versions has made it.
CREATE TABLE IF NOT EXISTS phone_profile_audit (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    -- Chosen by the gateway: what is sent twice is there once.
    key TEXT PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    number TEXT NOT NULL,
    purpose TEXT,
    result TEXT NOT NULL,
    source TEXT
);
CREATE INDEX IF NOT EXISTS phone_profile_audit_at ON phone_profile_audit (at_ms, seq);
