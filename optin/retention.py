"""How long the words of evidence are kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from audit import erasures, retention
from audit.actors import SYSTEM
from audit.retention import BATCH, PASSED, Keeper
from optin.models import OptinDetail, OptinEvent


def connect() -> None:
    retention.register(
        Keeper(
            label="Evidências de opt-in substituídas",
            setting="RETENTION_EVIDENCE_DAYS",
            sweep=sweep,
        )
    )


@transaction.atomic
def sweep(before: datetime) -> int:
    """Evidence that a later line of the same contact replaced.

    What a contact's colour rests on today is kept as long as it does: without it nobody could show
    by which words the person accepted or refused.
    """
    later = OptinEvent.objects.filter(
        contact_id=OuterRef("event__contact_id"), pk__gt=OuterRef("event_id")
    )
    replaced = OptinDetail.objects.filter(Exists(later), event__at__lt=before).order_by("pk")
    held = replaced.select_for_update(skip_locked=True, of=("self",))
    ids = list(held.values_list("pk", flat=True)[:BATCH])
    if ids:
        erasures.erase(OptinDetail.objects.filter(pk__in=ids), by=SYSTEM, reason=PASSED)
    return len(ids)
