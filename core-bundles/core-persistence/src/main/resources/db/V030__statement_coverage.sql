-- Until which day all money that came in is booked: one row, of the whole installation. Who paid late is judged by it.
CREATE TABLE statement_coverage (
    one         boolean     NOT NULL DEFAULT true CHECK (one),
    through     date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text        NOT NULL,
    PRIMARY KEY (one)
);
GRANT SELECT ON statement_coverage TO dure_billing;
GRANT SELECT, INSERT, UPDATE ON statement_coverage TO dure_operator;
