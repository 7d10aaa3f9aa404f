"""Decisions about contacts: register, change, mark a wrong number, merge."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError, DomainError
from contacts import suppressions
from contacts.models import Contact, ContactOrigin, Group
from contacts.phone import PhoneNumber, parse
from contacts.signals import number_changed, suppressed_contact_created, wrong_person_marked


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactData:
    """What a person fills in. `whatsapp` is any usual spelling; empty means no number."""

    name: str
    whatsapp: str = ""
    email: str = ""
    groups: tuple[Group, ...] = field(default=())


@transaction.atomic
def create(data: ContactData, *, by: Author, origin: ContactOrigin) -> Contact:
    """Register a contact: grey, or red at once when its number refused before.

    Raises PhoneError for a number that cannot be, ConflictError (extra: id) for one already taken.
    """
    number = parse(data.whatsapp) if data.whatsapp.strip() else None
    contact = Contact(
        name=data.name.strip(),
        whatsapp=number.digits if number else None,
        email=data.email,
        origin=origin,
    )
    _save(contact, number)
    contact.groups.set(data.groups)
    written = {
        "name": (None, contact.name),
        "whatsapp": (None, contact.whatsapp),
        "email": (None, contact.email),
        "groups": (None, [group.name for group in data.groups]),
    }
    trail.record(Action.CONTACT_CREATED, by=by, obj=contact, contact_id=contact.pk, changes=written)
    if number and suppressions.is_suppressed(suppressions.digests_of_number(number)):
        suppressed_contact_created.send(Contact, contact=contact)
        contact.refresh_from_db()
    return contact


@transaction.atomic
def change(contact: Contact, data: ContactData, *, version: int, by: Author) -> Contact:
    """Save an edited form.

    Raises ConflictError `stale` when somebody saved after `version` was read: nothing is overwritten.
    """
    locked = Contact.objects.living().locked().get(pk=contact.pk)
    if locked.version != version:
        raise ConflictError(
            "stale", "Outra pessoa alterou este contato enquanto você editava. Confira e salve de novo."
        )
    number = parse(data.whatsapp) if data.whatsapp.strip() else None
    after: dict[str, Any] = {
        "name": data.name.strip(),
        "whatsapp": number.digits if number else None,
        "email": data.email,
    }
    changes = trail.changed(locked, **after) | _changed_groups(locked, data.groups)
    if not changes:
        return locked
    before_digits, before_names = locked.whatsapp, suppressions.digests_of_contact(locked)
    for name, value in after.items():
        setattr(locked, name, value)
    locked.version += 1
    _save(locked, number)
    locked.groups.set(data.groups)
    trail.record(
        Action.CONTACT_CHANGED, by=by, obj=locked, contact_id=locked.pk, changes=changes
    )
    if before_digits != locked.whatsapp:
        _follow_number(locked, before_digits, before_names, by=by)
    return locked


@transaction.atomic
def mark_wrong_person(contact: Contact, *, by: Author) -> Contact:
    """ "Número errado": nothing active goes to this number for this contact any more."""
    locked = Contact.objects.living().locked().get(pk=contact.pk)
    if not locked.whatsapp or locked.is_wrong_person:
        return locked
    changes = trail.changed(locked, wrong_number=locked.whatsapp)
    _mark(locked, locked.whatsapp)
    trail.record(
        Action.WRONG_PERSON_MARKED, by=by, obj=locked, contact_id=locked.pk, changes=changes
    )
    wrong_person_marked.send(Contact, contact=locked, by=by)
    return locked


@transaction.atomic
def undo_wrong_person(contact: Contact, *, by: Author) -> Contact:
    locked = Contact.objects.living().locked().get(pk=contact.pk)
    if not locked.wrong_number:
        return locked
    changes = trail.changed(locked, wrong_number="")
    _mark(locked, "")
    trail.record(
        Action.WRONG_PERSON_UNDONE, by=by, obj=locked, contact_id=locked.pk, changes=changes
    )
    return locked


def _mark(contact: Contact, wrong_number: str) -> None:
    contact.wrong_number = wrong_number
    contact.version += 1
    contact.save(update_fields=["wrong_number", "version", "updated_at"])


def _save(contact: Contact, number: PhoneNumber | None) -> None:
    if not contact.name:
        raise DomainError("name_required", "Informe o nome do contato.", field="name")
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        taken = Contact.objects.filter(whatsapp=number.digits).first() if number else None
        if taken is None:
            raise
        raise ConflictError(
            "duplicate", f"Este número já é de {taken.name}.", id=taken.pk, field="whatsapp"
        ) from error


def _changed_groups(contact: Contact, groups: Iterable[Group]) -> dict[str, tuple[Any, Any]]:
    before = sorted(contact.groups.values_list("name", flat=True))
    after = sorted(group.name for group in groups)
    return {} if before == after else {"groups": (before, after)}


def _follow_number(
    contact: Contact, before: str | None, names: set[bytes], *, by: Author
) -> None:
    """A refusal stays with the number it was given for; an acceptance does not move to another."""
    if contact.is_refused:
        suppressions.add(names, reason="number_changed")
    contact.aliases.all().delete()
    number_changed.send(Contact, contact=contact, by=by, before=before, after=contact.whatsapp)
    contact.refresh_from_db()
