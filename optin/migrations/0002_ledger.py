from django.db import migrations

SQL = """
CREATE FUNCTION optin_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER optin_event_stamp BEFORE INSERT ON optin_optinevent
    FOR EACH ROW EXECUTE FUNCTION optin_stamp();

-- The colour follows the ledger: one statement, many contacts, each found in the colour it left.
CREATE FUNCTION optin_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expected bigint;
    moved bigint;
BEGIN
    SELECT count(*) INTO expected FROM inserted WHERE scope = 'all';
    UPDATE contacts_contact c
        SET optin_status = e.after, version = c.version + 1
        FROM inserted e
        WHERE e.scope = 'all' AND c.id = e.contact_id AND c.optin_status = e.before;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> expected THEN
        RAISE EXCEPTION 'optin: % events, % contacts found in the colour they leave', expected, moved
            USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER optin_event_apply AFTER INSERT ON optin_optinevent
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION optin_apply();

CREATE TRIGGER optin_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON optin_optinevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER optin_detail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON optin_optindetail
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Nothing but the ledger's own trigger (depth 2 seen from here) changes the colour.
CREATE FUNCTION optin_guard_colour() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.optin_status = 'undefined' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'optin_status is written by the ledger alone'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER contact_colour_on_insert BEFORE INSERT ON contacts_contact
    FOR EACH ROW EXECUTE FUNCTION optin_guard_colour();

CREATE TRIGGER contact_colour_on_update BEFORE UPDATE ON contacts_contact
    FOR EACH ROW WHEN (OLD.optin_status IS DISTINCT FROM NEW.optin_status)
    EXECUTE FUNCTION optin_guard_colour();
"""

UNDO = """
DROP TRIGGER contact_colour_on_update ON contacts_contact;
DROP TRIGGER contact_colour_on_insert ON contacts_contact;
DROP FUNCTION optin_guard_colour();
DROP TRIGGER optin_detail_append_only ON optin_optindetail;
DROP TRIGGER optin_event_append_only ON optin_optinevent;
DROP TRIGGER optin_event_apply ON optin_optinevent;
DROP FUNCTION optin_apply();
DROP TRIGGER optin_event_stamp ON optin_optinevent;
DROP FUNCTION optin_stamp();
"""


class Migration(migrations.Migration):
    """The ledger is append-only and is the one writer of a contact's colour."""

    dependencies = [("optin", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(SQL, UNDO)]
