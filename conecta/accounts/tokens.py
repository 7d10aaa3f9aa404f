"""Decisions about API keys: shown once when they are made, kept as a hash, revoked at will."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from knox.models import get_token_model

from conecta.accounts.models import User
from conecta.accounts.signals import token_created, token_revoked
from conecta.errors import NotAllowedError


def of(user: User) -> QuerySet[Any]:
    """The keys of a person, the newest first."""
    return get_token_model().objects.filter(user=user).order_by("-created")  # type: ignore[no-any-return]  # knox ships no types


@transaction.atomic
def create(user: User, *, days: int | None, by: User | None) -> str:
    """The key itself, which nobody can read again. `days` None: it does not expire.

    `by` None: the system. Raises NotAllowedError `inactive`.
    """
    if not user.is_active:
        raise NotAllowedError("inactive", "A pessoa está inativa. Reative-a antes.")
    lifetime = None if days is None else timedelta(days=days)
    token, key = get_token_model().objects.create(user=user, expiry=lifetime)
    token_created.send(User, user=user, by=by, beginning=token.token_key, expires_at=token.expiry)
    return str(key)


@transaction.atomic
def revoke(user: User, digest: str, *, by: User) -> bool:
    """False when there is no such key any more."""
    token = get_token_model().objects.select_for_update().filter(user=user, digest=digest).first()
    if token is None:
        return False
    token.delete()
    token_revoked.send(User, user=user, by=by, beginning=token.token_key)
    return True
