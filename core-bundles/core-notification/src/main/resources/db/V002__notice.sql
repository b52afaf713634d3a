ALTER TABLE mail ADD COLUMN bounced boolean NOT NULL DEFAULT false;

-- Files that go with a mail; gone with its content.
CREATE TABLE mail_attachment (
    tenant_id  uuid    NOT NULL,
    id         uuid    NOT NULL,
    mail_id    uuid    NOT NULL,
    position   integer NOT NULL,
    name       text    NOT NULL,
    media_type text    NOT NULL,
    content    bytea   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, mail_id) REFERENCES mail (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_attachment_by_mail ON mail_attachment (tenant_id, mail_id);

-- Addresses that take no mail, in lower case.
CREATE TABLE mail_bounce (
    tenant_id uuid        NOT NULL,
    address   text        NOT NULL,
    reason    text        NOT NULL,
    mail_id   uuid,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, address)
);

-- Under which name and address of its own a company sends; at most one row.
CREATE TABLE mail_sender (
    tenant_id  uuid        NOT NULL PRIMARY KEY,
    name       text,
    address    text        NOT NULL,
    updated_at timestamptz NOT NULL,
    version    integer     NOT NULL
);

-- Keys that sign mails (RFC 6376). The private key is sealed with the installation's key.
CREATE TABLE dkim_key (
    tenant_id   uuid        NOT NULL,
    domain      text        NOT NULL,
    selector    text        NOT NULL,
    private_key text        NOT NULL,
    public_key  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, domain)
);

CREATE TABLE notice (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    kind       text        NOT NULL,
    urgent     boolean     NOT NULL,
    subject_ko text        NOT NULL,
    subject_en text        NOT NULL,
    body_ko    text,
    body_en    text,
    link       text,
    -- JSON: [{"label":{"ko":…,"en":…},"link":…}]
    actions    text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX notice_by_age ON notice (tenant_id, created_at);

-- A person's list. No foreign keys here and below: what is written together is deleted together, by age.
CREATE TABLE notice_entry (
    tenant_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    notice_id  uuid        NOT NULL,
    kind       text        NOT NULL,
    category   text        NOT NULL,
    dedupe_key text,
    -- False: deleted by the person, or not wanted in the list; it is still remembered that he was told.
    listed     boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    read_at    timestamptz,
    PRIMARY KEY (tenant_id, account_id, notice_id),
    UNIQUE (tenant_id, account_id, kind, dedupe_key)
);
CREATE INDEX notice_entry_unread ON notice_entry (tenant_id, account_id, category) WHERE listed AND read_at IS NULL;
CREATE INDEX notice_entry_by_notice ON notice_entry (tenant_id, notice_id);
CREATE INDEX notice_entry_by_age ON notice_entry (tenant_id, created_at);

-- What was decided for each notice, person and channel, and why.
CREATE TABLE notice_delivery (
    tenant_id  uuid        NOT NULL,
    notice_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    channel    text        NOT NULL,
    decision   text        NOT NULL,
    decided_at timestamptz NOT NULL,
    -- When something is to be done; null when it is over.
    due_at     timestamptz,
    mail_id    uuid,
    text_id    uuid,
    PRIMARY KEY (tenant_id, account_id, notice_id, channel)
);
CREATE INDEX notice_delivery_due ON notice_delivery (tenant_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX notice_delivery_by_notice ON notice_delivery (tenant_id, notice_id);

-- What a person wants by kind; null: as the company has it.
CREATE TABLE kind_preference (
    tenant_id  uuid NOT NULL,
    account_id uuid NOT NULL,
    kind       text NOT NULL,
    in_app     boolean,
    email      boolean,
    sms        boolean,
    digest     text,
    PRIMARY KEY (tenant_id, account_id, kind)
);

CREATE TABLE person_setting (
    tenant_id   uuid    NOT NULL,
    account_id  uuid    NOT NULL,
    language    text,
    -- Minutes of the day in Seoul, on days numbered from 1, Monday; all null: no quiet hours.
    quiet_from  integer,
    quiet_to    integer,
    quiet_days  text,
    digest_hour integer NOT NULL,
    version     integer NOT NULL,
    PRIMARY KEY (tenant_id, account_id)
);

-- What the company decided by kind; null: as the app has it.
CREATE TABLE kind_policy (
    tenant_id     uuid    NOT NULL,
    kind          text    NOT NULL,
    in_app        boolean,
    email         boolean,
    sms           boolean,
    digest        text,
    in_app_locked boolean NOT NULL,
    email_locked  boolean NOT NULL,
    sms_locked    boolean NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);

CREATE TABLE notice_policy (
    tenant_id        uuid    NOT NULL PRIMARY KEY,
    urgent_overrides boolean NOT NULL,
    version          integer NOT NULL
);
