CREATE TABLE document (
    tenant_id  uuid        NOT NULL,
    kind       text        NOT NULL,
    id         text        NOT NULL,
    app        text        NOT NULL,
    title      text        NOT NULL,
    body       text        NOT NULL,
    link       text        NOT NULL,
    -- One of these, with what a caller is, makes a reader.
    readers    text[]      NOT NULL,
    updated_at timestamptz NOT NULL,
    -- When the index took it: what a rebuild has not touched is gone.
    written_at timestamptz NOT NULL,
    terms      tsvector    NOT NULL,
    PRIMARY KEY (tenant_id, kind, id)
);
-- A search looks at many rows and shows few: what it looks at stays small, the rest lies beside it.
ALTER TABLE document SET (toast_tuple_target = 512);
ALTER TABLE document ALTER title SET STORAGE MAIN, ALTER link SET STORAGE MAIN, ALTER readers SET STORAGE MAIN,
    ALTER terms SET STORAGE EXTERNAL;
-- No list of what is pending, which every search would have to read through.
CREATE INDEX document_terms ON document USING gin (tenant_id, terms) WITH (fastupdate = off);
CREATE INDEX document_newest ON document (tenant_id, updated_at DESC, kind DESC, id DESC);

-- How far an app's part of the index is.
CREATE TABLE part (
    tenant_id  uuid        NOT NULL,
    app        text        NOT NULL,
    -- Of the source, when it was built last; 0: never.
    version    integer     NOT NULL,
    built_at   timestamptz,
    -- Of the rebuild that runs; null: none does.
    started_at timestamptz,
    kind       text,
    after      text,
    documents  bigint      NOT NULL,
    PRIMARY KEY (tenant_id, app)
);

-- Full-text operators are not leakproof, so under row security the index would go unused. These functions read past it,
-- for the transaction's own tenant, which no argument can change.
CREATE POLICY definer ON document FOR SELECT TO dure_search_owner USING (true);

CREATE FUNCTION find(wanted tsquery, of_apps text[], of_kind text, keys text[], since timestamptz, until timestamptz,
        last_at timestamptz, last_kind text, last_id text, most integer)
    RETURNS TABLE (kind text, id text, title text, body text, link text, updated_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, search, pg_temp
    SET enable_seqscan = off
    SET enable_indexscan = off
    SET work_mem = '32MB'
    SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    current_tenant CONSTANT uuid := current_setting('dure.tenant')::uuid;
BEGIN
    RETURN QUERY
        SELECT d.kind, d.id, d.title, d.body, d.link, d.updated_at FROM search.document d
        WHERE d.tenant_id = current_tenant AND d.terms @@ wanted
            AND d.readers && keys AND d.app = ANY (of_apps) AND (of_kind IS NULL OR d.kind = of_kind)
            AND (since IS NULL OR d.updated_at >= since) AND (until IS NULL OR d.updated_at < until)
            AND (last_at IS NULL OR (d.updated_at, d.kind, d.id) < (last_at, last_kind, last_id))
        ORDER BY d.updated_at DESC, d.kind DESC, d.id DESC
        LIMIT least(most, 1000);
END $$;

-- The same of the newest thousand documents alone, without the index of terms. A word that is everywhere is found here at
-- once, where the other function would have to put every document that has it in order.
CREATE FUNCTION find_newest(wanted tsquery, of_apps text[], of_kind text, keys text[], since timestamptz,
        until timestamptz, last_at timestamptz, last_kind text, last_id text, most integer)
    RETURNS TABLE (kind text, id text, title text, body text, link text, updated_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, search, pg_temp
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_sort = off
    SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    current_tenant CONSTANT uuid := current_setting('dure.tenant')::uuid;
BEGIN
    RETURN QUERY
        SELECT n.kind, n.id, n.title, n.body, n.link, n.updated_at FROM (
            SELECT * FROM search.document d
            WHERE d.tenant_id = current_tenant
                AND (since IS NULL OR d.updated_at >= since) AND (until IS NULL OR d.updated_at < until)
                AND (last_at IS NULL OR (d.updated_at, d.kind, d.id) < (last_at, last_kind, last_id))
            ORDER BY d.updated_at DESC, d.kind DESC, d.id DESC
            LIMIT 1000) n
        WHERE n.readers && keys AND n.app = ANY (of_apps) AND (of_kind IS NULL OR n.kind = of_kind)
            AND n.terms @@ wanted
        ORDER BY n.updated_at DESC, n.kind DESC, n.id DESC
        LIMIT least(most, 1000);
END $$;

CREATE FUNCTION count_apps(wanted tsquery, of_apps text[], keys text[], since timestamptz, until timestamptz, most integer)
    RETURNS TABLE (app text, documents bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, search, pg_temp
    SET enable_seqscan = off
    SET enable_indexscan = off
    SET work_mem = '32MB'
    SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    current_tenant CONSTANT uuid := current_setting('dure.tenant')::uuid;
BEGIN
    RETURN QUERY
        SELECT h.app, count(*) FROM (
            SELECT d.app FROM search.document d
            WHERE d.tenant_id = current_tenant AND d.terms @@ wanted
                AND d.readers && keys AND d.app = ANY (of_apps)
                AND (since IS NULL OR d.updated_at >= since) AND (until IS NULL OR d.updated_at < until)
            LIMIT least(most, 10001)) h
        GROUP BY h.app ORDER BY h.app;
END $$;

REVOKE ALL ON FUNCTION find(tsquery, text[], text, text[], timestamptz, timestamptz, timestamptz, text, text, integer)
    FROM PUBLIC;
REVOKE ALL ON FUNCTION
    find_newest(tsquery, text[], text, text[], timestamptz, timestamptz, timestamptz, text, text, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION count_apps(tsquery, text[], text[], timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    find(tsquery, text[], text, text[], timestamptz, timestamptz, timestamptz, text, text, integer) TO dure_search;
GRANT EXECUTE ON FUNCTION
    find_newest(tsquery, text[], text, text[], timestamptz, timestamptz, timestamptz, text, text, integer) TO dure_search;
GRANT EXECUTE ON FUNCTION count_apps(tsquery, text[], text[], timestamptz, timestamptz, integer) TO dure_search;
