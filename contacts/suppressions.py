"""Numbers and scoped ids that refused and no longer stand on a red contact, as keyed hashes."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from contacts.models import AliasKind, Contact, Suppression
from contacts.phone import PhoneNumber, from_digits

NUMBER = "number"


def digest(kind: str, value: str) -> bytes:
    """HMAC-SHA256 under SUPPRESSION_KEY of "kind:value"; the key is never rotated."""
    return hmac.digest(settings.SUPPRESSION_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256)


def digests_of_number(number: PhoneNumber) -> set[bytes]:
    """Every form under which WhatsApp may know the number."""
    return {digest(NUMBER, form) for form in number.forms}


def digests_of_alias(kind: str, value: str) -> set[bytes]:
    if kind == AliasKind.WA_ID:
        return digests_of_number(from_digits(value))
    return {digest(kind, value)}


def add(digests: Iterable[bytes], *, reason: str) -> None:
    """Remember them; those already known stay as they are."""
    rows = [Suppression(digest=value, reason=reason) for value in sorted(digests)]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)


def is_suppressed(digests: Iterable[bytes]) -> bool:
    return Suppression.objects.filter(digest__in=list(digests)).exists()


def lift(digests: Iterable[bytes]) -> None:
    """The person accepted again, with evidence: the old refusal no longer speaks for the number."""
    Suppression.objects.filter(digest__in=list(digests)).delete()


def digests_of_contact(contact: Contact) -> set[bytes]:
    """All names of the contact: its number and every alias."""
    found: set[bytes] = set()
    if contact.whatsapp:
        found |= digests_of_number(from_digits(contact.whatsapp))
    for kind, value in contact.aliases.values_list("kind", "value"):
        found |= digests_of_alias(kind, value)
    return found
