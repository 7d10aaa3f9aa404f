"""The adhesion term: published in versions, accepted by typing, withdrawn; all in the trail."""

import hashlib
from dataclasses import replace

import pytest

from audit.actions import Action
from audit.context import Origin, coming_from
from audit.models import Entry
from conecta.errors import ConflictError, DomainError
from contacts.models import OptinStatus
from optin import terms
from optin.models import Term, TermAcceptance, TermState
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db


def test_each_version_has_the_digest_of_its_text() -> None:
    first = term_world.published("Primeiro texto")

    second = terms.publish("Segundo\r\ntexto ", by=first.published_by)

    assert (first.version, second.version) == (1, 2)
    assert second.text == "Segundo\ntexto"
    assert bytes(second.sha256) == hashlib.sha256(b"Segundo\ntexto").digest()
    entry = Entry.objects.filter(action=Action.TERM_PUBLISHED).latest("id")
    assert entry.actor == first.published_by
    assert entry.detail.values["sha256"] == hashlib.sha256(b"Segundo\ntexto").hexdigest()


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "term_empty"), (term_world.TEXT, "term_unchanged")]
)
def test_a_version_says_something_new(text: str, code: str) -> None:
    term = term_world.published()

    with pytest.raises(DomainError) as refusal:
        terms.publish(text, by=term.published_by)

    assert refusal.value.code == code
    assert Term.objects.count() == 1


def test_the_trail_keeps_who_accepted_on_which_basis_and_from_where() -> None:
    factories.contact()
    term = term_world.published()

    with coming_from(Origin.PAGE, ip="192.0.2.7"):
        acceptance = term_world.accepted(term, covers_new=True)

    assert acceptance.state == TermState.APPLYING
    assert acceptance.expected_count == 1
    entry = Entry.objects.get(action=Action.TERM_ACCEPTED)
    assert entry.actor == term.published_by
    assert entry.detail.values == {
        "ip": "192.0.2.7",
        "label": "Aceite da versão 1",
        "version": 1,
        "sha256": bytes(term.sha256).hex(),
        "legal_basis": "legitimate_interest",
        "justification": "Clientes com pedido em andamento.",
        "covers_new": True,
        "expected_count": 1,
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"legal_basis": ""}, "legal_basis_missing"),
        ({"justification": " "}, "justification_missing"),
        ({"confirmation": "ACEITAR VERSÃO 2"}, "confirmation_mismatch"),
        ({"confirmation": ""}, "confirmation_mismatch"),
    ],
)
def test_an_undertaking_that_lacks_something_changes_nothing(
    change: dict[str, str], code: str
) -> None:
    term = term_world.published()

    with pytest.raises(DomainError) as refusal:
        terms.accept(
            term,
            replace(term_world.undertaking(term), **change),  # type: ignore[arg-type]  # texts, as forms give them
            by=term.published_by,
        )

    assert refusal.value.code == code
    assert not TermAcceptance.objects.exists()
    assert not Entry.objects.filter(action=Action.TERM_ACCEPTED).exists()


def test_the_words_may_be_typed_in_any_case_and_spacing() -> None:
    term = term_world.published()

    said = replace(term_world.undertaking(term), confirmation=" aceitar  versão 1 ")

    assert terms.accept(term, said, by=term.published_by).state == TermState.APPLYING


def test_only_the_newest_version_can_be_accepted() -> None:
    old = term_world.published()
    term_world.published("Um texto mais novo", by=old.published_by)

    with pytest.raises(ConflictError) as refusal:
        term_world.accepted(old)

    assert refusal.value.code == "term_old"


def test_one_acceptance_stands_at_a_time() -> None:
    acceptance = term_world.in_force()

    with pytest.raises(ConflictError) as refusal:
        term_world.accepted()

    assert refusal.value.code == "term_standing"
    assert TermAcceptance.objects.get() == acceptance


def test_withdrawing_is_audited_and_ends_the_force_at_once() -> None:
    factories.contact()
    acceptance = term_world.in_force()

    term_world.withdraw(acceptance)

    assert not TermAcceptance.objects.in_force().exists()
    entry = Entry.objects.get(action=Action.TERM_WITHDRAWN)
    assert entry.actor == acceptance.accepted_by
    assert entry.detail.values["count"] == 1


def test_withdrawing_twice_is_one_act() -> None:
    acceptance = term_world.in_force()

    term_world.withdraw(acceptance)
    term_world.withdraw(acceptance)

    assert Entry.objects.filter(action=Action.TERM_WITHDRAWN).count() == 1


def test_withdrawing_from_many_asks_for_typed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "TYPED_ABOVE", 1)
    factories.contact(), factories.contact()
    acceptance = term_world.in_force()

    with pytest.raises(DomainError) as refusal:
        terms.withdraw(acceptance, confirmation="RETIRAR", by=acceptance.accepted_by)

    acceptance.refresh_from_db()
    assert refusal.value.code == "confirmation_mismatch"
    assert acceptance.state == TermState.IN_FORCE


def test_a_new_contact_starts_green_when_the_term_covers_it() -> None:
    term_world.in_force(covers_new=True)

    contact = factories.contact()

    assert contact.optin_status == OptinStatus.OPTED_IN
    assert contact.is_by_term


def test_a_new_contact_starts_grey_when_the_term_does_not_cover_it() -> None:
    term_world.in_force()

    assert factories.contact().optin_status == OptinStatus.UNDEFINED


def test_a_new_contact_starts_grey_once_the_term_is_withdrawn() -> None:
    term_world.withdraw(term_world.in_force(covers_new=True))

    assert factories.contact().optin_status == OptinStatus.UNDEFINED


def test_a_suppressed_number_starts_red_whatever_the_term_covers() -> None:
    term_world.in_force(covers_new=True)
    factories.suppress("+5511987654321")

    contact = factories.contact(whatsapp="+5511987654321")

    assert contact.is_refused
    assert [event.source for event in contact.optin_events.all()] == ["platform"]
