"""The lines that the term writes: many contacts, and one entry that proves them all.

They hold nothing personal, so they have no detail and an empty digest: the acceptance that each
names says what was accepted, by whom, when and on which legal basis.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, models

from audit import merkle, trail
from audit.actions import Action
from audit.actors import Author
from audit.models import Entry
from contacts.models import Contact, OptinStatus
from optin import leaves
from optin.models import EvidenceKind, Scope, Source, TermAcceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    before: OptinStatus
    after: OptinStatus
    action: Action
    # Which living contacts it is for.
    candidates: models.Q


GRANT = Move(
    before=OptinStatus.UNDEFINED,
    after=OptinStatus.OPTED_IN,
    action=Action.TERM_APPLIED,
    candidates=models.Q(optin_status=OptinStatus.UNDEFINED),
)
# Only those whose green is the term's own: the others are touched.
UNDO = Move(
    before=OptinStatus.OPTED_IN,
    after=OptinStatus.UNDEFINED,
    action=Action.TERM_UNDONE,
    candidates=models.Q(optin_status=OptinStatus.OPTED_IN, optin_source=Source.TERM),
)

# One row for each contact, in the order of the ids, alike but for the contact.
ROWS = """(
    SELECT contact_id, %s AS scope, %s AS before, %s AS after, %s AS source, %s AS evidence_kind,
        %s::timestamptz AS said_at, ''::bytea AS digest, %s::bigint AS acceptance_id
    FROM unnest(%s::bigint[]) AS contact_id
) e"""
LEAVES = f"SELECT {leaves.EVENT_LEAF} FROM {ROWS} ORDER BY contact_id"  # noqa: S608 - constants
# Ids of the table are given in the order of this SELECT, which is the order of the leaves.
INSERT = f"""
INSERT INTO optin_optinevent (contact_id, scope, before, after, source, evidence_kind, said_at,
    digest, acceptance_id, entry_id)
SELECT contact_id, scope, before, after, source, evidence_kind, said_at, digest, acceptance_id, %s
FROM {ROWS} ORDER BY contact_id
"""  # noqa: S608 - constants


def candidates(move: Move, *, after_id: int, limit: int) -> list[int]:
    """Ids of the next contacts for it, locked against other writers in their order.

    One that another transaction is changing is waited for and judged again as that one left it.
    """
    rows = Contact.objects.living().filter(move.candidates, pk__gt=after_id).locked()
    return list(rows.values_list("pk", flat=True)[:limit])


def write(
    acceptance: TermAcceptance, contact_ids: Sequence[int], *, move: Move, by: Author
) -> Entry:
    """Move these contacts, which the caller has locked; `contact_ids` rise."""
    said_at = acceptance.withdrawn_at if move is UNDO else acceptance.accepted_at
    values = [Scope.ALL, move.before, move.after, Source.TERM, EvidenceKind.TERM]
    rows = [*map(str, values), said_at, acceptance.pk, list(contact_ids)]
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, rows)
        hashes = [bytes(leaf) for (leaf,) in cursor.fetchall()]
        entry = trail.record(
            move.action,
            by=by,
            obj=acceptance,
            contact_id=contact_ids[0] if len(contact_ids) == 1 else None,
            covers=merkle.root(hashes),
            version=acceptance.term.version,
            count=len(contact_ids),
            first_contact=contact_ids[0],
            last_contact=contact_ids[-1],
        )
        cursor.execute(INSERT, [entry.pk, *rows])
    return entry
