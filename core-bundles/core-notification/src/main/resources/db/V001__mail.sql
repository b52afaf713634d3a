CREATE TABLE mail (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    kind         text        NOT NULL,
    recipient    text        NOT NULL,
    -- The content; null once it is forgotten.
    subject      text,
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
    -- The first try with a mail server since it was queued last: from here the two days count.
    tried_since  timestamptz,
    next_try_at  timestamptz,
    reason       text,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (state <> 'QUEUED' OR body_text IS NOT NULL)
);
-- The operator's list: newest first, over all tenants.
CREATE INDEX mail_by_id ON mail (id);
CREATE INDEX mail_by_state ON mail (state, id);
CREATE INDEX mail_by_tenant ON mail (tenant_id, created_at);
