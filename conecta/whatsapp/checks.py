"""System checks: what production needs and lacks, said with a hint."""

from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@register(Tags.security)
def encryption_keys_are_usable(**_: Any) -> list[CheckMessage]:
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


@register(Tags.security, deploy=True)
def tokens_travel_encrypted(**_: Any) -> list[CheckMessage]:
    """Every call carries an access token: only this machine may hear it in the clear."""
    address = urlsplit(settings.WHATSAPP_API_URL)
    if address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK):
        return []
    return [
        Error(
            f"WHATSAPP_API_URL leva os tokens sem cifra para {address.hostname or 'lugar nenhum'}.",
            hint="Use https://graph.facebook.com, ou o simulador em 127.0.0.1.",
            id="whatsapp.E002",
        )
    ]
