-- Whether it is decided that the invoice has a right to its discount for auto-debit (B3): not yet, where an invoice that
-- was due by the end of its month looked unpaid and the statement of that day was still to come.
ALTER TABLE receivable ADD COLUMN discount_judged boolean NOT NULL DEFAULT true;
