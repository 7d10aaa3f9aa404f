"""Log-ins, log-outs, failures and passwords, and what the log-in app tells of people and keys."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from conecta.accounts.models import User
from conecta.accounts.signals import invitation_sent, token_created, token_revoked, user_saved

LONGEST_LOGIN = 254


def connect() -> None:
    user_logged_in.connect(on_login, dispatch_uid="audit.login")
    user_logged_out.connect(on_logout, dispatch_uid="audit.logout")
    user_login_failed.connect(on_failure, dispatch_uid="audit.login_failed")
    for signal in (password_changed, password_reset, password_set):
        signal.connect(on_password, dispatch_uid="audit.password")
    user_saved.connect(on_user_saved, dispatch_uid="audit.user_saved")
    invitation_sent.connect(on_invitation, dispatch_uid="audit.invitation_sent")
    token_created.connect(on_token_created, dispatch_uid="audit.token_created")
    token_revoked.connect(on_token_revoked, dispatch_uid="audit.token_revoked")


@transaction.atomic
def on_login(user: User, **_: Any) -> None:
    trail.record(Action.LOGGED_IN, by=user, obj=user)


@transaction.atomic
def on_logout(user: User | None, **_: Any) -> None:
    if user is not None:
        trail.record(Action.LOGGED_OUT, by=user, obj=user)


@transaction.atomic
def on_failure(credentials: dict[str, Any], **_: Any) -> None:
    login = str(credentials.get("email") or credentials.get("username") or "")
    trail.record(Action.LOGIN_FAILED, by=SYSTEM, login=login[:LONGEST_LOGIN])


@transaction.atomic
def on_password(user: User, **_: Any) -> None:
    trail.record(Action.PASSWORD_CHANGED, by=user, obj=user)


def on_user_saved(
    user: User, *, by: User | None, created: bool, changes: dict[str, tuple[Any, Any]], **_: Any
) -> None:
    action = Action.USER_CREATED if created else Action.USER_CHANGED
    trail.record(action, by=by or SYSTEM, obj=user, changes=changes)


@transaction.atomic
def on_invitation(user: User, *, by: User, **_: Any) -> None:
    trail.record(Action.INVITATION_SENT, by=by, obj=user)


def on_token_created(
    user: User, *, by: User | None, beginning: str, expires_at: Any, **_: Any
) -> None:
    trail.record(
        Action.TOKEN_CREATED, by=by or SYSTEM, obj=user, key=beginning, expires_at=expires_at
    )


def on_token_revoked(user: User, *, by: User, beginning: str, **_: Any) -> None:
    trail.record(Action.TOKEN_REVOKED, by=by, obj=user, key=beginning)
