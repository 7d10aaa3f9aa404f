"""Who may log in, as allauth knows it, and what they may do, as their roles say."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Model, prefetch_related_objects

from conecta.accounts.models import User
from conecta.accounts.roles import PERMISSIONS


class RoleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """A request asks for the person's roles and no more: what these may do is kept by code, and
    nobody has a permission of their own."""

    def get_user(self, user_id: int) -> User | None:
        user: User | None = super().get_user(user_id)
        if user is not None:
            prefetch_related_objects([user], "groups")
        return user

    def get_user_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        if obj is not None or not user_obj.is_active:
            return set()
        return set[str]().union(*(PERMISSIONS[role] for role in user_obj.roles))
