-- Messages that the platform sends for a notice; the same key is the same message.
CREATE TABLE notice_text (
    tenant_id  uuid        NOT NULL,
    key        text        NOT NULL,
    message_id uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
);
