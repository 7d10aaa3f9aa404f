from django.db import migrations

SQL = """
CREATE TRIGGER audit_archive_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_archive
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Ids of the entries in the blocks that this very transaction archives, from the seals' indexes.
CREATE FUNCTION audit_archiving() RETURNS SETOF bigint LANGUAGE sql AS $$
    SELECT ('x' || encode(substring(s."index" FROM place * 40 + 1 FOR 8), 'hex'))::bit(64)::bigint
    FROM audit_archive a
        JOIN audit_entry n ON n.id = a.entry_id
        JOIN audit_seal s ON s.number BETWEEN a.first_seal AND a.last_seal
        CROSS JOIN LATERAL generate_series(0, s.entry_count - 1) AS place
    WHERE n.xid = pg_current_xact_id()
$$;

CREATE FUNCTION audit_archive_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unnamed bigint;
BEGIN
    SELECT id INTO unnamed FROM removed WHERE id NOT IN (SELECT audit_archiving()) LIMIT 1;
    IF unnamed IS NOT NULL THEN
        RAISE EXCEPTION 'DELETE of entry % is refused: evidence is append-only', unnamed
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_archivable AFTER DELETE ON audit_entry
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION audit_archive_entries();

-- A detail may also go with its archived entry.
CREATE OR REPLACE FUNCTION audit_erase_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_may_erase('audit.entrydetail', (
        SELECT array_agg(entry_id) FROM removed
        WHERE entry_id NOT IN (SELECT audit_archiving())
    ));
    RETURN NULL;
END $$;
"""

UNDO = """
CREATE OR REPLACE FUNCTION audit_erase_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_may_erase('audit.entrydetail', (SELECT array_agg(entry_id) FROM removed));
    RETURN NULL;
END $$;
DROP TRIGGER audit_entry_archivable ON audit_entry;
DROP TRIGGER audit_entry_append_only ON audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
DROP FUNCTION audit_archive_entries();
DROP FUNCTION audit_archiving();
DROP TRIGGER audit_archive_append_only ON audit_archive;
"""


class Migration(migrations.Migration):
    """Entries may leave the database in whole blocks, by an act that the trail itself tells of."""

    dependencies = [("audit", "0006_verification")]
    operations = [migrations.RunSQL(SQL, UNDO)]
