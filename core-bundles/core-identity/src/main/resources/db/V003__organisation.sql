-- Days are inclusive where something begins and exclusive where it ends: a row holds while from <= day < to.

CREATE TABLE department (
    tenant_id  uuid    NOT NULL,
    id         uuid    NOT NULL,
    code       text    NOT NULL,
    founded_on date    NOT NULL,
    closed_on  date,
    version    integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (closed_on > founded_on)
);
CREATE UNIQUE INDEX department_by_code ON department (tenant_id, code) WHERE closed_on IS NULL;

-- What a department is called and where it stands, without gaps from its founding to its closing; planned changes are
-- versions that begin later.
CREATE TABLE department_version (
    tenant_id     uuid    NOT NULL,
    department_id uuid    NOT NULL,
    valid_from    date    NOT NULL,
    valid_to      date,
    parent_id     uuid,
    name          text    NOT NULL,
    sort_order    integer NOT NULL,
    PRIMARY KEY (tenant_id, department_id, valid_from),
    FOREIGN KEY (tenant_id, department_id) REFERENCES department (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES department (tenant_id, id),
    CHECK (valid_to > valid_from),
    CHECK (parent_id <> department_id)
);
CREATE UNIQUE INDEX department_version_last ON department_version (tenant_id, department_id) WHERE valid_to IS NULL;
CREATE INDEX department_version_by_parent ON department_version (tenant_id, parent_id);

CREATE TABLE job_position (
    tenant_id  uuid    NOT NULL,
    id         uuid    NOT NULL,
    name       text    NOT NULL,
    sort_order integer NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

CREATE TABLE duty (
    tenant_id  uuid    NOT NULL,
    id         uuid    NOT NULL,
    name       text    NOT NULL,
    sort_order integer NOT NULL,
    head       boolean NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

-- The id is the login account's where there is one. No foreign key: a person stays when the account goes.
CREATE TABLE person (
    tenant_id       uuid    NOT NULL,
    id              uuid    NOT NULL,
    employee_number text,
    name            text    NOT NULL,
    work_phone      text,
    mobile          text,
    joined_on       date,
    left_on         date,
    version         integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, employee_number)
);
CREATE INDEX person_by_name ON person (tenant_id, name, id);

CREATE TABLE post (
    tenant_id     uuid    NOT NULL,
    id            uuid    NOT NULL,
    person_id     uuid    NOT NULL,
    department_id uuid    NOT NULL,
    position_id   uuid,
    duty_id       uuid,
    main          boolean NOT NULL,
    valid_from    date    NOT NULL,
    valid_to      date,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
    FOREIGN KEY (tenant_id, department_id) REFERENCES department (tenant_id, id),
    FOREIGN KEY (tenant_id, position_id) REFERENCES job_position (tenant_id, id),
    FOREIGN KEY (tenant_id, duty_id) REFERENCES duty (tenant_id, id),
    CHECK (valid_to > valid_from)
);
CREATE INDEX post_by_person ON post (tenant_id, person_id);
CREATE INDEX post_by_department ON post (tenant_id, department_id);
CREATE UNIQUE INDEX post_main ON post (tenant_id, person_id, valid_from) WHERE main;
CREATE UNIQUE INDEX post_main_open ON post (tenant_id, person_id) WHERE main AND valid_to IS NULL;

-- Days on which something planned comes into force; gone once it has been told.
CREATE TABLE organisation_change (
    tenant_id    uuid NOT NULL,
    effective_on date NOT NULL,
    kind         text NOT NULL,
    subject_id   uuid NOT NULL,
    PRIMARY KEY (tenant_id, effective_on, kind, subject_id)
);
