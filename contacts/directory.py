"""Decisions about contacts: register, change, mark a wrong number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError, transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError, DomainError
from contacts import extras, identities, suppressions
from contacts.models import Contact, ContactOrigin, Group
from contacts.phone import PhoneNumber, from_digits, parse
from contacts.signals import number_changed, wrong_person_marked

STALE = "Este contato mudou enquanto você editava. Confira e salve de novo."
GONE = "Este contato foi unido a outro ou apagado. Nada foi salvo."


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactData:
    """What a person fills in. `whatsapp` is any usual spelling; empty means no number.

    `extra`: additional fields that change, by key; a value of None empties the field.
    """

    name: str
    whatsapp: str = ""
    email: str = ""
    groups: tuple[Group, ...] = field(default=())
    extra: Mapping[str, Any] | None = None

    @property
    def number(self) -> PhoneNumber | None:
        """Raises PhoneError for a number that cannot be."""
        return parse(self.whatsapp) if self.whatsapp.strip() else None


@transaction.atomic
def create(data: ContactData, *, by: Author, origin: ContactOrigin) -> Contact:
    """Register a contact: grey, or red at once when its number refused before.

    Raises PhoneError for a number that cannot be, ConflictError (extra: id) for one already taken,
    DomainError `extra_invalid` for additional fields that cannot be.
    """
    number = data.number
    contact = Contact(origin=origin)
    data = _with_extra(contact, data)
    changes = _changes(contact, data, number)
    _write(contact, data, number)
    if data.groups:
        contact.groups.set(data.groups)
        changes["groups"] = ([], _names(data.groups))
    trail.record(Action.CONTACT_CREATED, by=by, obj=contact, contact_id=contact.pk, changes=changes)
    contact = suppressions.refuse_if_suppressed(contact, _digests(contact))
    return identities.announce(contact)


@transaction.atomic
def change(contact: Contact, data: ContactData, *, version: int, by: Author) -> Contact:
    """Save an edited form.

    Raises ConflictError `stale` when somebody saved after `version` was read; nothing is lost.
    """
    locked = _lock(contact)
    if locked.version != version:
        raise ConflictError("stale", STALE)
    number, before = data.number, locked.whatsapp
    data = _with_extra(locked, data)
    changes = _changes(locked, data, number) | _changed_groups(locked, data.groups)
    if not changes:
        return locked
    if before and before != (number.digits if number else None):
        _leave_number(locked)
    locked.version += 1
    _write(locked, data, number)
    locked.groups.set(data.groups)
    trail.record(Action.CONTACT_CHANGED, by=by, obj=locked, contact_id=locked.pk, changes=changes)
    locked = suppressions.refuse_if_suppressed(locked, _digests(locked))
    if before != locked.whatsapp:
        number_changed.send(Contact, contact=locked, by=by, before=before, after=locked.whatsapp)
        locked.refresh_from_db()
    return locked


@transaction.atomic
def mark_wrong_person(contact: Contact, *, by: Author) -> Contact:
    """ "Número errado": nothing active goes to this number for this contact any more."""
    locked = _lock(contact)
    if not locked.whatsapp or locked.is_wrong_person:
        return locked
    _mark(locked, locked.whatsapp, Action.WRONG_PERSON_MARKED, by=by)
    wrong_person_marked.send(Contact, contact=locked, by=by)
    return locked


@transaction.atomic
def undo_wrong_person(contact: Contact, *, by: Author) -> Contact:
    locked = _lock(contact)
    if locked.wrong_number:
        _mark(locked, "", Action.WRONG_PERSON_UNDONE, by=by)
    return locked


def _lock(contact: Contact) -> Contact:
    """Raises ConflictError `gone` when it no longer stands by itself."""
    locked = Contact.objects.living().locked().filter(pk=contact.pk).first()
    if locked is None:
        raise ConflictError("gone", GONE)
    return locked


def _with_extra(contact: Contact, data: ContactData) -> ContactData:
    """The data with all that `extra` will be, not only with what changes."""
    if data.extra is None:
        return data
    return replace(data, extra=extras.merged(contact.extra, data.extra))


def _changes(
    contact: Contact, data: ContactData, number: PhoneNumber | None
) -> dict[str, tuple[Any, Any]]:
    changes = trail.changed(contact, **_columns(data, number))
    if "extra" in changes:
        changes["extra"] = extras.in_words(*changes["extra"])
    return changes


def _columns(data: ContactData, number: PhoneNumber | None) -> dict[str, Any]:
    columns = {
        "name": data.name.strip(),
        "whatsapp": number.digits if number else None,
        "email": data.email.strip(),
    }
    return columns if data.extra is None else columns | {"extra": dict(data.extra)}


def _write(contact: Contact, data: ContactData, number: PhoneNumber | None) -> None:
    for name, value in _columns(data, number).items():
        setattr(contact, name, value)
    if not contact.name:
        raise DomainError("name_required", "Informe o nome do contato.", field="name")
    _refuse_taken(contact, number)
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError:
        _refuse_taken(contact, number)
        raise


def _refuse_taken(contact: Contact, number: PhoneNumber | None) -> None:
    """Raises ConflictError `duplicate` when the number, or WhatsApp's name for it, is another's."""
    taken = identities.bearer(number) if number else None
    if taken is not None and taken.pk != contact.pk:
        raise ConflictError(
            "duplicate", f"Este número já é de {taken.name}.", id=taken.pk, field="whatsapp"
        )


def _leave_number(contact: Contact) -> None:
    """A refusal stays with the number it was given for, and so do WhatsApp's names for it."""
    if contact.is_refused:
        names = suppressions.digests_of_contact(contact)
        suppressions.add(names, reason="number_changed")
    contact.aliases.all().delete()


def _digests(contact: Contact) -> set[bytes]:
    emails = suppressions.digests_of_email(contact.email)
    if not contact.whatsapp:
        return emails
    return emails | suppressions.digests_of_number(from_digits(contact.whatsapp))


def _changed_groups(contact: Contact, groups: Iterable[Group]) -> dict[str, tuple[Any, Any]]:
    before, after = _names(contact.groups.all()), _names(groups)
    return {} if before == after else {"groups": (before, after)}


def _names(groups: Iterable[Group]) -> list[str]:
    return sorted(group.name for group in groups)


def _mark(contact: Contact, wrong_number: str, action: Action, *, by: Author) -> None:
    changes = trail.changed(contact, wrong_number=wrong_number)
    contact.wrong_number = wrong_number
    contact.version += 1
    contact.save(update_fields=["wrong_number", "version", "updated_at"])
    trail.record(action, by=by, obj=contact, contact_id=contact.pk, changes=changes)
