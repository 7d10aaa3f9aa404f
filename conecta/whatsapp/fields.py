"""Encrypted columns under FIELD_ENCRYPTION_KEYS (the first encrypts, all decrypt)."""

from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from encrypted_fields.fields import EncryptedTextField


class SecretField(EncryptedTextField):  # type: ignore[misc]  # the package ships no types
    """Text encrypted at rest with Fernet; rotating means putting a new key in front."""

    @cached_property
    def keys(self) -> list[bytes]:
        return [key.encode() for key in settings.FIELD_ENCRYPTION_KEYS]

    def get_prep_value(self, value: Any) -> str:
        """No secret is the empty text, where the package would store NULL."""
        return super().get_prep_value(value) or ""
