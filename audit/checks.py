"""System checks: terms of retention that the law or the trail itself would not allow."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

# Access records are kept for six months (Marco Civil da Internet, article 15).
LEAST_ACCESS_DAYS = 180
NAMES = (
    "RETENTION_WEBHOOK_DAYS",
    "RETENTION_ACCESS_DAYS",
    "RETENTION_CONVERSATION_DAYS",
    "RETENTION_EVIDENCE_DAYS",
)


@register()
def terms_of_retention_are_possible(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(
            f"{name} precisa ser de ao menos 1 dia.",
            hint="Com 0 tudo seria apagado na noite seguinte.",
            id="audit.E001",
        )
        for name in NAMES
        if getattr(settings, name) < 1
    ]
    if settings.RETENTION_ACCESS_DAYS < LEAST_ACCESS_DAYS:
        found.append(
            Error(
                "RETENTION_ACCESS_DAYS é menor que seis meses.",
                hint=f"O Marco Civil da Internet (art. 15) pede {LEAST_ACCESS_DAYS} dias.",
                id="audit.E002",
            )
        )
    return found
