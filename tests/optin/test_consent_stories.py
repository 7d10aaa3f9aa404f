"""Whatever is said, done, declared and edited in whatever order: nothing but an explicit acceptance
leaves red, ledger and colours agree, each act has its entry and each line is proved by one."""

from datetime import datetime, timedelta

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from conecta.errors import DomainError
from contacts import directory, merging
from contacts.directory import ContactData
from contacts.identities import find_living
from contacts.models import Contact
from contacts.phone import from_digits
from optin import acceptances, consents, reports, term_batches
from optin.consents import Evidence
from optin.models import EvidenceKind, OptinEvent, Source, TermAcceptance
from optin.reports import Report
from tests import factories
from tests.optin import proofs, term_world

NOON = timezone.now() - timedelta(days=1)
WORDS = ("#OPTOUT", "#OPTIN", "oi", "sair", "#optuot")
ACTS = (*WORDS, "grant", "revoke", "api_grant", "api_revoke", "move", "merge", "new")
TERM = ("accept", "accept_covering", "batch", "work", "withdraw")

stories = st.lists(
    st.tuples(st.sampled_from([*ACTS, *TERM, *TERM]), st.integers(0, 3), st.integers(0, 9)),
    min_size=8,
    max_size=20,
)


class Story:
    """Contacts that grow in number, an agent, and a company with a term."""

    def __init__(self) -> None:
        self.people = [factories.contact() for _ in range(3)]
        self.agent = factories.user()
        self.company = term_world.administrator()
        self.acts: dict[Action, int] = dict.fromkeys(
            (Action.TERM_ACCEPTED, Action.TERM_WITHDRAWN, Action.CONTACT_CREATED), 0
        )
        self.acts[Action.CONTACT_CREATED] = len(self.people)
        term_world.published(by=self.company)

    def tell(self, what: str, who: int, minute: int) -> None:
        said_at = NOON + timedelta(minutes=minute)
        chosen = self.people[who % len(self.people)]
        contact = find_living(chosen.pk) or chosen
        try:
            if what in WORDS:
                self._write(contact, what, said_at)
            elif what in TERM:
                self._decide(what)
            else:
                getattr(self, f"_{what}")(contact, said_at)
        except DomainError:
            return

    def _write(self, contact: Contact, text: str, said_at: datetime) -> None:
        if contact.whatsapp:
            sender = from_digits(contact.whatsapp)
            heard = Report(channel_kind="sms", sender=sender, text=text, said_at=said_at)
            reports.hear(heard, by=self.company)

    def _decide(self, what: str) -> None:
        standing = TermAcceptance.objects.in_force().first()
        if what == "batch":
            claim = term_batches.try_claim()
            if claim:
                claim, _ = term_batches.advance(claim, batch=2)
            if claim:
                term_batches.release(claim)
        elif what == "work":
            term_batches.run(batch=2)
        elif what == "withdraw":
            if standing:
                self.acts[Action.TERM_WITHDRAWN] += 1
                term_world.withdraw(standing)
        else:
            term_world.accepted(by=self.company, covers_new=what == "accept_covering")
            self.acts[Action.TERM_ACCEPTED] += 1

    def _grant(self, contact: Contact, said_at: datetime, source: Source = Source.AGENT) -> None:
        acceptances.register(contact, evidence=_signed(said_at), source=source, by=self.agent)

    def _revoke(self, contact: Contact, said_at: datetime, source: Source = Source.AGENT) -> None:
        consents.revoke(contact, evidence=_signed(said_at), source=source, by=self.agent)

    def _api_grant(self, contact: Contact, said_at: datetime) -> None:
        self._grant(contact, said_at, Source.API)

    def _api_revoke(self, contact: Contact, said_at: datetime) -> None:
        self._revoke(contact, said_at, Source.API)

    def _move(self, contact: Contact, _said_at: datetime) -> None:
        data = ContactData(name=contact.name, whatsapp=f"+{factories.mobile()}")
        directory.change(contact, data, version=contact.version, by=self.agent)

    def _merge(self, contact: Contact, _said_at: datetime) -> None:
        merging.merge(contact, self.people[0], by=SYSTEM)

    def _new(self, _contact: Contact, _said_at: datetime) -> None:
        self.people.append(factories.contact())
        self.acts[Action.CONTACT_CREATED] += 1


def _signed(said_at: datetime) -> Evidence:
    return Evidence(kind=EvidenceKind.DOCUMENT, text="Ficha", said_at=said_at)


class Stories(TestCase):
    @settings(max_examples=50)
    @given(stories)
    def test_what_always_holds(self, told: list[tuple[str, int, int]]) -> None:
        story = Story()

        for what, who, minute in told:
            story.tell(what, who, minute)
        term_batches.run(batch=2)

        assert proofs.faults() == []
        for action, count in story.acts.items():
            assert Entry.objects.filter(action=action).count() == count
        for event in OptinEvent.objects.filter(source=Source.TERM):
            assert event.acceptance is not None
            assert event.evidence_kind == EvidenceKind.TERM
