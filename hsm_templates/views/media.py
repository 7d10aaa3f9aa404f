"""Examples of media: sent to Meta from the editor, and shown in previews."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from conecta.accounts.http import PersonRequest
from conecta.errors import DomainError
from conecta.whatsapp.models import BusinessAccount
from hsm_templates import samples
from hsm_templates.models import Sample

# A file never changes under its address.
CACHED = "private, max-age=3600"
NO_ACCOUNT = "Escolha a conta antes de enviar o arquivo."
NO_FILE = "Escolha um arquivo."


@require_POST
@permission_required("hsm_templates.add_template", raise_exception=True)
def upload(request: PersonRequest) -> JsonResponse:
    """201 with Meta's handle; 422 with a sentence."""
    said = request.POST.get("account", "")
    number = int(said) if said.isdecimal() and len(said) < 19 else 0
    account = BusinessAccount.objects.filter(pk=number).first()
    given = request.FILES.get("file")
    if account is None or given is None:
        return _refused(
            "account" if account is None else "file", NO_FILE if account else NO_ACCOUNT
        )
    try:
        sample = samples.upload(account, given, request.POST.get("kind", ""), by=request.user)
    except DomainError as error:
        return _refused(error.code, error.message)
    return JsonResponse({"handle": sample.handle, "name": sample.file_name}, status=201)


@require_GET
@permission_required("hsm_templates.view_template", raise_exception=True)
def sample(request: PersonRequest, digest: str) -> FileResponse:
    """By a digest that nobody guesses: who may not use a template does not see its picture.

    Only pictures are shown; other files are handed out to be saved.
    """
    row = get_object_or_404(Sample, digest=digest)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=row.kind != "IMAGE",
        filename=row.file_name,
        content_type=row.mime_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": CACHED},
    )


def _refused(code: str, sentence: str) -> JsonResponse:
    return JsonResponse({"code": code, "detail": sentence}, status=422)
