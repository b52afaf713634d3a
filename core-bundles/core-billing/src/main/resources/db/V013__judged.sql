-- Whether it is decided that the invoice has a right to its discount for auto-debit (B3): not yet, where an invoice that
-- was due by the end of its month looked unpaid and the statement of that day was still to come.
ALTER TABLE receivable ADD COLUMN discount_judged boolean NOT NULL DEFAULT true;

-- Prices that were quoted and ordered in time: until the month in which the quote's last day lies, the company is charged
-- no more for these products than the price book of the quote's month says.
CREATE TABLE quoted_price (
    tenant_id   uuid NOT NULL,
    quote       text NOT NULL,
    month       text NOT NULL,
    until_month text NOT NULL,
    products    text NOT NULL,
    PRIMARY KEY (tenant_id, quote),
    CHECK (month <= until_month)
);

-- The company that a prospect's order becomes: its id is chosen when the order begins, so that it is opened once.
ALTER TABLE quote ADD COLUMN company_id uuid;
