"""What the company's other channels tell that a contact wrote: heard as if it came by WhatsApp."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import NotAllowedError
from contacts import identities, suppressions
from contacts.identities import Identity
from contacts.models import Contact
from contacts.phone import PhoneNumber
from optin import consents, wording
from optin.consents import Evidence
from optin.keywords import Decision, read
from optin.models import EvidenceKind, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`sender`: who wrote, by number or e-mail. `channel_kind`: sms, email, webchat and so on."""

    channel_kind: str
    sender: PhoneNumber | str
    text: str
    said_at: datetime

    @property
    def digests(self) -> set[bytes]:
        if isinstance(self.sender, PhoneNumber):
            return suppressions.digests_of_number(self.sender)
        return suppressions.digests_of_email(self.sender)

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            kind=EvidenceKind.OTHER_CHANNEL,
            text=self.text,
            said_at=self.said_at,
            channel=self.channel_kind,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`contacts`: who the sender is, as they are now. `suppressed`: nobody yet, and must be red."""

    decision: Decision
    contacts: tuple[Contact, ...] = ()
    suppressed: bool = False


@transaction.atomic
def hear(report: Report, *, by: Author) -> Heard:
    """Obey the words. A misspelt refusal changes nothing: the other channel should ask back."""
    decision = read(report.text, synonyms=wording.current().synonyms)
    people = _people(report)
    if decision is Decision.REFUSE:
        return _refuse(report, people, by=by)
    if decision is Decision.ACCEPT and len(people) == 1:
        # An address that several share does not say which of them accepted.
        people = [_accept(people[0], report, by=by)]
    return Heard(decision=decision, contacts=tuple(people))


def _people(report: Report) -> list[Contact]:
    if isinstance(report.sender, PhoneNumber):
        return identities.find(Identity(wa_id=report.sender.digits))
    return list(Contact.objects.living().with_email(report.sender).order_by("pk"))


def _refuse(report: Report, people: list[Contact], *, by: Author) -> Heard:
    if not people:
        # Somebody may be registering this very number: wait for them, or make them wait.
        suppressions.hold(report.digests)
        people = _people(report)
    if not people:
        suppressions.add(report.digests, reason="reported")
        evidence = consents.described(report.evidence)
        trail.record(Action.OPTED_OUT, by=by, sender=str(report.sender), evidence=evidence)
        return Heard(decision=Decision.REFUSE, suppressed=True)
    refused = [
        consents.revoke(contact, evidence=report.evidence, source=Source.KEYWORD, by=by)
        for contact in people
    ]
    return Heard(decision=Decision.REFUSE, contacts=tuple(refused))


def _accept(contact: Contact, report: Report, *, by: Author) -> Contact:
    try:
        return consents.grant(contact, evidence=report.evidence, source=Source.KEYWORD, by=by)
    except NotAllowedError as error:
        consents.note_denied(contact, error, evidence=report.evidence, by=by)
        return contact
