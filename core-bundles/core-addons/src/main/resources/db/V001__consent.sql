-- What a company agreed to let an add-on do; the latest of each.
CREATE TABLE consent (
    tenant_id   uuid        NOT NULL,
    app         text        NOT NULL,
    -- Of the version that was there then.
    app_version text        NOT NULL,
    -- One a line.
    rights      text        NOT NULL,
    -- The account, or null for the sign-up itself.
    given_by    uuid,
    given_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, app)
);
