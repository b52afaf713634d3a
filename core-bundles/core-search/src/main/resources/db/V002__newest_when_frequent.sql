-- The newest documents are looked through only where the statistics say that as many as are wanted will be among them: whoever
-- looks for a rare word does not pay for it. It explains a statement, which only a volatile function may.
CREATE OR REPLACE FUNCTION find_newest(wanted tsquery, of_apps text[], of_kind text, keys text[], since timestamptz,
        until timestamptz, last_at timestamptz, last_kind text, last_id text, most integer)
    RETURNS TABLE (kind text, id text, title text, body text, link text, updated_at timestamptz)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog, search, pg_temp
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_sort = off
    SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    current_tenant CONSTANT uuid := current_setting('dure.tenant')::uuid;
    looked_through CONSTANT integer := 1000;
    -- Of those that have the words, how many the caller may see at the least, in most companies.
    visible CONSTANT float8 := 0.25;
    plan json;
    matching float8;
    documents float8;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM search.document WHERE tenant_id = %L', current_tenant) INTO plan;
    documents := (plan #>> '{0,Plan,Plan Rows}')::float8;
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM search.document WHERE tenant_id = %L AND terms @@ %L::tsquery',
        current_tenant, wanted::text) INTO plan;
    matching := (plan #>> '{0,Plan,Plan Rows}')::float8;
    IF documents > looked_through AND looked_through * visible * matching / documents < most THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT n.kind, n.id, n.title, n.body, n.link, n.updated_at FROM (
            SELECT * FROM search.document d
            WHERE d.tenant_id = current_tenant
                AND (since IS NULL OR d.updated_at >= since) AND (until IS NULL OR d.updated_at < until)
                AND (last_at IS NULL OR (d.updated_at, d.kind, d.id) < (last_at, last_kind, last_id))
            ORDER BY d.updated_at DESC, d.kind DESC, d.id DESC
            LIMIT looked_through) n
        WHERE n.readers && keys AND n.app = ANY (of_apps) AND (of_kind IS NULL OR n.kind = of_kind)
            AND n.terms @@ wanted
        ORDER BY n.updated_at DESC, n.kind DESC, n.id DESC
        LIMIT least(most, 1000);
END $$;
