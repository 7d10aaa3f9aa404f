"""An erasure, and at the same moment something else about the same person."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from audit.actors import META, SYSTEM
from conecta.accounts.roles import Role
from conecta.errors import ConflictError
from conecta.whatsapp.models import Channel
from contacts import erasing, identities, marketing, merging
from contacts.identities import Identity
from contacts.models import Contact, ContactAlias
from messaging import claims, outbox, sending
from messaging.models import Message, MessageStatus
from messaging.outbox import Draft, Outcome
from optin.models import OptinDetail
from tests import factories, rivals

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(minutes=1)


@pytest.fixture
def channel() -> Channel:
    return factories.channel(throughput=1000)


def erase(contact: Contact) -> Contact:
    by = factories.user(Role.SUPERVISOR)
    return erasing.erase(contact, by=by, reason="Pedido do titular")


def request(channel: Channel, contact: Contact) -> Outcome:
    template = factories.template(account=channel.account)
    draft = Draft(channel=channel, contact=contact, template=template, values={"body.1": "Ana"})
    return outbox.request(draft, by=SYSTEM)


def test_a_request_that_waits_for_an_erasure_is_refused(channel: Channel) -> None:
    ana = factories.contact("Ana")

    rival = rivals.overtake(partial(erase, ana), partial(request, channel, ana))

    assert (rival.error, rival.waited) == (None, True)
    assert "contact_erased" in rival.result.decision.reasons
    assert Message.objects.count() == 0


def test_an_erasure_that_waits_for_a_request_skips_its_message(channel: Channel) -> None:
    ana = factories.contact("Ana")

    rival = rivals.overtake(partial(request, channel, ana), partial(erase, ana))

    message = Message.objects.get()
    assert (rival.error, rival.waited) == (None, True)
    assert (message.status, message.text) == (MessageStatus.SKIPPED, "")


def test_a_worker_that_claimed_before_sends_nothing_after(channel: Channel) -> None:
    ana = factories.contact("Ana")
    message = factories.message(channel, ana)
    claim = claims.claim(channel.pk, limit=10)
    held = dict.fromkeys(claim.message_ids, claim.token)

    rival = rivals.overtake(partial(erase, ana), partial(claims.begin, held, lease=LEASE))

    message.refresh_from_db()
    assert (rival.error, rival.waited, rival.result) == (None, True, set())
    assert message.status == MessageStatus.SKIPPED
    assert sending.dispatch(channel.pk) == 0


def test_what_was_being_sent_ends_and_its_answer_teaches_nothing(channel: Channel) -> None:
    ana = factories.contact("Ana")
    message = factories.message(channel, ana)
    claim = claims.claim(channel.pk, limit=10)
    claims.begin(dict.fromkeys(claim.message_ids, claim.token), lease=LEASE)
    erase(ana)

    identities.learn(ana, Identity(wa_id="551187654321"), by=META)

    message.refresh_from_db()
    assert (message.status, message.text) == (MessageStatus.SENDING, "")
    assert ContactAlias.objects.count() == 0


def test_a_merge_that_waits_for_an_erasure_leaves_the_other_alone() -> None:
    ana, bia = factories.contact("Ana"), factories.contact("Bia")

    rival = rivals.overtake(partial(erase, ana), partial(merging.merge, ana, bia, by=SYSTEM))

    bia.refresh_from_db()
    assert (rival.error, rival.waited, rival.result) == (None, True, bia)
    assert (bia.name, bia.merged_into_id) == ("Bia", None)


def test_an_erasure_that_waits_for_a_merge_says_so_and_erases_nobody_else() -> None:
    older, younger = factories.contact("Ana"), factories.contact("Ana B.")

    into = rivals.overtake(
        partial(merging.merge, older, younger, by=SYSTEM), partial(erase, younger)
    )

    older.refresh_from_db()
    assert into.waited
    assert isinstance(into.error, ConflictError)
    assert (older.name, older.erased_at) == ("Ana", None)


def test_whoever_was_merged_in_meanwhile_is_not_left_behind() -> None:
    older, younger = factories.contact("Ana"), factories.contact("Ana B.")

    rival = rivals.overtake(
        partial(merging.merge, older, younger, by=SYSTEM), partial(erase, older)
    )

    assert rival.waited
    names = set(Contact.objects.values_list("name", flat=True))
    if rival.error is None:
        assert names == {""}
    else:
        assert isinstance(rival.error, ConflictError)
        assert rival.error.code == "stale"
        erase(Contact.objects.get(pk=older.pk))
        assert set(Contact.objects.values_list("name", flat=True)) == {""}


def test_of_two_erasures_one_is_done() -> None:
    ana = factories.red(factories.contact("Ana"))

    outcomes = rivals.together(*[partial(erase, ana)] * 2)

    assert sorted(type(outcome.error).__name__ for outcome in outcomes) == [
        "ConflictError",
        "NoneType",
    ]


@pytest.mark.parametrize("colour", [factories.red, factories.green])
def test_a_change_of_colour_that_waits_writes_nothing_about_who_is_erased(
    colour: "partial[Contact]",
) -> None:
    ana = factories.contact("Ana")

    rival = rivals.overtake(partial(erase, ana), partial(colour, ana))

    assert isinstance(rival.error, ConflictError)
    assert OptinDetail.objects.count() == 0
    assert Contact.objects.get(pk=ana.pk).optin_status == "undefined"


def test_an_erasure_that_waits_for_a_refusal_keeps_the_number_protected() -> None:
    ana = factories.contact("Ana")
    digits = ana.whatsapp

    rival = rivals.overtake(partial(factories.red, ana), partial(erase, ana))

    assert (rival.error, rival.waited) == (None, True)
    assert OptinDetail.objects.count() == 0
    assert factories.contact("Ana", f"+{digits}").is_refused


def test_meta_tells_of_who_is_erased_and_nobody_listens() -> None:
    ana = factories.contact("Ana")
    erase(ana)

    assert marketing.stop(ana, said_at=timezone.now(), by=META) is False
    assert Contact.objects.get(pk=ana.pk).marketing_stopped_at is None
