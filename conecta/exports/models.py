"""One file that somebody asked for: made in the background, kept for some days."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from conecta.exports.formats import Format
from conecta.exports.querysets import ExportQuerySet


class ExportState(models.TextChoices):
    QUEUED = "queued", "Na fila"
    RUNNING = "running", "Em andamento"
    DONE = "done", "Pronta"
    FAILED = "failed", "Falhou"
    EXPIRED = "expired", "Expirada"


class Export(models.Model):
    """`due_at` set: waits to be made, or is being made and lost by its worker after that time.

    `contact_id`, a plain number: whose data the file is about, when it is about one person.
    """

    kind = models.CharField("tipo", max_length=60)
    label = models.CharField("conteúdo", max_length=120)
    parameters = models.JSONField("filtros", default=dict)
    contact_id = models.BigIntegerField(null=True)
    format = models.CharField("formato", max_length=5, choices=Format)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    requested_at = models.DateTimeField("pedida em", db_default=Now(), editable=False)
    state = models.CharField("estado", max_length=8, choices=ExportState, default="queued")
    done_count = models.PositiveBigIntegerField("registros prontos", default=0)
    total_count = models.PositiveBigIntegerField("registros", null=True)
    due_at = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    file_name = models.CharField("arquivo", max_length=120, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField("bytes", null=True)
    finished_at = models.DateTimeField("pronta em", null=True)
    expires_at = models.DateTimeField("vale até", null=True)
    failure = models.CharField("falha", max_length=300, blank=True)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "exportação"
        verbose_name_plural = "exportações"
        default_permissions = ("view",)
        permissions = [("view_all", "Pode ver as exportações de todos")]
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ExportState.DONE)
                | models.Q(stored_name__gt="", expires_at__isnull=False),
                name="export_done_has_a_file",
            ),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-id"], name="export_by_person"),
            models.Index(
                fields=["due_at", "id"],
                name="export_queue",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["expires_at"],
                name="export_expiry",
                condition=models.Q(stored_name__gt=""),
            ),
            models.Index(
                fields=["contact_id"],
                name="export_by_contact",
                condition=models.Q(contact_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.get_format_display()})"

    @property
    def is_unfinished(self) -> bool:
        return self.due_at is not None

    @property
    def is_ready(self) -> bool:
        """Its file may be handed out now."""
        is_valid = self.expires_at is not None and timezone.now() < self.expires_at
        return self.state == ExportState.DONE and is_valid

    @property
    def percent(self) -> int | None:
        """None while nobody knows how much there is."""
        if not self.total_count:
            return None
        return min(100, self.done_count * 100 // self.total_count)
