CREATE TABLE thing (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    name      text        NOT NULL,
    won       bigint      NOT NULL,
    on_date   date        NOT NULL,
    at        timestamptz NOT NULL,
    other     uuid,
    bytes     bytea,
    version   integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
