"""Meta's own marketing stop: kept apart from the colour, never moved by an older event."""

from datetime import datetime

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError
from contacts import identities
from contacts.models import Contact


@transaction.atomic
def stop(contact: Contact, *, said_at: datetime, by: Author) -> bool:
    """The person stopped this business's marketing in WhatsApp; False when that is old news."""
    return _hear(contact, said_at, stopped=True, by=by)


@transaction.atomic
def resume(contact: Contact, *, said_at: datetime, by: Author) -> bool:
    return _hear(contact, said_at, stopped=False, by=by)


def _hear(contact: Contact, said_at: datetime, *, stopped: bool, by: Author) -> bool:
    try:
        locked = identities.lock(contact)
    except ConflictError:  # erased: there is nobody left of whom to know it
        return False
    if locked.marketing_event_at is not None and locked.marketing_event_at >= said_at:
        return False
    if stopped != (locked.marketing_stopped_at is not None):
        _change(locked, said_at if stopped else None, by=by)
    locked.marketing_event_at = said_at
    locked.save(
        update_fields=["marketing_stopped_at", "marketing_event_at", "version", "updated_at"]
    )
    return True


def _change(contact: Contact, stopped_at: datetime | None, *, by: Author) -> None:
    changes = trail.changed(contact, marketing_stopped_at=stopped_at)
    contact.marketing_stopped_at = stopped_at
    contact.version += 1
    action = Action.MARKETING_STOPPED if stopped_at else Action.MARKETING_RESUMED
    trail.record(action, by=by, obj=contact, contact_id=contact.pk, changes=changes)
