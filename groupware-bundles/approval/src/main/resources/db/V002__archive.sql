-- The chain of completed documents: each link has the hash of the one before it (./dure verify-archive).
CREATE TABLE archive_entry (
    tenant_id   uuid        NOT NULL,
    position    bigint      NOT NULL,
    document_id uuid        NOT NULL,
    -- The lines that are hashed.
    entry       text        NOT NULL,
    hash        text        NOT NULL,
    -- Canonical JSON of the document; null in a link that destroys, and once the document was destroyed.
    record      text,
    -- The file with the PDF; null like the record.
    paper       uuid,
    -- Position of what was destroyed; 0 for a document.
    destroys    bigint      NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, document_id, destroys)
);
