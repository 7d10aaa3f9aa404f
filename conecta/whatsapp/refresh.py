"""Work: ask Meta how the numbers are, outside transactions, and let a decision keep the answer."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from conecta.errors import DomainError
from conecta.whatsapp import channels
from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.errors import NotSentError, RefusedError, UnknownOutcomeError, WhatsAppError
from conecta.whatsapp.models import BusinessAccount, Channel
from conecta.whatsapp.readings import ChannelReading, reading_of
from conecta.whatsapp.transport import open_session

logger = logging.getLogger(__name__)

# What the last reading could not do; the page of channels tells it until a later reading can.
PROBLEMS_KEY = "whatsapp:refresh:problems"
PROBLEMS_SECONDS = 24 * 60 * 60
# Meta's answer for an id that is not there, or that the token may not see.
MISSING_OBJECT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a number could not be read and what to do about it, in words."""

    channel: str
    title: str
    advice: str
    at: datetime


def refresh_channels() -> int:
    """Read every number; answers how many were read. What failed is told by `problems`."""
    found: list[Problem] = []
    rows = Channel.objects.select_related("account").order_by("account_id", "id")
    with open_session() as session:
        for channel in rows:
            try:
                reading = read_number(client_for(channel.account, session), channel.phone_number_id)
            except WhatsAppError as error:
                found.append(_problem(channel, error))
            else:
                channels.record_state(channel, reading)
    cache.set(PROBLEMS_KEY, found, PROBLEMS_SECONDS)
    return len(rows) - len(found)


def read_number(client: CloudClient, phone_number_id: str) -> ChannelReading:
    """Raises WhatsAppError."""
    asked_at = timezone.now()
    return reading_of(client.get_phone_number(phone_number_id), read_at=asked_at)


def find_number(account: BusinessAccount, phone_number_id: str) -> ChannelReading:
    """The number, if the account has it at Meta.

    Raises DomainError `number_not_in_account` naming those it has, or `meta_unreachable` and the
    like with advice, as `explained` words them.
    """
    asked_at = timezone.now()
    try:
        records = client_for(account).list_phone_numbers(account.waba_id)
    except WhatsAppError as error:
        raise explained(error, field="account") from error
    for record in records:
        if record.id == phone_number_id:
            return reading_of(record, read_at=asked_at)
    known = "; ".join(f"{it.id} ({it.display_phone_number})" for it in records) or "nenhum"
    raise DomainError(
        "number_not_in_account",
        f"Na Meta, esta conta não tem este número. Os que ela tem: {known}.",
        field="phone_number_id",
    )


def check_token(client: CloudClient, waba_id: str) -> int:
    """How many numbers the token sees in the account; DomainError as `explained` words it."""
    try:
        return len(client.list_phone_numbers(waba_id))
    except WhatsAppError as error:
        raise explained(error, field="access_token") from error


def problems() -> list[Problem]:
    found: list[Problem] = cache.get(PROBLEMS_KEY, [])
    return found


def explained(error: WhatsAppError, *, field: str) -> DomainError:
    """The same failure for a person who was reading, not sending."""
    title, advice = _words(error)
    return DomainError(error.code, f"{title}. {advice}", field=field)


def _problem(channel: Channel, error: WhatsAppError) -> Problem:
    logger.warning("channel %s not read: %s", channel.pk, error.code)
    title, advice = _words(error)
    return Problem(channel=channel.name, title=title, advice=advice, at=timezone.now())


def _words(error: WhatsAppError) -> tuple[str, str]:
    """Reading again is always right, so nothing here speaks of messages that may have left."""
    if isinstance(error, NotSentError | UnknownOutcomeError):
        return (
            "A Meta não respondeu",
            "Confira a conexão do servidor e tente de novo em um minuto.",
        )
    if isinstance(error, RefusedError) and error.refusal.code == MISSING_OBJECT:
        return (
            "A Meta não mostra este número ou esta conta a este token",
            "Confira os identificadores e as permissões do token no Gerenciador da Meta.",
        )
    return error.entry.title, error.entry.advice
