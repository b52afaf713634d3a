-- The life of an add-on: what it may do, who signed it, and the version before, for undoing an upgrade.
ALTER TABLE addon
    -- One a line, as in kr.dure.product.Consents; null: installed when nobody noted them.
    ADD COLUMN rights           text,
    -- What a tenant without a recorded consent lets it do: the rights of its first version here.
    ADD COLUMN baseline         text,
    -- Who signed the jar, or null.
    ADD COLUMN signer           text,
    ADD COLUMN previous_version text,
    ADD COLUMN previous_sha256  text,
    ADD COLUMN previous_jar     bytea,
    ADD COLUMN previous_rights  text,
    ADD COLUMN previous_signer  text;

-- Removed add-ons whose rows are still there, and dated orders to delete them.
CREATE TABLE addon_remains (
    id            text        NOT NULL PRIMARY KEY,
    symbolic_name text        NOT NULL,
    version       text        NOT NULL,
    removed_at    timestamptz NOT NULL,
    purge_at      timestamptz,
    ordered_at    timestamptz,
    ordered_by    text,
    -- The folder with an export for each tenant, complete before the order is.
    export        text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON addon_remains TO dure_addons;
