-- The audit log as a chain for each tenant: rows are sealed behind their writers, in the order of transactions.
ALTER TABLE audit
    ADD COLUMN seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- As in outbox. What was written before has this migration's number, and is sealed first.
    ADD COLUMN xid xid8   NOT NULL DEFAULT pg_current_xact_id(),
    -- By which the sealer knows that Dure wrote the row.
    ADD COLUMN mark bytea;
CREATE INDEX audit_by_transaction ON audit (xid, seq);
DROP INDEX audit_by_time;
CREATE INDEX audit_by_time ON audit (tenant_id, at, id);

-- One for each row of the log; the class AuditChain says what the hash is of.
CREATE TABLE audit_seal (
    tenant_id uuid        NOT NULL,
    position  bigint      NOT NULL,
    audit_id  uuid        NOT NULL,
    -- Whether the row had its mark when it was sealed.
    genuine   boolean     NOT NULL,
    hash      bytea       NOT NULL,
    sealed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, audit_id)
);

-- Where each chain ends.
CREATE TABLE audit_head (
    tenant_id uuid        NOT NULL PRIMARY KEY,
    position  bigint      NOT NULL,
    hash      bytea       NOT NULL,
    -- Of the row at that position.
    at        timestamptz NOT NULL,
    sealed_at timestamptz NOT NULL
);

-- The last row of each chain that was deleted for its age: the remaining chain begins behind it.
CREATE TABLE audit_checkpoint (
    tenant_id uuid   NOT NULL PRIMARY KEY,
    position  bigint NOT NULL,
    hash      bytea  NOT NULL
);

-- Everything up to here is sealed. Whoever seals holds a lock on the one row.
CREATE TABLE audit_progress (
    one boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
    xid xid8    NOT NULL,
    seq bigint  NOT NULL,
    -- This migration's number: rows of it were written when there were no marks.
    since xid8  NOT NULL DEFAULT pg_current_xact_id()
);
INSERT INTO audit_progress (xid, seq) VALUES ('0', 0);

ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seal FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_checkpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_checkpoint FORCE ROW LEVEL SECURITY;

-- Apps write; a tenant reads its own; the operator sees in all of them what operators did there.
DROP POLICY tenant ON audit;
CREATE POLICY tenant ON audit TO dure_every_app, dure_operator USING (tenant_id = current_setting('dure.tenant')::uuid)
    WITH CHECK (tenant_id = current_setting('dure.tenant')::uuid);
CREATE POLICY operator ON audit FOR SELECT TO dure_operator USING (acting_operator IS NOT NULL);
GRANT SELECT ON audit TO dure_operator;

-- Nobody chooses a row's place in the order.
REVOKE INSERT ON audit FROM dure_every_app, dure_operator;
GRANT INSERT (id, at, account_id, login_id, acting_operator, address, action, subject, detail, before, after,
    mark) ON audit
    TO dure_every_app, dure_operator;

-- The kernel seals, and verifies with the names of companies.
CREATE POLICY kernel ON audit FOR SELECT TO dure_kernel USING (true);
CREATE POLICY kernel ON audit_seal TO dure_kernel USING (true) WITH CHECK (true);
CREATE POLICY kernel ON audit_head TO dure_kernel USING (true) WITH CHECK (true);
CREATE POLICY kernel ON audit_checkpoint FOR SELECT TO dure_kernel USING (true);
GRANT SELECT ON audit, audit_checkpoint TO dure_kernel;
GRANT SELECT, INSERT ON audit_seal TO dure_kernel;
GRANT SELECT, INSERT, UPDATE ON audit_head TO dure_kernel;
GRANT SELECT, UPDATE (xid, seq) ON audit_progress TO dure_kernel;
GRANT SELECT (id, name) ON tenant TO dure_kernel;

-- Only this role deletes, which the kernel takes on for it; and the database itself lets it delete nothing younger than
-- two years, no seal of a row that is there, and write nothing but that it has deleted.
CREATE POLICY retention ON audit FOR SELECT TO dure_audit_retention USING (true);
CREATE POLICY retention_delete ON audit FOR DELETE TO dure_audit_retention
    USING (at < (date_trunc('day', now() AT TIME ZONE 'Asia/Seoul') - interval '2 years') AT TIME ZONE 'Asia/Seoul');
CREATE POLICY retention_insert ON audit FOR INSERT TO dure_audit_retention WITH CHECK (action = 'audit.deleted');
CREATE POLICY retention ON audit_seal FOR SELECT TO dure_audit_retention USING (true);
CREATE POLICY retention_delete ON audit_seal FOR DELETE TO dure_audit_retention
    USING (NOT EXISTS (SELECT FROM platform.audit a
                       WHERE a.tenant_id = audit_seal.tenant_id AND a.id = audit_seal.audit_id));
CREATE POLICY retention ON audit_checkpoint TO dure_audit_retention USING (true) WITH CHECK (true);
GRANT USAGE ON SCHEMA platform TO dure_audit_retention;
GRANT SELECT, DELETE ON audit, audit_seal TO dure_audit_retention;
GRANT INSERT (tenant_id, id, at, action, detail, mark) ON audit TO dure_audit_retention;
GRANT SELECT, INSERT, UPDATE ON audit_checkpoint TO dure_audit_retention;
