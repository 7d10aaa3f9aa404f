"""Meta's words about a template in ours: its status, its quality, and why it is not approved."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from conecta.whatsapp.errors import RefusedError, WhatsAppError
from conecta.whatsapp.models import Quality
from conecta.whatsapp.words import QualityRating
from hsm_templates.models import Pause, TemplateStatus

# The words of listings and of events. Those that are absent (FLAGGED, LOCKED, REINSTATED,
# UNARCHIVED and whatever comes) set no status: the template is read again.
STATUSES: Mapping[str, TemplateStatus] = {
    "APPROVED": TemplateStatus.APPROVED,
    "PENDING": TemplateStatus.PENDING,
    "IN_APPEAL": TemplateStatus.PENDING,
    "REJECTED": TemplateStatus.REJECTED,
    "LIMIT_EXCEEDED": TemplateStatus.REJECTED,
    "PAUSED": TemplateStatus.PAUSED,
    "DISABLED": TemplateStatus.DISABLED,
    "ARCHIVED": TemplateStatus.ARCHIVED,
    "PENDING_DELETION": TemplateStatus.DELETED,
    "DELETED": TemplateStatus.DELETED,
}

QUALITIES: Mapping[QualityRating, Quality] = {
    QualityRating.GREEN: Quality.GREEN,
    QualityRating.YELLOW: Quality.YELLOW,
    QualityRating.RED: Quality.RED,
    QualityRating.UNKNOWN: Quality.UNKNOWN,
}

# What a template that is not paused says of pauses.
NOT_PAUSED: Mapping[str, Any] = {"pause": "", "paused_until": None}

REASONS: Mapping[str, str] = {
    "ABUSIVE_CONTENT": "Conteúdo que a Meta considera abusivo ou que pede dados sigilosos.",
    "CATEGORY_NOT_AVAILABLE": "Categoria que a Meta não oferece mais.",
    "INCORRECT_CATEGORY": "O texto não combina com a categoria escolhida.",
    "INVALID_FORMAT": "Formato inválido: confira variáveis, exemplos e sinais.",
    "PROMOTIONAL": "Conteúdo promocional que a política da Meta não permite.",
    "SCAM": "A Meta viu sinais de golpe no texto.",
    "TAG_CONTENT_MISMATCH": "O idioma ou a categoria não combinam com o conteúdo.",
    "LIMIT_EXCEEDED": "O limite de HSM da conta foi atingido.",
}
REASON_LENGTH = 500
NO_REASON = frozenset({"", "NONE"})

# A pause for quality ends by itself after the time that Meta publishes; a third one disables.
PAUSES: Mapping[str, tuple[str, timedelta | None]] = {
    "FIRST_PAUSE": ("Pausa de 3 h por baixa qualidade", timedelta(hours=3)),
    "SECOND_PAUSE": ("Pausa de 6 h por baixa qualidade", timedelta(hours=6)),
    "RATE_LIMITING_PAUSE": ("Pausado pela Meta para conter o ritmo dos envios", None),
}
DISABLED = "Desativado pela Meta, por baixa qualidade ou por violar as políticas."


def status_of(word: str) -> TemplateStatus | None:
    """None for what tells no status that we know."""
    return STATUSES.get(word.upper())


def reason_of(word: str, details: str = "") -> str:
    """Why it was rejected, in Portuguese, and Meta's own explanation after it; "" for no reason."""
    if word.upper() in NO_REASON:
        return details
    sentence = REASONS.get(word.upper(), f"Motivo dado pela Meta: {word}.")
    return f"{sentence} A Meta diz: {details}" if details else sentence


def pause_fields(title: str, at: datetime) -> dict[str, Any]:
    """What kind of pause it is, and when it ends by itself; nothing is known of other titles."""
    sentence, lasts = PAUSES.get(title.upper(), ("", None))
    if lasts is not None:
        return {"pause": Pause.QUALITY, "paused_until": at + lasts}
    return {"pause": Pause.PACING if sentence else "", "paused_until": None}


def pause_of(title: str, at: datetime) -> str:
    """Why it is paused, and when it comes back by itself."""
    sentence, lasts = PAUSES.get(title.upper(), ("Pausado pela Meta por baixa qualidade", None))
    if lasts is None:
        return f"{sentence}."
    back = timezone.localtime(at + lasts)
    return f"{sentence}. Volta prevista: {back:%d/%m/%Y %H:%M}."


def explain(error: WhatsAppError) -> str:
    """Why a call did not succeed: our sentence and advice, and Meta's own words if it gave any."""
    if not isinstance(error, RefusedError):
        return f"{error.entry.title}. Confira a rede do servidor e tente de novo."
    sentence = f"{error.entry.title}. {error.entry.advice}"
    said = error.refusal.user_message or error.refusal.details
    return (f"{sentence} A Meta diz: {said}" if said else sentence)[:REASON_LENGTH]
