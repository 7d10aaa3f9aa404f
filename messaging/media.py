"""Media that people sent: fetched from Meta while its id lives, kept beside the message."""

import tempfile
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from conecta.errors import DomainError
from conecta.whatsapp.connection import client_for
from messaging.models import MediaFile

MAX_BYTES = 100 * 1024 * 1024  # the largest kind that WhatsApp carries (documents)
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8
BATCH = 20


def fetch_due() -> int:
    """Fetch what waits, one at a time; how many arrived."""
    fetched = 0
    for _ in range(BATCH):
        row = _claim()
        if row is None:
            break
        fetched += _fetch(row)
    return fetched


def discard_due() -> int:
    """Delete the files of what was forgotten, then the rows; how many."""
    gone = list(MediaFile.objects.filter(discard_at__isnull=False).order_by("discard_at")[:500])
    for row in gone:
        if row.file:
            row.file.delete(save=False)
    MediaFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)


@transaction.atomic
def _claim() -> MediaFile | None:
    now = timezone.now()
    waiting = MediaFile.objects.filter(due_at__lte=now).order_by("due_at", "id")
    row = waiting.select_for_update(no_key=True, skip_locked=True).first()
    if row is not None:
        row.due_at, row.attempt = now + LEASE, row.attempt + 1
        row.save(update_fields=["due_at", "attempt"])
    return row


def _fetch(row: MediaFile) -> bool:
    client = client_for(row.message.channel.account)
    with tempfile.TemporaryFile() as content:
        try:
            record = client.get_media(row.media_id)
            client.download_media(record.url, content, max_bytes=MAX_BYTES)
        except DomainError as error:
            _record_failure(row, error)
            return False
        content.seek(0)
        row.file.save(f"{row.message.uuid}", File(content), save=False)
    wanted = MediaFile.objects.filter(pk=row.pk, discard_at=None)
    if wanted.update(file=row.file.name, due_at=None, failure=""):
        return True
    row.file.delete(save=False)  # forgotten while it was on its way
    return False


def _record_failure(row: MediaFile, error: DomainError) -> None:
    row.failure = error.message[:200]
    row.due_at = (
        timezone.now() + timedelta(minutes=2**row.attempt) if row.attempt < MAX_ATTEMPTS else None
    )
    MediaFile.objects.filter(pk=row.pk, discard_at=None).update(
        failure=row.failure, due_at=row.due_at
    )
