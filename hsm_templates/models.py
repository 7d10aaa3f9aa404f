"""Message templates (HSM): what we wrote, what Meta said of it, and each version sent."""

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Now

from conecta.whatsapp.models import BusinessAccount, Quality
from contacts.names import search_key
from hsm_templates.components import TemplateContent, parse
from hsm_templates.querysets import TemplateQuerySet


class Category(models.TextChoices):
    MARKETING = "MARKETING", "Marketing"
    UTILITY = "UTILITY", "Utilidade"
    AUTHENTICATION = "AUTHENTICATION", "Autenticação"


class TemplateStatus(models.TextChoices):
    DRAFT = "draft", "Rascunho"
    SUBMITTING = "submitting", "Enviando à Meta"
    DELETING = "deleting", "Excluindo na Meta"
    RESUMING = "resuming", "Retomando na Meta"
    PENDING = "pending", "Em análise"
    APPROVED = "approved", "Aprovado"
    REJECTED = "rejected", "Rejeitado"
    PAUSED = "paused", "Pausado"
    DISABLED = "disabled", "Desativado"
    ARCHIVED = "archived", "Arquivado"
    DELETED = "deleted", "Excluído"
    UNKNOWN = "unknown", "Status desconhecido"


EDITABLE = frozenset({TemplateStatus.DRAFT, TemplateStatus.REJECTED})
# What Meta holds as approved is changed and sent in one act: a draft of it would stop its sends.
REVISABLE = frozenset({TemplateStatus.APPROVED, TemplateStatus.PAUSED})
# A call to Meta is due or under way.
ON_ITS_WAY = frozenset(
    {TemplateStatus.SUBMITTING, TemplateStatus.DELETING, TemplateStatus.RESUMING}
)
# Pages look again by themselves.
WAITING = ON_ITS_WAY | {TemplateStatus.PENDING}
# Meta deletes no template that it has disabled.
DELETABLE = EDITABLE | {
    TemplateStatus.PENDING,
    TemplateStatus.APPROVED,
    TemplateStatus.PAUSED,
    TemplateStatus.ARCHIVED,
    TemplateStatus.UNKNOWN,
}


class ParameterFormat(models.TextChoices):
    POSITIONAL = "POSITIONAL", "Posicional"
    NAMED = "NAMED", "Nomeado"


class Pause(models.TextChoices):
    """One for quality ends by itself; one by pacing only when somebody asks for it."""

    QUALITY = "quality", "Por baixa qualidade"
    PACING = "pacing", "Para conter o ritmo dos envios"


