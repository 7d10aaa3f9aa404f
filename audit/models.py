"""The trail: entries that nobody can change, and beside each the personal values it speaks of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from audit.actions import Action
from audit.actors import ActorKind
from audit.context import Origin
from audit.fields import TransactionIdField
from audit.querysets import EntryQuerySet
from conecta.accounts.models import User


def action_choices() -> list[tuple[str, str]]:
    """A function, so that a new word needs no migration."""
    return [(str(value), str(label)) for value, label in Action.choices]


class Entry(models.Model):
    """One act. Time and transaction are set by the database (trigger), whatever the writer says."""

    at = models.DateTimeField("quando", db_default=Now())
    xid = TransactionIdField("transação", db_default=models.Func(function="pg_current_xact_id"))
    actor_kind = models.CharField("quem", max_length=10, choices=ActorKind)
    actor = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="usuário",
    )
    action = models.CharField("ação", max_length=40, choices=action_choices)
    object_type = models.CharField("objeto", max_length=60, blank=True)
    object_id = models.CharField("id do objeto", max_length=64, blank=True)
    contact_id = models.BigIntegerField("id do contato", null=True, blank=True)
    field_names = ArrayField(
        models.CharField(max_length=60), verbose_name="campos", default=list, blank=True
    )
    origin = models.CharField("origem", max_length=10, choices=Origin)
    request_id = models.CharField("pedido", max_length=36, blank=True)
    digest = models.BinaryField(max_length=32, help_text="SHA-256 do sal e dos valores pessoais")

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "registro de auditoria"
        verbose_name_plural = "registros de auditoria"
        default_permissions = ("view",)
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(fields=["actor", "at", "id"], name="audit_by_actor"),
            models.Index(fields=["action", "at", "id"], name="audit_by_action"),
            models.Index(
                fields=["contact_id", "at", "id"],
                name="audit_by_contact",
                condition=models.Q(contact_id__isnull=False),
            ),
            models.Index(fields=["object_type", "object_id", "id"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.object_type} {self.object_id}".strip()


class EntryDetail(models.Model):
    """The personal values of an entry and the salt of their digest; erasable, never changed."""

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.DO_NOTHING, related_name="detail"
    )
    salt = models.BinaryField(max_length=16)
    values = models.JSONField(
        help_text="Chaves: label, before, after, ip e as que o ato acrescenta."
    )

    search_key = models.TextField(default="", editable=False)

    class Meta:
        verbose_name = "detalhe de auditoria"
        verbose_name_plural = "detalhes de auditoria"
        default_permissions = ()
        indexes = [
            GinIndex(fields=["search_key"], name="audit_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"detalhe de {self.pk}"
