-- Forms (양식): the row says what holds now, each version keeps its definition.
CREATE TABLE form (
    tenant_id         uuid        NOT NULL,
    id                uuid        NOT NULL,
    code              text        NOT NULL,
    name_ko           text        NOT NULL,
    name_en           text        NOT NULL,
    category          text        NOT NULL,
    state             text        NOT NULL,
    form_version      integer     NOT NULL,
    retention         text        NOT NULL,
    security          text        NOT NULL,
    approver_may_edit boolean     NOT NULL,
    number_pattern    text        NOT NULL,
    number_scope      text        NOT NULL,
    line_rule         text        NOT NULL,
    version           integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
);

CREATE TABLE form_version (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    form_id      uuid        NOT NULL,
    form_version integer     NOT NULL,
    definition   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, form_id, form_version),
    FOREIGN KEY (tenant_id, form_id) REFERENCES form (tenant_id, id)
);

CREATE TABLE form_favourite (
    tenant_id  uuid NOT NULL,
    account_id uuid NOT NULL,
    form_id    uuid NOT NULL,
    PRIMARY KEY (tenant_id, account_id, form_id)
);

-- Documents (문서). What was submitted is never deleted.
CREATE TABLE document (
    tenant_id            uuid        NOT NULL,
    id                   uuid        NOT NULL,
    form_id              uuid        NOT NULL,
    form_version         integer     NOT NULL,
    form_code            text        NOT NULL,
    form_name            text        NOT NULL,
    title                text        NOT NULL,
    state                text        NOT NULL,
    number               text,
    urgent               boolean     NOT NULL,
    security             text        NOT NULL,
    retention            text        NOT NULL,
    -- The last day it is kept; null before completion and for what is kept for ever.
    retain_until         date,
    destroyed_at         timestamptz,
    -- The drafter as he was when he drafted.
    drafter_id           uuid        NOT NULL,
    drafter_name         text        NOT NULL,
    drafter_position     text,
    drafter_duty         text,
    department_id        uuid,
    department_name      text,
    created_at           timestamptz NOT NULL,
    submitted_at         timestamptz,
    completed_at         timestamptz,
    -- JSON by field; of a draft what was typed, afterwards what was checked and computed.
    content              text        NOT NULL,
    revision             integer     NOT NULL,
    -- SHA-256 of title, content and attachments, from submission on.
    content_hash         text,
    -- The rules that held when it was submitted, as JSON.
    policy               text,
    touched              boolean     NOT NULL,
    later_pending        boolean     NOT NULL,
    attachments          integer     NOT NULL,
    origin_system        text,
    origin_reference     text,
    -- Fields that nobody may change, by comma.
    locked_fields        text,
    redraft_of           uuid,
    cancels              uuid,
    cancelled_by         uuid,
    version              integer     NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, origin_system, origin_reference),
    FOREIGN KEY (tenant_id, form_id) REFERENCES form (tenant_id, id)
);
CREATE INDEX document_of_drafter ON document (tenant_id, drafter_id, state, id DESC);
CREATE INDEX document_of_department ON document (tenant_id, department_id, id DESC) WHERE state IN ('COMPLETED', 'CANCELLED');
CREATE INDEX document_archive ON document (tenant_id, id DESC) WHERE state IN ('COMPLETED', 'CANCELLED');
CREATE INDEX document_expiry ON document (tenant_id, retain_until, id) WHERE retain_until IS NOT NULL AND destroyed_at IS NULL;

-- Steps of lines (결재선). The owner's name and position are those of the submission, the actor's those of the act.
CREATE TABLE step (
    tenant_id        uuid        NOT NULL,
    id               uuid        NOT NULL,
    document_id      uuid        NOT NULL,
    place            integer     NOT NULL,
    -- Keeps steps of one place in the order in which they were named.
    sort             integer     NOT NULL,
    role             text        NOT NULL,
    state            text        NOT NULL,
    account_id       uuid,
    account_name     text,
    account_position text,
    account_duty     text,
    department_id    uuid,
    department_name  text,
    for_account_id   uuid,
    for_name         text,
    for_position     text,
    parent_id        uuid,
    assignee_id      uuid,
    assignee_name    text,
    deadline         timestamptz,
    -- Who acts for the owner now, or did: a place in his boxes too.
    deputy_id        uuid,
    deputy_name      text,
    -- The box of its owner that shows the document because of this step; null for a draft.
    box              text,
    actor_id         uuid,
    actor_name       text,
    actor_position   text,
    actor_duty       text,
    actor_department text,
    acted_at         timestamptz,
    comment          text,
    -- A file that holds the stamp or signature as it was.
    signature        uuid,
    receipt_number   text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
);
CREATE INDEX step_of_document ON step (tenant_id, document_id);
CREATE INDEX step_of_account ON step (tenant_id, account_id, box, document_id DESC) WHERE account_id IS NOT NULL;
CREATE INDEX step_of_deputy ON step (tenant_id, deputy_id, box, document_id DESC) WHERE deputy_id IS NOT NULL;
CREATE INDEX step_of_department ON step (tenant_id, department_id, box, document_id DESC) WHERE account_id IS NULL;
CREATE INDEX step_of_assignee ON step (tenant_id, assignee_id, box, document_id DESC) WHERE assignee_id IS NOT NULL;
CREATE INDEX step_deadline ON step (tenant_id, deadline) WHERE state = 'ACTIVE' AND deadline IS NOT NULL;

