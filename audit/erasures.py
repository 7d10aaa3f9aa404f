"""Decisions that delete detail rows: each with the entry that names and proves what went."""

import json
from collections.abc import Sequence

from django.apps import apps
from django.db import transaction

from audit import merkle, trail
from audit.actions import Action
from audit.actors import Author
from audit.models import Erasure

CHUNK = 1000


@transaction.atomic
def erase(
    object_type: str,
    ids: Sequence[int],
    *,
    by: Author,
    reason: str,
    contact_id: int | None = None,
) -> None:
    """Delete those details ("audit.entrydetail" by entry, "optin.optindetail" by event).

    One entry for each CHUNK of ids; its `covers` is the root over the one list of them.
    """
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        entry = trail.record(
            Action.DETAILS_ERASED,
            by=by,
            contact_id=contact_id,
            covers=merkle.root([merkle.leaf(json.dumps([object_type, chunk]).encode())]),
            reason=reason,
            count=len(chunk),
        )
        Erasure.objects.create(entry=entry, object_type=object_type, ids=chunk)
        apps.get_model(object_type)._base_manager.filter(pk__in=chunk).delete()
