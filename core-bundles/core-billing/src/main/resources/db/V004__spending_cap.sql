-- What a company itself allows to be spent per meter and month.
CREATE TABLE spending_cap (
    tenant_id uuid    NOT NULL,
    id        uuid    NOT NULL,
    meter     text    NOT NULL,
    won       bigint  NOT NULL CHECK (won > 0),
    hard      boolean NOT NULL,
    version   integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, meter)
);

-- Which alerts of a month have been sent: each once.
CREATE TABLE spending_alert (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    meter     text        NOT NULL,
    month     text        NOT NULL,
    percent   integer     NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, meter, month, percent)
);
