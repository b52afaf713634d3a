-- Who issues the invoices: the operator's own data. A new row with each change, so that old papers stay what they were.
CREATE TABLE supplier (
    tenant_id       uuid        NOT NULL,
    version         integer     NOT NULL,
    recorded_at     timestamptz NOT NULL,
    name            text        NOT NULL,
    business_number text        NOT NULL,
    sub_number      text        NOT NULL,
    representative  text        NOT NULL,
    address         text        NOT NULL,
    business_type   text        NOT NULL,
    business_item   text        NOT NULL,
    phone           text        NOT NULL,
    fax             text        NOT NULL,
    email           text        NOT NULL,
    bank            text        NOT NULL,
    account         text        NOT NULL,
    account_holder  text        NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

-- What a company wants on its invoices beside its name and number. A new row with each change.
CREATE TABLE bill_to (
    tenant_id      uuid        NOT NULL,
    version        integer     NOT NULL,
    recorded_at    timestamptz NOT NULL,
    sub_number     text        NOT NULL,
    representative text        NOT NULL,
    address        text        NOT NULL,
    business_type  text        NOT NULL,
    business_item  text        NOT NULL,
    email          text        NOT NULL,
    email2         text        NOT NULL,
    -- Names under which it pays, one per line.
    depositors     text        NOT NULL,
    PRIMARY KEY (tenant_id, version)
);
