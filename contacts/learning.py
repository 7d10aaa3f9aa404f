"""Names learned in bulk from answers and receipts: almost all are known, and cost two queries."""

from collections.abc import Iterable

from audit.actors import Author
from contacts import identities
from contacts.identities import Identity
from contacts.models import Contact, ContactAlias


def learn_many(heard: Iterable[tuple[int, Identity]], *, by: Author) -> int:
    """Keep what is new of (contact id, names); how many contacts had something new."""
    pairs = {(pk, name) for pk, identity in heard for name in identity.aliases}
    contacts = Contact.objects.in_bulk({pk for pk, _ in pairs})
    strange = {
        (pk, name)
        for pk, name in pairs
        if pk in contacts and not identities.is_own(contacts[pk], name)
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
