CREATE TABLE company (
    tenant_id       uuid NOT NULL PRIMARY KEY,
    business_number text NOT NULL,
    contact_name    text NOT NULL,
    contact_email   text NOT NULL,
    contact_phone   text NOT NULL,
    mail_domain     text NOT NULL
);

CREATE TABLE account (
    tenant_id            uuid        NOT NULL,
    id                   uuid        NOT NULL,
    login_id             text        NOT NULL,
    name                 text        NOT NULL,
    external_email       text,
    password_hash        text        NOT NULL,
    must_change_password boolean     NOT NULL,
    administrator        boolean     NOT NULL,
    permissions          text        NOT NULL,
    created_at           timestamptz NOT NULL,
    version              integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, login_id)
);

-- Wrong passwords in a row, by what was typed: an account that does not exist stops like one that does (L1).
CREATE TABLE login_attempt (
    tenant_id uuid        NOT NULL,
    login_id  text        NOT NULL,
    failures  integer     NOT NULL,
    last_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, login_id)
);

CREATE TABLE session (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    token_hash text        NOT NULL,
    csrf_token text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX session_by_account ON session (tenant_id, account_id);
