from django.db import migrations

SQL = """
-- As 0005 made it; an acceptance of the person's own takes the place of the term's, green to green.
CREATE OR REPLACE FUNCTION optin_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    expected bigint;
    moved bigint;
BEGIN
    SELECT count(*) INTO expected FROM inserted WHERE scope = 'all';
    UPDATE contacts_contact c
        SET optin_status = e.after,
            optin_source = CASE
                WHEN e.before = e.after AND e.after <> 'opted_in' THEN c.optin_source
                ELSE e.source
            END,
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

-- Colours older than the column: what they stand on is in the ledger.
ALTER TABLE contacts_contact DISABLE TRIGGER contact_colour_on_update;
UPDATE contacts_contact c SET optin_source = told.source
    FROM (
        SELECT DISTINCT ON (contact_id) contact_id, source FROM optin_optinevent
        WHERE scope = 'all' AND (before <> after OR after = 'opted_in')
        ORDER BY contact_id, id DESC
    ) told
    WHERE c.id = told.contact_id AND c.optin_source <> told.source;
ALTER TABLE contacts_contact ENABLE TRIGGER contact_colour_on_update;
"""


class Migration(migrations.Migration):
    """Who accepts in person no longer hangs on the company's term."""

    dependencies = [("optin", "0005_term_guards")]
    # Undone, the function stays: it is right for a ledger without such lines, too.
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
