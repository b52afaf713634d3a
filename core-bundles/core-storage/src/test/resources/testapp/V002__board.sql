CREATE TABLE post (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    title     text        NOT NULL,
    likes     bigint      NOT NULL,
    ratio     double precision,
    at        timestamptz NOT NULL,
    data      jsonb,
    -- Newer than some exports.
    pinned    boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE a_comment (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    post_id   uuid NOT NULL,
    text      text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
);
CREATE TABLE draft_cache (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
