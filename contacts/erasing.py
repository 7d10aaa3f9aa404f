"""The decision to forget a person: every value goes, the proof of acceptance or refusal stays."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import erasures, trail
from audit.actions import Action
from audit.actors import Author
from audit.models import EntryDetail
from conecta.errors import ConflictError, DomainError
from conecta.exports import requests
from contacts import identities, suppressions
from contacts.models import Contact, ContactAlias
from contacts.phone import from_digits
from contacts.signals import contact_erased

GONE = "Este contato já foi unido a outro ou apagado."
# What is left of a contact is its number in our own books, its colour and its dates.
EMPTY: dict[str, Any] = {
    "name": "",
    "name_key": "",
    "whatsapp": None,
    "username": "",
    "email": "",
    "wrong_number": "",
    "extra": {},
    "marketing_stopped_at": None,
    "marketing_event_at": None,
}


@transaction.atomic
def erase(contact: Contact, *, by: Author, reason: str) -> Contact:
    """Forget the person, and all contacts that were once merged into this one.

    Who refused stays refused: their names remain as keyed hashes. Raises ConflictError `gone` for
    one who was merged or erased meanwhile, DomainError `reason_required`.
    """
    if not reason.strip():
        raise DomainError("reason_required", "Informe o motivo do apagamento.", field="reason")
    family = _lock(contact)
    people = [one.pk for one in family]
    erased = next(one for one in family if one.pk == contact.pk)
    _keep_refusal(erased, family)
    _erase_details(erased, people, by=by, reason=reason)
    _empty(people)
    erased.refresh_from_db()
    trail.record(
        Action.CONTACT_ERASED, by=by, obj=erased, contact_id=erased.pk, reason=reason.strip()
    )
    for pk in people:
        requests.discard_about(pk)
    contact_erased.send(Contact, contact=erased, people=people, by=by, reason=reason)
    return erased


def _lock(contact: Contact) -> list[Contact]:
    """The contact and its tombstones, ids ascending; read again under the lock, since somebody may
    have been merged into it just before."""
    people = identities.family(contact.pk)
    family = list(Contact.objects.locked().filter(pk__in=people))
    standing = next((one for one in family if one.pk == contact.pk), None)
    if standing is None or standing.erased_at or standing.merged_into_id:
        raise ConflictError("gone", GONE)
    if identities.family(contact.pk) != people:
        raise ConflictError("stale", "Este contato acabou de ser unido a outro. Confira e repita.")
    return family


def _keep_refusal(contact: Contact, family: Collection[Contact]) -> None:
    """Hashes of every name that the person had; a registration under any of them is born red."""
    if not contact.is_refused:
        return
    digests: set[bytes] = set()
    for one in family:
        digests |= suppressions.digests_of_contact(one) | suppressions.digests_of_email(one.email)
    suppressions.hold(digests)
    suppressions.add(digests, reason="erased")


def _erase_details(contact: Contact, people: Collection[int], *, by: Author, reason: str) -> None:
    """Of every entry about the person, and of those about their number before it was registered."""
    known = EntryDetail.objects.filter(entry__contact_id__in=people)
    ids = set(known.values_list("pk", flat=True))
    for number in _numbers(contact):
        strangers = EntryDetail.objects.filter(entry__contact_id=None, search_key__contains=number)
        ids.update(
            pk for pk, key in strangers.values_list("pk", "search_key") if number in key.split("\n")
        )
    held = EntryDetail.objects.filter(pk__in=ids)
    erasures.erase(held, by=by, reason=reason, contact_id=contact.pk)


def _numbers(contact: Contact) -> set[str]:
    forms = set(contact.aliases.values_list("value", flat=True))
    if contact.whatsapp:
        forms |= set(from_digits(contact.whatsapp).forms)
    return {form for form in forms if form.isdigit()}


def _empty(people: Collection[int]) -> None:
    ContactAlias.objects.filter(contact__in=people).delete()
    Contact.groups.through.objects.filter(contact__in=people).delete()
    for one in Contact.objects.filter(pk__in=people).order_by("pk"):
        for name, value in EMPTY.items():
            setattr(one, name, value)
        one.erased_at, one.version = timezone.now(), one.version + 1
        one.save(update_fields=[*EMPTY, "erased_at", "version", "updated_at"])
