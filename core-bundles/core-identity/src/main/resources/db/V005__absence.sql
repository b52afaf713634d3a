-- Who is away and who acts meanwhile. A row is written once; afterwards only its cancellation is added, and a change is
-- a cancellation and a new row that names the old one. No foreign keys: the history stays when an account goes.
CREATE TABLE absence (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    person_id    uuid        NOT NULL,
    first_day    date        NOT NULL,
    -- Away from noon of the first day only.
    from_noon    boolean     NOT NULL,
    -- The last day of the absence, inclusive.
    last_day     date        NOT NULL,
    -- Back at noon of the last day.
    until_noon   boolean     NOT NULL,
    -- Null: nobody acts.
    deputy_id    uuid,
    -- The app the deputy acts in; null: in all of them.
    scope        text,
    reason       text,
    replaces     uuid,
    entered_at   timestamptz NOT NULL,
    entered_by   text        NOT NULL,
    cancelled_at timestamptz,
    cancelled_by text,
    PRIMARY KEY (tenant_id, id),
    CHECK (first_day < last_day OR first_day = last_day AND NOT (from_noon AND until_noon)),
    CHECK (deputy_id <> person_id),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL))
);
CREATE INDEX absence_by_person ON absence (tenant_id, person_id, last_day);
CREATE INDEX absence_by_day ON absence (tenant_id, last_day, id);
