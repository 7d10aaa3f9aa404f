"""Who may log in, as allauth knows it, and what they may do, as their roles say."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Model

from conecta.accounts.models import User


class RoleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Nobody has a permission of their own, so that no request needs to ask for any."""

    def get_user_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        return set()
