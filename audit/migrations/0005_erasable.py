from django.db import migrations

SQL = """
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_erasure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- A detail row goes only with the entry, written by the same transaction, that names it. The
-- argument is the table as Erasure calls it; the trigger's OLD TABLE has its key as detail_id.
CREATE FUNCTION audit_may_erase(table_name text, detail_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    unnamed bigint;
BEGIN
    SELECT id INTO unnamed FROM unnest(detail_ids) AS id
        WHERE id NOT IN (
            SELECT unnest(e.ids) FROM audit_erasure e JOIN audit_entry n ON n.id = e.entry_id
            WHERE n.xid = pg_current_xact_id() AND e.object_type = table_name
        ) LIMIT 1;
    IF unnamed IS NOT NULL THEN
        RAISE EXCEPTION 'DELETE of detail % of % is refused: evidence is append-only',
            unnamed, table_name USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

CREATE FUNCTION audit_erase_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_may_erase('audit.entrydetail', (SELECT array_agg(entry_id) FROM removed));
    RETURN NULL;
END $$;

DROP TRIGGER audit_detail_append_only ON audit_entrydetail;
CREATE TRIGGER audit_detail_append_only BEFORE UPDATE OR TRUNCATE ON audit_entrydetail
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_detail_erasable AFTER DELETE ON audit_entrydetail
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION audit_erase_details();
"""

UNDO = """
DROP TRIGGER audit_detail_erasable ON audit_entrydetail;
DROP TRIGGER audit_detail_append_only ON audit_entrydetail;
CREATE TRIGGER audit_detail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entrydetail
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
DROP FUNCTION audit_erase_details();
DROP FUNCTION audit_may_erase(text, bigint[]);
DROP TRIGGER audit_erasure_append_only ON audit_erasure;
DROP TRIGGER audit_seal_append_only ON audit_seal;
"""


class Migration(migrations.Migration):
    """Seals and erasures are append-only; a detail row may go with the entry that names it."""

    dependencies = [("audit", "0004_seals")]
    operations = [migrations.RunSQL(SQL, UNDO)]
