-- A tenant's own version of a template; where there is none, the app's is used.
CREATE TABLE template (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    -- What the app calls it, e.g. billing.invoice.
    template    text        NOT NULL,
    language    text        NOT NULL CHECK (language IN ('ko', 'en')),
    body        text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    changed_by  text        NOT NULL,
    version     integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, template, language)
);
