"""How people are read."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.db import models

from conecta.accounts.roles import Role

if TYPE_CHECKING:
    from conecta.accounts.models import User  # noqa: F401 - only names the row type

HAS_PASSWORD = ~models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
STATES = {
    "active": models.Q(is_active=True) & HAS_PASSWORD,
    "invited": models.Q(is_active=True) & ~HAS_PASSWORD,
    "inactive": models.Q(is_active=False),
}


class UserQuerySet(models.QuerySet["User"]):
    def search(self, text: str) -> "UserQuerySet":
        """By part of the name or of the e-mail."""
        words = text.strip()
        if not words:
            return self
        return self.filter(models.Q(name__icontains=words) | models.Q(email__icontains=words))

    def with_roles(self, roles: Collection[str]) -> "UserQuerySet":
        labels = [Role(role).label for role in roles]
        if not labels:
            return self
        return self.filter(pk__in=Group.objects.filter(name__in=labels).values("user"))

    def in_states(self, states: Collection[str]) -> "UserQuerySet":
        """Any of active, invited (no password yet) and inactive; none: all."""
        wanted = models.Q()
        for state in states:
            wanted |= STATES[state]
        return self.filter(wanted)
