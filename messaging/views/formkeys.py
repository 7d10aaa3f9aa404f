"""One-time keys of forms: sent twice, by a double click or a lost answer, a form acts once."""

import uuid
from collections.abc import Callable
from typing import Any

from conecta.accounts.http import PersonRequest
from messaging import idempotency
from messaging.idempotency import Answer

KEY = "key"
# Fields that say nothing about what is sent.
ASIDE = frozenset({KEY, "search", "csrfmiddlewaretoken"})


def fresh() -> str:
    return str(uuid.uuid4())


def once(request: PersonRequest, *, answer: Callable[[], Answer]) -> Answer:
    """Run `answer`, or replay what it answered for the same form.

    Raises ConflictError `idempotency_mismatch` when the form was sent before with other content.
    """
    said: dict[str, Any] = {"path": request.path} | request.POST.dict()
    body = {name: value for name, value in said.items() if name not in ASIDE}
    return idempotency.once(f"form:{_key(request)}", body, owner=request.user, answer=answer)


def _key(request: PersonRequest) -> str:
    """What is no key of ours counts as none."""
    try:
        return str(uuid.UUID(request.POST.get(KEY, "")))
    except ValueError:
        return fresh()
