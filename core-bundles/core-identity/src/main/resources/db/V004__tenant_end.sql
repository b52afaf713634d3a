-- Since when a company is closed, and when its data were deleted. No row: it is open.
CREATE TABLE tenant_end (
    tenant_id  uuid        NOT NULL PRIMARY KEY,
    closed_at  timestamptz NOT NULL,
    deleted_at timestamptz
);

-- What was charged by the day until the company was closed, to go on when it is opened again.
CREATE TABLE ended_holding (
    tenant_id uuid NOT NULL,
    meter     text NOT NULL,
    key       text NOT NULL,
    PRIMARY KEY (tenant_id, meter, key)
);
