"""Meta's own marketing stop: kept apart from the colour, never moved by an older event."""

from datetime import datetime

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from contacts.models import Contact


@transaction.atomic
def stop(contact: Contact, *, said_at: datetime, by: Author) -> bool:
    """The person stopped this business's marketing in WhatsApp; False when that is old news."""
    return _set(contact, said_at, stopped_at=said_at, action=Action.MARKETING_STOPPED, by=by)


@transaction.atomic
def resume(contact: Contact, *, said_at: datetime, by: Author) -> bool:
    return _set(contact, said_at, stopped_at=None, action=Action.MARKETING_RESUMED, by=by)


def _set(
    contact: Contact,
    said_at: datetime,
    *,
    stopped_at: datetime | None,
    action: Action,
    by: Author,
) -> bool:
    locked = Contact.objects.locked().get(pk=contact.pk)
    if locked.marketing_event_at is not None and locked.marketing_event_at >= said_at:
        return False
    changes = trail.changed(locked, marketing_stopped_at=stopped_at)
    locked.marketing_stopped_at, locked.marketing_event_at = stopped_at, said_at
    locked.save(update_fields=["marketing_stopped_at", "marketing_event_at", "updated_at"])
    if changes:
        trail.record(action, by=by, obj=locked, contact_id=locked.pk, changes=changes)
    return True
