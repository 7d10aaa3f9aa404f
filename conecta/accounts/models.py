"""The people who use Conecta: log-in by e-mail; deactivated, never deleted."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from conecta.accounts.querysets import UserQuerySet
from conecta.accounts.roles import Role
from conecta.accounts.signals import user_saved


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """By `createsuperuser`, on the server: the one account that no administrator made."""
        with transaction.atomic():
            user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
            changes = {"email": (None, user.email), "is_superuser": (None, True)}
            user_saved.send(User, user=user, by=None, created=True, changes=changes)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField("nome", max_length=150)
    is_staff = models.BooleanField("entra no Django admin", default=False)
    is_active = models.BooleanField(
        "ativo", default=True, help_text="Desative em vez de excluir: o histórico fica."
    )
    date_joined = models.DateTimeField("criado em", default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "usuário"
        verbose_name_plural = "usuários"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_lower_unique"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def is_invited(self) -> bool:
        """Registered, and has chosen no password yet."""
        return self.is_active and not self.has_usable_password()

    @property
    def roles(self) -> list[Role]:
        """All roles held, in the order of `Role`."""
        names = {group.name for group in self.groups.all()}
        return [role for role in Role if role.label in names]

    @property
    def role(self) -> Role | None:
        """The last of them; None for somebody without one."""
        return next(reversed(self.roles), None)
