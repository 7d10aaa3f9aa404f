from django.db import migrations

SQL = """
CREATE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    NEW.xid := pg_current_xact_id();
    RETURN NEW;
END $$;

CREATE TRIGGER audit_entry_stamp BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_stamp();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: evidence is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_detail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entrydetail
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

UNDO = """
DROP TRIGGER audit_detail_append_only ON audit_entrydetail;
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP TRIGGER audit_entry_stamp ON audit_entry;
DROP FUNCTION audit_refuse();
DROP FUNCTION audit_stamp();
"""


class Migration(migrations.Migration):
    """The trail takes inserts only, and dates them itself."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
