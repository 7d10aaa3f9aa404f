"""The key of this installation, made from AUDIT_SIGNING_KEY."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from audit import signatures
from audit.signatures import Purpose


def sign(purpose: Purpose, digest: bytes) -> bytes:
    return signatures.sign(_key(), purpose, digest)


def public_key() -> str:
    """In hex; what a third party needs to check seals and packages."""
    return signatures.public_hex(_key())


def _key() -> Ed25519PrivateKey:
    if not settings.AUDIT_SIGNING_KEY:
        raise ImproperlyConfigured("AUDIT_SIGNING_KEY é que assina os selos da trilha: defina-a.")
    return signatures.private_key(settings.AUDIT_SIGNING_KEY)
