"""What a person sent besides text: fetched from Meta before its id expires."""

from django.db import models

from messaging.models.message import Message


class MediaFile(models.Model):
    """`due_at` set: still to be fetched. Meta keeps an inbound id for seven days.

    `discard_at` set: forgotten; the file goes from the disk, and then the row.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="media")
    media_id = models.CharField(max_length=80)
    mime_type = models.CharField(max_length=100, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    file = models.FileField(upload_to="inbound/%Y/%m/%d", blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    discard_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "mídia recebida"
        verbose_name_plural = "mídias recebidas"
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="media_queue",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["discard_at", "id"],
                name="media_discards",
                condition=models.Q(discard_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.filename or self.media_id
