"""The decision to erase details: who is named in them goes, the seals stay whole.

The list of what was deleted stays beside an entry that proves it; whoever deletes a detail without
is found by the verification.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models, transaction

from audit import merkle, trail
from audit.actions import Action
from audit.actors import Author
from audit.coverage import Ledger, Line
from audit.models import Erasure

# A list of eight kilobytes.
CHUNK = 1000
PAGE = 500


def erase(
    details: models.QuerySet[Any],
    *,
    by: Author,
    action: Action = Action.DETAILS_ERASED,
    contact_id: int | None = None,
    **told: Any,
) -> int:
    """Delete the detail rows (of entries, or of a ledger above); returns how many.

    A thousand at a time, each with its own entry: atomic as a whole only inside the caller's
    transaction. `told` goes into the entries and must hold nothing personal.
    """
    # What is there now: not the details of the entries that tell of the erasure.
    highest = details.aggregate(pk=models.Max("pk"))["pk"] or 0
    chosen = details.filter(pk__lte=highest)
    count = 0
    while erased := _erase_some(chosen, by=by, action=action, contact_id=contact_id, told=told):
        count += erased
    return count


@transaction.atomic
def _erase_some(
    details: models.QuerySet[Any],
    *,
    by: Author,
    action: Action,
    contact_id: int | None,
    told: dict[str, Any],
) -> int:
    rows = details.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True)
    ids = sorted(rows[:CHUNK])
    if not ids:
        return 0
    name = details.model._meta.label_lower
    entry = trail.record(
        action,
        by=by,
        contact_id=contact_id,
        covers=merkle.root([leaf(name, ids)]),
        erased_from=name,
        counts={"details": len(ids)},
        **told,
    )
    Erasure.objects.create(entry=entry, object_type=name, ids=ids)
    details.model._base_manager.filter(pk__in=ids).delete()
    return len(ids)


def leaf(object_type: str, ids: Sequence[int]) -> bytes:
    """What the entry of an erasure proves: the table, and the ids as they are listed."""
    return merkle.leaf(json.dumps([object_type, list(ids)]).encode())


def unexplained(object_type: str, ids: Sequence[int]) -> list[int]:
    """Those of the ids that no erasure names: their detail rows were removed by other means."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT detail_id FROM unnest(%s::bigint[]) AS detail_id WHERE NOT EXISTS (
                   SELECT FROM audit_erasure WHERE object_type = %s AND ids @> ARRAY[detail_id]
               ) ORDER BY detail_id""",
            [list(ids), object_type],
        )
        return [row[0] for row in cursor.fetchall()]


def lines(after: int, up_to: int) -> Iterator[Line]:
    rest = models.Q(entry_id__gt=after)
    ours = Erasure.objects.filter(entry_id__lte=up_to).order_by("entry_id", "pk")
    while rows := list(ours.filter(rest)[:PAGE]):
        for row in rows:
            yield Line(entry_id=row.entry_id, line_id=row.pk, leaf=leaf(row.object_type, row.ids))
        last = rows[-1]
        rest = models.Q(entry_id__gt=last.entry_id)
        rest |= models.Q(entry_id=last.entry_id, pk__gt=last.pk)


LEDGER = Ledger(name="Lista de apagamento", detail_type="", lines=lines)
