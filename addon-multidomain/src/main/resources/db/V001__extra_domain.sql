-- Which extra domains are and were charged, and who asked for them; rows stay when the domain is gone.
CREATE TABLE extra_domain (
    tenant_id    uuid    NOT NULL,
    id           uuid    NOT NULL,
    host         text    NOT NULL,
    mail_domain  text    NOT NULL,
    requested_by text    NOT NULL,
    requested_on date    NOT NULL,
    removed_by   text,
    removed_on   date,
    version      integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (removed_on >= requested_on),
    CHECK ((removed_on IS NULL) = (removed_by IS NULL))
);
CREATE UNIQUE INDEX extra_domain_held ON extra_domain (tenant_id, host) WHERE removed_on IS NULL;
CREATE INDEX extra_domain_by_host ON extra_domain (tenant_id, host);

-- When somebody last had a domain's records looked up, so that it is not done too often.
CREATE TABLE domain_check (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    checked_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
