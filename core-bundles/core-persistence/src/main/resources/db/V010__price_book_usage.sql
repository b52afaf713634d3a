-- Every entry of the price book has a version, which invoices name.
CREATE SEQUENCE price_version;
ALTER TABLE price
    ADD COLUMN version     bigint      NOT NULL DEFAULT nextval('platform.price_version'),
    ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN recorded_by text;

-- What of the price book is no price: percentages, terms, quotas.
CREATE TABLE price_policy (
    name           text        NOT NULL,
    effective_from date        NOT NULL,
    value          text        NOT NULL,
    version        bigint      NOT NULL DEFAULT nextval('platform.price_version'),
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    recorded_by    text,
    PRIMARY KEY (name, effective_from)
);
INSERT INTO price_policy (name, effective_from, value) VALUES
    ('rounding',            '2020-01-01', 'FLOOR'),
    ('term-discount-1',     '2020-01-01', '5'),
    ('term-discount-2',     '2020-01-01', '10'),
    ('term-discount-3',     '2020-01-01', '15'),
    ('auto-debit-discount', '2020-01-01', '1'),
    ('late-fee',            '2020-01-01', '2'),
    ('minimum-term',        '2020-01-01', '0'),
    ('quota-seat',          '2020-01-01', '10'),
    ('quota-account',       '2020-01-01', '1');

-- One backup per calendar year is free (B10).
INSERT INTO price (product, effective_from, basis, won) VALUES
    ('backup',      '2020-01-01', 'USE', 30000),
    ('backup.free', '2020-01-01', 'USE', 0);

GRANT DELETE ON price TO dure_billing;
GRANT SELECT, INSERT, DELETE ON price_policy TO dure_billing;
GRANT USAGE ON SEQUENCE price_version TO dure_billing;

-- Whose use it was, and when it became known: uses written down in a later month than theirs may have missed their invoice.
ALTER TABLE usage
    ADD COLUMN account_id  uuid,
    ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX usage_late ON usage (tenant_id, at)
    WHERE date_trunc('month', recorded_at AT TIME ZONE 'Asia/Seoul') > date_trunc('month', at AT TIME ZONE 'Asia/Seoul');
