-- Under which names tenants answer. A row stays after its tenant has given the name back, until free_on.
CREATE TABLE host (
    host       text        NOT NULL PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenant (id),
    -- What the name looks like: two names that people mistake for each other have the same one (S2). Null for hosts
    -- under a domain of the tenant's own.
    skeleton   text,
    -- Whether it is certain that the tenant may use it; an unproven claim yields to another after a while.
    proven     boolean     NOT NULL DEFAULT true,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    free_on    date
);
CREATE INDEX host_by_tenant ON host (tenant_id);
CREATE UNIQUE INDEX host_by_skeleton ON host (skeleton);
INSERT INTO host (host, tenant_id) SELECT host, id FROM tenant;

-- What stands behind the @: one tenant each.
CREATE TABLE mail_domain (
    domain     text        NOT NULL PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenant (id),
    proven     boolean     NOT NULL DEFAULT true,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    free_on    date
);
CREATE INDEX mail_domain_by_tenant ON mail_domain (tenant_id);
INSERT INTO mail_domain (domain, tenant_id) SELECT host, id FROM tenant WHERE NOT operator;

-- Who has a host is for the table of hosts to say.
ALTER TABLE tenant DROP CONSTRAINT tenant_host_key;
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

GRANT SELECT, INSERT, UPDATE, DELETE ON host, mail_domain TO dure_identity;
GRANT SELECT ON host, mail_domain TO dure_operator;
GRANT INSERT, UPDATE (last_date), SELECT ON holding TO dure_every_app;
