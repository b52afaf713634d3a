-- Under which names tenants answer. A row stays after its tenant has given the name back, until free_on.
CREATE TABLE host (
    host      text NOT NULL PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenant (id),
    -- What the name looks like: two names that people mistake for each other have the same one (S2). Null for hosts
    -- under a domain of the tenant's own.
    skeleton  text,
    free_on   date
);
CREATE INDEX host_by_tenant ON host (tenant_id);
CREATE UNIQUE INDEX host_by_skeleton ON host (skeleton);
INSERT INTO host (host, tenant_id) SELECT host, id FROM tenant;

ALTER TABLE tenant
    ADD COLUMN state_since timestamptz,
    ADD COLUMN state_reason text,
    ADD COLUMN delete_on date,
    ADD CHECK (delete_on IS NULL OR state = 'CLOSED');

-- Things charged by the day for as long as a tenant has them.
CREATE TABLE holding (
    tenant_id uuid NOT NULL DEFAULT current_setting('dure.tenant')::uuid,
    meter     text NOT NULL,
    key       text NOT NULL,
    from_date date NOT NULL,
    last_date date,
    PRIMARY KEY (tenant_id, meter, key, from_date),
    CHECK (last_date >= from_date)
);
CREATE UNIQUE INDEX holding_open ON holding (tenant_id, meter, key) WHERE last_date IS NULL;
ALTER TABLE holding ENABLE ROW LEVEL SECURITY;
ALTER TABLE holding FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON holding USING (tenant_id = current_setting('dure.tenant')::uuid)
    WITH CHECK (tenant_id = current_setting('dure.tenant')::uuid);

ALTER TABLE audit
    ADD COLUMN address text,
    ADD COLUMN acting_operator text,
    ADD COLUMN before text,
    ADD COLUMN after text;
CREATE INDEX audit_by_time ON audit (tenant_id, at);

GRANT SELECT, INSERT, UPDATE, DELETE ON host TO dure_identity;
GRANT SELECT ON host TO dure_operator;
GRANT INSERT, UPDATE (last_date), SELECT ON holding TO dure_every_app;
