"""The words of the settings: kept clean, never against the promises, changed by one at a time."""

from dataclasses import replace

import pytest

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.roles import Role
from conecta.errors import ConflictError, DomainError
from optin import wording
from optin.models import ConsentSettings
from optin.wording import Effect, Wording
from tests import factories

pytestmark = pytest.mark.django_db


def change(**fields: object) -> Wording:
    now = wording.current()
    author = factories.user(Role.ADMINISTRATOR)
    return wording.change(replace(now, **fields), version=now.version, by=author)  # type: ignore[arg-type]  # fields of Wording


def test_before_anybody_changes_them_the_defaults_hold() -> None:
    assert not ConsentSettings.objects.exists()
    assert "SAIR" in wording.current().refusal_words
    assert "SIM" in wording.current().acceptance_words
    assert wording.CANCEL not in wording.current().refusal_words
    assert wording.current().confirms_refusal


def test_a_change_is_kept_and_audited_with_before_and_after() -> None:
    change(refusal_words=("SAIR", "  me  tira daqui "), confirms_refusal=False)

    entry = Entry.objects.select_related("detail").get(action=Action.CONSENT_SETTINGS_CHANGED)
    assert wording.current().refusal_words == ("ME TIRA DAQUI", "SAIR")
    assert not wording.current().confirms_refusal
    assert wording.current().version == 2
    assert entry.field_names == ["confirms_refusal", "refusal_words"]
    assert entry.detail.values["after"]["refusal_words"] == ["ME TIRA DAQUI", "SAIR"]
    assert "PARAR" in entry.detail.values["before"]["refusal_words"]


def test_saving_the_same_changes_and_records_nothing() -> None:
    change()

    assert wording.current().version == 1
    assert Entry.objects.filter(action=Action.CONSENT_SETTINGS_CHANGED).count() == 0


def test_who_read_an_older_version_does_not_overwrite() -> None:
    old = wording.current()
    change(request_text="Podemos escrever?")

    with pytest.raises(ConflictError):
        wording.change(old, version=old.version, by=factories.user(Role.ADMINISTRATOR))

    assert wording.current().request_text == "Podemos escrever?"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("refusal_words", ("SAIR", "#optin")),
        ("refusal_words", ("SAIR", "Sim!")),
        ("refusal_words", ("👍",)),
        ("refusal_words", ("A" * 61,)),
        ("refusal_words", tuple(f"PALAVRA {number}" for number in range(101))),
        ("acceptance_words", ("SIM", "sair")),
        ("acceptance_words", ("#OPTOUT",)),
        ("acceptance_words", ("quero #optuot",)),
        ("acceptance_words", ("...",)),
    ],
)
def test_words_against_the_promises_are_refused_beside_their_field(
    field: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(DomainError) as refused:
        change(**{field: words})

    assert refused.value.code == "word_not_allowed"
    assert refused.value.extra["field"] == field
    assert wording.current() == Wording()


@pytest.mark.parametrize("text", ["", "   ", "a" * 1025])
def test_the_request_has_words_that_fit_a_question_with_buttons(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        change(request_text=text)

    assert refused.value.extra["field"] == "request_text"


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("#OPTOUT", Effect.REFUSE),
        ("quero #optout já", Effect.REFUSE),
        ("Sair!", Effect.REFUSE),
        ("#optuot", Effect.ASK_REFUSE),
        ("#OPTIN", Effect.ACCEPT),
        ("sim 🙂", Effect.AS_ANSWER),
        ("CANCELAR", Effect.NONE),
        ("quero sair de casa", Effect.NONE),
    ],
)
def test_what_a_text_does_with_the_defaults(text: str, effect: Effect) -> None:
    assert wording.effect(text, Wording()) is effect


def test_without_any_synonym_the_hash_word_still_refuses_and_accepts() -> None:
    bare = Wording(refusal_words=(), acceptance_words=())

    assert wording.effect("#optout", bare) is Effect.REFUSE
    assert wording.effect("SAIR", bare) is Effect.NONE
    assert wording.effect("#optin", bare) is Effect.ACCEPT
