CREATE TABLE mail (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    kind         text        NOT NULL,
    recipient    text        NOT NULL,
    language     text        NOT NULL,
    subject      text        NOT NULL,
    -- Null once forgotten.
    body_text    text,
    body_html    text,
    secret       boolean     NOT NULL,
    state        text        NOT NULL,
    -- Since it was queued last.
    attempts     integer     NOT NULL,
    resends      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    -- When it came into its state.
    at           timestamptz NOT NULL,
    -- The first try with a mail server: from here the two days count.
    tried_since  timestamptz,
    -- Until then a try is under way, on whichever server.
    held_until   timestamptz,
    reason       text,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (state <> 'QUEUED' OR body_text IS NOT NULL)
);
-- The operator's list: newest first, over all tenants.
CREATE INDEX mail_by_id ON mail (id);
CREATE INDEX mail_by_state ON mail (state, id);
CREATE INDEX mail_by_tenant ON mail (tenant_id, state, at);

-- One row, the operator's: how many mails of all tenants there were when they were counted last.
CREATE TABLE mail_count (
    tenant_id  uuid        NOT NULL PRIMARY KEY,
    queued     bigint      NOT NULL,
    failed     bigint      NOT NULL,
    counted_at timestamptz NOT NULL
);
