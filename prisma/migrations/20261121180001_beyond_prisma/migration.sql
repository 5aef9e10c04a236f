-- What Prisma cannot say: partial, expression and trigram indexes, checks, triggers, storage.
-- Each of these is named in lib/store/database/hand-written.ts, which `npm run db:check` reads.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Inventory pages: one keyset index a sort key. Text sorts by code point, so that every database pages alike; a name
-- sorts by its first 100 characters in lower case, which also bounds the cursor.
CREATE INDEX resource_by_name ON resource ((left(lower(name), 100) COLLATE "C"), id) WHERE gone_at IS NULL;
CREATE INDEX resource_by_kind ON resource ((kind COLLATE "C"), id) WHERE gone_at IS NULL;
CREATE INDEX resource_by_account ON resource ((account COLLATE "C"), id) WHERE gone_at IS NULL;
CREATE INDEX resource_by_region ON resource ((region COLLATE "C"), id) WHERE gone_at IS NULL;
CREATE INDEX resource_by_status ON resource ((status COLLATE "C"), id) WHERE gone_at IS NULL;
CREATE INDEX resource_by_first_seen_at ON resource (first_seen_at, id) WHERE gone_at IS NULL;
CREATE INDEX resource_by_gpu_count ON resource (gpu_count, id) WHERE gone_at IS NULL AND gpu_count IS NOT NULL;
CREATE INDEX resource_by_created_at ON resource (created_at, id) WHERE gone_at IS NULL AND created_at IS NOT NULL;
CREATE INDEX resource_without_gpu_count ON resource (id) WHERE gone_at IS NULL AND gpu_count IS NULL;
CREATE INDEX resource_without_created_at ON resource (id) WHERE gone_at IS NULL AND created_at IS NULL;

-- Inventory filters, any combination of them in one index, as lib/store/inventory/filter-lookups.ts spells them; and the
-- search. Neither is partial: two partial indexes of one condition are never used together.
CREATE INDEX resource_in_scope ON resource (connection_id, account, scope_region, kind) WHERE gone_at IS NULL;
CREATE INDEX resource_filters ON resource USING gin ((ARRAY[
  'kind=' || kind, 'connection=' || connection_id::text, 'account=' || account, 'region=' || region,
  'status=' || status, 'site=' || site, 'team=' || coalesce(team, ''), 'owner=' || coalesce(owner, ''),
  'gpuModel=' || gpu_model,
  CASE WHEN gpu_count IS NULL THEN 'gpuModel=unknown' WHEN gpu_count = 0 THEN 'gpuModel=' END]));
CREATE INDEX resource_search ON resource USING gin (search_text gin_trgm_ops);

-- Present, yet missed by the last read; and gone.
CREATE INDEX resource_missed ON resource (last_seen_at) WHERE gone_at IS NULL AND last_seen_at IS NOT NULL;
CREATE INDEX resource_gone ON resource (gone_at, id) WHERE gone_at IS NOT NULL;

-- Rows that are updated often and in place keep room beside them.
ALTER TABLE resource SET (fillfactor = 90);
ALTER TABLE inventory_scope SET (fillfactor = 60);
ALTER TABLE collection_schedule SET (fillfactor = 60);
ALTER TABLE lease SET (fillfactor = 40);
ALTER TABLE session SET (fillfactor = 80);

ALTER TABLE role_binding
  ADD CONSTRAINT role_binding_one_subject CHECK (num_nonnulls(person_id, email, "group") = 1),
  ADD CONSTRAINT role_binding_scope CHECK (
    CASE scope_kind WHEN 'all' THEN scope_value IS NULL WHEN 'site' THEN scope_value IS NOT NULL
      WHEN 'team' THEN scope_value IS NOT NULL ELSE false END),
  ADD CONSTRAINT role_binding_managed_by CHECK (managed_by IN ('console', 'file'));
ALTER TABLE invitation
  ADD CONSTRAINT invitation_scope CHECK (
    CASE scope_kind WHEN 'all' THEN scope_value IS NULL WHEN 'site' THEN scope_value IS NOT NULL
      WHEN 'team' THEN scope_value IS NOT NULL ELSE false END);
ALTER TABLE connection
  ADD CONSTRAINT connection_managed_by CHECK (managed_by IN ('console', 'file')),
  ADD CONSTRAINT connection_interval CHECK (interval_ms > 0);
ALTER TABLE collection_run
  ADD CONSTRAINT collection_run_outcome CHECK (outcome IN ('running', 'complete', 'partial', 'failed', 'abandoned')),
  ADD CONSTRAINT collection_run_finished CHECK ((outcome = 'running') = (finished_at IS NULL));
ALTER TABLE resource
  ADD CONSTRAINT resource_gpu_count CHECK (gpu_count >= 0),
  ADD CONSTRAINT resource_gone_was_seen CHECK (gone_at IS NULL OR last_seen_at IS NOT NULL);
ALTER TABLE audit_entry
  ADD CONSTRAINT audit_entry_outcome CHECK (outcome IN ('done', 'denied', 'failed'));

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are only ever added' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_is_never_truncated BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
