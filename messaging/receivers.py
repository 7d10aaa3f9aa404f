"""What messages do when consent and contacts change below them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from audit.actors import Author
from contacts.models import Contact
from contacts.signals import contact_erased, contacts_merged, wrong_person_marked
from hsm_templates.signals import term_sought
from messaging import conversations, forgetting, skipping, testimony
from messaging.gates import Reason
from optin.messages import SaidMessage
from optin.models import TermAcceptance
from optin.signals import contact_refused, said_messages_sought


def connect() -> None:
    contact_refused.connect(on_refused, dispatch_uid="messaging.refused")
    wrong_person_marked.connect(on_wrong_person, dispatch_uid="messaging.wrong_person")
    said_messages_sought.connect(on_messages_sought, dispatch_uid="messaging.said")
    contact_erased.connect(on_erased, dispatch_uid="messaging.erased")
    contacts_merged.connect(on_merged, dispatch_uid="messaging.merged")
    term_sought.connect(on_term_sought, dispatch_uid="messaging.term")


def on_refused(contact: Contact, *, by: Author, **_: Any) -> None:
    skipping.skip_waiting(contact, reason=Reason.OPTED_OUT, by=by)


def on_wrong_person(contact: Contact, *, by: Author, **_: Any) -> None:
    skipping.skip_waiting(contact, reason=Reason.WRONG_PERSON, by=by)


def on_messages_sought(
    contact: Contact, *, reference: str | None, since: datetime | None, **_: Any
) -> list[SaidMessage]:
    return testimony.said(contact, reference=reference, since=since)


def on_term_sought(**_: Any) -> bool:
    return TermAcceptance.objects.in_force().exists()


def on_merged(winner: Contact, loser: Contact, **_: Any) -> None:
    conversations.move(loser, winner)


def on_erased(contact: Contact, *, people: Collection[int], by: Author, **_: Any) -> None:
    forgetting.forget_person(people, by=by)
