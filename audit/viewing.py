"""What an auditor opens of a person is itself recorded: who watches is watched."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role

# A page asks again by itself every few seconds: one entry an object and person in this time.
ONCE_IN = timedelta(minutes=10)


@transaction.atomic
def note(user: User, obj: models.Model, *, contact_id: int | None, page: str) -> bool:
    """Record that an auditor saw it; False for everybody else, and within ONCE_IN of the last."""
    if user.role is not Role.AUDITOR or _is_recent(user, obj):
        return False
    trail.record(Action.PERSONAL_DATA_VIEWED, by=user, obj=obj, contact_id=contact_id, page=page)
    return True


def _is_recent(user: User, obj: models.Model) -> bool:
    """By the index audit_by_actor: an auditor's own acts of the last minutes are few."""
    return Entry.objects.filter(
        actor=user,
        at__gte=timezone.now() - ONCE_IN,
        action=Action.PERSONAL_DATA_VIEWED,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
    ).exists()
