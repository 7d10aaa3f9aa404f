"""Whatever is said in whatever order, the ledger alone gives the colour."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.actors import CONTACT, SYSTEM
from conecta.errors import NotAllowedError
from contacts import directory
from contacts.directory import ContactData
from contacts.models import Contact, OptinStatus
from optin import consents
from optin.consents import Evidence
from optin.models import EvidenceKind, Source
from tests import factories

NOON = timezone.now() - timedelta(days=1)

acts = st.lists(
    st.tuples(st.sampled_from(["accept", "refuse", "move"]), st.integers(0, 9)), max_size=12
)


def act(contact: Contact, what: str, minute: int) -> None:
    said_at = NOON + timedelta(minutes=minute)
    evidence = Evidence(kind=EvidenceKind.MESSAGE, text="#", said_at=said_at)
    if what == "refuse":
        consents.revoke(contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT)
    elif what == "accept":
        try:
            consents.grant(contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT)
        except NotAllowedError:
            return
    else:
        current = Contact.objects.get(pk=contact.pk)
        data = ContactData(name=current.name, whatsapp=f"+{factories.mobile()}")
        directory.change(current, data, version=current.version, by=SYSTEM)


class LedgerReplay(TestCase):
    @settings(max_examples=40)
    @given(acts)
    def test_the_ledger_alone_gives_the_colour(self, story: list[tuple[str, int]]) -> None:
        contact = factories.contact()

        for what, minute in story:
            act(contact, what, minute)

        colour: str = OptinStatus.UNDEFINED
        refused_at = None
        for event in contact.optin_events.order_by("id"):
            assert event.before == colour
            assert event.after != OptinStatus.OPTED_IN or (
                refused_at is None or event.said_at > refused_at
            )
            if event.after == OptinStatus.OPTED_OUT:
                refused_at = max(event.said_at, refused_at or event.said_at)
            colour = event.after
        contact.refresh_from_db()
        assert contact.optin_status == colour


def test_a_story_ends_red_when_a_refusal_was_said_last(db: None) -> None:
    contact = factories.contact()

    for what, minute in [("refuse", 1), ("accept", 5), ("refuse", 9), ("accept", 7)]:
        act(contact, what, minute)

    contact.refresh_from_db()
    assert contact.optin_status == OptinStatus.OPTED_OUT
