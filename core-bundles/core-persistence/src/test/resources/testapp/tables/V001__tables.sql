CREATE TABLE every_type (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    label     text,
    small     smallint,
    whole     integer,
    big       bigint,
    exact     numeric(30, 6),
    free      numeric,
    rough     double precision,
    yes       boolean,
    on_day    date,
    at        timestamptz,
    bytes     bytea,
    document  jsonb,
    names     text[],
    parent_id uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES every_type (tenant_id, id)
);
-- Named so that the alphabet is not the order.
CREATE TABLE a_child (
    tenant_id uuid NOT NULL,
    name      text NOT NULL,
    type_id   uuid NOT NULL,
    added     text NOT NULL DEFAULT 'new',
    PRIMARY KEY (tenant_id, name),
    FOREIGN KEY (tenant_id, type_id) REFERENCES every_type (tenant_id, id)
);
CREATE TABLE only_one (tenant_id uuid NOT NULL PRIMARY KEY);
