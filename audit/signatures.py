"""Ed25519 without Django: we sign with a key made from the secret, anybody checks."""

import hashlib
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

SEED = b"conecta audit seal"


class Purpose(bytes, Enum):
    """Stands before what is signed, so that a signature of one kind is none of another."""

    SEAL = b"conecta audit seal\x00"
    PACKAGE = b"conecta audit package\x00"


def private_key(secret: str) -> Ed25519PrivateKey:
    seed = hashlib.sha256(SEED + secret.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_hex(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def sign(key: Ed25519PrivateKey, purpose: Purpose, digest: bytes) -> bytes:
    return key.sign(purpose.value + digest)


def is_signed(public: str, purpose: Purpose, digest: bytes, signature: bytes) -> bool:
    """False also for a public key that is none."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(signature, purpose.value + digest)
    except (InvalidSignature, ValueError):
        return False
    return True
