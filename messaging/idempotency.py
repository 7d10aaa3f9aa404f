"""Repeated API calls: the first one's answer, for as long as the key is kept."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from conecta.accounts.models import User
from conecta.errors import ConflictError
from messaging.models import IdempotencyKey

KEPT = timedelta(hours=24)
# Only these say what became of the message; any other answer may be tried again under the key.
REPLAYED = frozenset({201, 422})


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: dict[str, Any]


@transaction.atomic
def once(key: str, body: Any, *, owner: User, answer: Callable[[], Answer]) -> Answer:
    """Run `answer` under the key, or replay what it answered before.

    The key's row is inserted first, in the same transaction: a twin call waits for it.
    Raises ConflictError `idempotency_mismatch` for the same key with another body.
    """
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()
    IdempotencyKey.objects.bulk_create(
        [IdempotencyKey(owner=owner, key=key, body_digest=digest)], ignore_conflicts=True
    )
    row = IdempotencyKey.objects.select_for_update().get(owner=owner, key=key)
    if row.created_at < timezone.now() - KEPT:
        row.body_digest, row.status_code, row.created_at = digest, None, timezone.now()
    if bytes(row.body_digest) != digest:
        raise ConflictError(
            "idempotency_mismatch", "Esta chave de repetição já foi usada com outro conteúdo."
        )
    if row.status_code is not None:
        return Answer(row.status_code, row.answer or {})
    given = answer()
    if given.status in REPLAYED:
        row.status_code, row.answer = given.status, given.body
        row.save()
    else:
        row.delete()
    return given
