CREATE TABLE export (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    -- EXPORT or BACKUP
    kind         text        NOT NULL,
    apps         text        NOT NULL,
    reason       text        NOT NULL,
    state        text        NOT NULL,
    progress     integer     NOT NULL,
    message_ko   text        NOT NULL,
    message_en   text        NOT NULL,
    attempts     integer     NOT NULL,
    ordered_by   uuid,
    ordered_name text        NOT NULL,
    ordered_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    size         bigint,
    sha256       text,
    expires_at   timestamptz,
    -- What a backup cost; null for an export.
    won          bigint,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
-- One at a time.
CREATE UNIQUE INDEX export_open ON export (tenant_id) WHERE state IN ('QUEUED', 'RUNNING');

CREATE TABLE import (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    -- The archive, a file while the import is open.
    file_id      uuid        NOT NULL,
    file_name    text        NOT NULL,
    size         bigint      NOT NULL,
    state        text        NOT NULL,
    progress     integer     NOT NULL,
    message_ko   text        NOT NULL,
    message_en   text        NOT NULL,
    attempts     integer     NOT NULL,
    apps         text        NOT NULL,
    row_count    bigint      NOT NULL,
    file_count   bigint      NOT NULL,
    ordered_by   uuid,
    ordered_name text        NOT NULL,
    acting_operator text,
    ordered_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX import_open ON import (tenant_id) WHERE state IN ('QUEUED', 'RUNNING');
