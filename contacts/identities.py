"""Decisions about the names under which WhatsApp knows a contact: find, learn, merge."""

from dataclasses import dataclass

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from contacts import suppressions
from contacts.models import AliasKind, Contact, ContactAlias, ContactOrigin
from contacts.phone import from_wa_id
from contacts.signals import contacts_merged, suppressed_contact_created


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What one webhook or response says of a person; any part may be missing."""

    wa_id: str = ""
    bsuid: str = ""
    parent_bsuid: str = ""
    username: str = ""
    profile_name: str = ""

    @property
    def aliases(self) -> list[tuple[str, str]]:
        pairs = [
            (AliasKind.WA_ID, self.wa_id),
            (AliasKind.BSUID, self.bsuid),
            (AliasKind.PARENT_BSUID, self.parent_bsuid),
        ]
        return [(str(kind), value) for kind, value in pairs if value]


def find(identity: Identity) -> list[Contact]:
    """Every living contact that one of the names belongs to, the oldest first."""
    found: dict[int, Contact] = {}
    for kind, value in identity.aliases:
        alias = ContactAlias.objects.filter(kind=kind, value=value).select_related("contact").first()
        if alias is not None:
            found[alias.contact_id] = alias.contact
    number = from_wa_id(identity.wa_id) if identity.wa_id else None
    if number is not None:
        for contact in Contact.objects.living().filter(whatsapp__in=number.forms):
            found[contact.pk] = contact
    return [found[pk] for pk in sorted(found)]


@transaction.atomic
def find_or_create(identity: Identity, *, by: Author) -> Contact:
    """The contact of an incoming message; an unknown sender is saved grey, or red if suppressed."""
    known = find(identity)
    if known:
        return learn(known[0], identity, by=by)
    contact = _register(identity, by=by)
    return learn(contact, identity, by=by)


@transaction.atomic
def learn(contact: Contact, identity: Identity, *, by: Author) -> Contact:
    """Keep the names; one that stands on another contact shows that the two are one person."""
    rows = [
        ContactAlias(contact=contact, kind=kind, value=value) for kind, value in identity.aliases
    ]
    ContactAlias.objects.bulk_create(rows, ignore_conflicts=True)
    for other in find(identity):
        if other.pk != contact.pk:
            contact = merge(contact, other, by=by)
    return contact


@transaction.atomic
def merge(one: Contact, other: Contact, *, by: Author) -> Contact:
    """Unite two contacts into the older; the younger stays as a tombstone. Red wins."""
    pair = list(Contact.objects.living().locked().filter(pk__in=[one.pk, other.pk]))
    if len(pair) < 2:
        return pair[0] if pair else one
    winner, loser = pair
    number = loser.whatsapp
    if winner.is_refused or loser.is_refused:
        suppressions.add(suppressions.digests_of_contact(loser), reason="merged")
    loser.merged_into, loser.whatsapp, loser.version = winner, None, loser.version + 1
    loser.save(update_fields=["merged_into", "whatsapp", "version", "updated_at"])
    if winner.whatsapp is None and number:
        winner.whatsapp = number
    winner.version += 1
    winner.save(update_fields=["whatsapp", "version", "updated_at"])
    loser.aliases.update(contact=winner)
    winner.groups.add(*loser.groups.all())
    trail.record(
        Action.CONTACT_MERGED,
        by=by,
        obj=winner,
        contact_id=winner.pk,
        merged_id=loser.pk,
        merged_number=number,
    )
    contacts_merged.send(Contact, winner=winner, loser=loser, by=by)
    winner.refresh_from_db()
    return winner


def living(contact: Contact) -> Contact:
    """Follow tombstones to the contact that stands today."""
    while contact.merged_into is not None:
        contact = contact.merged_into
    return contact


def _register(identity: Identity, *, by: Author) -> Contact:
    number = from_wa_id(identity.wa_id) if identity.wa_id else None
    fields = {
        "name": identity.profile_name.strip()[:120]
        or (number.display if number else "Contato sem número"),
        "username": identity.username[:80],
        "origin": ContactOrigin.RECEPTIVE,
    }
    if number is None:
        contact, created = Contact.objects.create(**fields), True
    else:
        contact, created = Contact.objects.get_or_create(whatsapp=number.digits, defaults=fields)
    if created:
        written = {"name": (None, contact.name), "whatsapp": (None, contact.whatsapp)}
        trail.record(
            Action.CONTACT_CREATED, by=by, obj=contact, contact_id=contact.pk, changes=written
        )
        _refuse_if_suppressed(contact, identity)
    return contact


def _refuse_if_suppressed(contact: Contact, identity: Identity) -> None:
    digests: set[bytes] = set()
    for kind, value in identity.aliases:
        digests |= suppressions.digests_of_alias(kind, value)
    if suppressions.is_suppressed(digests):
        suppressed_contact_created.send(Contact, contact=contact)
        contact.refresh_from_db()
