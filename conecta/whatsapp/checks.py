"""System checks: what production needs and lacks, said with a hint."""

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def encryption_keys_are_usable(**_: Any) -> list[CheckMessage]:
    if not settings.FIELD_ENCRYPTION_KEYS:
        return []
    try:
        for key in settings.FIELD_ENCRYPTION_KEYS:
            Fernet(key)
    except ValueError:
        return [
            Error(
                "FIELD_ENCRYPTION_KEYS tem uma chave que não serve.",
                hint="Cada chave são 32 bytes em base64 url-safe, separadas por vírgula.",
                id="whatsapp.E001",
            )
        ]
    return []
