"""How the ledger is read: the story of a person, whatever contacts it was told under."""

from django.db.models import QuerySet

from contacts import identities
from contacts.models import Contact, OptinStatus
from optin.models import OptinEvent, Scope


def events(contact: Contact) -> QuerySet[OptinEvent]:
    """Of the contact and of those that were merged into it, newest first."""
    return OptinEvent.objects.filter(contact__in=identities.family(contact.pk)).order_by("-id")


def last_refusal(contact: Contact) -> OptinEvent | None:
    """The one said last, which need not be the one recorded last."""
    refusals = events(contact).filter(scope=Scope.ALL, after=OptinStatus.OPTED_OUT)
    return refusals.order_by("-said_at", "-id").first()
