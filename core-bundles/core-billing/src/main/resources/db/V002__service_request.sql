-- What a company asks the service centre to change (S5).
CREATE TABLE service_request (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('SEAT_REDUCTION', 'SUBSCRIBE', 'UNSUBSCRIBE')),
    product      text,
    seats        bigint,
    wished_on    date,
    note         text,
    state        text        NOT NULL
        CHECK (state IN ('REQUESTED', 'SCHEDULED', 'APPLIED', 'FAILED', 'REFUSED', 'WITHDRAWN')),
    effective_on date,
    reason_ko    text,
    reason_en    text,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    state_since  timestamptz NOT NULL,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'SEAT_REDUCTION') = (seats IS NOT NULL)),
    CHECK ((kind = 'SEAT_REDUCTION') = (product IS NULL)),
    CHECK (seats > 0),
    CHECK (state NOT IN ('SCHEDULED', 'APPLIED', 'FAILED') OR effective_on IS NOT NULL),
    CHECK ((state IN ('FAILED', 'REFUSED')) = (reason_ko IS NOT NULL AND reason_en IS NOT NULL))
);

-- One open request per thing: a second one would be a double submit.
CREATE UNIQUE INDEX service_request_open_product ON service_request (tenant_id, product)
    WHERE state IN ('REQUESTED', 'SCHEDULED') AND product IS NOT NULL;
CREATE UNIQUE INDEX service_request_open_seats ON service_request (tenant_id, kind)
    WHERE state IN ('REQUESTED', 'SCHEDULED') AND product IS NULL;
