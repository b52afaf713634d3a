-- A price row per kind of message.
INSERT INTO price (product, effective_from, basis, won) VALUES ('sms.lms', '2020-01-01', 'USE', 32);

-- Events and jobs. Only the kernel's own login role reads across tenants here.

CREATE TABLE outbox (
    seq       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- A reader goes by this: a transaction that commits late has a number that is still ahead of every reader.
    xid       xid8        NOT NULL DEFAULT pg_current_xact_id(),
    tenant_id uuid        NOT NULL DEFAULT current_setting('dure.tenant')::uuid,
    id        uuid        NOT NULL,
    type      text        NOT NULL,
    key       text        NOT NULL,
    body      text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (xid, seq)
);
CREATE INDEX outbox_by_key ON outbox (tenant_id, key, xid);
CREATE INDEX outbox_by_time ON outbox (at);

CREATE TABLE subscription (
    name    text        NOT NULL PRIMARY KEY,
    types   text[]      NOT NULL,
    -- Everything up to here is handled or in delivery.
    xid     xid8        NOT NULL,
    seq     bigint      NOT NULL,
    -- Counts the owners, so that one that has lost its ownership without knowing writes nothing.
    epoch   bigint      NOT NULL DEFAULT 0,
    paused  boolean     NOT NULL DEFAULT false,
    seen_at timestamptz NOT NULL,
    gap     text
);

-- What could not be handled at the first try, and what has to wait behind it.
CREATE TABLE delivery (
    subscription text        NOT NULL REFERENCES subscription (name) ON DELETE CASCADE,
    id           uuid        NOT NULL,
    tenant_id    uuid        NOT NULL,
    seq          bigint      NOT NULL,
    type         text        NOT NULL,
    key          text        NOT NULL,
    body         text        NOT NULL,
    at           timestamptz NOT NULL,
    state        text        NOT NULL CHECK (state IN ('WAITING', 'DEAD')),
    attempts     integer     NOT NULL,
    due_at       timestamptz NOT NULL,
    reason       text,
    PRIMARY KEY (subscription, id)
);
CREATE INDEX delivery_by_key ON delivery (subscription, tenant_id, key, seq) WHERE state = 'WAITING';

-- The columns are those of db-scheduler.
CREATE TABLE job (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    state                text,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX job_due ON job (execution_time);
CREATE INDEX job_heartbeat ON job (last_heartbeat);

CREATE TABLE job_pause (
    handler text NOT NULL PRIMARY KEY
);

-- One that runs just now is left alone; the new one then stands beside it.
CREATE FUNCTION job_schedule(handler text, id text, due timestamptz, cron text, data text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform AS
$$
DECLARE
    tenant  text  := current_setting('dure.tenant')::uuid::text;
    content bytea := convert_to(json_build_object('handler', handler, 'tenant', tenant, 'id', id, 'cron', cron,
                                                  'data', data)::text, 'UTF8');
    name    text  := tenant || '/' || handler || '/' || id;
BEGIN
    INSERT INTO job (task_name, task_instance, task_data, execution_time, picked, version, priority)
    VALUES ('dure-job', name, content, due, false, 1, 0)
    ON CONFLICT (task_name, task_instance) DO UPDATE
        SET task_data = excluded.task_data, execution_time = excluded.execution_time, consecutive_failures = 0,
            version = job.version + 1
        WHERE NOT job.picked;
    IF NOT FOUND THEN
        INSERT INTO job (task_name, task_instance, task_data, execution_time, picked, version, priority)
        VALUES ('dure-job', name || '/' || gen_random_uuid(), content, due, false, 1, 0);
    END IF;
END
$$;

CREATE FUNCTION job_cancel(handler text, id text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = platform AS
$$ DELETE FROM job WHERE task_name = 'dure-job' AND NOT picked
    AND task_instance = current_setting('dure.tenant')::uuid::text || '/' || handler || '/' || id $$;

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON outbox FOR INSERT WITH CHECK (tenant_id = current_setting('dure.tenant')::uuid);
CREATE POLICY kernel ON outbox TO dure_kernel USING (true);

REVOKE ALL ON FUNCTION job_schedule(text, text, timestamptz, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION job_cancel(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION job_schedule(text, text, timestamptz, text, text), job_cancel(text, text)
    TO dure_every_app, dure_operator;
GRANT INSERT ON outbox TO dure_every_app, dure_operator;
GRANT USAGE ON SCHEMA platform TO dure_kernel;
GRANT SELECT, DELETE ON outbox TO dure_kernel;
GRANT SELECT, INSERT, UPDATE, DELETE ON subscription, delivery, job, job_pause, idempotency TO dure_kernel;
