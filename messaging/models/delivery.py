"""Webhook bodies as Meta sent them, kept before the 200 and applied later."""

from django.db import models
from django.db.models.functions import Now


class WebhookDelivery(models.Model):
    """The digest saves work on repeated bodies; idempotency itself is per event."""

    body = models.BinaryField()
    digest = models.BinaryField(max_length=32, unique=True)
    has_messages = models.BooleanField()
    received_at = models.DateTimeField("recebida em", db_default=Now())
    due_at = models.DateTimeField(null=True, blank=True, db_default=Now())
    processed_at = models.DateTimeField("aplicada em", null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField("falha", blank=True)

    class Meta:
        verbose_name = "aviso recebido da Meta"
        verbose_name_plural = "avisos recebidos da Meta"
        default_permissions = ("view",)
        indexes = [
            # deliveries.CLAIM
            models.Index(
                fields=["-has_messages", "due_at", "id"],
                name="delivery_queue",
                condition=models.Q(due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"aviso {self.pk}"
