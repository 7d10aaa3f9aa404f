"""The words that refuse and accept, and what we ask: read for each message, changed by people."""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError, DomainError
from optin import keywords
from optin.keywords import Decision
from optin.models import ConsentSettings

ACCEPTANCE_WORDS = ("ACEITO", "ACEITO RECEBER", "PODE ENVIAR", "QUERO", "QUERO RECEBER", "SIM")
REQUEST_TEXT = (
    "Podemos enviar a você novidades e avisos nossos por aqui, pelo WhatsApp? "
    "Você pode sair quando quiser: basta responder #OPTOUT."
)
# Many people say it about an order or an appointment: it refuses only where somebody chose so.
CANCEL = "CANCELAR"
MOST_WORDS = 100
WORD_LENGTH = 60
# Meta's limit for a question with buttons.
REQUEST_LENGTH = 1024
STALE = "Outra pessoa alterou esta configuração enquanto você editava. Confira e salve de novo."
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Refusals as whole messages; acceptances only as the answer to our request."""

    refusal_words: tuple[str, ...] = tuple(sorted(keywords.DEFAULT))
    acceptance_words: tuple[str, ...] = ACCEPTANCE_WORDS
    request_text: str = REQUEST_TEXT
    confirms_refusal: bool = True
    version: int = 1

    @property
    def synonyms(self) -> frozenset[str]:
        return frozenset(self.refusal_words)

    @property
    def acceptances(self) -> frozenset[str]:
        return frozenset(self.acceptance_words)


class Effect(StrEnum):
    """What a text does. AS_ANSWER: it accepts, but only as the answer to our request."""

    REFUSE = "refuse"
    ASK_REFUSE = "ask_refuse"
    ACCEPT = "accept"
    AS_ANSWER = "as_answer"
    NONE = "none"


def current() -> Wording:
    """As they stand now; the defaults until somebody changes them."""
    row = ConsentSettings.objects.filter(pk=1).first()
    return Wording() if row is None else _wording(row)


def effect(text: str, wording: Wording) -> Effect:
    """What the text alone would do, written by somebody who is grey."""
    decision = keywords.read(text, synonyms=wording.synonyms)
    if decision is not Decision.NONE:
        return Effect(decision.value)
    is_answer = keywords.is_one_of(text, wording.acceptances)
    return Effect.AS_ANSWER if is_answer else Effect.NONE


@transaction.atomic
def change(wording: Wording, *, version: int, by: Author) -> Wording:
    """Save all of it, audited with before and after.

    Raises ConflictError `stale` when somebody saved after `version` was read; DomainError
    `word_not_allowed` or `text_required` (extra: field) for what would break the promises.
    """
    row = _locked()
    if row.version != version:
        raise ConflictError("stale", STALE)
    refusals = _clean(wording.refusal_words, field="refusal_words")
    acceptances = _clean(wording.acceptance_words, field="acceptance_words")
    _check_refusals(refusals, acceptances, known=row.refusal_words)
    _check_acceptances(acceptances, refusals)
    after = {
        "refusal_words": refusals,
        "acceptance_words": acceptances,
        "request_text": _text(wording.request_text),
        "confirms_refusal": wording.confirms_refusal,
    }
    changes = trail.changed(row, **after)
    if not changes:
        return _wording(row)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    trail.record(Action.CONSENT_SETTINGS_CHANGED, by=by, obj=row, changes=changes)
    return _wording(row)


def _locked() -> ConsentSettings:
    defaults = asdict(Wording())
    for name in ("refusal_words", "acceptance_words"):
        defaults[name] = list(defaults[name])
    row = ConsentSettings(pk=1, **defaults)
    ConsentSettings.objects.bulk_create([row], ignore_conflicts=True)
    return ConsentSettings.objects.select_for_update(no_key=True).get(pk=1)


def _wording(row: ConsentSettings) -> Wording:
    return Wording(
        refusal_words=tuple(row.refusal_words),
        acceptance_words=tuple(row.acceptance_words),
        request_text=row.request_text,
        confirms_refusal=row.confirms_refusal,
        version=row.version,
    )


def _clean(words: tuple[str, ...], *, field: str) -> list[str]:
    """In capitals with single spaces, sorted, each once."""
    found = {_BLANKS.sub(" ", word).strip().upper() for word in words} - {""}
    if len(found) > MOST_WORDS:
        raise _refused(f"São {len(found)} palavras; o limite é {MOST_WORDS}.", field)
    for word in found:
        if len(word) > WORD_LENGTH:
            raise _refused(f"“{word[:20]}…” tem mais de {WORD_LENGTH} caracteres.", field)
        if not keywords.has_words(word):
            raise _refused(f"“{word}” não tem letras nem números.", field)
    return sorted(found)


def _text(said: str) -> str:
    text = said.strip()
    if not text or len(text) > REQUEST_LENGTH:
        raise DomainError(
            "text_required",
            f"Escreva o texto do pedido, com até {REQUEST_LENGTH} caracteres.",
            field="request_text",
        )
    return text


def _check_refusals(refusals: list[str], acceptances: list[str], *, known: list[str]) -> None:
    """A refusal may not take the one word that always accepts, nor a new one a word that does."""
    for word in refusals:
        if keywords.is_one_of(word, frozenset({"OPTIN"})):
            raise _refused("#OPTIN é sempre um aceite e não pode recusar.", "refusal_words")
        if word not in known and keywords.is_one_of(word, frozenset(acceptances)):
            sentence = f"“{word}” também está entre as respostas que aceitam. Tire de uma das duas."
            raise _refused(sentence, "refusal_words")


def _check_acceptances(acceptances: list[str], refusals: list[str]) -> None:
    for word in acceptances:
        decision = keywords.read(word, synonyms=frozenset(refusals))
        if decision in {Decision.REFUSE, Decision.ASK_REFUSE}:
            sentence = f"“{word}” já é lido como recusa e não pode aceitar."
            raise _refused(sentence, "acceptance_words")


def _refused(sentence: str, field: str) -> DomainError:
    return DomainError("word_not_allowed", sentence, field=field)
