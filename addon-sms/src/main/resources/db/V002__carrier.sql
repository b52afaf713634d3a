-- What the operator has set up, in the operator's own rows.
CREATE TABLE route (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    protocol    text        NOT NULL,
    host        text        NOT NULL,
    port        integer     NOT NULL,
    system_id   text        NOT NULL,
    password    text        NOT NULL,
    priority    integer     NOT NULL,
    charset     text,
    data_coding integer,
    window_size integer     NOT NULL,
    per_second  integer     NOT NULL,
    long_messages boolean   NOT NULL,
    enabled     boolean     NOT NULL,
    version     integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

-- A receipt that nobody waited for: another node's message, or one that is in doubt.
CREATE TABLE receipt (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    route      text        NOT NULL,
    carrier_id text        NOT NULL,
    phone      text,
    result     text        NOT NULL,
    code       text,
    at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

ALTER TABLE sender_number ADD COLUMN valid_until date;
CREATE TABLE sender_number_proof (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    media_type  text        NOT NULL,
    content     bytea       NOT NULL,
    uploaded_at timestamptz NOT NULL,
    version     integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES sender_number (tenant_id, id)
);

ALTER TABLE message ADD COLUMN subject text;
ALTER TABLE message ADD COLUMN status text NOT NULL DEFAULT 'ACCEPTED';
ALTER TABLE recipient ADD COLUMN long_message boolean NOT NULL DEFAULT false;
ALTER TABLE recipient ADD COLUMN text text;
ALTER TABLE recipient ADD COLUMN result text;
ALTER TABLE recipient ADD COLUMN code text;
ALTER TABLE recipient ADD COLUMN route text;
ALTER TABLE recipient ADD COLUMN node text;
ALTER TABLE recipient ADD COLUMN submitted_at timestamptz;
CREATE INDEX recipient_in_doubt ON recipient (tenant_id, state, submitted_at)
    WHERE state IN ('SUBMITTING', 'SENT', 'UNKNOWN');
CREATE INDEX recipient_of_message ON recipient (tenant_id, message_id, id);
CREATE INDEX message_by_time ON message (tenant_id, created_at);

CREATE TABLE opt_out (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    number    text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number)
);

CREATE TABLE contact_group (
    tenant_id uuid    NOT NULL,
    id        uuid    NOT NULL,
    name      text    NOT NULL,
    version   integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
CREATE TABLE contact (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    group_id  uuid NOT NULL,
    number    text NOT NULL,
    -- Merge fields, one "name=value" for each.
    fields    text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, group_id, number),
    FOREIGN KEY (tenant_id, group_id) REFERENCES contact_group (tenant_id, id)
);

CREATE TABLE sending_limits (
    tenant_id      uuid    NOT NULL,
    id             uuid    NOT NULL,
    per_day        integer,
    approval_above integer,
    version        integer NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- In the order in which the queue is read.
DROP INDEX recipient_waiting;
CREATE INDEX recipient_queue ON recipient (tenant_id, due_at, id) WHERE state = 'QUEUED';
CREATE INDEX recipient_queue_long ON recipient (tenant_id, due_at, id) WHERE state = 'QUEUED' AND long_message;
