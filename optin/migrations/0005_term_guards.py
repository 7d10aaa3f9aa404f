from django.db import migrations

SQL = """
-- As 0002 made it, and the source of the last change of colour beside the colour.
CREATE OR REPLACE FUNCTION optin_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expected bigint;
    moved bigint;
BEGIN
    SELECT count(*) INTO expected FROM inserted WHERE scope = 'all';
    UPDATE contacts_contact c
        SET optin_status = e.after,
            optin_source = CASE WHEN e.before = e.after THEN c.optin_source ELSE e.source END,
            version = c.version + 1
        FROM inserted e
        WHERE e.scope = 'all' AND c.id = e.contact_id AND c.optin_status = e.before;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> expected THEN
        RAISE EXCEPTION 'optin: % events, % contacts found in the colour they leave', expected, moved
            USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION optin_guard_colour() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.optin_status = 'undefined' AND NEW.optin_source = '' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'optin_status is written by the ledger alone'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP TRIGGER contact_colour_on_update ON contacts_contact;
CREATE TRIGGER contact_colour_on_update BEFORE UPDATE ON contacts_contact
    FOR EACH ROW WHEN (
        OLD.optin_status IS DISTINCT FROM NEW.optin_status
        OR OLD.optin_source IS DISTINCT FROM NEW.optin_source
    ) EXECUTE FUNCTION optin_guard_colour();

CREATE TRIGGER optin_term_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON optin_term
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION optin_erase_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_may_erase('optin.optindetail', (SELECT array_agg(event_id) FROM removed));
    RETURN NULL;
END $$;

DROP TRIGGER optin_detail_append_only ON optin_optindetail;
CREATE TRIGGER optin_detail_append_only BEFORE UPDATE OR TRUNCATE ON optin_optindetail
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER optin_detail_erasable AFTER DELETE ON optin_optindetail
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION optin_erase_details();
"""

# The functions stay as they are: what they do is right without the column's new rule, too.
UNDO = """
DROP TRIGGER optin_detail_erasable ON optin_optindetail;
DROP TRIGGER optin_detail_append_only ON optin_optindetail;
CREATE TRIGGER optin_detail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON optin_optindetail
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
DROP FUNCTION optin_erase_details();
DROP TRIGGER optin_term_append_only ON optin_term;
DROP TRIGGER contact_colour_on_update ON contacts_contact;
CREATE TRIGGER contact_colour_on_update BEFORE UPDATE ON contacts_contact
    FOR EACH ROW WHEN (OLD.optin_status IS DISTINCT FROM NEW.optin_status)
    EXECUTE FUNCTION optin_guard_colour();
"""


class Migration(migrations.Migration):
    """The source of a colour is the ledger's to write; terms stand as published."""

    dependencies = [
        ("optin", "0004_term"),
        ("contacts", "0004_optin_source"),
        ("audit", "0005_erasable"),
    ]
    operations = [migrations.RunSQL(SQL, UNDO)]
