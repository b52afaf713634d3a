ALTER TABLE company ADD COLUMN language text NOT NULL DEFAULT 'ko';

-- A temporary password (L1) beside the account's own, which keeps its value until a new one is chosen.
ALTER TABLE account
    ADD COLUMN temporary_hash text,
    ADD COLUMN temporary_until timestamptz,
    ADD COLUMN password_changed_at timestamptz,
    ADD COLUMN last_login_at timestamptz;

ALTER TABLE session
    ADD COLUMN last_used_at timestamptz,
    ADD COLUMN address text,
    ADD COLUMN agent text,
    ADD COLUMN acting_operator text;

CREATE TABLE password_history (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    account_id    uuid        NOT NULL,
    password_hash text        NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX password_history_by_account ON password_history (tenant_id, account_id, at);

CREATE TABLE role (
    tenant_id   uuid    NOT NULL,
    id          uuid    NOT NULL,
    name        text    NOT NULL,
    permissions text    NOT NULL,
    version     integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE account_role (
    tenant_id  uuid NOT NULL,
    account_id uuid NOT NULL,
    role_id    uuid NOT NULL,
    PRIMARY KEY (tenant_id, account_id, role_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, role_id) REFERENCES role (tenant_id, id)
);
CREATE INDEX account_role_by_role ON account_role (tenant_id, role_id);

CREATE TABLE access_token (
    tenant_id         uuid        NOT NULL,
    id                uuid        NOT NULL,
    -- Whose personal token it is; null for a service token, which acts for itself.
    account_id        uuid,
    name              text        NOT NULL,
    token_hash        text        NOT NULL,
    scopes            text        NOT NULL,
    permissions       text        NOT NULL,
    created_by        text        NOT NULL,
    created_at        timestamptz NOT NULL,
    expires_at        timestamptz NOT NULL,
    last_used_at      timestamptz,
    last_used_address text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX access_token_by_account ON access_token (tenant_id, account_id);

CREATE TABLE second_factor (
    tenant_id    uuid   NOT NULL,
    account_id   uuid   NOT NULL,
    -- Encrypted with the installation's key.
    secret       text   NOT NULL,
    confirmed_at timestamptz,
    -- The last time step that was used: a code counts once.
    last_step    bigint NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE recovery_code (
    tenant_id  uuid NOT NULL,
    account_id uuid NOT NULL,
    code_hash  text NOT NULL,
    PRIMARY KEY (tenant_id, account_id, code_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE login_policy (
    tenant_id             uuid    NOT NULL PRIMARY KEY,
    min_password_length   integer NOT NULL,
    idle_minutes          integer NOT NULL,
    absolute_hours        integer NOT NULL,
    second_factor         text    NOT NULL,
    raise_seats_on_import boolean NOT NULL,
    version               integer NOT NULL
);

CREATE TABLE access_policy (
    tenant_id uuid    NOT NULL PRIMARY KEY,
    enabled   boolean NOT NULL,
    allowed   text    NOT NULL,
    exempt    text    NOT NULL,
    version   integer NOT NULL
);

-- The tenant lets the operator in.
CREATE TABLE operator_consent (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    reason       text        NOT NULL,
    granted_at   timestamptz NOT NULL,
    until        timestamptz NOT NULL,
    withdrawn_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);

-- Handed to the operator for one entry.
CREATE TABLE operator_entry (
    tenant_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    consent_id     uuid        NOT NULL,
    ticket_hash    text        NOT NULL,
    operator_login text        NOT NULL,
    reason         text        NOT NULL,
    expires_at     timestamptz NOT NULL,
    used_at        timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, ticket_hash),
    FOREIGN KEY (tenant_id, consent_id) REFERENCES operator_consent (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE domain (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    host         text        NOT NULL,
    mail_domain  text        NOT NULL,
    state        text        NOT NULL,
    shared       boolean     NOT NULL,
    -- What the TXT record must say.
    token        text        NOT NULL,
    requested_on date        NOT NULL,
    requested_at timestamptz NOT NULL,
    checked_at   timestamptz,
    opened_at    timestamptz,
    removed_at   timestamptz,
    -- When the company's mail was moved here (S4); null while another system has it.
    mail_here_at timestamptz,
    -- What the last check saw.
    findings     text        NOT NULL,
    version      integer     NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX domain_by_host ON domain (tenant_id, host) WHERE removed_at IS NULL;

-- One address space per mail domain for everything that can receive (G1).
CREATE TABLE mail_address (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    local_part text        NOT NULL,
    domain     text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('USER', 'ALIAS', 'GROUP', 'REPRESENTATIVE')),
    name       text        NOT NULL,
    account_id uuid,
    created_at timestamptz NOT NULL,
    version    integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, domain, local_part),
    CHECK ((kind IN ('USER', 'ALIAS')) = (account_id IS NOT NULL)),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_address_by_account ON mail_address (tenant_id, account_id);

CREATE TABLE mail_receiver (
    tenant_id  uuid NOT NULL,
    address_id uuid NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, address_id, account_id),
    FOREIGN KEY (tenant_id, address_id) REFERENCES mail_address (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_receiver_by_account ON mail_receiver (tenant_id, account_id);

-- Mails about the tenant itself (S1, S3), newest last.
CREATE TABLE tenant_mail (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    kind      text        NOT NULL,
    sent_to   text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- Companies from before get their domain and their users' addresses. The owner is bound by row security otherwise.
ALTER TABLE company NO FORCE ROW LEVEL SECURITY;
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
INSERT INTO domain (tenant_id, id, host, mail_domain, state, shared, token, requested_on, requested_at, opened_at,
                    mail_here_at, findings, version)
SELECT tenant_id, gen_random_uuid(), mail_domain, mail_domain, 'OPEN', true, '', current_date, now(), now(), now(), '[]', 1
FROM company;
INSERT INTO mail_address (tenant_id, id, local_part, domain, kind, name, account_id, created_at, version)
SELECT a.tenant_id, gen_random_uuid(), a.login_id, c.mail_domain, 'USER', a.name, a.id, a.created_at, 1
FROM account a JOIN company c ON c.tenant_id = a.tenant_id;
