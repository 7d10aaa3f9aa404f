"""Message templates (HSM): what we wrote, what Meta said of it, and each version sent."""

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from conecta.whatsapp.models import BusinessAccount, Quality
from hsm_templates.components import TemplateContent, parse
from hsm_templates.querysets import TemplateQuerySet


class Category(models.TextChoices):
    MARKETING = "MARKETING", "Marketing"
    UTILITY = "UTILITY", "Utilidade"
    AUTHENTICATION = "AUTHENTICATION", "Autenticação"


class TemplateStatus(models.TextChoices):
    DRAFT = "draft", "Rascunho"
    SUBMITTING = "submitting", "Enviando à Meta"
    PENDING = "pending", "Em análise"
    APPROVED = "approved", "Aprovado"
    REJECTED = "rejected", "Rejeitado"
    PAUSED = "paused", "Pausado"
    DISABLED = "disabled", "Desativado"
    ARCHIVED = "archived", "Arquivado"
    DELETED = "deleted", "Excluído"
    UNKNOWN = "unknown", "Status desconhecido"


class ParameterFormat(models.TextChoices):
    POSITIONAL = "POSITIONAL", "Posicional"
    NAMED = "NAMED", "Nomeado"


class Template(models.Model):
    """Only APPROVED may be sent. `status_at` is Meta's time of the event that set the status."""

    account = models.ForeignKey(BusinessAccount, on_delete=models.PROTECT, related_name="templates")
    name = models.CharField("nome", max_length=512)
    language = models.CharField("idioma", max_length=10, default="pt_BR")
    category = models.CharField("categoria", max_length=20, choices=Category)
    requested_category = models.CharField(
        "categoria pedida", max_length=20, choices=Category, blank=True
    )
    parameter_format = models.CharField(
        max_length=10, choices=ParameterFormat, default=ParameterFormat.POSITIONAL
    )
    components = models.JSONField("componentes", default=list)
    status = models.CharField(
        "status", max_length=12, choices=TemplateStatus, default=TemplateStatus.DRAFT
    )
    status_at = models.DateTimeField("status desde", null=True, blank=True)
    rejection_reason = models.CharField("motivo", max_length=500, blank=True)
    quality = models.CharField("qualidade", max_length=8, choices=Quality, default=Quality.UNKNOWN)
    meta_id = models.CharField("id na Meta", max_length=40, null=True, blank=True, unique=True)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    synced_at = models.DateTimeField("sincronizado em", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)
    updated_at = models.DateTimeField("atualizado em", auto_now=True)

    objects: ClassVar[TemplateQuerySet] = TemplateQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "HSM"
        verbose_name_plural = "HSM"
        ordering = ["name", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "name", "language"], name="template_unique_in_account"
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="template_by_name"),
            models.Index(
                fields=["due_at", "id"],
                name="template_queue",
                condition=models.Q(due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sendable(self) -> bool:
        return self.status == TemplateStatus.APPROVED

    @property
    def is_editable(self) -> bool:
        return self.status in {TemplateStatus.DRAFT, TemplateStatus.REJECTED}

    @cached_property
    def content(self) -> TemplateContent:
        return parse(self.components)


class Revision(models.Model):
    """A version as it was sent to Meta; never changed."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("versão")
    category = models.CharField(max_length=20, choices=Category)
    components = models.JSONField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "versão de HSM"
        verbose_name_plural = "versões de HSM"
        default_permissions = ("view",)
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="revision_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"
