"""Decisions about the people who use Conecta: create, give a role, deactivate; never delete."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from knox.models import get_token_model

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.accounts.signals import user_saved
from conecta.errors import ConflictError, NotAllowedError

Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    name: str
    email: str
    role: Role


@transaction.atomic
def create(data: PersonData, *, by: User | None) -> User:
    """Somebody who cannot enter yet: the invitation lets them choose a password.

    `by` None: the system. Raises ConflictError `duplicate` (extra: id) for an e-mail that is taken.
    """
    user = User(name=data.name.strip(), email=data.email.strip().lower())
    user.is_staff = data.role is Role.ADMINISTRATOR
    user.set_unusable_password()
    _save_new(user)
    user.groups.set([_group(data.role)])
    changes: Changes = {
        "name": (None, user.name),
        "email": (None, user.email),
        "role": (None, data.role.label),
    }
    user_saved.send(User, user=user, by=by, created=True, changes=changes)
    return user


@transaction.atomic
def rename(user: User, name: str, *, by: User) -> User:
    locked = _lock(user)
    return _save(locked, _renaming(locked, name), by=by)


@transaction.atomic
def change(user: User, *, name: str, role: Role, by: User) -> User:
    """Raises NotAllowedError `last_administrator` when nobody would be left to administer."""
    administrators = _lock_administrators()
    locked = _lock(user)
    before = locked.role
    changes = _renaming(locked, name)
    if before is not role:
        if role is not Role.ADMINISTRATOR:
            _keep_one(administrators - {locked.pk})
        changes["role"] = (before.label if before else None, role.label)
        locked.groups.set([_group(role)])
        locked.is_staff = role is Role.ADMINISTRATOR
    return _save(locked, changes, by=by)


@transaction.atomic
def deactivate(user: User, *, by: User) -> User:
    """End every session and API key at once; the history stays.

    The password goes too: sessions hang on it, and who comes back chooses another.
    Raises NotAllowedError `last_administrator`.
    """
    administrators = _lock_administrators()
    locked = _lock(user)
    if not locked.is_active:
        return locked
    _keep_one(administrators - {locked.pk})
    count, _ = get_token_model().objects.filter(user=locked).delete()
    locked.is_active = False
    locked.set_unusable_password()
    changes: Changes = {"is_active": (True, False)}
    if count:
        changes["api_tokens"] = (count, 0)
    return _save(locked, changes, by=by)


@transaction.atomic
def reactivate(user: User, *, by: User) -> User:
    """Nobody enters by this log-in until an invitation has set a new password."""
    locked = _lock(user)
    if locked.is_active:
        return locked
    locked.is_active = True
    return _save(locked, {"is_active": (False, True)}, by=by)


def _lock(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _lock_administrators() -> set[int]:
    """Ids of the active ones, locked so that two acts cannot remove the last two at once."""
    members = Group.objects.filter(name=Role.ADMINISTRATOR.label).values("user")
    rows = User.objects.filter(is_active=True, pk__in=members).order_by("pk")
    return set(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def _keep_one(left: Collection[int]) -> None:
    if not left:
        raise NotAllowedError(
            "last_administrator",
            "É o único administrador ativo. Dê o perfil Administrador a outra pessoa antes.",
        )


def _group(role: Role) -> Group:
    return Group.objects.get(name=role.label)


def _renaming(user: User, name: str) -> Changes:
    after = name.strip()
    if user.name == after:
        return {}
    before, user.name = user.name, after
    return {"name": (before, after)}


def _save(user: User, changes: Changes, *, by: User) -> User:
    if changes:
        user.save()
        user_saved.send(User, user=user, by=by, created=False, changes=changes)
    return user


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        taken = User.objects.filter(email__iexact=user.email).first()
        if taken is None:
            raise
        raise ConflictError(
            "duplicate", f"Este e-mail já é de {taken.name}.", id=taken.pk, field="email"
        ) from error
