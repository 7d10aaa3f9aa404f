"""Decisions about the names under which WhatsApp knows a contact: find, learn, register."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError
from contacts import merging, suppressions
from contacts.models import NAME_LENGTH, AliasKind, Contact, ContactAlias, ContactOrigin
from contacts.phone import PhoneNumber, from_digits, from_wa_id
from contacts.querysets import ContactQuerySet
from contacts.signals import contact_created

NAMELESS = "Contato sem número"
ADD_ALIASES = """
INSERT INTO contacts_contactalias (contact_id, kind, value)
SELECT %s, kind, value FROM unnest(%s::text[], %s::text[]) AS name (kind, value)
ON CONFLICT DO NOTHING
"""


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

    @property
    def number(self) -> PhoneNumber | None:
        return from_wa_id(self.wa_id) if self.wa_id else None


def find(identity: Identity) -> list[Contact]:
    """Every living contact that one of the names belongs to, the oldest first."""
    return list(_bearers(identity, _known_aliases(identity)))


def bearer(number: PhoneNumber) -> Contact | None:
    """Who has the number already, as the field of the form or as WhatsApp's name for them."""
    found = find(Identity(wa_id=number.digits))
    exact = [contact for contact in found if contact.whatsapp == number.digits]
    return next(iter(exact or found), None)


@transaction.atomic(savepoint=False)
def find_or_create(identity: Identity, *, by: Author) -> Contact:
    """The contact of an incoming message, locked; an unknown sender is saved grey, or red if
    suppressed. Raises ConflictError `gone` when it was erased in this moment.
    """
    aliases = _known_aliases(identity)
    known = list(_bearers(identity, aliases).locked())
    if len(known) == 1:
        return _learn_held(known[0], identity, aliases, is_alone=True, by=by)
    if known:
        return lock(learn(known[0], identity, by=by))
    fresh, is_new = _register(identity, by=by)
    contact = learn(fresh, identity, by=by)
    return lock(announce(contact) if is_new and contact.pk == fresh.pk else contact)


def announce(contact: Contact) -> Contact:
    """It was saved for the first time: consent may colour it. The contact as it is then."""
    answers = contact_created.send(Contact, contact=contact)
    if any(has_changed for _, has_changed in answers):
        contact.refresh_from_db()
    return contact


@transaction.atomic
def learn(contact: Contact, identity: Identity, *, by: Author) -> Contact:
    """Keep the names; one that stands on another contact shows that the two are one person.

    An erased contact learns nothing and comes back as it is.
    """
    aliases = _known_aliases(identity)
    people = [contact.pk, *_bearers(identity, aliases).values_list("pk", flat=True)]
    locked = {person.pk: person for person in Contact.objects.locked().filter(pk__in=people)}
    contact = locked[contact.pk]
    if contact.erased_at is not None:
        # Meta names somebody whom we have forgotten meanwhile.
        return contact
    if contact.merged_into_id is not None:
        contact = lock(contact)
    return _learn_held(contact, identity, aliases, is_alone=len(locked) == 1, by=by)


def living(contact: Contact) -> Contact:
    """Follow tombstones to the contact that stands today."""
    while contact.merged_into is not None:
        contact = contact.merged_into
    return contact


def find_living(pk: int) -> Contact | None:
    """The contact that stands today under that id; None when there is none or it was erased."""
    contact = Contact.objects.select_related("merged_into").filter(pk=pk).first()
    contact = living(contact) if contact else None
    return contact if contact and contact.erased_at is None else None


def family(pk: int) -> set[int]:
    """The ids under which the person was ever known: the contact and all merged into it."""
    found, fresh = {pk}, {pk}
    while fresh:
        absorbed = Contact.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)
        fresh = set(absorbed) - found
        found |= fresh
    return found


def lock(contact: Contact) -> Contact:
    """The contact that stands today, read again and locked against other writers.

    Raises ConflictError `gone` when it was erased: nothing may be written about it any more.
    """
    locked = Contact.objects.locked().get(pk=contact.pk)
    while locked.merged_into_id is not None:
        locked = Contact.objects.locked().get(pk=locked.merged_into_id)
    if locked.erased_at is not None:
        raise ConflictError("gone", "Os dados deste contato foram apagados. Nada foi salvo.")
    return locked


def is_own(contact: Contact, name: tuple[str, str]) -> bool:
    """A wa_id that is one of the forms of the contact's own number tells nothing new."""
    kind, value = name
    if kind != AliasKind.WA_ID or not contact.whatsapp:
        return False
    return value in from_digits(contact.whatsapp).forms


def _known_aliases(identity: Identity) -> list[ContactAlias]:
    return list(ContactAlias.objects.filter(_names(identity))) if identity.aliases else []


