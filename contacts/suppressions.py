"""Numbers and scoped ids that refused and no longer stand on a red contact, as keyed hashes."""

import hashlib
import hmac
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import connection

from contacts.models import AliasKind, Contact, Suppression
from contacts.phone import PhoneNumber, from_digits, from_wa_id
from contacts.signals import suppression_met

NUMBER = "number"
EMAIL = "email"


def digest(kind: str, value: str) -> bytes:
    """HMAC-SHA256 under SUPPRESSION_KEY of "kind:value"; the key is never rotated."""
    return hmac.digest(
        settings.SUPPRESSION_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256
    )


def digests_of_number(number: PhoneNumber) -> set[bytes]:
    """Every form under which WhatsApp may know the number."""
    return {digest(NUMBER, form) for form in number.forms}


def digests_of_alias(kind: str, value: str) -> set[bytes]:
    if kind == AliasKind.WA_ID:
        return digests_of_number(from_wa_id(value) or from_digits(value))
    return {digest(kind, value)}


def digests_of_email(email: str) -> set[bytes]:
    return {digest(EMAIL, email.strip().casefold())} if email.strip() else set()


def digests_of_contact(contact: Contact) -> set[bytes]:
    """All names of the contact in WhatsApp: its number and every alias."""
    found: set[bytes] = set()
    if contact.whatsapp:
        found |= digests_of_number(from_digits(contact.whatsapp))
    for kind, value in contact.aliases.values_list("kind", "value"):
        found |= digests_of_alias(kind, value)
    return found


def hold(digests: Collection[bytes]) -> None:
    """Until the transaction ends, nobody else asks or holds these: whoever gives a name to a
    contact and whoever suppresses a name that no contact has wait for each other."""
    keys = sorted(int.from_bytes(value[:8], signed=True) for value in digests)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) key", [keys])


def is_suppressed(digests: Collection[bytes]) -> bool:
    return Suppression.objects.filter(digest__in=list(digests)).exists()


def refuse_if_suppressed(contact: Contact, digests: Collection[bytes]) -> Contact:
    """The contact, red if one of the names refused before. Call it after the names are written."""
    if not digests:
        return contact
    hold(digests)
    if is_suppressed(digests):
        suppression_met.send(Contact, contact=contact)
        contact.refresh_from_db()
    return contact


def add(digests: Iterable[bytes], *, reason: str) -> None:
    """Remember them; those already known stay as they are."""
    rows = [Suppression(digest=value, reason=reason) for value in sorted(digests)]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)


def lift(digests: Iterable[bytes]) -> None:
    """The person accepted again, with evidence: the old refusal no longer speaks for the number."""
    Suppression.objects.filter(digest__in=list(digests)).delete()
