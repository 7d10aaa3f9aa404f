"""What one message will cost at the most, by the rate card, before anybody sends it."""

from datetime import datetime

from conecta.whatsapp import rates
from conecta.whatsapp.prices import Price, RateCategory
from contacts.phone import BRAZIL
from messaging.models import Conversation
from messaging.outbox import Draft


def estimate(draft: Draft, *, now: datetime) -> Price | None:
    """None without a rate, and for numbers of other countries: the card is Brazil's."""
    if not draft.number.startswith(BRAZIL):
        return None
    category = draft.template.category if draft.template else RateCategory.SERVICE
    return rates.card().estimate(category, now, in_window=_is_in_window(draft))


def _is_in_window(draft: Draft) -> bool:
    talk = Conversation.objects.filter(channel=draft.channel, contact=draft.contact).first()
    return talk is not None and talk.is_window_open