def _bearers(identity: Identity, aliases: list[ContactAlias]) -> ContactQuerySet:
    """By its aliases or its number, the oldest first.

    The aliases are read before: PostgreSQL would read every contact for "in a subquery, or with
    this number".
    """
    known = Q(pk__in={alias.contact_id for alias in aliases})
    if identity.number is not None:
        known |= Q(whatsapp__in=identity.number.forms)
    return Contact.objects.living().filter(known).order_by("pk")


def _names(identity: Identity) -> Q:
    """The aliases that speak of the person: a wa_id in every form of its number."""
    names = Q(kind=AliasKind.BSUID, value=identity.bsuid) if identity.bsuid else Q()
    if identity.parent_bsuid:
        names |= Q(kind=AliasKind.PARENT_BSUID, value=identity.parent_bsuid)
    if identity.wa_id:
        forms = identity.number.forms if identity.number else {identity.wa_id}
        names |= Q(kind=AliasKind.WA_ID, value__in=forms)
    return names


def _learn_held(
    contact: Contact,
    identity: Identity,
    aliases: list[ContactAlias],
    *,
    is_alone: bool,
    by: Author,
) -> Contact:
    """`is_alone`: nobody else is known by any of the names, which a rival may be teaching now."""
    fresh = _fresh_names(contact, identity, aliases)
    is_alone = _add_aliases(contact, fresh) and is_alone
    _learn_username(contact, identity, by=by)
    others = [] if is_alone else [one for one in find(identity) if one.pk != contact.pk]
    for other in others:
        contact = merging.merge(contact, other, by=by)
    return _refuse_if_suppressed(contact, fresh)


def _fresh_names(
    contact: Contact, identity: Identity, aliases: list[ContactAlias]
) -> list[tuple[str, str]]:
    known = {(alias.kind, alias.value) for alias in aliases if alias.contact_id == contact.pk}
    return [name for name in identity.aliases if name not in known and not is_own(contact, name)]


def _learn_username(contact: Contact, identity: Identity, *, by: Author) -> None:
    """Meta's ids of a person are no act of anybody's, and a campaign teaches one with each message:
    a row with its date keeps them, and the trail tells only of the username, which people read.
    """
    username = identity.username[:80] or contact.username
    changes = trail.changed(contact, username=username)
    if changes:
        contact.username = username
        contact.save(update_fields=["username", "updated_at"])
        trail.record(
            Action.CONTACT_CHANGED, by=by, obj=contact, contact_id=contact.pk, changes=changes
        )


def _add_aliases(contact: Contact, names: list[tuple[str, str]]) -> bool:
    """Whether all are the contact's now; one that another contact has stays there."""
    if not names:
        return True
    with connection.cursor() as cursor:
        cursor.execute(ADD_ALIASES, [contact.pk, *map(list, zip(*names, strict=True))])
        return bool(cursor.rowcount == len(names))


def _register(identity: Identity, *, by: Author) -> tuple[Contact, bool]:
    """And whether it is new: somebody else may have been faster."""
    number = identity.number
    fields = {
        "name": identity.profile_name.strip()[:NAME_LENGTH]
        or (number.display if number else NAMELESS),
        "username": identity.username[:80],
        "origin": ContactOrigin.RECEPTIVE,
    }
    if number is None:
        contact, created = Contact.objects.create(**fields), True
    else:
        contact, created = Contact.objects.get_or_create(whatsapp=number.digits, defaults=fields)
    return (_introduce(contact, identity, by=by) if created else contact), created


def _introduce(contact: Contact, identity: Identity, *, by: Author) -> Contact:
    """The entry of a contact that was just made, with all its names; red if any of them refused."""
    fresh = identity.aliases
    _add_aliases(contact, fresh)
    written: dict[str, tuple[Any, Any]] = {
        "name": (None, contact.name),
        "whatsapp": (None, contact.whatsapp),
    }
    if contact.username:
        written["username"] = ("", contact.username)
    if fresh:
        written["aliases"] = _listed(fresh)
    trail.record(Action.CONTACT_CREATED, by=by, obj=contact, contact_id=contact.pk, changes=written)
    digests = {value for name in fresh for value in suppressions.digests_of_alias(*name)}
    if contact.whatsapp:
        digests |= suppressions.digests_of_number(from_digits(contact.whatsapp))
    return suppressions.refuse_if_suppressed(contact, digests)


def _listed(names: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Before and after, as the trail tells them."""
    return [], [f"{kind} {value}" for kind, value in names]


def _refuse_if_suppressed(contact: Contact, names: list[tuple[str, str]]) -> Contact:
    """A refusal stands on every name: whoever turns out to bear one of them refused.

    The forms of the contact's own number were asked about when it got the number.
    """
    own = suppressions.digests_of_number(from_digits(contact.whatsapp)) if contact.whatsapp else ()
    digests = {value for name in names for value in suppressions.digests_of_alias(*name)}
    return suppressions.refuse_if_suppressed(contact, digests.difference(own))