class Template(models.Model):
    """Only APPROVED may be sent. `status_at` and `quality_at` are Meta's times of the last events.

    `due_at` is when the next call to Meta is due, pushed ahead as a lease while one is under way;
    `attempt` counts them. `synced_at` is our time of the last reading at Meta. Without
    `allowed_groups` everybody may use it. `name_locked_until`: Meta takes no new one of that name.
    """

    account = models.ForeignKey(
        BusinessAccount, on_delete=models.PROTECT, related_name="templates", verbose_name="conta"
    )
    name = models.CharField("nome", max_length=512)
    language = models.CharField("idioma", max_length=10, default="pt_BR")
    category = models.CharField("categoria", max_length=20, choices=Category)
    requested_category = models.CharField(
        "categoria pedida", max_length=20, choices=Category, blank=True
    )
    parameter_format = models.CharField(
        "variáveis",
        max_length=10,
        choices=ParameterFormat,
        default=ParameterFormat.POSITIONAL,
    )
    components = models.JSONField("componentes", default=list)
    ttl_seconds = models.IntegerField("validade em segundos", null=True, blank=True)
    mapping = models.JSONField("preenchimento", default=dict, blank=True)
    body_key = models.TextField(default="", blank=True, editable=False)
    status = models.CharField(
        "status", max_length=12, choices=TemplateStatus, default=TemplateStatus.DRAFT
    )
    status_at = models.DateTimeField("status desde", null=True, blank=True)
    rejection_reason = models.CharField("motivo", max_length=500, blank=True)
    quality = models.CharField("qualidade", max_length=8, choices=Quality, default=Quality.UNKNOWN)
    quality_at = models.DateTimeField(null=True, blank=True, editable=False)
    pause = models.CharField("pausa", max_length=8, choices=Pause, blank=True)
    paused_until = models.DateTimeField("volta prevista", null=True, blank=True)
    announced_category = models.CharField(
        "categoria anunciada", max_length=20, choices=Category, blank=True
    )
    announced_for = models.DateTimeField("muda de categoria em", null=True, blank=True)
    name_locked_until = models.DateTimeField(null=True, blank=True, editable=False)
    allowed_groups = models.ManyToManyField(
        Group, verbose_name="grupos que podem usar", blank=True, related_name="+"
    )
    meta_id = models.CharField("id na Meta", max_length=40, null=True, blank=True, unique=True)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempt = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    synced_at = models.DateTimeField("sincronizado em", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="criado por",
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
                fields=["account", "name", "language"],
                name="template_unique_in_account",
                condition=~models.Q(status="deleted"),
            ),
            models.CheckConstraint(
                name="template_due_is_on_its_way",
                condition=models.Q(due_at__isnull=True)
                | models.Q(status__in=("submitting", "deleting", "resuming")),
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.body_key = search_key(parse(self.components).body.text)
        super().save(*args, **kwargs)

    @property
    def is_sendable(self) -> bool:
        return self.status == TemplateStatus.APPROVED

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_revisable(self) -> bool:
        return self.status in REVISABLE

    @property
    def is_deletable(self) -> bool:
        return self.status in DELETABLE

    @property
    def is_plain(self) -> bool:
        """Text only: all of it can be edited here, and so written again under another name."""
        return not (self.content.buttons or self.content.others)

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @cached_property
    def content(self) -> TemplateContent:
        return parse(self.components)


class Revision(models.Model):
    """A version as it was sent to Meta; its text never changes, its outcome is set once.

    `edits_approved`: it counts towards Meta's limits, unless `refused_at` is set.
    """

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("versão")
    category = models.CharField(max_length=20, choices=Category)
    components = models.JSONField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(db_default=Now())
    edits_approved = models.BooleanField("alterou um aprovado", default=False)
    approved_at = models.DateTimeField("aprovada em", null=True, blank=True)
    refused_at = models.DateTimeField("recusada em", null=True, blank=True)

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


class MediaKind(models.TextChoices):
    IMAGE = "IMAGE", "Imagem"
    VIDEO = "VIDEO", "Vídeo"
    DOCUMENT = "DOCUMENT", "Documento"


class Sample(models.Model):
    """A medium that was shown to Meta as an example; `handle` is Meta's name for it.

    The file stays, so that the preview shows what Meta was shown. `digest`: SHA-256 of the handle.
    """

    account = models.ForeignKey(
        BusinessAccount, on_delete=models.CASCADE, related_name="+", verbose_name="conta"
    )
    kind = models.CharField("tipo", max_length=8, choices=MediaKind)
    file_name = models.CharField("arquivo", max_length=120)
    mime_type = models.CharField("formato", max_length=40)
    size = models.PositiveIntegerField("bytes")
    handle = models.TextField("nome na Meta")
    digest = models.CharField("resumo do nome", max_length=64, unique=True)
    file = models.FileField("conteúdo", upload_to="samples/%Y/%m")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="enviado por",
    )
    sent_at = models.DateTimeField("enviado em", db_default=Now())

    class Meta:
        verbose_name = "exemplo de mídia"
        verbose_name_plural = "exemplos de mídia"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.file_name


class Jotting(models.Model):
    """What a person has typed and not saved; `template` None is a new one. `version`: read with it.

    `fields` are the form's own, as the browser sent them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(
        Template, null=True, blank=True, on_delete=models.CASCADE, related_name="jottings"
    )
    version = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    kept_at = models.DateTimeField("guardado em")

    class Meta:
        verbose_name = "rascunho não salvo"
        verbose_name_plural = "rascunhos não salvos"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "template"], name="jotting_unique", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kept_at:%d/%m/%Y %H:%M}"


class AccountSync(models.Model):
    """The reading of an account's templates at Meta: wanted while `due_at`, and how the last went.

    `problems` holds sentences about templates that could not be taken over; `failure`, one about
    why the reading stopped; `read_count`, how many were read so far; `results`, what came of each
    that was not as before: {"id", "name", "language", "outcome"}.
    """

    account = models.OneToOneField(
        BusinessAccount,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="template_sync",
        verbose_name="conta",
    )
    due_at = models.DateTimeField("próxima leitura", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="pedida por",
    )
    finished_at = models.DateTimeField("última sincronização", null=True, blank=True)
    failure = models.CharField("falha", max_length=500, blank=True)
    problems = models.JSONField("não sincronizados", default=list, blank=True)
    read_count = models.PositiveIntegerField("lidos", default=0)
    counts = models.JSONField("contagem", default=dict, blank=True)
    results = models.JSONField("resultado por HSM", default=list, blank=True)

    class Meta:
        verbose_name = "sincronização de HSM"
        verbose_name_plural = "sincronizações de HSM"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"sincronização de {self.account}"
