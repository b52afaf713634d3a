CREATE TABLE note (
    tenant_id uuid NOT NULL,
    id        text NOT NULL,
    title     text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
