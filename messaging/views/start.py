"""The dialog "Nova mensagem ativa": a number, and its contact or the way to register it."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conecta.accounts.http import PersonRequest
from contacts import identities, suppressions
from contacts.models import OptinStatus
from contacts.phone import PhoneError, parse


@require_http_methods(["GET", "POST"])
@permission_required("messaging.add_message", raise_exception=True)
def start(request: PersonRequest) -> HttpResponse:
    """GET: the dialog. POST: what is known of the number typed so far."""
    if request.method == "GET":
        return render(request, "messaging/_start.html")
    context = _known(request.POST.get("number", "").strip())
    context["back"] = request.htmx.current_url_abs_path or reverse("messaging:inbox")
    return render(request, "messaging/_start_result.html", context)


def _known(said: str) -> dict[str, Any]:
    """The OPTIN of a number nobody has is grey, or red when it refused under another contact."""
    if not said:
        return {}
    try:
        number = parse(said)
    except PhoneError as error:
        return {"error": error.message}
    contact = identities.bearer(number)
    if contact is not None:
        return {"number": number, "contact": contact}
    suppressed = suppressions.is_suppressed(suppressions.digests_of_number(number))
    status = OptinStatus.OPTED_OUT if suppressed else OptinStatus.UNDEFINED
    return {"number": number, "status": status, "suppressed": suppressed}
