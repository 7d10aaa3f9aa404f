"""What a person's words and buttons do to their consent, and what we answer."""

from dataclasses import dataclass, replace

from audit.actors import CONTACT
from conecta.errors import NotAllowedError
from conecta.whatsapp.models import Channel
from conecta.whatsapp.types import InboundMessage
from contacts.models import Contact, OptinStatus
from messaging import answers, asking, questions
from messaging.answers import Answer
from messaging.models import Purpose
from messaging.questions import Choice
from optin import acceptances, consents, wording
from optin.consents import Evidence
from optin.keywords import Decision, read, stands_alone
from optin.models import EvidenceKind, Source
from optin.wording import Wording

CONFIRM_REFUSAL = (
    "Pronto: você não receberá mais mensagens ativas nossas. Se mudar de ideia, responda #OPTIN."
)
CONFIRM_ACCEPTANCE = "Combinado: você receberá nossas mensagens. Para sair, envie #OPTOUT."


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The contact as it is now; what to answer ("" for nothing), with buttons if it asks.

    `answers`: the purpose of the question of ours that the message answers. `needs_answer`: not
    when consent is all it was about, and the person was obeyed or asked back: leave them in peace.
    """

    contact: Contact
    reply: str = ""
    asks: Purpose = Purpose.NONE
    answers: Purpose = Purpose.NONE
    needs_answer: bool = True


def hear(contact: Contact, event: InboundMessage, *, channel: Channel) -> Heard:
    """Obey before anything else; the caller holds the contact and has not kept the message."""
    words = wording.current()
    evidence = Evidence(
        kind=EvidenceKind.MESSAGE,
        text=event.text or event.payload,
        said_at=event.at,
        reference=event.wamid,
        channel=channel.name,
    )
    decision = read(event.text, payload=event.payload or None, synonyms=words.synonyms)
    answer = answers.find(event, contact, channel, words)
    if answer is not None and decision is not Decision.ACCEPT:
        return _answered(contact, answer, evidence, words)
    if decision is Decision.REFUSE:
        heard = _refuse(contact, evidence, words)
    elif decision is Decision.ACCEPT and not event.forwarded:
        heard = _accept(contact, evidence)
    elif decision is Decision.ASK_REFUSE and contact.is_refused:
        heard = Heard(contact=contact, needs_answer=False)
    elif decision is Decision.ASK_REFUSE and not _was_asked_back(contact):
        heard = _ask_back(contact)
    else:
        return Heard(contact=contact)
    return replace(heard, needs_answer=heard.needs_answer or _says_more(event, words))


def _says_more(event: InboundMessage, words: Wording) -> bool:
    """A button says what is on it; a text may go on, a picture has to be looked at."""
    is_word = bool(event.payload) or stands_alone(event.text, synonyms=words.synonyms)
    return event.media is not None or not is_word


def _ask_back(contact: Contact) -> Heard:
    asks = Purpose.REFUSAL_QUESTION
    return Heard(contact=contact, reply=questions.ASK_REFUSAL, asks=asks, needs_answer=False)


def _was_asked_back(contact: Contact) -> bool:
    """So lately that the question would press: somebody has to read what they mean."""
    return asking.last_asked(contact, Purpose.REFUSAL_QUESTION) is not None


def _answered(contact: Contact, answer: Answer, evidence: Evidence, words: Wording) -> Heard:
    question = answer.question
    proof = replace(
        evidence,
        question=question.text,
        question_reference=question.wamid or str(question.uuid),
    )
    if answer.choice in questions.REFUSALS:
        heard = _refuse(contact, proof, words)
    elif answer.choice is Choice.ACCEPT:
        heard = _accept_request(contact, answer, proof)
    else:
        heard = Heard(contact=contact, needs_answer=False)
    return replace(heard, answers=Purpose(question.purpose))


def _refuse(contact: Contact, evidence: Evidence, words: Wording) -> Heard:
    was_refused = contact.is_refused
    contact = consents.revoke_held(contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT)
    confirms = words.confirms_refusal and not was_refused
    reply = CONFIRM_REFUSAL if confirms else ""
    return Heard(contact=contact, reply=reply, needs_answer=False)


def _accept(contact: Contact, evidence: Evidence) -> Heard:
    was_accepted = contact.optin_status == OptinStatus.OPTED_IN and not contact.is_by_term
    try:
        contact = acceptances.register(
            contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT
        )
    except NotAllowedError:
        return Heard(contact=contact)
    reply = "" if was_accepted else CONFIRM_ACCEPTANCE
    return Heard(contact=contact, reply=reply, needs_answer=False)


def _accept_request(contact: Contact, answer: Answer, evidence: Evidence) -> Heard:
    """Too late, or after a refusal, it counts for nothing; the trail keeps that it was said."""
    denied = _why_not(contact, answer)
    if denied is not None:
        consents.note_denied(contact, denied, evidence=evidence, by=CONTACT)
        return Heard(contact=contact)
    return _accept(contact, evidence)


def _why_not(contact: Contact, answer: Answer) -> NotAllowedError | None:
    if contact.is_refused:
        return NotAllowedError(
            "optin_word_required",
            "A pessoa recusou. Depois disso, só #OPTIN, escrito por ela, vale como aceite.",
        )
    if answer.is_late:
        return NotAllowedError(
            "answer_too_late", "A resposta veio mais de 24 horas depois do nosso pedido."
        )
    return None
