-- What the tenant's content is encrypted with; without this row nobody reads it any more.
CREATE TABLE tenant_key (
    tenant_id  uuid        NOT NULL,
    wrapped    bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- How much the tenant keeps. Locked first by whatever adds or takes away.
CREATE TABLE room (
    tenant_id uuid   NOT NULL,
    bytes     bigint NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (tenant_id)
);

-- A content, once for each tenant.
CREATE TABLE blob (
    tenant_id          uuid        NOT NULL,
    id                 uuid        NOT NULL,
    sha256             text        NOT NULL,
    size               bigint      NOT NULL,
    created_at         timestamptz NOT NULL,
    -- Since when no file has it; null while one does.
    unreferenced_since timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, sha256)
);
CREATE INDEX blob_unreferenced ON blob (tenant_id, unreferenced_since) WHERE unreferenced_since IS NOT NULL;

-- A piece of a blob, or of an upload that becomes a blob under the same id.
CREATE TABLE part (
    tenant_id uuid    NOT NULL,
    holder_id uuid    NOT NULL,
    number    integer NOT NULL,
    object_id uuid    NOT NULL,
    bytes     bigint  NOT NULL,
    PRIMARY KEY (tenant_id, holder_id, number)
);

CREATE TABLE thumbnail (
    tenant_id uuid    NOT NULL,
    blob_id   uuid    NOT NULL,
    edge      integer NOT NULL,
    object_id uuid    NOT NULL,
    bytes     bigint  NOT NULL,
    PRIMARY KEY (tenant_id, blob_id, edge),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);

-- Objects of the backend to be deleted when they are due. One stands here before it is written, until something has it.
CREATE TABLE garbage (
    tenant_id uuid        NOT NULL,
    object_id uuid        NOT NULL,
    due_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, object_id)
);
CREATE INDEX garbage_due ON garbage (tenant_id, due_at);

CREATE TABLE file (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    -- The database itself refuses to delete a blob that a file has.
    blob_id    uuid        NOT NULL,
    app        text        NOT NULL,
    kind       text        NOT NULL,
    owner_id   uuid        NOT NULL,
    name       text        NOT NULL,
    media_type text        NOT NULL,
    scan       text        NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, blob_id) REFERENCES blob (tenant_id, id)
);
CREATE INDEX file_by_owner ON file (tenant_id, app, kind, owner_id, id);
CREATE INDEX file_by_app ON file (tenant_id, app, id);
CREATE INDEX file_by_blob ON file (tenant_id, blob_id);

CREATE TABLE upload (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    -- Who sends it; null when an app does.
    account_id uuid,
    app        text        NOT NULL,
    kind       text        NOT NULL,
    owner_id   uuid        NOT NULL,
    name       text        NOT NULL,
    -- Null while it is not known.
    length     bigint,
    -- Counted against the quota until it is a file.
    reserved   bigint      NOT NULL,
    received   bigint      NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX upload_expiry ON upload (tenant_id, expires_at);
