-- Term contracts (B2), whether paid month by month or ahead (B8).
CREATE TABLE contract (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    term          integer     NOT NULL CHECK (term BETWEEN 1 AND 3),
    starts_on     date        NOT NULL,
    ends_on       date        NOT NULL CHECK (ends_on > starts_on),
    -- The last day of one that ends before its time.
    terminated_on date        CHECK (terminated_on >= starts_on AND terminated_on < ends_on),
    payment       text        NOT NULL CHECK (payment IN ('monthly', 'prepaid')),
    prepayment    bigint      NOT NULL CHECK (prepayment >= 0),
    agreed_at     timestamptz NOT NULL,
    version       integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (payment = 'prepaid' OR prepayment = 0)
);

-- What companies agreed to when they signed up. As the owner, because no company is current here.
ALTER TABLE subscription NO FORCE ROW LEVEL SECURITY;
INSERT INTO contract (tenant_id, id, term, starts_on, ends_on, payment, prepayment, agreed_at, version)
SELECT tenant_id, gen_random_uuid(), term, registered_on,
       (registered_on + make_interval(years => term) - interval '1 day')::date, 'monthly', 0, now(), 1
FROM subscription WHERE term > 0;
ALTER TABLE subscription FORCE ROW LEVEL SECURITY;

-- What FINAL invoices and credit notes changed in a contract's ledger: rows are added, never changed.
CREATE TABLE contract_movement (
    tenant_id   uuid   NOT NULL,
    id          uuid   NOT NULL,
    contract_id uuid   NOT NULL,
    month       text   NOT NULL,
    kind        text   NOT NULL CHECK (kind IN ('DISCOUNT', 'RETURN', 'PREPAYMENT', 'DRAW', 'REFUND')),
    won         bigint NOT NULL CHECK (won > 0),
    document_id uuid   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, contract_id, month, kind),
    FOREIGN KEY (tenant_id, contract_id) REFERENCES contract (tenant_id, id)
);

-- Which uses of which month FINAL invoices have charged: what is counted beyond them came late.
CREATE TABLE charged_usage (
    tenant_id  uuid   NOT NULL,
    id         uuid   NOT NULL,
    month      text   NOT NULL,
    meter      text   NOT NULL,
    quantity   bigint NOT NULL CHECK (quantity > 0),
    invoice_id uuid   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, invoice_id, month, meter),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);
CREATE INDEX charged_usage_by_month ON charged_usage (tenant_id, month);

ALTER TABLE invoice
    ADD COLUMN late_fee bigint NOT NULL DEFAULT 0 CHECK (late_fee >= 0),
    DROP CONSTRAINT invoice_check,
    ADD CONSTRAINT invoice_total CHECK (total = supply + vat + late_fee);

ALTER TABLE invoice_line
    ADD COLUMN rule           text NOT NULL DEFAULT '',
    ADD COLUMN price_book     bigint,
    ADD COLUMN explanation_ko text NOT NULL DEFAULT '',
    ADD COLUMN explanation_en text NOT NULL DEFAULT '';

CREATE TABLE credit_note (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    invoice_id  uuid        NOT NULL,
    number      text        NOT NULL,
    reason      text        NOT NULL,
    supply      bigint      NOT NULL CHECK (supply <= 0),
    vat         bigint      NOT NULL CHECK (vat <= 0),
    late_fee    bigint      NOT NULL CHECK (late_fee <= 0),
    total       bigint      NOT NULL CHECK (total = supply + vat + late_fee AND total < 0),
    issued_at   timestamptz NOT NULL,
    -- What the order of it was named by whoever gave it, so that it is executed once.
    request_key text        NOT NULL,
    request     text        NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, request_key),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);

CREATE TABLE credit_note_line (
    tenant_id      uuid    NOT NULL,
    id             uuid    NOT NULL,
    credit_note_id uuid    NOT NULL,
    position       integer NOT NULL,
    invoice_line   integer NOT NULL,
    code           text    NOT NULL,
    description_ko text    NOT NULL,
    description_en text    NOT NULL,
    quantity       bigint  NOT NULL,
    unit_price     bigint  NOT NULL,
    days           integer NOT NULL,
    of_days        integer NOT NULL,
    amount         bigint  NOT NULL CHECK (amount < 0),
    rule           text    NOT NULL,
    price_book     bigint,
    explanation_ko text    NOT NULL,
    explanation_en text    NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, credit_note_id, position),
    FOREIGN KEY (tenant_id, credit_note_id) REFERENCES credit_note (tenant_id, id)
);
