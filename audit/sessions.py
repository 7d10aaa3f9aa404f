"""Log-ins, log-outs and failures, and what the log-in app tells of changed people."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from conecta.accounts.models import User
from conecta.accounts.signals import user_saved


def connect() -> None:
    user_logged_in.connect(on_login, dispatch_uid="audit.login")
    user_logged_out.connect(on_logout, dispatch_uid="audit.logout")
    user_login_failed.connect(on_failure, dispatch_uid="audit.login_failed")
    user_saved.connect(on_user_saved, dispatch_uid="audit.user_saved")


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
    trail.record(Action.LOGIN_FAILED, by=SYSTEM, login=login[:254])


def on_user_saved(
    user: User, *, by: User, created: bool, changes: dict[str, tuple[Any, Any]], **_: Any
) -> None:
    action = Action.USER_CREATED if created else Action.USER_CHANGED
    trail.record(action, by=by, obj=user, changes=changes)
