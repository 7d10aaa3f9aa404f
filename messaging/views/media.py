"""Files that people sent, handed out only to who may read messages."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from audit import viewing
from conecta.accounts.http import PersonRequest
from messaging import attachments
from messaging.models import MediaFile

# A file never changes under its address; short, because permissions do.
CACHED = "private, max-age=300"


@require_GET
@permission_required("messaging.view_message", raise_exception=True)
def media(request: PersonRequest, uuid: str) -> FileResponse:
    """By the message's UUID: no part of a path comes from outside. Shown only if safe to show."""
    kept = MediaFile.objects.filter(discard_at=None).exclude(file="")
    row = get_object_or_404(kept.select_related("message"), message__uuid=uuid)
    message = row.message
    viewing.note(request.user, message, contact_id=message.contact_id, page="Arquivo recebido")
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=not attachments.is_shown(row),
        filename=attachments.filename(row),
        content_type=attachments.content_type(row),
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": CACHED},
    )
