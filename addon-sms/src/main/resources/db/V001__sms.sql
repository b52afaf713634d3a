-- Numbers a company may send from; registration is the law (전기통신사업법 §84-2).
CREATE TABLE sender_number (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    number       text        NOT NULL,
    proof        text,
    state        text        NOT NULL,
    reason       text,
    requested_at timestamptz NOT NULL,
    decided_at   timestamptz,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number)
);

CREATE TABLE message (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    sender     text        NOT NULL,
    text       text        NOT NULL,
    kind       text        NOT NULL,
    send_at    timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid        NOT NULL,
    recipients integer     NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE recipient (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    message_id uuid        NOT NULL,
    number     text        NOT NULL,
    state      text        NOT NULL,
    due_at     timestamptz NOT NULL,
    carrier_id text,
    reason     text,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, message_id, number),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
);
CREATE INDEX recipient_waiting ON recipient (tenant_id, due_at) WHERE state = 'QUEUED';
CREATE INDEX recipient_on_its_way ON recipient (tenant_id, state) WHERE state IN ('SUBMITTING', 'SENT');
