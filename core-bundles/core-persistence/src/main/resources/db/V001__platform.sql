-- The kernel's own tables. Apps reach none of them but by the grants below; the roles exist before this runs.

CREATE TABLE tenant (
    id         uuid        NOT NULL PRIMARY KEY,
    name       text        NOT NULL,
    host       text        NOT NULL UNIQUE,
    state      text        NOT NULL,
    operator   boolean     NOT NULL,
    opened_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX tenant_one_operator ON tenant (operator) WHERE operator;

CREATE TABLE price (
    product        text   NOT NULL,
    effective_from date   NOT NULL,
    basis          text   NOT NULL,
    won            bigint NOT NULL CHECK (won >= 0),
    PRIMARY KEY (product, effective_from)
);
INSERT INTO price (product, effective_from, basis, won) VALUES
    ('groupware',       '2020-01-01', 'ACCOUNT', 6000),
    ('hr',              '2020-01-01', 'ACCOUNT', 5000),
    ('sales',           '2020-01-01', 'ACCOUNT', 5000),
    ('inventory',       '2020-01-01', 'ACCOUNT', 5000),
    ('multidomain',     '2020-01-01', 'ITEM',    5000),
    ('sms',             '2020-01-01', 'USE',     15),
    ('attendance-sync', '2020-01-01', 'ITEM',    0);

CREATE TABLE invoice_sequence (
    month text   NOT NULL PRIMARY KEY,
    last  bigint NOT NULL
);

CREATE TABLE addon (
    id            text        NOT NULL PRIMARY KEY,
    symbolic_name text        NOT NULL,
    version       text        NOT NULL,
    sha256        text        NOT NULL,
    jar           bytea       NOT NULL,
    state         text        NOT NULL,
    reason        text,
    installed_at  timestamptz NOT NULL
);

CREATE TABLE operation (
    id         uuid        NOT NULL PRIMARY KEY,
    tenant_id  uuid        NOT NULL,
    state      text        NOT NULL,
    progress   integer     NOT NULL,
    message    text        NOT NULL,
    started_at timestamptz NOT NULL
);

CREATE TABLE usage (
    tenant_id uuid        NOT NULL DEFAULT current_setting('dure.tenant')::uuid,
    meter     text        NOT NULL,
    key       text        NOT NULL,
    quantity  bigint      NOT NULL CHECK (quantity > 0),
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, meter, key)
);
CREATE INDEX usage_by_time ON usage (tenant_id, meter, at);

CREATE TABLE audit (
    tenant_id  uuid        NOT NULL DEFAULT current_setting('dure.tenant')::uuid,
    id         uuid        NOT NULL,
    at         timestamptz NOT NULL,
    account_id uuid,
    login_id   text,
    action     text        NOT NULL,
    subject    text,
    detail     text,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE idempotency (
    tenant_id   uuid        NOT NULL,
    account     text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    answer      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, account, key)
);

-- One round trip each, and no right on the table for the app's role.
CREATE FUNCTION idempotent_find(t uuid, a text, k text) RETURNS TABLE (fingerprint text, answer text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform AS
$$ SELECT i.fingerprint, i.answer FROM idempotency i
    WHERE i.tenant_id = t AND i.account = a AND i.key = k AND i.created_at > now() - interval '24 hours' $$;

CREATE FUNCTION idempotent_store(a text, k text, f text, r text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = platform AS
$$ WITH stored AS (
       INSERT INTO idempotency (tenant_id, account, key, fingerprint, answer, created_at)
       VALUES (current_setting('dure.tenant')::uuid, a, k, f, r, now())
       ON CONFLICT (tenant_id, account, key) DO UPDATE
           SET fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = excluded.created_at
           WHERE idempotency.created_at <= now() - interval '24 hours'
       RETURNING 1)
   SELECT EXISTS (SELECT 1 FROM stored) $$;

ALTER TABLE usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON usage USING (tenant_id = current_setting('dure.tenant')::uuid)
    WITH CHECK (tenant_id = current_setting('dure.tenant')::uuid);
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit USING (tenant_id = current_setting('dure.tenant')::uuid)
    WITH CHECK (tenant_id = current_setting('dure.tenant')::uuid);

REVOKE ALL ON FUNCTION idempotent_find(uuid, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION idempotent_store(text, text, text, text) FROM PUBLIC;
GRANT USAGE ON SCHEMA platform TO dure_app, dure_every_app, dure_operator;
GRANT EXECUTE ON FUNCTION idempotent_find(uuid, text, text) TO dure_app;
GRANT EXECUTE ON FUNCTION idempotent_store(text, text, text, text) TO dure_every_app, dure_operator;
GRANT INSERT ON usage, audit TO dure_every_app;
GRANT INSERT ON audit TO dure_operator;

GRANT SELECT, INSERT, UPDATE ON tenant TO dure_identity;
GRANT SELECT ON audit TO dure_identity;
GRANT SELECT ON tenant TO dure_billing, dure_operator;
GRANT SELECT, INSERT ON price TO dure_billing;
GRANT SELECT, INSERT, UPDATE ON invoice_sequence TO dure_billing;
GRANT SELECT ON usage TO dure_billing;
GRANT SELECT, INSERT, UPDATE, DELETE ON addon TO dure_addons;
GRANT SELECT, INSERT, UPDATE ON operation TO dure_web;
