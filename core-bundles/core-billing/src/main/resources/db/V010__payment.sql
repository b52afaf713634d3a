-- What is owed for each final invoice. What is paid of it are its allocations.
CREATE TABLE receivable (
    tenant_id   uuid    NOT NULL,
    invoice_id  uuid    NOT NULL,
    number      text    NOT NULL,
    month       text    NOT NULL,
    total       bigint  NOT NULL CHECK (total >= 0),
    -- The late fee that is part of it, on which no further one is charged.
    fee         bigint  NOT NULL CHECK (fee >= 0),
    -- The discount for auto-debit (B3) that it was given, before VAT; taken back when the debit fails.
    discount    bigint  NOT NULL CHECK (discount >= 0),
    -- The debit has failed, and the invoice on which the discount is charged again.
    discount_lost    boolean NOT NULL,
    discount_invoice uuid,
    -- What credit notes took away.
    credited    bigint  NOT NULL CHECK (credited >= 0),
    paid        bigint  NOT NULL CHECK (paid >= 0),
    issued_on   date    NOT NULL,
    due         date    NOT NULL,
    -- The invoice that bears the late fee on this one.
    fee_invoice uuid,
    PRIMARY KEY (tenant_id, invoice_id),
    CHECK (credited <= total),
    CHECK (paid <= total - credited)
);
CREATE INDEX receivable_open ON receivable (tenant_id, due) WHERE paid < total - credited;

CREATE TABLE payment (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('TRANSFER', 'AUTO_DEBIT', 'OTHER')),
    -- The line of a bank statement or of a collection that it comes from.
    source      uuid,
    received_on date        NOT NULL,
    amount      bigint      NOT NULL CHECK (amount > 0),
    note        text,
    recorded_at timestamptz NOT NULL,
    recorded_by text        NOT NULL,
    undone_at   timestamptz,
    undone_why  text,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX payment_source ON payment (tenant_id, source) WHERE undone_at IS NULL;

CREATE TABLE allocation (
    tenant_id  uuid   NOT NULL,
    payment_id uuid   NOT NULL,
    invoice_id uuid   NOT NULL,
    amount     bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (tenant_id, payment_id, invoice_id),
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES receivable (tenant_id, invoice_id)
);

-- The operator's bank statements, as far as money came in.
CREATE TABLE bank_statement (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    sha256      text        NOT NULL,
    lines       integer     NOT NULL,
    uploaded_at timestamptz NOT NULL,
    uploaded_by text        NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, sha256)
);

CREATE TABLE bank_line (
    tenant_id    uuid    NOT NULL,
    id           uuid    NOT NULL,
    statement_id uuid    NOT NULL,
    -- What tells it from every other line of every statement.
    line_key     text    NOT NULL,
    -- It looks exactly like another line of its file; only a person may say whether it is one more transfer.
    repeated     boolean NOT NULL,
    on_date      date    NOT NULL,
    at_time      text,
    amount       bigint  NOT NULL CHECK (amount > 0),
    depositor    text    NOT NULL,
    memo         text    NOT NULL,
    state        text    NOT NULL CHECK (state IN ('OPEN', 'ASSIGNED', 'IGNORED')),
    customer     uuid,
    payment_id   uuid,
    reason       text,
    version      integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, line_key),
    FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement (tenant_id, id),
    CHECK ((state = 'ASSIGNED') = (customer IS NOT NULL AND payment_id IS NOT NULL)),
    CHECK (state <> 'IGNORED' OR reason IS NOT NULL)
);
CREATE INDEX bank_line_by_state ON bank_line (tenant_id, state, id);

-- The account that auto-debit takes from; its number is sealed.
CREATE TABLE debit_mandate (
    tenant_id     uuid        NOT NULL,
    bank_code     text        NOT NULL,
    account       text        NOT NULL,
    account_tail  text        NOT NULL,
    holder        text        NOT NULL,
    holder_number text        NOT NULL,
    agreed_at     timestamptz NOT NULL,
    agreed_by     text        NOT NULL,
    version       integer     NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- A collection by auto-debit: one file out, its result in.
CREATE TABLE debit_run (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    collect_on    date        NOT NULL,
    format        text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('SENT', 'DONE')),
    items         integer     NOT NULL,
    total         bigint      NOT NULL,
    -- Sealed, as it holds account numbers.
    file          text        NOT NULL,
    result_sha256 text,
    created_at    timestamptz NOT NULL,
    created_by    text        NOT NULL,
    done_at       timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 'DONE') = (result_sha256 IS NOT NULL AND done_at IS NOT NULL))
);

CREATE TABLE debit_item (
    tenant_id  uuid    NOT NULL,
    id         uuid    NOT NULL,
    run_id     uuid    NOT NULL,
    sequence   integer NOT NULL,
    invoice_id uuid    NOT NULL,
    amount     bigint  NOT NULL CHECK (amount > 0),
    state      text    NOT NULL CHECK (state IN ('SENT', 'PAID', 'FAILED')),
    failure    text,
    failed_on  date,
    -- Whether the company was written to about the failure.
    told       boolean NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, run_id, sequence),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES receivable (tenant_id, invoice_id),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL AND failed_on IS NOT NULL))
);
CREATE UNIQUE INDEX debit_item_under_way ON debit_item (tenant_id, invoice_id) WHERE state = 'SENT';

-- The ladder of one unpaid invoice. Its dates are fixed when it begins; later ones may only move back.
CREATE TABLE arrears (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    invoice_id   uuid        NOT NULL,
    step         text        NOT NULL CHECK (step IN ('REMINDED', 'READ_ONLY', 'SUSPENDED', 'CLOSED')),
    step_on      date        NOT NULL,
    notice_days  integer     NOT NULL CHECK (notice_days >= 0),
    read_only_on date        NOT NULL,
    suspend_on   date        NOT NULL,
    close_on     date        NOT NULL,
    -- The step whose date was written to the company, and when.
    noticed      text,
    noticed_on   date,
    began_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK (read_only_on <= suspend_on AND suspend_on <= close_on)
);
CREATE UNIQUE INDEX arrears_open ON arrears (tenant_id) WHERE ended_at IS NULL;

-- The days of the ladder, by the day from which ladders begin with them.
CREATE TABLE arrears_policy (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    effective_from date        NOT NULL,
    reminder_days  integer     NOT NULL,
    read_only_days integer     NOT NULL,
    suspend_days   integer     NOT NULL,
    close_days     integer     NOT NULL,
    notice_days    integer     NOT NULL,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (0 <= reminder_days AND reminder_days < read_only_days AND read_only_days < suspend_days
        AND suspend_days < close_days AND notice_days >= 0)
);
