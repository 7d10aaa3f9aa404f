"""Names learned in bulk from answers and receipts: almost all are known, and cost two queries."""

from collections.abc import Iterable

from audit.actors import Author
from contacts import identities
from contacts.identities import Identity
from contacts.models import AliasKind, Contact, ContactAlias
from contacts.phone import from_digits


def learn_many(heard: Iterable[tuple[int, Identity]], *, by: Author) -> int:
    """Keep what is new of (contact id, names); how many contacts had something new."""
    pairs = {(pk, name) for pk, identity in heard for name in identity.aliases}
    contacts = Contact.objects.in_bulk({pk for pk, _ in pairs})
    strange = {
        (pk, name) for pk, name in pairs if pk in contacts and not _is_own(contacts[pk], name)
    }
    values = {value for _, (_, value) in strange}
    known = {
        (alias.contact_id, (alias.kind, alias.value))
        for alias in ContactAlias.objects.filter(value__in=values)
    }
    news = sorted(strange - known)
    for pk, (kind, value) in news:
        identities.learn(contacts[pk], Identity(**{kind: value}), by=by)
    return len({pk for pk, _ in news})


def _is_own(contact: Contact, name: tuple[str, str]) -> bool:
    """A wa_id that is one of the forms of the contact's own number tells nothing new."""
    kind, value = name
    if kind != AliasKind.WA_ID or not contact.whatsapp:
        return False
    return value in from_digits(contact.whatsapp).forms