-- Everything that was done, one row for each version of the document that an act made.
CREATE TABLE history (
    tenant_id        uuid        NOT NULL,
    id               uuid        NOT NULL,
    document_id      uuid        NOT NULL,
    -- The version of the document after the act.
    document_version integer     NOT NULL,
    act              text        NOT NULL,
    step_id          uuid,
    role             text,
    actor_id         uuid,
    actor_name       text,
    actor_position   text,
    actor_duty       text,
    actor_department text,
    behalf_id        uuid,
    behalf_name      text,
    at               timestamptz NOT NULL,
    address          text,
    comment          text,
    -- Whom it was about, what was created.
    detail           text,
    signature        uuid,
    revision         integer     NOT NULL,
    content_hash     text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, document_id, document_version),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
);

-- What a content was before somebody in the line changed it.
CREATE TABLE revision (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    document_id uuid        NOT NULL,
    -- The one that the change made.
    revision    integer     NOT NULL,
    at          timestamptz NOT NULL,
    by_id       uuid        NOT NULL,
    by_name     text        NOT NULL,
    before      text        NOT NULL,
    changes     text        NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, document_id, revision),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
);

CREATE TABLE question (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    document_id   uuid        NOT NULL,
    asked_by      uuid        NOT NULL,
    asked_by_name text        NOT NULL,
    asked_of      uuid        NOT NULL,
    asked_of_name text        NOT NULL,
    text          text        NOT NULL,
    asked_at      timestamptz NOT NULL,
    answer        text,
    answered_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
);
CREATE INDEX question_of_document ON question (tenant_id, document_id, id);

CREATE TABLE document_link (
    tenant_id   uuid    NOT NULL,
    document_id uuid    NOT NULL,
    linked_id   uuid    NOT NULL,
    sort        integer NOT NULL,
    PRIMARY KEY (tenant_id, document_id, linked_id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
);

-- Numbers (문서번호): a counter without gaps, and the register of what it gave.
CREATE TABLE number_counter (
    tenant_id uuid    NOT NULL,
    scope     text    NOT NULL,
    year      integer NOT NULL,
    last      integer NOT NULL,
    PRIMARY KEY (tenant_id, scope, year)
);

CREATE TABLE number_register (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    number       text        NOT NULL,
    scope        text        NOT NULL,
    year         integer     NOT NULL,
    serial       integer     NOT NULL,
    document_id  uuid        NOT NULL,
    title        text        NOT NULL,
    state        text        NOT NULL,
    reason       text,
    issued_at    timestamptz NOT NULL,
    cancelled_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, scope, year, serial)
);
CREATE INDEX number_of_document ON number_register (tenant_id, document_id);

-- One row: how the company wants its lines to go.
CREATE TABLE setting (
    tenant_id uuid    NOT NULL,
    id        uuid    NOT NULL,
    policy    text    NOT NULL,
    version   integer NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- Who takes documents for a department (문서담당); without anybody its head does.
CREATE TABLE officer (
    tenant_id     uuid NOT NULL,
    department_id uuid NOT NULL,
    account_id    uuid NOT NULL,
    PRIMARY KEY (tenant_id, department_id, account_id)
);

CREATE TABLE saved_line (
    tenant_id  uuid    NOT NULL,
    id         uuid    NOT NULL,
    account_id uuid    NOT NULL,
    name       text    NOT NULL,
    steps      text    NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, name)
);

-- The stamp or signature that a person acts with.
CREATE TABLE signature (
    tenant_id  uuid NOT NULL,
    account_id uuid NOT NULL,
    file_id    uuid NOT NULL,
    PRIMARY KEY (tenant_id, account_id)
);

-- Decisions about documents whose time is over (폐기·연장).
CREATE TABLE retention_decision (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    document_id uuid        NOT NULL,
    number      text,
    title       text        NOT NULL,
    decision    text        NOT NULL,
    before      text        NOT NULL,
    after       text,
    reason      text        NOT NULL,
    decided_by  uuid        NOT NULL,
    decided_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
