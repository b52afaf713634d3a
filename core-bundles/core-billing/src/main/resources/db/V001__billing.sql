CREATE TABLE subscription (
    tenant_id     uuid    NOT NULL,
    id            uuid    NOT NULL,
    registered_on date    NOT NULL,
    term          integer NOT NULL CHECK (term BETWEEN 0 AND 3),
    payment       text    NOT NULL,
    auto_debit    boolean NOT NULL,
    version       integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id)
);

-- The ledger of registered seats (B1): rows are added, never changed.
CREATE TABLE seat_change (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    on_date     date        NOT NULL,
    delta       bigint      NOT NULL,
    kind        text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX seat_change_by_date ON seat_change (tenant_id, on_date);

CREATE TABLE entitlement (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    product    text        NOT NULL,
    quantity   bigint      NOT NULL CHECK (quantity >= 0),
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    version    integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (ended_at >= started_at)
);
CREATE UNIQUE INDEX entitlement_open ON entitlement (tenant_id, product) WHERE ended_at IS NULL;

CREATE TABLE invoice (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    month     text        NOT NULL,
    state     text        NOT NULL,
    number    text,
    supply    bigint      NOT NULL CHECK (supply >= 0),
    vat       bigint      NOT NULL CHECK (vat >= 0),
    total     bigint      NOT NULL CHECK (total = supply + vat),
    issued_at timestamptz,
    due       date,
    version   integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, month),
    UNIQUE (tenant_id, number),
    CHECK ((state = 'FINAL') = (number IS NOT NULL AND issued_at IS NOT NULL AND due IS NOT NULL))
);

CREATE TABLE invoice_line (
    tenant_id      uuid    NOT NULL,
    id             uuid    NOT NULL,
    invoice_id     uuid    NOT NULL,
    position       integer NOT NULL,
    code           text    NOT NULL,
    description_ko text    NOT NULL,
    description_en text    NOT NULL,
    quantity       bigint  NOT NULL,
    unit_price     bigint  NOT NULL,
    days           integer NOT NULL,
    of_days        integer NOT NULL,
    amount         bigint  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, invoice_id, position),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);
