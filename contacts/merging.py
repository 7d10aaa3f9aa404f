"""The decision that two contacts are one person."""

from typing import Any

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from contacts import suppressions
from contacts.models import AliasKind, Contact, ContactAlias
from contacts.signals import contacts_merged


@transaction.atomic
def merge(one: Contact, other: Contact, *, by: Author) -> Contact:
    """Unite two contacts into the older; the younger stays as a tombstone. Red wins.

    When either was merged or erased meanwhile nothing is done: the living one of them comes back.
    """
    pair = list(Contact.objects.living().locked().filter(pk__in=[one.pk, other.pk]))
    if len(pair) < 2:
        return pair[0] if pair else one
    winner, loser = pair
    number = loser.whatsapp
    if winner.is_refused or loser.is_refused:
        suppressions.add(suppressions.digests_of_contact(loser), reason="merged")
    loser.merged_into, loser.whatsapp, loser.version = winner, None, loser.version + 1
    loser.save(update_fields=["merged_into", "whatsapp", "version", "updated_at"])
    inherited = _inherited(winner, loser, number)
    for name, value in inherited.items():
        setattr(winner, name, value)
    winner.version += 1
    winner.save(update_fields=[*inherited, "version", "updated_at"])
    _move_names(winner, loser, number)
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


def _inherited(winner: Contact, loser: Contact, number: str | None) -> dict[str, Any]:
    """What only the loser knew, and the later of the two things the person told Meta."""
    taken: dict[str, Any] = {}
    if winner.whatsapp is None and number:
        taken |= {"whatsapp": number, "wrong_number": loser.wrong_number}
    for name in ("email", "username"):
        if not getattr(winner, name):
            taken[name] = getattr(loser, name)
    if loser.extra:
        taken["extra"] = loser.extra | winner.extra
    said = loser.marketing_event_at
    if said and (winner.marketing_event_at is None or said > winner.marketing_event_at):
        taken |= {
            "marketing_stopped_at": loser.marketing_stopped_at,
            "marketing_event_at": said,
        }
    return taken


def _move_names(winner: Contact, loser: Contact, number: str | None) -> None:
    """The number that finds no room in the winner's field stays known as a name of the person."""
    loser.aliases.update(contact=winner)
    if number and winner.whatsapp != number:
        alias = ContactAlias(contact=winner, kind=AliasKind.WA_ID, value=number)
        ContactAlias.objects.bulk_create([alias], ignore_conflicts=True)
    winner.groups.add(*loser.groups.all())
    loser.groups.clear()
